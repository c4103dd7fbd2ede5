package org.govintegrity.web;

import org.govintegrity.casefile.CaseFile;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.objection.Objection;
import org.govintegrity.objection.ObjectionService;
import org.govintegrity.repair.Condition;
import org.govintegrity.repair.Repair;
import org.govintegrity.repair.RepairService;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

import java.util.List;

/** What the file of an objection or a repair shows beyond what every case has. */
@Component
class RedressViews {

    private final CurrentPerson me;
    private final CreditArchive archive;
    private final ObjectionService objections;
    private final RepairService repairs;
    private final PageWords words;

    RedressViews(CurrentPerson me, CreditArchive archive, ObjectionService objections, RepairService repairs, PageWords words) {
        this.me = me;
        this.archive = archive;
        this.objections = objections;
        this.repairs = repairs;
        this.words = words;
    }

    /**
     * @param matter    which of the two, in words
     * @param answer    and the following: only for the offices until the outcome is served
     * @param conditions of a repair; empty for an objection
     * @param droppable the reader may take it back
     * @param secondLook the reader may ask for a second look
     */
    record View(String matter, CreditRecord record, CreditRecord corrected, String grounds, String counter, String answer, String outcome, String reasons,
                String secondGrounds, String secondOutcome, String secondReasons, List<Condition> conditions, String decider, boolean droppable, boolean secondLook,
                String secondUntil) {
    }

    void addTo(Model model, CaseSheets.Sheet sheet) {
        CaseFile file = sheet.file();
        if (file.kind().equals(ObjectionService.KIND)) {
            model.addAttribute("redressed", view(file, objections.get(file.caseNo()), sheet.insider()));
        } else if (file.kind().equals(RepairService.KIND)) {
            model.addAttribute("redressed", view(file, repairs.get(file.caseNo()), sheet.findings()));
        }
    }

    private View view(CaseFile file, Objection o, boolean insider) {
        boolean first = insider || o.secondUntil() != null || !file.open();
        boolean second = insider || !file.open();
        boolean mine = file.open() && objections.mayAct(o, me.id());
        return new View("信用异议", archive.get(o.recordNo()), first && o.correctedNo() != null ? archive.get(o.correctedNo()) : null, o.grounds(),
                counter(o.atCounter(), o.name(), o.identifiedBy()), first ? o.answer() : null, first ? o.outcomeWords() : null, first ? o.reasons() : null,
                o.secondGrounds(), second ? o.secondOutcomeWords() : null, second ? o.secondReasons() : null, List.of(), null, mine && o.undecided(),
                mine && o.secondUntil() != null && o.secondGrounds() == null && !words.today().isAfter(o.secondUntil()), words.date(o.secondUntil()));
    }

    private View view(CaseFile file, Repair r, boolean told) {
        Repair shown = told ? r : new Repair(r.caseNo(), r.recordNo(), r.correction(), r.duty(), r.commitment(), r.atCounter(), r.name(), r.identifiedBy(), r.contact(),
                r.decider(), null, null, null, null, null);
        return new View("信用修复", archive.get(r.recordNo()), null, null, counter(r.atCounter(), r.name(), r.identifiedBy()), null, shown.outcomeWords(),
                shown.reasons(), null, null, null, repairs.conditions(shown), words.group(r.decider()), file.open() && r.outcome() == null && repairs.mayAct(r, me.id()),
                false, "");
    }

    private static String counter(boolean atCounter, String name, String identifiedBy) {
        return atCounter ? name + "（" + identifiedBy + "）" : null;
    }
}
