package org.govintegrity.objection;

import org.govintegrity.casefile.Cases;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.credit.CameInPerson;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.RecordParties;
import org.govintegrity.credit.Standing;
import org.govintegrity.notice.Notices;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;

/** What is served in an objection: on the objector, and on everybody who was shown what was wrong. */
@Component
class ObjectionNotices {

    private final Notices notices;
    private final RecordParties parties;
    private final Cases cases;
    private final Clock clock;

    ObjectionNotices(Notices notices, RecordParties parties, Cases cases, Clock clock) {
        this.notices = notices;
        this.parties = parties;
        this.cases = cases;
        this.clock = clock;
    }

    /** @param until last day to ask for a second look; null where there is nothing left to look at */
    void result(Objection o, CreditRecord record, LocalDate until) {
        notices.issue("objection-result", o.caseNo(), parties.addressee(record, o.atCounter()), Map.of("caseNo", o.caseNo(), "to", to(o, record),
                "recordNo", o.recordNo(), "result", resultWords(Outcome.of(o.outcome()), o.correctedNo()), "reasons", o.reasons(),
                "next", until == null ? "记录停止使用，已经公示的一并撤下；提供、查阅过该记录的单位和人员会收到告知。"
                        : "对处理结果仍有异议的，可以在" + ChineseDates.date(until) + "前到案件" + o.caseNo() + "请求复查一次，由没有参与本次处理的人员办理。期间记录的期限照常计算。"));
        shown(o, record, Outcome.of(o.outcome()));
    }

    void secondResult(Objection o, CreditRecord record) {
        notices.issue("objection-second-result", o.caseNo(), parties.addressee(record, o.atCounter()), Map.of("caseNo", o.caseNo(), "to", to(o, record),
                "recordNo", o.recordNo(), "result", resultWords(Outcome.of(o.secondOutcome()), o.correctedNo()), "reasons", o.secondReasons()));
        shown(o, record, Outcome.of(o.secondOutcome()));
    }

    void ended(Objection o, CreditRecord record, Standing how) {
        notices.issue("objection-ended", o.caseNo(), parties.addressee(record, o.atCounter()),
                Map.of("caseNo", o.caseNo(), "to", to(o, record), "recordNo", o.recordNo(), "standing", how.label));
    }

    /** A record that was wrong is put right wherever it was seen. */
    private void shown(Objection o, CreditRecord record, Outcome outcome) {
        if (outcome == Outcome.CONFIRMED) {
            return;
        }
        RecordParties.Audience audience = parties.shownTo(record);
        for (String group : audience.groups()) {
            notices.issue("objection-shown", o.caseNo(), group, Map.of("caseNo", o.caseNo(), "recordNo", o.recordNo(), "day", ChineseDates.date(LocalDate.now(clock)),
                    "what", outcome == Outcome.WITHDRAWN ? "撤销" : "更正", "instead", outcome == Outcome.WITHDRAWN ? "" : "，以记录" + o.correctedNo() + "为准"));
        }
        if (!audience.others().isEmpty()) {
            cases.note(o.caseNo(), "internal-objection-readers", "通过接口查阅过该记录、需要另行告知的：" + String.join("、", audience.others()));
        }
    }

    private String to(Objection o, CreditRecord record) {
        return parties.salutation(record, o.atCounter() ? new CameInPerson(o.name(), o.identifiedBy(), o.contact()) : null);
    }

    private static String resultWords(Outcome outcome, String correctedNo) {
        return outcome.label + (outcome == Outcome.CORRECTED ? "，更正后的记录为" + correctedNo : "");
    }
}
