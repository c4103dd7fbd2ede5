package org.govintegrity.breach;

import org.govintegrity.calendar.DeadlineService;
import org.govintegrity.casefile.Actor;
import org.govintegrity.casefile.AccountabilityProposed;
import org.govintegrity.casefile.BreachSuspected;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.CreditTerms;
import org.govintegrity.credit.NewRecord;
import org.govintegrity.credit.RecordKind;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.credit.Terms;
import org.govintegrity.notice.Notices;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Use cases of a breach finding. */
@Service
@Transactional
public class BreachFindingService {

    public static final String KIND = "breach-finding";
    /** The day the unit gets to know of the finding: from then on it may read the file. */
    public static final String PROPOSAL_SERVED = "breach-proposal-served";

    private final JdbcClient jdbc;
    private final Cases cases;
    private final CreditArchive archive;
    private final CreditTerms terms;
    private final Notices notices;
    private final DeadlineService deadlines;
    private final Registry registry;
    private final Actor actor;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    BreachFindingService(JdbcClient jdbc, Cases cases, CreditArchive archive, CreditTerms terms, Notices notices, DeadlineService deadlines, Registry registry,
                         Actor actor, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.archive = archive;
        this.terms = terms;
        this.notices = notices;
        this.deadlines = deadlines;
        this.registry = registry;
        this.actor = actor;
        this.clock = clock;
        this.events = events;
    }

    /** Opens the case of a clue; empty if that matter has a case already: nobody answers for the same thing twice. */
    public Optional<String> open(BreachSuspected clue) {
        CaseFile origin = cases.get(clue.caseNo());
        boolean known = jdbc.sql("select count(*) from breach_finding where origin_no = ? and matter = ?")
                .params(clue.caseNo(), matter(clue.source())).query(Integer.class).single() > 0;
        if (known) {
            return Optional.empty();
        }
        CaseFile file = cases.open(NewCase.numbered("SX", KIND, "失信认定：" + sourceWords(clue.source()) + "（" + origin.title() + "）",
                origin.unitId(), origin.clauses(), clue.caseNo()));
        jdbc.sql("insert into breach_finding (case_no, origin_no, matter, source, gravity, clue) values (?, ?, ?, ?, ?, ?)")
                .params(file.caseNo(), clue.caseNo(), matter(clue.source()), clue.source(), clue.gravity(), clue.facts()).update();
        return Optional.of(file.caseNo());
    }

    /** The clue does not hold, or its document is not in force yet. */
    public void setAside(String caseNo, boolean pending, String reason) {
        if (reason == null || reason.isBlank()) {
            throw Refusal.invalid(pending ? "请写明文书为什么尚未生效、预计何时生效。" : "认为线索不属实的，请写明查明的情况和理由。");
        }
        cases.note(caseNo, "internal-breach-verified", (pending ? "核实线索：依据的文书尚未生效或者正在复核，暂不认定。" : "核实线索：不属实。") + reason);
    }

