package org.govintegrity.web;

import org.govintegrity.casefile.CaseAccess;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.common.Refusal;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.SanctionTerms;
import org.govintegrity.credit.CreditSubjects;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.filing.FilingService;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who sees which records, and why. A unit's: its own people and the central roles. An organisation's: the central roles. A
 * person's (山东省社会信用条例 第20条: never public): the credit centre, supervisors and leaders who handle such cases, the head
 * of the unit, and the person. Records beyond their term of use lie in the closed archive: the credit centre's, for a purpose.
 */
@Component
public class CreditDesk {

    private static final List<Role> HANDLING = List.of(Role.CREDIT_CENTRE, Role.SUPERVISOR, Role.LEADER);
    private static final List<Role> CENTRAL = List.of(Role.CREDIT_CENTRE, Role.SUPERVISOR, Role.JOINT_OFFICE, Role.LEADER, Role.ADMIN);

    private final CurrentPerson me;
    private final CreditArchive archive;
    private final CreditSubjects subjects;
    private final CaseAccess access;
    private final Registry registry;
    private final SanctionTerms sanctions;
    private final PageWords words;

    CreditDesk(CurrentPerson me, CreditArchive archive, CreditSubjects subjects, CaseAccess access, Registry registry, SanctionTerms sanctions, PageWords words) {
        this.me = me;
        this.archive = archive;
        this.subjects = subjects;
        this.access = access;
        this.registry = registry;
        this.sanctions = sanctions;
        this.words = words;
    }

    /** Records of a case that the reader of its file may see. */
    List<RecordView> visible(CaseFile file) {
        if (file.kind().equals(FilingService.KIND)) {
            return List.of();   // a file may have brought a hundred thousand; they stand in the files of their subjects
        }
        return view(archive.ofCase(file.caseNo()).stream().filter(record -> !record.restricted() || maySeePerson(record.subjectId())
                || me.is(Role.AUTHORITY) && access.insider(file, me.id())).toList());
    }

    /** @throws Refusal (forbidden) if the unit is not the reader's to look at */
    public List<RecordView> ofUnit(String unitId) {
        check(SubjectKind.UNIT, unitId);
        return view(archive.of(SubjectKind.UNIT, unitId));
    }

    /**
     * Whether the reader may open that file at all.
     *
     * @return why, in Chinese, for the page to say
     * @throws Refusal (forbidden) for a unit or organisation that is not the reader's to look at; (not found) where there is no
     *                 such file, and for a person in the same words whether there is none or it is not the reader's to look at
     */
    String check(SubjectKind kind, String id) {
        switch (kind) {
            case PERSON -> {
                if (!maySeePerson(id) || registry.findPerson(id).isEmpty() && subjects.find(kind, id).isEmpty()) {
                    throw Refusal.notFound("没有可供您查看的个人信用档案。个人记录只供本人、所在单位负责人和经办机构查看。");
                }
                return "个人信用记录不公开（山东省社会信用条例第二十条），只供本人、所在单位负责人和经办机构（信用中心、监督员、区政府分管领导）查看。您看到，是因为" + becauseOfPerson(id) + "。";
            }
            case UNIT -> {
                registry.unit(id);
                if (!own(id) && !me.districtWide()) {
                    throw Refusal.forbidden("您只能查看本单位的信用记录。其他单位的情况请联系信用中心了解。");
                }
                return "单位信用记录供本单位人员和全区性岗位查看。您看到，是因为您是" + (own(id) ? "本单位人员" : office(CENTRAL)) + "。";
            }
            case ORGANISATION -> {
                requireCentral();
                if (subjects.find(kind, id).isEmpty()) {
                    throw Refusal.notFound("没有编号为“" + (id.length() > 40 ? id.substring(0, 40) + "…" : id) + "”的企业或社会组织档案，请从查找结果中打开。");
                }
                return "企业和社会组织的信用档案供全区性岗位查看，公开的部分在公示页面。您看到，是因为您是" + office(CENTRAL) + "。";
            }
        }
        throw new IllegalArgumentException("no kind of subject: " + kind);
    }

    /** @throws Refusal (forbidden) to whoever has no central office */
    void requireCentral() {
        if (!me.districtWide()) {
            throw Refusal.forbidden("企业和社会组织的信用档案、红黑名单由信用中心等全区性岗位查看。因办事需要了解的，请按“逢办必查”发起信用核查。");
        }
    }

    /** Whether a purpose has to be given first: for anybody else's file of a person, and for every closed archive. */
    boolean purposeNeeded(SubjectKind kind, String id, boolean closed) {
        if (closed && !me.creditCentre()) {
            throw Refusal.forbidden("使用期满的记录归入封闭档案，只有信用中心写明用途后可以查看。");
        }
        return closed || kind == SubjectKind.PERSON && !id.equals(me.id());
    }

    /** The one term that a person's sanctions make together; for whoever may see their records. */
    public Optional<SanctionTerms.Combined> combinedTerm(List<RecordView> records) {
        return sanctions.of(records.stream().map(RecordView::record).toList());
    }

    boolean maySeePerson(String personId) {
        return personId.equals(me.id()) || HANDLING.stream().anyMatch(me::is) || heads(personId);
    }

    /** The units whose records the reader may look for; empty for a central role, who may look for all. */
    Optional<List<String>> units() {
        return me.districtWide() ? Optional.empty() : Optional.of(me.groups().stream().filter(group -> registry.findUnit(group).isPresent()).toList());
    }

    List<RecordView> view(List<CreditRecord> records) {
        return viewAll(records.stream().filter(record -> !record.closedOn(words.today())).toList());
    }

    List<RecordView> viewAll(List<CreditRecord> records) {
        Set<String> readable = access.readable(records.stream().map(CreditRecord::caseNo).toList(), me.id());
        return records.stream().map(record -> new RecordView(record, readable.contains(record.caseNo()))).toList();
    }

    private boolean own(String unitId) {
        return me.groups().contains(unitId);
    }

    private boolean heads(String personId) {
        return registry.findPerson(personId).map(Person::unitId).map(Registry::headGroup).filter(me.groups()::contains).isPresent();
    }

    private String becauseOfPerson(String id) {
        return id.equals(me.id()) ? "这是您本人的档案" : heads(id) ? "您是其所在单位的负责人" : "您是" + office(HANDLING);
    }

    private String office(List<Role> roles) {
        return Stream.concat(roles.stream().filter(me::is).map(Role::title), Stream.of("有权查看的人员")).findFirst().orElseThrow();
    }

    /** @param caseReadable whether the reader may open the case it came from */
    public record RecordView(CreditRecord record, boolean caseReadable) {
    }
}
