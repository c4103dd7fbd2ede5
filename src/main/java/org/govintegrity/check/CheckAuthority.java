package org.govintegrity.check;

import org.govintegrity.common.Refusal;
import org.govintegrity.credit.IdentityNumber;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.registry.CreditCode;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whether a check may be asked for: the form of the question first, then who may ask for whom about what. */
@Component
class CheckAuthority {

    private static final int NAMED = 20;
    private static final Pattern LIKE_AN_IDENTITY_NUMBER = Pattern.compile("(?<![0-9A-Za-z])\\d{17}[\\dXx](?![0-9A-Za-z])");

    private final UseRules rules;
    private final CheckSettings settings;
    private final Registry registry;
    private final Clock clock;

    CheckAuthority(UseRules rules, CheckSettings settings, Registry registry, Clock clock) {
        this.rules = rules;
        this.settings = settings;
        this.registry = registry;
        this.clock = clock;
    }

    /** @throws Refusal naming up to twenty of those whose words are incomplete or wrong */
    void requireComplete(List<Wanted> wanted) {
        LocalDate today = LocalDate.now(clock);
        List<Purpose> purposes = rules.purposes(today);
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < wanted.size() && problems.size() < NAMED; i++) {
            String problem = problem(wanted.get(i), purposes);
            if (problem != null) {
                problems.add((wanted.size() == 1 ? "" : "第" + (i + 1) + "个：") + problem);
            }
        }
        if (!problems.isEmpty()) {
            throw Refusal.invalid(String.join("\n", problems));
        }
    }

    private static String problem(Wanted w, List<Purpose> purposes) {
        if (w.person() == (w.creditCode() != null)) {
            return "请填写核查对象：单位和企业填统一社会信用代码，个人填身份号码，二者填一项。";
        }
        if (!w.person() && !CreditCode.of(w.creditCode()).wellFormed()) {
            return "统一社会信用代码应为18位数字和大写字母（不含I、O、S、V、Z），请核对。";
        }
        if (purposes.stream().noneMatch(p -> p.code().equals(w.purpose()))) {
            return "请选择用途：" + purposes.stream().map(p -> p.label() + "（" + p.code() + "）").collect(Collectors.joining("、")) + "。";
        }
        String length = tooLong("办理依据", w.basis(), 200, true);
        length = length != null ? length : tooLong("办件编号", w.matterNo(), 80, true);
        length = length != null ? length : tooLong("名称或姓名", w.name(), 100, false);
        length = length != null ? length : tooLong("授权书文号", w.consentNo(), 100, false);
        return length;
    }

    private static String tooLong(String what, String text, int max, boolean required) {
        if (text == null || text.isBlank()) {
            return required ? "请填写" + what + "。" : null;
        }
        if (text.strip().length() > max) {
            return what + "最多" + max + "字，请缩短。";
        }
        return holdsIdentityNumber(text) ? what + "里含有身份号码，请去掉：身份号码只能填在“身份号码”一栏。" : null;
    }

    static boolean holdsIdentityNumber(String text) {
        return LIKE_AN_IDENTITY_NUMBER.matcher(text).results().anyMatch(found -> IdentityNumber.valid(found.group()));
    }

    /**
     * @return on what ground each may be asked for, in the same order
     * @throws Refusal (forbidden) naming up to twenty of those that may not, and why
     */
    List<String> requireAllowed(Asker asker, List<Wanted> wanted, List<CheckAnswers.Target> targets) {
        LocalDate today = LocalDate.now(clock);
        Set<String> colleagues = wanted.stream().anyMatch(Wanted::person)
                ? registry.peopleOf(asker.unitId()).stream().map(Person::id).collect(Collectors.toSet()) : Set.of();
        List<String> grounds = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < wanted.size() && problems.size() < NAMED; i++) {
            Wanted w = wanted.get(i);
            CheckAnswers.Target target = targets.get(i);
            UseRules.Verdict verdict = verdict(asker, w, target, colleagues, today);
            if (verdict.allowed()) {
                grounds.add(verdict.words().isEmpty() ? verdict.basis() : verdict.words() + "（" + verdict.basis() + "）");
            } else {
                problems.add((wanted.size() == 1 ? "" : "第" + (i + 1) + "个：") + verdict.words());
            }
        }
        if (!problems.isEmpty()) {
            throw Refusal.forbidden(String.join("\n", problems));
        }
        return grounds;
    }

    private UseRules.Verdict verdict(Asker asker, Wanted w, CheckAnswers.Target target, Set<String> colleagues, LocalDate today) {
        if (asker.purposes() != null && !asker.purposes().contains(w.purpose())) {
            return new UseRules.Verdict(false, "这个密钥没有用途“" + w.purpose() + "”的权限。请使用相应的密钥，或者请管理员重新发放。", "");
        }
        if (w.person() && !asker.persons()) {
            return new UseRules.Verdict(false, "这个密钥没有核查个人档案的权限。请由经办人在页面上核查，或者请管理员按依据发放有此权限的密钥。", "");
        }
        return rules.authority(asker.office(), w.purpose(), target.kind(), relation(asker, target, colleagues), w.consentNo() != null && !w.consentNo().isBlank(), today);
    }

    private String relation(Asker asker, CheckAnswers.Target target, Set<String> colleagues) {
        if (target.kind() != SubjectKind.PERSON) {
            return "other";
        }
        if (settings.personnelUnits().contains(asker.unitId())) {
            return "personnel";
        }
        return colleagues.contains(target.subjectId()) ? "own" : "other";
    }
}
