package org.govintegrity.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.casefile.ReservedNumbers;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Sha256;
import org.govintegrity.credit.IdentityVault;
import org.govintegrity.credit.ReadLog;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.notice.Notices;
import org.govintegrity.registry.CreditCode;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Asking, answering, deciding and writing back. An identity number lives in the request only; what is stored is its keyed hash. */
@Service
@Transactional
public class CheckService {

    static final String KIND = "credit-check";
    private static final String PREFIX = "HC";

    private final CheckStore store;
    private final CheckAuthority authority;
    private final CheckAnswers answers;
    private final UseRules rules;
    private final CheckSettings settings;
    private final IdentityVault vault;
    private final ReadLog readings;
    private final Cases cases;
    private final ReservedNumbers numbers;
    private final Notices notices;
    private final Registry registry;
    private final ObjectMapper json;
    private final ObjectWriter snapshots;
    private final Clock clock;
    private final TransactionTemplate transaction;

    CheckService(CheckStore store, CheckAuthority authority, CheckAnswers answers, UseRules rules, CheckSettings settings, IdentityVault vault, ReadLog readings,
                 Cases cases, ReservedNumbers numbers, Notices notices, Registry registry, ObjectMapper json, Clock clock, PlatformTransactionManager transactions) {
        this.store = store;
        this.authority = authority;
        this.answers = answers;
        this.rules = rules;
        this.settings = settings;
        this.vault = vault;
        this.readings = readings;
        this.cases = cases;
        this.numbers = numbers;
        this.notices = notices;
        this.registry = registry;
        this.json = json;
        this.snapshots = json.writerFor(Answer.class);
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Checks and answers at once, for callers that decide and write back by themselves ({@link #use}). Reading and writing need no
     * transaction around both: what is read comes from one statement, and a single check is stored by one that is a transaction by itself.
     *
     * @return in the order of {@code wanted}, each with a number of its own
     * @throws Refusal if any may not be asked for; then none is stored
     */
    @Transactional(propagation = Propagation.SUPPORTS)
    public List<Check> ask(Asker asker, List<Wanted> wanted) {
        if (wanted.isEmpty()) {
            throw Refusal.invalid("请至少列出一个核查对象（subjects）。");
        }
        if (wanted.size() > CheckSettings.BATCH) {
            throw Refusal.unprocessable("一次最多核查" + CheckSettings.BATCH + "个对象，现有" + wanted.size() + "个。请分几次提交。");
        }
        registry.useRecent();
        Questions questions = questions(asker, wanted, "api", null);
        List<Check> answered = answered(questions.checks(), questions.targets());
        if (answered.size() == 1 && !answered.get(0).person()) {
            store.insert(answered);
        } else {
            transaction.executeWithoutResult(status -> {
                store.insert(answered);
                noteReadings(answered);
            });
        }
        return answered;
    }

    /**
     * Takes in a check that a person of the asking unit will decide on; the process answers it.
     *
     * @param emergency why the matter cannot wait for the check; null for an ordinary one
     * @return its number, which is that of its case
     */
    public String request(Asker asker, Wanted wanted, String emergency) {
        if (emergency != null && (emergency.length() > 500 || CheckAuthority.holdsIdentityNumber(emergency))) {
            throw Refusal.invalid("紧急先办的理由最多500字，且不能含有身份号码。请修改。");
        }
        Check check = questions(asker, List.of(wanted), "process", emergency).checks().get(0);
        store.insert(List.of(check));
        cases.open(NewCase.numbered(PREFIX, KIND, "信用核查：" + purpose(check.purpose()).label() + "（" + check.matterNo() + "）", asker.unitId(),
                List.of(settings.clause()), null), check.checkNo());
        if (check.person()) {
            cases.makeConfidential(check.checkNo());
            Set<String> parties = new HashSet<>(Set.of(asker.by()));
            Optional.ofNullable(registry.unit(asker.unitId()).headId()).ifPresent(parties::add);
            cases.setMembers(check.checkNo(), Cases.PARTY, parties);
        }
        return check.checkNo();
    }

    /** The automatic answer of the process. */
    public void answer(String checkNo) {
        Check check = get(checkNo);
        Check answered = answered(List.of(check), answers.find(List.of(new CheckAnswers.Key(check.creditCode(), check.identityKey())))).get(0);
        store.answer(answered);
        noteReadings(List.of(answered));
        cases.note(checkNo, "check-answered", check.person() ? "自动答复已作出，内容只在核查页面显示" : "自动答复：" + read(answered).words());
    }

    private record Questions(List<Check> checks, List<CheckAnswers.Target> targets) {
    }

    private Questions questions(Asker asker, List<Wanted> wanted, String mode, String emergency) {
        authority.requireComplete(wanted);
        List<CheckAnswers.Key> keys = wanted.stream().map(w -> w.person() ? new CheckAnswers.Key(null, vault.keyOf(w.identityNumber()))
                : new CheckAnswers.Key(CreditCode.of(w.creditCode()).text(), null)).toList();
        List<CheckAnswers.Target> targets = answers.find(keys);
        List<String> grounds = authority.requireAllowed(asker, wanted, targets);
        List<String> nos = numbers.next(PREFIX, 6, wanted.size());
        LocalDateTime now = now();
        List<Check> checks = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            Wanted w = wanted.get(i);
            CheckAnswers.Target target = targets.get(i);
            checks.add(new Check(nos.get(i), mode, target.kind().code, target.subjectId(), keys.get(i).creditCode(), keys.get(i).identityKey(), text(w.name()),
                    w.purpose(), w.basis().strip(), w.matterNo().strip(), text(w.consentNo()), grounds.get(i), asker.unitId(), asker.by(), now, emergency,
                    null, null, null, null, null, null, null, null, null));
        }
        return new Questions(checks, targets);
    }

    private List<Check> answered(List<Check> checks, List<CheckAnswers.Target> targets) {
        List<Answer> found = answers.answer(checks, targets);
        List<Check> answered = new ArrayList<>();
        for (int i = 0; i < checks.size(); i++) {
            String snapshot = write(found.get(i));
            answered.add(checks.get(i).answered(found.get(i), snapshot, sha256(snapshot)));
        }
        return answered;
    }

    private void noteReadings(List<Check> answered) {
        if (answered.stream().noneMatch(Check::person)) {
            return;
        }
        Map<String, String> labels = labels();
        readings.noteAll(answered.stream().filter(Check::person).map(c -> new ReadLog.Reading(SubjectKind.PERSON, c.subjectId(), c.askedBy(),
                "信用核查：" + labels.get(c.purpose()) + "（" + c.matterNo() + "）", c.checkNo(), c.answeredAt())).toList());
    }

    private Map<String, String> labels() {
        return rules.purposes(today()).stream().collect(Collectors.toMap(Purpose::code, Purpose::label));
    }

    // --- what becomes of it -----------------------------------------------------------------------------------------

    /** What somebody decides. @param usedOn null for today */
    public record Decision(String outcome, List<String> measures, String reason, LocalDate usedOn) {
    }

    /**
     * Writes down what was done with a check, once.
     *
     * @param by a person's id, or the number of a key
     * @throws Refusal for a measure beyond what the check allows, a departure from the table without a reason, or a check that has expired
     */
    public CheckUse use(String checkNo, Decision decision, String by) {
        Check check = get(checkNo);
        LocalDate today = today();
        if (!check.answered()) {
            throw Refusal.conflict("核查" + checkNo + "还没有答复，不能作出决定。");
        }
        if (check.expiredOn(today)) {
            throw Refusal.unprocessable("核查" + checkNo + "的结果有效期到" + ChineseDates.date(check.validUntil()) + "，已经过期。请重新核查后再作决定。");
        }
        if (useOf(checkNo).isPresent()) {
            throw Refusal.conflict("核查" + checkNo + "的使用情况已经登记，不能重复登记。情况有变化的，请重新核查。");
        }
        Outcome outcome = Outcome.of(decision.outcome());
        List<String> taken = decision.measures() == null ? List.of() : decision.measures().stream().distinct().toList();
        requireAllowed(check, outcome, taken);
        String reason = text(decision.reason());
        boolean differs = !outcome.code().equals(check.suggestion());
        if (differs && reason == null) {
            throw Refusal.invalid("决定“" + outcome.label + "”与建议“" + Outcome.of(check.suggestion()).label + "”不一致，请写明理由。");
        }
        if (reason != null && reason.length() > 500) {
            throw Refusal.invalid("理由最多500字，请缩短。");
        }
        requireNoIdentityNumber(reason);
        LocalDate usedOn = decision.usedOn() == null ? today : decision.usedOn();
        if (usedOn.isAfter(today) || usedOn.isBefore(check.asOf()) && check.emergency() == null) {
            throw Refusal.invalid("处理日期应在" + ChineseDates.date(check.asOf()) + "（答复之日）到今天之间，请核对。");
        }
        CheckUse use = new CheckUse(checkNo, outcome.code(), String.join(",", taken), reason, differs, usedOn, by, now());
        store.insertUse(use);
        return use;
    }

    private void requireAllowed(Check check, Outcome outcome, List<String> taken) {
        Map<String, String> list = rules.measures(check.asOf()).stream().collect(Collectors.toMap(Measure::code, Measure::label));
        for (String code : taken) {
            if (!list.containsKey(code)) {
                throw Refusal.unprocessable("措施“" + (code.length() > 40 ? code.substring(0, 40) + "…" : code) + "”不在失信惩戒措施清单内，清单以外的措施不得采取。");
            }
            if (!check.allowed().contains(code)) {
                throw Refusal.unprocessable("本次核查结果不允许采取“" + list.get(code) + "”。" + (check.allowed().isEmpty() ? "没有可以采取的措施，应当照常办理。"
                        : "可以采取的措施：" + check.allowed().stream().map(list::get).collect(Collectors.joining("、")) + "。"));
            }
        }
        if (outcome == Outcome.GRANT && !taken.isEmpty()) {
            throw Refusal.invalid("照常办理的不应再采取措施。请去掉措施，或者改选“限制办理”。");
        }
        if (outcome != Outcome.GRANT && taken.isEmpty()) {
            throw Refusal.unprocessable("“" + outcome.label + "”须写明采取清单内的哪项措施。" + (check.allowed().isEmpty() ? "本次核查没有可以采取的措施，应当照常办理。" : ""));
        }
    }

    /** The end of the process: the case is closed with what was done. */
    public void writeBack(String checkNo) {
        CheckUse use = useOf(checkNo).orElseThrow(() -> new IllegalStateException("check " + checkNo + " has no decision"));
        Map<String, String> list = rules.measures(get(checkNo).asOf()).stream().collect(Collectors.toMap(Measure::code, Measure::label));
        cases.close(checkNo, use.outcome(), use.decided().label + "，处理日期" + ChineseDates.date(use.usedOn())
                + (use.taken().isEmpty() ? "" : "，措施：" + use.taken().stream().map(list::get).collect(Collectors.joining("、")))
                + (use.reason() == null ? "" : "，理由：" + use.reason()));
    }

    /** The head lets the matter go first, or not. */
    public void decideBypass(String checkNo, boolean granted, String reason) {
        if (!granted && reason == null) {
            throw Refusal.invalid("不同意先办的，请写明理由。");
        }
        requireNoIdentityNumber(reason);
        cases.note(checkNo, "check-bypass", (granted ? "同意紧急先办，事后补办核查" : "不同意紧急先办，先核查后办理") + (reason == null ? "" : "：" + reason));
    }

    public void noteAfterCheck(String checkNo, String done) {
        requireNoIdentityNumber(done);
        cases.note(checkNo, "check-after", "补办核查，先行办理情况：" + done);
    }

    private static void requireNoIdentityNumber(String text) {
        if (text != null && CheckAuthority.holdsIdentityNumber(text)) {
            throw Refusal.invalid("填写的内容里含有身份号码，请去掉后再提交。");
        }
    }

    /** Nobody has used it in time. */
    public void expire(String checkNo) {
        Check check = get(checkNo);
        notices.issue("credit-check-expired", checkNo, check.unitId(), Map.of("unit", registry.findUnit(check.unitId()).map(Unit::fullName).orElse(check.unitId()),
                "checkNo", checkNo, "matterNo", check.matterNo(), "until", ChineseDates.date(check.validUntil())));
        cases.close(checkNo, "expired", "核查结果已过有效期，没有使用；办件须重新核查");
    }

    /** The process was ended from outside. */
    public void abandon(String checkNo) {
        cases.close(checkNo, "cancelled", "核查流程已终止");
    }

    // --- reading ----------------------------------------------------------------------------------------------------

    @Transactional(readOnly = true)
    public Optional<Check> find(String checkNo) {
        return store.find(checkNo);
    }

    /** @throws Refusal (not found) */
    @Transactional(readOnly = true)
    public Check get(String checkNo) {
        return store.find(checkNo).orElseThrow(() -> Refusal.notFound("没有编号为“" + (checkNo.length() > 40 ? checkNo.substring(0, 40) + "…" : checkNo) + "”的核查，请核对编号。"));
    }

    @Transactional(readOnly = true)
    public Optional<CheckUse> useOf(String checkNo) {
        return store.uses(List.of(checkNo)).stream().findFirst();
    }

    /** Newest first. @param unitId of the asking unit; null for all */
    @Transactional(readOnly = true)
    public List<Check> latest(String unitId, int limit) {
        return store.latest(unitId, limit);
    }

    @Transactional(readOnly = true)
    public Map<String, CheckUse> uses(List<Check> checks) {
        return store.uses(checks.stream().map(Check::checkNo).toList()).stream().collect(Collectors.toMap(CheckUse::checkNo, Function.identity()));
    }

    public List<Purpose> purposes() {
        return rules.purposes(today());
    }

    /** @throws Refusal (invalid) if there is none in force */
    public Purpose purpose(String code) {
        return purposes().stream().filter(p -> p.code().equals(code)).findFirst().orElseThrow(() -> Refusal.invalid("没有用途“" + code + "”，请从列表中选择。"));
    }

    /** The stored answer; only of a check that is answered. */
    public Answer read(Check check) {
        try {
            return json.readValue(check.snapshot(), Answer.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the stored answer of " + check.checkNo() + " is no JSON", e);
        }
    }

    private String write(Answer answer) {
        try {
            return snapshots.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer cannot be written as JSON", e);
        }
    }

    static String sha256(String text) {
        return Sha256.hex(text);
    }

    private static String text(String typed) {
        return typed == null || typed.isBlank() ? null : typed.strip();
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private LocalDateTime now() {
        return LocalDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS);
    }
}
