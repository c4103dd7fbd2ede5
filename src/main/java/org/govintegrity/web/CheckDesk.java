package org.govintegrity.web;

import org.govintegrity.check.Answer;
import org.govintegrity.check.ApiKey;
import org.govintegrity.check.Asker;
import org.govintegrity.check.Check;
import org.govintegrity.check.CheckService;
import org.govintegrity.check.CheckUse;
import org.govintegrity.check.UseRules;
import org.govintegrity.check.Wanted;
import org.govintegrity.common.Refusal;
import org.govintegrity.credit.IdentityNumber;
import org.govintegrity.credit.ReadLog;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who asks, and who reads which check: the asking unit and the central offices; a check of a person only who asked, the head of
 * that unit and the credit centre, and each such reading is noted; another system only what it has asked itself.
 */
@Component
public class CheckDesk {

    private static final int LISTED = 200;

    private final CurrentPerson me;
    private final CheckService checks;
    private final ReadLog readings;
    private final Clock clock;

    CheckDesk(CurrentPerson me, CheckService checks, ReadLog readings, Clock clock) {
        this.me = me;
        this.checks = checks;
        this.readings = readings;
        this.clock = clock;
    }

    /** Which other system is asking; empty for a person. */
    public Optional<ApiKey> key() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof ApiKeyAuthentication other ? Optional.of(other.key()) : Optional.empty();
    }

    /** @throws Refusal (forbidden) for an account that belongs to no unit */
    public Asker asker() {
        return key().map(ApiKey::asker).orElseGet(() -> {
            Person person = me.person().orElseThrow(() -> Refusal.forbidden("您的账号不属于任何单位，不能核查。请联系管理员。"));
            UseRules.Office office = officer(person) ? UseRules.Office.UNIT : person.has(Role.CREDIT_CENTRE) ? UseRules.Office.CENTRE : UseRules.Office.NONE;
            return new Asker(person.id(), person.unitId(), office, null, true);
        });
    }

    /** The unit whose matters the person reports. @throws Refusal (forbidden) for who is neither clerk nor head of one */
    public String reportingUnit() {
        return me.person().filter(CheckDesk::officer).map(Person::unitId)
                .orElseThrow(() -> Refusal.forbidden("只有单位的经办人、负责人可以报告本单位的办件。"));
    }

    /** Whether the person may ask at all. */
    public boolean mayAsk() {
        return asker().office() != UseRules.Office.NONE;
    }

    private static boolean officer(Person person) {
        return person.has(Role.CLERK) || person.has(Role.HEAD);
    }

    /**
     * @param consent whether the box 已取得授权 is ticked
     * @throws Refusal (invalid) for a number that cannot be one, in words that do not repeat it, or a consent without its document
     */
    public static Wanted wanted(String creditCode, String identityNumber, String name, String purpose, String basis, String matterNo, boolean consent, String consentNo) {
        String code = text(creditCode);
        String number = text(identityNumber);
        if (code != null && number != null) {
            throw Refusal.invalid("统一社会信用代码和身份号码只能填一项，请核对。");
        }
        if (consent && text(consentNo) == null) {
            throw Refusal.invalid("勾选了“已取得本人书面授权”，请填写授权书文号。");
        }
        if (!consent && text(consentNo) != null) {
            throw Refusal.invalid("填写了授权书文号，请同时勾选“已取得本人书面授权”。");
        }
        return new Wanted(code, number == null ? null : IdentityNumber.of(number), text(name), text(purpose), basis, matterNo, text(consentNo));
    }

    /** @throws Refusal (not found) in the same words whether there is no such check or it is not the reader's to see */
    public View read(String checkNo) {
        Check check = readable(checkNo);
        if (check.person() && check.answered()) {
            readings.note(SubjectKind.PERSON, check.subjectId(), key().map(ApiKey::keyNo).orElseGet(me::id), "查看核查结果", checkNo);
        }
        return view(check, checks.useOf(checkNo).orElse(null));
    }

    private Check readable(String checkNo) {
        return checks.find(checkNo).filter(mayRead())
                .orElseThrow(() -> Refusal.notFound("没有可供您查看的核查“" + (checkNo.length() > 40 ? checkNo.substring(0, 40) + "…" : checkNo) + "”，请核对编号。"));
    }

    /** The reader's rights, asked once for however many checks. */
    private Predicate<Check> mayRead() {
        Rights rights = rights();
        return check -> rights.mayRead(check.askedBy(), check.person(), check.unitId());
    }

    /** Which checks somebody may read. */
    interface Rights {

        boolean mayRead(String askedBy, boolean person, String unitId);
    }

    Rights rights() {
        Optional<ApiKey> key = key();
        if (key.isPresent()) {
            return (askedBy, person, unitId) -> askedBy.equals(key.get().keyNo());
        }
        String reader = me.id();
        List<String> groups = me.groups();
        boolean centre = groups.contains(Role.CREDIT_CENTRE.id());
        boolean districtWide = me.districtWide();
        return (askedBy, person, unitId) -> askedBy.equals(reader) || centre || (person ? groups.contains(Registry.headGroup(unitId))
                : groups.contains(unitId) || districtWide);
    }

    /**
     * Writes back what was done with a check that no process carries.
     *
     * @throws Refusal (conflict) for one that is decided in Tasklist
     */
    public View use(String checkNo, CheckService.Decision decision) {
        Check check = readable(checkNo);
        Asker asker = asker();
        if (check.byProcess()) {
            throw Refusal.conflict("核查" + checkNo + "由经办人在“待办”中作出处理决定，不能从接口登记。");
        }
        if (!check.unitId().equals(asker.unitId()) || asker.office() == UseRules.Office.NONE) {
            throw Refusal.forbidden("只有提出核查的单位可以登记使用情况。");
        }
        return view(check, checks.use(checkNo, decision, asker.by()));
    }

    /** Newest first: the own unit's, or all for the central offices; of people only those the reader may open. */
    public List<View> latest() {
        List<Check> found = checks.latest(me.districtWide() ? null : me.person().map(Person::unitId).orElse("-"), LISTED).stream().filter(mayRead()).toList();
        var uses = checks.uses(found);
        return found.stream().map(check -> view(check, uses.get(check.checkNo()))).toList();
    }

    public View view(Check check, CheckUse use) {
        String state = use != null ? use.decided().label : !check.answered() ? "紧急先办，待补办核查" : check.expiredOn(LocalDate.now(clock)) ? "已过期，须重新核查" : "等待处理决定";
        return new View(check.checkNo(), check.mode(), check.snapshotHash(), check.answered() && !check.expiredOn(LocalDate.now(clock)), state,
                check.answered() ? checks.read(check) : null, use);
    }

    /**
     * A check as it is told.
     *
     * @param valid  whether a decision may rest on it today
     * @param state  in words
     * @param answer null while an emergency's check is still to be made up for
     * @param use    null until it is written back
     */
    public record View(String checkNo, String mode, String snapshotHash, boolean valid, String state, Answer answer, CheckUse use) {
    }

    private static String text(String typed) {
        return typed == null || typed.isBlank() ? null : typed.strip();
    }
}
