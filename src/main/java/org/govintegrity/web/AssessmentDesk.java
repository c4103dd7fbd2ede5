package org.govintegrity.web;

import org.govintegrity.assessment.Assessment;
import org.govintegrity.assessment.AssessmentState;
import org.govintegrity.assessment.Assessments;
import org.govintegrity.assessment.Candidate;
import org.govintegrity.assessment.Institution;
import org.govintegrity.assessment.Institutions;
import org.govintegrity.assessment.Tie;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.Refusal;
import org.govintegrity.publication.DocumentGate;
import org.govintegrity.publication.DocumentItem;
import org.govintegrity.registry.Role;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the pages of third-party assessments show, and to whom: the offices of the district read, the joint office acts. */
@Component
class AssessmentDesk {

    static final List<String> HEADINGS = List.of("案号", "年度", "机构", "统一社会信用代码", "评估单位数", "选定日期", "报告期限", "逾期", "报告采用", "摘要公布", "数据交回、销毁", "当前任务期限", "状态");

    private final CurrentPerson me;
    private final Assessments assessments;
    private final Institutions institutions;
    private final DocumentGate documents;
    private final Cases cases;
    private final TaskBook book;
    private final PageWords words;

    AssessmentDesk(CurrentPerson me, Assessments assessments, Institutions institutions, DocumentGate documents, Cases cases, TaskBook book, PageWords words) {
        this.me = me;
        this.assessments = assessments;
        this.institutions = institutions;
        this.documents = documents;
        this.cases = cases;
        this.book = book;
        this.words = words;
    }

    /** An assessment with what the list shows of it. */
    record Line(Assessment assessment, Institution institution, int units, LocalDate due, TaskEntry task) {
    }

    /** A candidate with what it has declared. */
    record CandidateView(Candidate candidate, Institution institution, List<Tie> ties) {
    }

    void requireReading() {
        if (!me.districtWide()) {
            throw Refusal.forbidden("第三方评估由监督员、联席会议办公室等查看；选定的机构和报告摘要在公开件页面公布。");
        }
    }

    void requireOffice(String what) {
        me.require(Role.JOINT_OFFICE, "只有联席会议办公室可以" + what + "。");
    }

    boolean office() {
        return me.is(Role.JOINT_OFFICE);
    }

    /** @param state, year a code, or empty for all */
    List<Line> lines(String state, String year) {
        requireReading();
        if (!year.isEmpty() && !year.matches("\\d{4}")) {
            throw Refusal.invalid("年度应为四位数字，例如" + words.today().getYear() + "。");
        }
        List<Assessment> found = assessments.list(state.isEmpty() ? null : AssessmentState.of(state), year.isEmpty() ? null : Integer.valueOf(year));
        Map<String, List<TaskEntry>> open = book.openOfCases(found.stream().map(Assessment::caseNo).toList());
        return found.stream().map(a -> new Line(a, a.institutionId() == null ? null : institutions.get(a.institutionId()), assessments.assessed(a.caseNo()).size(),
                assessments.reportDue(a).orElse(null), open.getOrDefault(a.caseNo(), List.of()).stream().findFirst().orElse(null))).toList();
    }

    List<String> cells(Line line) {
        Assessment a = line.assessment();
        return Stream.of(a.caseNo(), String.valueOf(a.evalYear()), line.institution() == null ? "" : line.institution().name(), line.institution() == null ? "" : line.institution().creditCode(),
                String.valueOf(line.units()), words.date(a.chosenOn()), words.date(line.due()), words.date(a.lateOn()), words.date(a.acceptedOn()), words.date(a.publishedOn()),
                words.date(a.destroyedOn()), line.task() == null ? "" : words.date(line.task().dueOn()), a.stateWords()).toList();
    }

    Assessment read(String caseNo) {
        requireReading();
        return assessments.get(caseNo);
    }

    List<CandidateView> candidates(String caseNo) {
        return institutions.candidates(caseNo).stream().map(c -> new CandidateView(c, institutions.get(c.institutionId()), institutions.ties(caseNo, c.institutionId()))).toList();
    }

    /** What there is to do now, in the assessment and in the cases it has opened. */
    List<TaskEntry> tasks(String caseNo) {
        List<String> nos = new ArrayList<>(List.of(caseNo));
        cases.children(caseNo).forEach(child -> nos.add(child.caseNo()));
        return book.openOfCases(nos).values().stream().flatMap(List::stream).toList();
    }

    /** Texts that went to the publication gate. */
    List<DocumentItem> documents(String caseNo) {
        return cases.children(caseNo).stream().map(child -> documents.find(child.caseNo())).flatMap(Optional::stream).toList();
    }

    /** @throws Refusal if it is not a date; null for nothing */
    static LocalDate day(String typed, String what) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        try {
            return LocalDate.parse(typed.strip());
        } catch (DateTimeParseException e) {
            throw Refusal.invalid(what + "应为日期，格式如2026-11-23。");
        }
    }
}