    /**
     * Takes in what was verified.
     *
     * @throws Refusal if something is missing, the document's day cannot be, or the same document has led to a record already
     */
    public void verify(String caseNo, Verification v) {
        CaseFile file = cases.get(caseNo);
        required(v.kind(), "失信种类");
        required(v.documentName(), "依据文书名称");
        required(v.documentNo(), "依据文书文号");
        required(v.gravity(), "情节");
        required(v.correction(), "纠正情况");
        required(v.facts(), "事实");
        LocalDate today = today();
        if (v.documentDate() == null) {
            throw Refusal.invalid("请填写依据文书的日期，记录的期限从这一天起算。");
        }
        if (v.documentDate().isAfter(today)) {
            throw Refusal.invalid("文书日期" + ChineseDates.date(v.documentDate()) + "还没有到，请核对后重新填写；文书尚未生效的，请选择“尚未生效”。");
        }
        LocalDate last = lastDayOfUse(v.documentDate());
        if (last.isBefore(today)) {
            throw Refusal.invalid("文书日期为" + ChineseDates.date(v.documentDate()) + "，按最长使用期限已于" + ChineseDates.date(last)
                    + "期满，不能再认定。请选择“不属实或者不应认定”并说明理由。");
        }
        archive.ofDocument(SubjectKind.UNIT, file.unitId(), v.documentNo()).stream()
                .filter(r -> r.kind().code.equals(v.kind()) && !r.caseNo().equals(caseNo))
                .filter(r -> find(r.caseNo()).map(f -> matter(f.source()).equals(matter(get(caseNo).source()))).orElse(true)).findFirst().ifPresent(r -> {
                    throw alreadyFound(v.documentNo(), r.caseNo());
                });
        jdbc.sql("""
                        select f.case_no from breach_finding f join casefile_case c on c.case_no = f.case_no
                        where c.unit_id = ? and f.document_no = ? and f.kind = ? and f.case_no <> ? and f.matter = (select matter from breach_finding where case_no = ?)
                          and c.closed_at is null order by f.case_no fetch first 1 rows only""")
                .params(file.unitId(), v.documentNo(), v.kind(), caseNo, caseNo).query(String.class).optional()
                .ifPresent(other -> {
                    throw alreadyFound(v.documentNo(), other);
                });
        jdbc.sql("update breach_finding set kind = ?, document_name = ?, document_no = ?, document_date = ?, gravity = ?, correction = ?, facts = ? where case_no = ?")
                .params(RecordKind.of(v.kind()).code, v.documentName(), v.documentNo(), v.documentDate(), v.gravity(), v.correction(), v.facts(), caseNo).update();
        cases.note(caseNo, "internal-breach-verified", "核实线索：属实。依据《" + v.documentName() + "》（" + v.documentNo() + "，"
                + ChineseDates.date(v.documentDate()) + "）。" + v.facts());
    }

    /** Whether the unit has another record that counts within the time the rule {@code breach.repeat} names. */
    @Transactional(readOnly = true)
    public boolean repeated(String caseNo) {
        CaseFile file = cases.get(caseNo);
        int months = deadlines.rule("breach.repeat", file.openedOn()).amount();
        return archive.countingSince(SubjectKind.UNIT, file.unitId(), today().minusMonths(months)) > 0;
    }

    /** Keeps what the class table said. */
    public void ruled(String caseNo, String breachClass) {
        jdbc.sql("update breach_finding set ruled_class = ? where case_no = ?").params(BreachClass.of(breachClass).code, caseNo).update();
        cases.note(caseNo, "internal-breach-class", "按判定表：" + BreachClass.of(breachClass).label);
    }

    public void unfounded(String caseNo) {
        cases.close(caseNo, "unfounded", "线索不属实或者不应认定");
    }

    /** Corrected before harm was done: no finding, by rule (国发〔2016〕76号). */
    public void exempt(String caseNo) {
        serve("breach-exempt", caseNo, unitOf(caseNo), values(caseNo), "document", "facts");
        cases.close(caseNo, "exempt", "造成危害后果前已经纠正，按判定表不予认定");
    }

    /** @throws Refusal if it is heavier than the table allows, or the person is not of the unit */
    public void propose(String caseNo, Proposal proposal) {
        BreachFinding finding = get(caseNo);
        CaseFile file = cases.get(caseNo);
        BreachClass ruled = BreachClass.of(finding.ruledClass());
        BreachClass proposed = BreachClass.of(proposal.breachClass());
        if (proposed == BreachClass.NONE || proposed.heavierThan(ruled)) {
            throw Refusal.invalid("拟认定等级应为轻微以上，且不得重于判定表得出的“" + ruled.label + "”。请重新选择。");
        }
        String post = null;
        if (proposal.personId() != null) {
            Person person = registry.findPerson(proposal.personId()).filter(p -> p.unitId().equals(file.unitId()))
                    .orElseThrow(() -> Refusal.invalid("责任人应是" + registry.unit(file.unitId()).shortName() + "的人员，请从列表中选择，或者留空。"));
            post = person.post();
        }
        String measures = proposal.measures().stream().map(Measure::of).map(m -> m.label).collect(Collectors.joining("；"));
        jdbc.sql("update breach_finding set proposed_class = ?, basis = ?, measures = ?, person_id = ?, person_post = ? where case_no = ?")
                .params(proposed.code, proposal.basis(), measures.isEmpty() ? null : measures, proposal.personId(), post, caseNo).update();
        cases.note(caseNo, "internal-breach-proposed", "拟定认定意见：" + proposed.label + "。依据：" + proposal.basis()
                + (measures.isEmpty() ? "" : "。措施：" + measures) + (proposal.personId() == null ? "" : "。另涉及责任人1名"));
    }

