package org.govintegrity.report;

import org.govintegrity.calendar.Deadline;
import org.govintegrity.calendar.DeadlineRule;
import org.govintegrity.calendar.DeadlineService;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.CreditSubject;
import org.govintegrity.credit.CreditSubjects;
import org.govintegrity.credit.Standing;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.papers.PaperTemplates;
import org.govintegrity.registry.CreditCode;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes down what the archive says about a subject today. */
@Component
class ReportDrafting {

    private final CreditArchive archive;
    private final CreditSubjects subjects;
    private final Registry registry;
    private final DeadlineService deadlines;
    private final PaperTemplates papers;
    private final ReportSettings settings;
    private final Clock clock;

    ReportDrafting(CreditArchive archive, CreditSubjects subjects, Registry registry, DeadlineService deadlines, PaperTemplates papers,
                   ReportSettings settings, Clock clock) {
        this.archive = archive;
        this.subjects = subjects;
        this.registry = registry;
        this.deadlines = deadlines;
        this.papers = papers;
        this.settings = settings;
        this.clock = clock;
    }

    /** Empty if neither the archive nor the registry knows the subject. */
    Optional<ReportContent> draft(String no, SubjectKind kind, String subjectId, String purpose, String reference, String issuedBy) {
        LocalDateTime now = LocalDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS);
        LocalDate today = now.toLocalDate();
        Deadline validity = deadlines.due("credit.report-valid", today, today);
        List<CreditRecord> all = archive.of(kind, subjectId);
        List<CreditRecord> used = all.stream().filter(record -> record.standing().counts()).toList();
        int repaired = count(all, Standing.REPAIRED, today);
        int released = count(all, Standing.RELEASED, today);
        return subject(kind, subjectId).map(subject -> new ReportContent(no, papers.settings().issuer(), now, registry.displayName(issuedBy), validity.due(), validity.explain(), purpose, reference,
                subject, today, summary(used, repaired, released, today), used.stream().map(record -> line(record, today)).toList(),
                repaired, released, objection(today)));
    }

    /** Within the term of use only: beyond it the archive is closed, and not even a number may be used. */
    private int count(List<CreditRecord> all, Standing standing, LocalDate today) {
        return settings.counts() ? (int) all.stream().filter(r -> r.standing() == standing && !today.isAfter(r.endsOn())).count() : 0;
    }

    private Optional<ReportContent.Subject> subject(SubjectKind kind, String subjectId) {
        Optional<CreditSubject> file = subjects.find(kind, subjectId);
        Optional<Unit> unit = kind == SubjectKind.UNIT ? registry.findUnit(subjectId) : Optional.empty();
        Optional<Person> person = kind == SubjectKind.PERSON ? registry.findPerson(subjectId) : Optional.empty();
        Optional<String> known = unit.map(Unit::fullName).or(() -> person.map(Person::name)).or(() -> file.map(CreditSubject::name));
        String code = file.map(CreditSubject::creditCode).or(() -> unit.map(Unit::creditCode).map(CreditCode::text)).orElse(null);
        return known.map(name -> new ReportContent.Subject(kind.code, kind.label, name, code, code != null && !new CreditCode(code).valid(),
                file.filter(CreditSubject::identified).flatMap(subjects::maskedIdentity).orElse(null),
                person.map(p -> registry.findUnit(p.unitId()).map(Unit::fullName).orElse(p.unitId()) + "　" + p.post()).orElse(null)));
    }

    private static String summary(List<CreditRecord> used, int repaired, int released, LocalDate today) {
        String day = "截至" + ChineseDates.date(today) + "，本区信用档案中";
        String first;
        if (used.isEmpty()) {
            first = day + "没有这个对象正在使用的失信记录。";
        } else {
            String classes = Stream.of(BreachClass.SERIOUS, BreachClass.GENERAL, BreachClass.MINOR)
                    .map(c -> new String[]{c.label, String.valueOf(used.stream().filter(r -> r.breachClass() == c).count())})
                    .filter(c -> !c[1].equals("0")).map(c -> c[0] + c[1] + "条").collect(Collectors.joining("、"));
            long objected = used.stream().filter(r -> r.standing() == Standing.OBJECTED).count();
            first = day + "有正在使用的失信记录" + used.size() + "条" + (classes.isEmpty() ? "" : "（" + classes + "）")
                    + (objected == 0 ? "。" : "，其中" + objected + "条正在异议处理中，处理完毕前请慎重使用。");
        }
        String past = Stream.of(repaired == 0 ? null : "已修复" + repaired + "条", released == 0 ? null : "期满解除" + released + "条")
                .filter(part -> part != null).collect(Collectors.joining("、"));
        return past.isEmpty() ? first : first + "另有" + past + "，只列数目、不列内容，不得作为限制的依据。";
    }

    private static ReportContent.Line line(CreditRecord r, LocalDate today) {
        return new ReportContent.Line(r.recordNo(), r.kind().label, r.breachClass().label,
                "《" + r.documentName() + "》（" + r.documentNo() + "，" + ChineseDates.date(r.documentDate()) + "）", r.decision(), r.standing().label,
                r.standing() == Standing.OBJECTED, publication(r, today), terms(r), repair(r));
    }

    private static String publication(CreditRecord r, LocalDate today) {
        if (r.restricted()) {
            return "个人记录，不公开";
        }
        return !r.terms().publishable() ? "依规定不公示" : r.publishableOn(today) ? "公示期至" + ChineseDates.date(r.terms().publishUntil()) : "公示期满，不再公示";
    }

    private static String terms(CreditRecord r) {
        return "自文书日期" + ChineseDates.date(r.documentDate()) + "起算，" + (r.restricted() || r.terms().publishUntil() == null ? ""
                : "公示至" + ChineseDates.date(r.terms().publishUntil()) + "，") + (r.sanctionUntil() == null ? "" : "处分期至" + ChineseDates.date(r.sanctionUntil()) + "，")
                + "使用至" + ChineseDates.date(r.endsOn()) + "。依据：" + r.terms().basis() + "。";
    }

    private static String repair(CreditRecord r) {
        return r.sanctionUntil() != null ? "处分期满自动解除，不需要申请。"
                : "纠正失信行为、履行义务并作出公开信用承诺后，自" + ChineseDates.date(r.terms().repairFrom()) + "起可以向认定单位申请信用修复。";
    }

    private String objection(LocalDate today) {
        DeadlineRule own = deadlines.rule("credit.objection", today);
        DeadlineRule joint = deadlines.rule("credit.objection-joint", today);
        return "认为本报告所列信息有错误、遗漏或者不应使用的，可以凭报告编号向" + papers.settings().issuer() + "（信用中心）或者记录的认定单位提出异议，"
                + own.amount() + own.unit().words() + "内答复；需要其他单位核查的，" + joint.amount() + joint.unit().words() + "内答复（" + own.basis() + "）。";
    }
}
