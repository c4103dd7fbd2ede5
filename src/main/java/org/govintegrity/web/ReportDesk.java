package org.govintegrity.web;

import org.govintegrity.common.Refusal;
import org.govintegrity.credit.CreditSubject;
import org.govintegrity.credit.CreditSubjects;
import org.govintegrity.credit.IdentityNumber;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.registry.CreditCode;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.govintegrity.report.CreditReport;
import org.govintegrity.report.CreditReports;
import org.govintegrity.report.ReportFormat;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Who may have which credit report (project default): of a unit, its own people and the central roles; of a person, whoever
 * may see that person's file ({@link CreditDesk}); of an enterprise, the central roles and the people of any unit, who must
 * check before they grant something. A report is read by those who could have it issued; one of an enterprise only by who
 * did and by the central roles.
 */
@Component
public class ReportDesk {

    private static final int LISTED = 50;

    private final CurrentPerson me;
    private final CreditDesk credit;
    private final CreditReports reports;
    private final CreditSubjects subjects;
    private final Registry registry;

    ReportDesk(CurrentPerson me, CreditDesk credit, CreditReports reports, CreditSubjects subjects, Registry registry) {
        this.me = me;
        this.credit = credit;
        this.reports = reports;
        this.subjects = subjects;
        this.registry = registry;
    }

    /**
     * @param subject for a unit its id, name or credit code; for an enterprise its credit code; for a person the account id or
     *                the identity number
     * @throws Refusal for bad input, and (forbidden or, for a person, not found) if the subject is not the reader's to look at
     */
    public CreditReport issue(String kind, String subject, String purpose, String reference) {
        SubjectKind wanted;
        try {
            wanted = SubjectKind.of(kind);
        } catch (IllegalArgumentException unknown) {
            throw Refusal.invalid("请选择对象类别：单位（unit）、企业和社会组织（organisation）或者个人（person）。");
        }
        String typed = subject == null ? "" : subject.strip();
        if (typed.isEmpty()) {
            throw Refusal.invalid("请填写对象：单位编号、名称或者统一社会信用代码，个人填账号或者身份号码。");
        }
        return reports.issue(wanted, subjectId(wanted, typed), purpose, reference, me.id());
    }

    /** Whether {@link #issue} would find that subject and the reader may have a report of it. */
    boolean mayIssue(SubjectKind kind, String subject) {
        try {
            subjectId(kind, subject);
            return true;
        } catch (Refusal refusal) {
            return false;
        }
    }

    private String subjectId(SubjectKind kind, String typed) {
        return switch (kind) {
            case UNIT -> unit(typed);
            case ORGANISATION -> organisation(typed);
            case PERSON -> person(typed);
        };
    }

    /** @throws Refusal (not found) in the same words whether there is no such report or it is not the reader's */
    public CreditReport read(String no) {
        CreditReport report = reports.find(no).filter(this::readable).orElseThrow(() -> Refusal.notFound("没有可供您查看的这份信用报告，请核对编号。核对别人交来的报告，请用“报告核验”页。"));
        reports.noteReading(report, me.id());
        return report;
    }

    /** @throws Refusal as {@link #read}, or (unprocessable) if no such file can be made, saying what to do */
    public ResponseEntity<byte[]> file(String no, ReportFormat format) {
        CreditReport report = read(no);
        return ResponseEntity.ok().contentType(MediaType.parseMediaType(format.mediaType)).header(HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename("信用报告 " + report.no() + "." + format.ending, StandardCharsets.UTF_8).build().toString())
                .body(reports.file(report, format));
    }

    /** The reader's own, newest first. */
    List<CreditReport> mine() {
        return reports.issuedBy(me.id(), LISTED).stream().filter(this::readable).toList();
    }

    private boolean readable(CreditReport report) {
        return switch (report.kind()) {
            case UNIT -> mayHaveUnit(report.subjectId());
            case PERSON -> credit.maySeePerson(report.subjectId());
            case ORGANISATION -> me.districtWide() || report.issuedBy().equals(me.id()) && ofAnyUnit();
        };
    }

    private String unit(String typed) {
        CreditCode code = CreditCode.of(typed);
        Optional<Unit> known = registry.units().stream().filter(u -> u.id().equals(typed) || u.fullName().equals(typed) || u.shortName().equals(typed)
                || code.equals(u.creditCode())).findFirst();
        String id = known.map(Unit::id).orElseThrow(() -> Refusal.notFound("没有这个单位。请填写单位编号、全称、简称或者统一社会信用代码；企业请选择“企业和社会组织”。"));
        if (!mayHaveUnit(id)) {
            throw Refusal.forbidden("您只能出具本单位的信用报告。其他单位的请联系信用中心出具。");
        }
        return id;
    }

    private String organisation(String typed) {
        if (!me.districtWide() && !ofAnyUnit()) {
            throw Refusal.forbidden("只有各单位的工作人员和经办机构可以出具企业和社会组织的信用报告。");
        }
        return subjects.findByCode(CreditCode.of(typed)).filter(s -> s.kind() == SubjectKind.ORGANISATION).map(CreditSubject::subjectId)
                .orElseThrow(() -> Refusal.notFound("信用档案中没有这个统一社会信用代码的企业或者组织。请核对18位代码；政府部门请选择“单位”。"));
    }

    private String person(String typed) {
        Optional<String> id = IdentityNumber.valid(typed) ? subjects.findByIdentity(IdentityNumber.of(typed)).map(CreditSubject::subjectId)
                : registry.findPerson(typed).map(Person::id).or(() -> subjects.find(SubjectKind.PERSON, typed).map(CreditSubject::subjectId));
        return id.filter(credit::maySeePerson).orElseThrow(() -> Refusal.notFound("没有可供您查看的个人信用档案。个人报告只供本人、所在单位负责人和经办机构出具，请核对账号或者身份号码。"));
    }

    private boolean mayHaveUnit(String unitId) {
        return me.districtWide() || me.groups().contains(unitId);
    }

    private boolean ofAnyUnit() {
        return me.person().map(Person::unitId).filter(me.groups()::contains).isPresent();
    }
}