    /** Serves what is proposed, with the right of defence and its last day. */
    public void serveProposal(String caseNo) {
        BreachFinding finding = get(caseNo);
        Map<String, String> values = values(caseNo);
        values.put("class", BreachClass.of(finding.proposedClass()).label);
        values.put("measures", finding.measures() == null ? "无" : finding.measures());
        values.put("defenceUntil", ChineseDates.date(deadlines.due("breach.defence", today(), cases.get(caseNo).openedOn()).due()));
        serve("breach-proposal", caseNo, unitOf(caseNo), values, "document", "facts", "kind", "class", "basis", "measures", "defenceUntil");
        if (finding.personId() != null) {
            values.put("person", registry.displayName(finding.personId()));
            serve("breach-proposal-person", caseNo, Registry.headGroup(unitOf(caseNo)), values, "person", "facts", "kind", "class", "basis", "defenceUntil");
        }
        cases.note(caseNo, PROPOSAL_SERVED, "失信认定事先告知书已送达，可以陈述申辩");
    }

    /** @throws Refusal if a statement is announced but empty */
    public void defend(String caseNo, boolean defended, String statement) {
        if (defended && (statement == null || statement.isBlank())) {
            throw Refusal.invalid("选择了陈述申辩，请写明事实、理由；不申辩的请选择“不陈述申辩”。");
        }
        jdbc.sql("update breach_finding set defended = ?, defence = ? where case_no = ?").params(defended, defended ? statement : null, caseNo).update();
        cases.note(caseNo, "breach-defence", defended ? "陈述申辩：" + statement : "不陈述申辩");
    }

    public void defenceLapsed(String caseNo) {
        jdbc.sql("update breach_finding set defended = false where case_no = ?").param(caseNo).update();
        cases.note(caseNo, "breach-defence", "陈述申辩期限届满，没有收到陈述申辩");
    }

    /**
     * Decides what was proposed. A defence never makes it heavier (国发〔2016〕76号; 公务员法 第96条; 政务处分法 第43、56条).
     *
     * @param decided {@code none} dismisses the proposal
     * @return whether anything is found
     */
    public boolean decide(String caseNo, String decided, String reasons, String answer) {
        BreachFinding finding = get(caseNo);
        BreachClass proposed = BreachClass.of(finding.proposedClass());
        BreachClass decision = BreachClass.of(decided);
        if (decision.heavierThan(proposed)) {
            throw Refusal.invalid("决定的等级“" + decision.label + "”重于事先告知的“" + proposed.label
                    + "”。陈述申辩不得加重，请选择“" + proposed.label + "”或者更轻的等级；确有新的事实的，请不予认定后另行立案告知。");
        }
        if (Boolean.TRUE.equals(finding.defended()) && (answer == null || answer.isBlank())) {
            throw Refusal.invalid("单位作了陈述申辩，请逐项写明采纳与否和理由。");
        }
        if (decision != proposed && (reasons == null || reasons.isBlank())) {
            throw Refusal.invalid("决定与拟认定意见不同的，请写明理由。");
        }
        String words = (reasons == null ? "" : reasons) + (answer == null ? "" : (reasons == null ? "" : "\n") + "对陈述申辩的答复：" + answer);
        jdbc.sql("update breach_finding set decided_class = ?, reasons = ?, decided_by = ?, decided_on = ? where case_no = ?")
                .params(decision.code, words, actor.id(), today(), caseNo).update();
        cases.note(caseNo, "internal-breach-decided", "审核认定意见：" + decision.label + (words.isEmpty() ? "" : "。" + words));
        return decision != BreachClass.NONE;
    }

    public void dismiss(String caseNo) {
        Map<String, String> values = values(caseNo);
        values.put("reasons", get(caseNo).reasons());
        serve("breach-dismissed", caseNo, unitOf(caseNo), values, "reasons");
        cases.close(caseNo, "dismissed", "经审核不予认定");
    }

