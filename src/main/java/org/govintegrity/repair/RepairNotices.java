package org.govintegrity.repair;

import org.govintegrity.casefile.Cases;
import org.govintegrity.credit.CameInPerson;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.RecordParties;
import org.govintegrity.credit.Standing;
import org.govintegrity.notice.Notices;
import org.springframework.stereotype.Component;

import java.util.Map;

/** What is served in a repair. */
@Component
class RepairNotices {

    private final Notices notices;
    private final RecordParties parties;
    private final Cases cases;

    RepairNotices(Notices notices, RecordParties parties, Cases cases) {
        this.notices = notices;
        this.parties = parties;
        this.cases = cases;
    }

    void result(Repair r, CreditRecord record) {
        serve(r.repaired() ? "repair-granted" : "repair-refused", r, record, "reasons", r.reasons());
        if (r.repaired()) {
            RecordParties.Audience audience = parties.shownTo(record);
            audience.groups().stream().filter(group -> !group.equals(r.decider())).forEach(group -> notices.issue("repair-shown", r.caseNo(), group, Map.of("caseNo", r.caseNo(), "recordNo", r.recordNo())));
            if (!audience.others().isEmpty()) {
                cases.note(r.caseNo(), "internal-repair-readers", "通过接口查阅过该记录、需要另行告知的：" + String.join("、", audience.others()));
            }
        }
    }

    void delayed(Repair r, CreditRecord record) {
        notices.issue("repair-delayed", r.caseNo(), parties.addressee(record, r.atCounter()), Map.of("caseNo", r.caseNo(), "to", to(r, record), "recordNo", r.recordNo()));
    }

    void ended(Repair r, CreditRecord record, Standing how) {
        serve("repair-ended", r, record, "standing", how.label);
    }

    private void serve(String template, Repair r, CreditRecord record, String name, String value) {
        notices.issue(template, r.caseNo(), parties.addressee(record, r.atCounter()),
                Map.of("caseNo", r.caseNo(), "to", to(r, record), "recordNo", r.recordNo(), name, value));
    }

    private String to(Repair r, CreditRecord record) {
        return parties.salutation(record, r.atCounter() ? new CameInPerson(r.name(), r.identifiedBy(), r.contact()) : null);
    }
}
