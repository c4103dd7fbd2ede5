package org.govintegrity.web;

import org.govintegrity.casefile.CaseAccess;
import org.govintegrity.check.ApiKey;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.govintegrity.registry.Unit;
import org.govintegrity.warning.Level;
import org.govintegrity.warning.Outcome;
import org.govintegrity.warning.Warning;
import org.govintegrity.warning.WarningRow;
import org.govintegrity.warning.WarningRules;
import org.govintegrity.warning.WarningSettings;
import org.govintegrity.warning.Warnings;
import org.govintegrity.warning.Watched;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which warnings somebody may see, on the pages and as data, and who may hand signals in: the offices all of them, a unit's head those that became letters. */
@Component
public class WarningDesk {

    static final List<String> HEADINGS = List.of("案号", "单位", "规则", "级别", "立案", "理由", "来源记录（条）", "状态", "研判期限", "处理", "处理说明", "研判日期", "后续案号");

    private static final Set<String> STATES = Set.of(Warning.OPEN, Warning.TRIAGED, Warning.CLOSED);

    private final CurrentPerson me;
    private final CaseAccess access;
    private final Warnings warnings;
    private final WarningRules rules;
    private final WarningSettings settings;
    private final Registry registry;
    private final Clock clock;

    WarningDesk(CurrentPerson me, CaseAccess access, Warnings warnings, WarningRules rules, WarningSettings settings, Registry registry, Clock clock) {
        this.me = me;
        this.access = access;
        this.warnings = warnings;
        this.rules = rules;
        this.settings = settings;
        this.registry = registry;
        this.clock = clock;
    }

    /** What a list asks for; each a code, or null or empty for all. */
    public record Query(String state, String level, String rule, String outcome, String unit) {
    }

    /** A warning with its rows, as this reader may see them. */
    public record View(Warning warning, List<WarningRow> rows, int shielded, boolean office) {
    }

    /** What triage has shown of a rule. @param precision 0 to 1; null while it is too early to say */
    public record Shown(String rule, String title, List<WarningRules.RuleText> texts, int right, int all, int open, Double precision) {

        public String precisionWords() {
            return precision == null ? "件数太少，暂不统计" : Math.round(precision * 100) + "%";
        }
    }

    /** Whether this person's office reads all warnings: supervisor, joint office, credit centre. */
    public boolean office() {
        return me.is(Role.SUPERVISOR) || me.is(Role.JOINT_OFFICE) || me.is(Role.CREDIT_CENTRE);
    }

    /** @throws Refusal (forbidden) */
    public void requireOffice() {
        if (!office()) {
            throw Refusal.forbidden("预警规则和信号由监督员、联席办和信用中心查看。单位负责人可以在“大数据预警”页面查看发给本单位的提醒函。");
        }
    }

    /** @throws Refusal (forbidden) for who is neither of an office nor a unit's head, (invalid) for a state, level or outcome there is none of */
    public List<Warning> list(Query q) {
        if (given(q.state()) && !STATES.contains(q.state())) {
            throw Refusal.invalid("状态只能从列出的选项中选择。");
        }
        if (given(q.level())) {
            Level.of(q.level());
        }
        if (given(q.outcome())) {
            Outcome.of(q.outcome());
        }
        boolean office = office();
        List<String> headed = office ? null : headed();
        if (headed != null && headed.isEmpty()) {
            throw Refusal.forbidden("预警由监督员、联席办和信用中心查看；单位负责人只看得到发给本单位的提醒函。");
        }
        return warnings.list(new Warnings.Filter(q.state(), q.level(), q.rule(), q.outcome(), q.unit(), headed, !office));
    }

    /** @throws Refusal (not found), in the same words whether there is no such warning or it is not this person's to read */
    public View read(String caseNo) {
        Warning w = warnings.find(caseNo).filter(found -> office() || found.noticeNo() != null && headed().contains(found.unitId()) && access.find(caseNo, me.id()).isPresent())
                .orElseThrow(() -> Refusal.notFound("没有编号为“" + (caseNo.length() > 40 ? caseNo.substring(0, 40) + "…" : caseNo) + "”的预警，请核对编号。"));
        List<WarningRow> rows = warnings.rows(caseNo);
        boolean office = office();
        List<WarningRow> seen = office ? rows : rows.stream().filter(row -> !row.shielded()).toList();
        return new View(w, seen, rows.size() - seen.size(), office);
    }

    /** Each rule with what triage has shown of it, those of the table and those that are in it no more. */
    public List<Shown> rules() {
        Map<String, List<WarningRules.RuleText>> texts = new LinkedHashMap<>();
        rules.texts().forEach(text -> texts.computeIfAbsent(text.rule(), r -> new ArrayList<>()).add(text));
        Map<String, Warnings.Triaged> triaged = warnings.triaged();
        triaged.keySet().forEach(rule -> texts.putIfAbsent(rule, List.of()));
        return texts.entrySet().stream().map(e -> {
            Warnings.Triaged t = triaged.getOrDefault(e.getKey(), new Warnings.Triaged(e.getKey(), 0, 0, 0));
            return new Shown(e.getKey(), e.getValue().isEmpty() ? e.getKey() : e.getValue().get(0).title(), e.getValue(), t.right(), t.all(), t.open(),
                    t.all() < settings.enough() ? null : (double) t.right() / t.all());
        }).toList();
    }

    /** The titles of rules by id, for choosing. */
    Map<String, String> ruleTitles() {
        Map<String, String> titles = new LinkedHashMap<>();
        rules.texts().forEach(text -> titles.putIfAbsent(text.rule(), text.title()));
        return titles;
    }

    int enough() {
        return settings.enough();
    }

    List<Watched> watched() {
        return rules.watched(LocalDate.now(clock));
    }

    /** Why it was dismissed, in words; empty where it was not. */
    String dismissalWords(Warning w) {
        return w.dismissal() == null ? "" : rules.dismissal(w.dismissal(), w.triagedOn()).map(WarningRules.Reason::label).orElse(w.dismissal());
    }

    /** The key another system has shown. */
    public ApiKey key() {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof ApiKeyAuthentication other) {
            if (!other.key().signals()) {
                throw Refusal.forbidden("接口密钥" + other.key().keyNo() + "没有报送预警信号的权限。请联系管理员重新发放。");
            }
            return other.key();
        }
        throw Refusal.forbidden("报送预警信号要用接口密钥（请求头 X-API-Key）。人员请在“大数据预警”页面导入文件。");
    }

    /** A line of the list as a spreadsheet has it. */
    List<String> line(Warning w, int rows) {
        return List.of(w.caseNo(), registry.findUnit(w.unitId()).map(Unit::shortName).orElse(w.unitId()), w.ruleTitle(), w.levelWords(), ChineseDates.date(w.raisedOn()),
                String.join("；", w.reasonList()), String.format(Locale.ROOT, "%d", rows), w.stateWords(), w.due() == null ? "" : ChineseDates.date(w.due()), w.outcomeWords(),
                (w.dismissal() == null ? "" : dismissalWords(w) + "：") + (w.words() == null ? "" : w.words()), w.triagedOn() == null ? "" : ChineseDates.date(w.triagedOn()),
                w.complaintNo() != null ? w.complaintNo() : w.inspectionNo() != null ? w.inspectionNo() : w.noticeNo() != null ? w.noticeNo() : "");
    }

    private List<String> headed() {
        return me.person().filter(person -> person.has(Role.HEAD)).map(Person::unitId).stream().toList();
    }

    private static boolean given(String typed) {
        return typed != null && !typed.isEmpty();
    }
}