    /** Serves the decision with the ways to appeal and to repair (两书同达). */
    public void serveDecision(String caseNo) {
        BreachFinding finding = get(caseNo);
        CaseFile file = cases.get(caseNo);
        Map<String, String> values = values(caseNo);
        values.put("class", BreachClass.of(finding.decidedClass()).label);
        values.put("measures", finding.measures() == null ? "无" : finding.measures());
        values.put("reasons", finding.reasons() == null || finding.reasons().isEmpty() ? "与事先告知的一致。" : finding.reasons());
        values.put("appealUntil", ChineseDates.date(deadlines.due("breach.appeal", today(), file.openedOn()).due()));
        values.put("repair", repairWords(finding, termsOf(finding, SubjectKind.UNIT)));
        values.put("lastDay", ChineseDates.date(lastDayOfUse(finding.documentDate())));
        serve("breach-decision", caseNo, file.unitId(), values, "document", "facts", "kind", "class", "basis", "measures", "reasons", "appealUntil", "repair", "lastDay");
        if (finding.personId() != null) {
            values.put("person", registry.displayName(finding.personId()));
            serve("breach-decision-person", caseNo, Registry.headGroup(file.unitId()), values, "person", "facts", "kind", "class", "basis", "reasons", "appealUntil", "lastDay");
        }
        cases.note(caseNo, "breach-decision-served", "失信认定决定书已送达，并告知复核和修复途径");
    }

    /** Enters the finding into the archive: one record for the unit, one, restricted, for the person. Twice is once. */
    public List<CreditRecord> record(String caseNo) {
        BreachFinding finding = get(caseNo);
        CaseFile file = cases.get(caseNo);
        CreditRecord unit = archive.record(entry(finding, file, SubjectKind.UNIT, file.unitId(), null), registry.unit(file.unitId()).fullName(), finding.decidedBy());
        cases.note(caseNo, "credit-record", "记入信用档案：" + unit.recordNo());
        if (finding.personId() == null) {
            return List.of(unit);
        }
        CreditRecord person = archive.record(entry(finding, file, SubjectKind.PERSON, finding.personId(), finding.personPost()),
                registry.person(finding.personId()).name(), finding.decidedBy());
        cases.note(caseNo, "internal-credit-record", "记入个人信用档案（不公开）：" + person.recordNo());
        return List.of(unit, person);
    }

    public void proposeAccountability(String caseNo) {
        BreachFinding finding = get(caseNo);
        events.publishEvent(new AccountabilityProposed(caseNo, finding.personId(), finding.facts()));
        cases.note(caseNo, "internal-breach-referred", "转入责任建议程序");
    }

    public void close(String caseNo) {
        cases.close(caseNo, "found", "认定为" + BreachClass.of(get(caseNo).decidedClass()).label + "失信");
    }

    /**
     * Takes a finding back that is not decided yet; the process ends with the message its listener sends.
     *
     * @throws Refusal if it is over or decided, or no reason is given
     */
    public void withdraw(String caseNo, String reason) {
        if (reason == null || reason.strip().length() < 5) {
            throw Refusal.invalid("请写明撤回失信认定的理由（至少5个字）。");
        }
        CaseFile file = cases.get(caseNo);
        if (!file.open() || get(caseNo).decidedClass() != null) {
            throw Refusal.conflict("失信认定" + caseNo + "已经作出决定或者结案，不能撤回。确有错误的，请走异议、撤销程序。");
        }
        if (cases.timeline(caseNo).stream().anyMatch(e -> e.type().equals(PROPOSAL_SERVED))) {
            Map<String, String> values = values(caseNo);
            values.put("reasons", reason);
            serve("breach-dismissed", caseNo, file.unitId(), values, "reasons");
        }
        cases.close(caseNo, "withdrawn", "撤回失信认定：" + reason.strip());
        events.publishEvent(new BreachFindingWithdrawn(caseNo));
    }

    @Transactional(readOnly = true)
    public BreachFinding get(String caseNo) {
        return find(caseNo).orElseThrow(() -> new IllegalStateException("no breach finding " + caseNo));
    }

    @Transactional(readOnly = true)
    public Optional<BreachFinding> find(String caseNo) {
        return jdbc.sql("""
                        select case_no, origin_no, source, gravity, clue, kind, document_name, document_no, document_date, facts, correction, ruled_class,
                            proposed_class, basis, measures, person_id, person_post, defended, defence, decided_class, reasons, decided_by, decided_on
                        from breach_finding where case_no = ?""").param(caseNo).query(Rows.of(BreachFinding.class)).optional();
    }

