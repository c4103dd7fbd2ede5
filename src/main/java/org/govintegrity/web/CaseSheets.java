package org.govintegrity.web;

import org.govintegrity.casefile.CaseAccess;
import org.govintegrity.casefile.CaseEvent;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.DueMove;
import org.govintegrity.casefile.Problem;
import org.govintegrity.casefile.Problems;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.Refusal;
import org.govintegrity.evidence.Evidence;
import org.govintegrity.notice.Notice;
import org.govintegrity.notice.NoticeService;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Set;

/** The file of a case as far as the reader may see it: one rule for the page and for the API. */
@Component
public class CaseSheets {

    private final CurrentPerson me;
    private final CaseAccess access;
    private final Cases cases;
    private final TaskBook book;
    private final Problems problems;
    private final NoticeService notices;
    private final EvidenceDesk evidence;
    private final CreditDesk credit;

    CaseSheets(CurrentPerson me, CaseAccess access, Cases cases, TaskBook book, Problems problems, NoticeService notices, EvidenceDesk evidence,
               CreditDesk credit) {
        this.me = me;
        this.access = access;
        this.cases = cases;
        this.book = book;
        this.problems = problems;
        this.notices = notices;
        this.evidence = evidence;
        this.credit = credit;
    }

    /**
     * @param insider  whether the reader is on the supervising side
     * @param findings whether the reader may see what was found
     * @param parent   the case it came from, if the reader may read it
     * @param children the cases it led to that the reader may read
     */
    public record Sheet(CaseFile file, boolean insider, boolean findings, List<CaseEvent> timeline, List<TaskEntry> tasks, List<DueMove> moves,
                        List<String> team, List<Problem> problems, List<Notice> notices, List<Evidence> evidence,
                        List<CreditDesk.RecordView> records, CaseFile parent, List<CaseFile> children) {
    }

    /** @throws Refusal (not found) in the same words whether there is no such case or it is not the reader's to see */
    public Sheet read(String caseNo) {
        CaseFile file = access.read(caseNo, me.id());
        boolean insider = access.insider(file, me.id());
        List<CaseEvent> timeline = cases.timeline(caseNo);
        boolean served = CaseSecrecy.served(file, timeline);
        boolean findings = insider || served;
        Set<String> groups = access.groupsIn(file, me.id());
        // what is served on a person is for that person, the head and the offices, not for colleagues who may read the case
        List<Notice> addressed = notices.ofCase(caseNo).stream().filter(notice -> insider || groups.contains(notice.addressee())
                || me.addresses().contains(notice.addressee())).toList();
        return new Sheet(file, insider, findings, CaseSecrecy.readable(timeline, insider, served), book.ofCase(caseNo), book.movesOf(caseNo),
                cases.members(caseNo, Cases.TEAM), findings || !file.kind().equals("unit-inspection") ? problems.of(caseNo) : List.of(), addressed,
                evidence.ofCase(file), credit.visible(file), file.parentNo() == null ? null : access.find(file.parentNo(), me.id()).orElse(null),
                cases.children(caseNo).stream().filter(child -> access.find(child.caseNo(), me.id()).isPresent()).toList());
    }

    /** All notices of a case, for what is printed on its papers; the reader sees those of {@link Sheet#notices}. */
    List<Notice> notices(String caseNo) {
        return notices.ofCase(caseNo);
    }
}