    /** What the clue came from, in words. */
    public static String sourceWords(String source) {
        return switch (source) {
            case "rectification-failed" -> "整改未通过";
            case "rectification-overdue" -> "逾期不整改";
            case "obstruction" -> "阻挠检查或者提供虚假材料";
            case "false-answer" -> "建议提案答复失实";
            case "late-answer" -> "建议提案逾期答复";
            case "falsified-evidence" -> "考核中提供虚假证据";
            case "complaint-repeated" -> "同类投诉一年内再次查实";
            default -> "检查发现严重问题";
        };
    }

    private Terms termsOf(BreachFinding finding, SubjectKind subject) {
        return terms.of(subject, BreachClass.of(finding.decidedClass()), finding.documentDate());
    }

    private static String repairWords(BreachFinding finding, Terms terms) {
        String from = !terms.repairFrom().isAfter(finding.documentDate()) ? "纠正失信行为、履行相关义务后" : "自" + ChineseDates.date(terms.repairFrom()) + "起，纠正失信行为、履行相关义务";
        return from + "并公开作出信用承诺的，可以在本单位的信用记录处申请修复，由作出认定的单位在三个工作日内决定、十个工作日内告知。（" + terms.basis() + "）";
    }

    private NewRecord entry(BreachFinding finding, CaseFile file, SubjectKind subject, String subjectId, String post) {
        return new NewRecord("breach:" + finding.caseNo() + ":" + subject.code, subject, subjectId, file.unitId(), post, RecordKind.of(finding.kind()),
                BreachClass.of(finding.decidedClass()), file.clauses().isEmpty() ? null : file.clauses().get(0), finding.facts(),
                finding.documentName(), finding.documentNo(), finding.documentDate(),
                "认定为" + BreachClass.of(finding.decidedClass()).label + "失信。依据：" + finding.basis(), termsOf(finding, subject), null, false,
                "breach-class，" + ChineseDates.date(file.openedOn()) + "施行的版本", finding.caseNo(),
                registry.person(finding.decidedBy()).unitId());
    }

    private LocalDate lastDayOfUse(LocalDate documentDate) {
        return deadlines.due("credit.use", documentDate, documentDate).due();
    }

    /** Conclusion, failed and overdue mending are one matter: the same breach at different stages. Deceiving is one of its own. */
    private static String matter(String source) {
        return Set.of("obstruction", "late-answer", "falsified-evidence").contains(source) ? source : "breach";
    }

    private static Refusal alreadyFound(String documentNo, String caseNo) {
        return Refusal.conflict("文书" + documentNo + "所涉事项已在" + caseNo + "中认定或者正在认定，同一事项不得重复认定。请选择“不属实或者不应认定”并说明理由。");
    }

    private Map<String, String> values(String caseNo) {
        CaseFile file = cases.get(caseNo);
        BreachFinding finding = get(caseNo);
        Map<String, String> values = new LinkedHashMap<>();
        values.put("unit", registry.unit(file.unitId()).fullName());
        values.put("kind", finding.kind() == null ? "" : RecordKind.of(finding.kind()).label);
        values.put("document", finding.documentName() == null ? "" : "《" + finding.documentName() + "》（" + finding.documentNo() + "，" + ChineseDates.date(finding.documentDate()) + "）");
        values.put("facts", finding.facts() == null ? finding.clue() : finding.facts());
        values.put("basis", finding.basis() == null ? "" : finding.basis());
        return values;
    }

    private String unitOf(String caseNo) {
        return cases.get(caseNo).unitId();
    }

    /** A template is given what it uses and nothing else. */
    private void serve(String template, String caseNo, String addressee, Map<String, String> values, String... names) {
        Map<String, String> used = new LinkedHashMap<>();
        used.put("unit", values.get("unit"));
        used.put("caseNo", caseNo);
        for (String name : names) {
            used.put(name, values.get(name));
        }
        notices.issue(template, caseNo, addressee, used);
    }

    private static void required(String value, String what) {
        if (value == null || value.isBlank()) {
            throw Refusal.invalid("请填写“" + what + "”。");
        }
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
