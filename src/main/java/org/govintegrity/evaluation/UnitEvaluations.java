package org.govintegrity.evaluation;

import org.govintegrity.calendar.DeadlineService;
import org.govintegrity.casefile.Actor;
import org.govintegrity.casefile.BreachSuspected;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.Problems;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.NumberedRows;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.notice.Notices;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One unit's evaluation: its report, what is checked and scored, its draft, its objection, its final score. */
@Service
@Transactional
public class UnitEvaluations {

    /** Of the parts of an evaluation; one model carries a part and, where the unit has failed, its mending. */
    public static final String KIND = "unit-evaluation";

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final String NOT_REPORTED = "期限内没有报告";
    /** As many as a plan for mending can deal with. */
    private static final int MOST_PROBLEMS = 10;

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final UnitScores scores;
    private final IndicatorRules rules;
    private final FigureCollector figures;
    private final Cases cases;
    private final Problems problems;
    private final Registry registry;
    private final Notices notices;
    private final DeadlineService deadlines;
    private final Actor actor;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    UnitEvaluations(JdbcClient jdbc, JdbcTemplate batch, UnitScores scores, IndicatorRules rules, FigureCollector figures, Cases cases, Problems problems, Registry registry, Notices notices,
                    DeadlineService deadlines, Actor actor, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.scores = scores;
        this.rules = rules;
        this.figures = figures;
        this.cases = cases;
        this.problems = problems;
        this.registry = registry;
        this.notices = notices;
        this.deadlines = deadlines;
        this.actor = actor;
        this.clock = clock;
        this.events = events;
    }

    /** What a unit objected to, and what came of it. */
    public record Objection(String indicatorId, String words, Boolean upheld, String reasons) {
    }

    private record ThirdParty(BigDecimal score, String institution, String caseNo) {
    }

    /**
     * What the unit itself says it has done.
     *
     * @param rows {@code no, mark} (0 to 100, percent of fulfilment) and {@code words}; each item of {@link #reported} exactly once
     */
    public void selfReport(String unitCaseNo, List<Map<String, Object>> rows) {
        EvaluatedUnit unit = scores.unit(unitCaseNo);
        List<Indicator> items = reported(unit);
        Map<Integer, Map<String, Object>> byItem = NumberedRows.exactlyOnce(numbers(items), rows);
        List<UnitScores.Mark> marks = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Map<String, Object> row = byItem.get(i + 1);
            marks.add(new UnitScores.Mark(items.get(i).id(), "self", number(row, "mark"), false, false, (String) row.get("words")));
        }
        give(unitCaseNo, marks, unit.unitId());
        scores.change(unitCaseNo, "reported_at = ?", now());
    }

    /** The limit is over without a report: its items count zero, and what is reported by way of objection counts as late. */
    public void noReport(String unitCaseNo) {
        EvaluatedUnit unit = scores.unit(unitCaseNo);
        give(unitCaseNo, reported(unit).stream().map(item -> new UnitScores.Mark(item.id(), "self", BigDecimal.ZERO, true, false, NOT_REPORTED)).toList(), null);
        scores.change(unitCaseNo, "report_late = true");
        cases.note(unitCaseNo, "not-reported", "自评期限届满，没有报告，自评指标计零分");
    }

    /** Whether somebody looks on the spot: the unit was drawn and there is a report to look at. */
    @Transactional(readOnly = true)
    public boolean checkedOnTheSpot(String unitCaseNo) {
        EvaluatedUnit unit = scores.unit(unitCaseNo);
        return unit.sampled() && unit.reportedAt() != null && !reported(unit).isEmpty();
    }

    /** The groups that give the unit marks: who leads a clause; the joint office for a unit's own clause and where nobody leads. */
    @Transactional(readOnly = true)
    public List<String> leads(String unitCaseNo) {
        EvaluatedUnit unit = scores.unit(unitCaseNo);
        return scores.indicators(unit).stream().filter(i -> i.source() == IndicatorSource.REVIEWER).map(i -> lead(i, unit)).distinct().toList();
    }

    /**
     * What was found on the spot.
     *
     * @param rows {@code no, verdict} ({@code confirmed, lower, falsified}), {@code mark} with {@code lower}, {@code words}; each reported item exactly once
     */
    public void spotCheck(String unitCaseNo, List<Map<String, Object>> rows) {
        EvaluatedUnit unit = scores.unit(unitCaseNo);
        List<Indicator> items = reported(unit);
        Map<String, List<UnitScores.Mark>> given = scores.marks(unitCaseNo);
        Map<Integer, Map<String, Object>> byItem = NumberedRows.exactlyOnce(numbers(items), rows);
        List<UnitScores.Mark> marks = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Map<String, Object> row = byItem.get(i + 1);
            BigDecimal own = UnitScores.input(items.get(i).id(), given.get(items.get(i).id())).value();
            String verdict = (String) row.get("verdict");
            String found = (String) row.get("words");
            if (!verdict.equals("confirmed") && found == null) {
                throw Refusal.invalid("第" + (i + 1) + "项没有按自评认定，请写明查明的情况和依据。");
            }
            BigDecimal mark = switch (verdict) {
                case "confirmed" -> own;
                case "falsified" -> BigDecimal.ZERO;
                default -> {
                    BigDecimal lower = number(row, "mark");
                    if (lower == null || lower.compareTo(own) >= 0) {
                        throw Refusal.invalid("第" + (i + 1) + "项选择了调低，请填写低于自评（" + plain(own) + "）的认定值；与自评一致的，请选择“属实”。");
                    }
                    yield lower;
                }
            };
            marks.add(new UnitScores.Mark(items.get(i).id(), "check", mark, false, verdict.equals("falsified"), found == null ? "抽查属实" : found));
            words.add((i + 1) + ". " + items.get(i).name() + "：" + switch (verdict) {
                case "confirmed" -> "属实";
                case "falsified" -> "证据虚假，该项计零分";
                default -> "由" + plain(own) + "调为" + plain(mark);
            });
        }
        give(unitCaseNo, marks, Role.INSPECTOR.id());
        cases.note(unitCaseNo, "internal-spot-check", "抽查核实自评：" + String.join("；", words));
    }

    /**
     * The marks of one of those that lead a clause.
     *
     * @param lead as {@link #leads} named it
     * @param rows {@code no, mark} (0 to 100) and {@code words}, which a mark below 100 needs; each item of {@link #scoredBy} exactly once
     */
    public void scoreClause(String unitCaseNo, String lead, List<Map<String, Object>> rows) {
        List<Indicator> items = scoredBy(scores.unit(unitCaseNo), lead);
        Map<Integer, Map<String, Object>> byItem = NumberedRows.exactlyOnce(numbers(items), rows);
        List<UnitScores.Mark> marks = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Map<String, Object> row = byItem.get(i + 1);
            BigDecimal mark = number(row, "mark");
            if (mark.compareTo(HUNDRED) < 0 && row.get("words") == null) {
                throw Refusal.invalid("第" + (i + 1) + "项没有给满分，请写明扣分的理由，被评单位凭它申诉和改进。");
            }
            marks.add(new UnitScores.Mark(items.get(i).id(), "review", mark, false, false, row.get("words") == null ? "符合要求" : (String) row.get("words")));
        }
        give(unitCaseNo, marks, lead);
    }

    /** Works the draft out and serves it on the unit. */
    public void draft(String unitCaseNo) {
        EvaluatedUnit unit = scores.unit(unitCaseNo);
        if (unit.draftAt() != null) {
            return;
        }
        takeThirdParty(unit);
        ScoreSheet sheet = scores.compute(unit).sheet();
        scores.write(unit, sheet, "draft", "初评");
        scores.change(unitCaseNo, "draft_at = ?", now());
        notices.issue("evaluation-draft", unitCaseNo, unit.unitId(), Map.of("unit", registry.unit(unit.unitId()).fullName(), "caseNo", unitCaseNo,
                "year", String.valueOf(unit.evalYear()), "total", plain(sheet.total()), "grade", sheet.grade().label,
                "until", ChineseDates.date(deadlines.due("evaluation.objection", today(), cases.get(unitCaseNo).openedOn()).due()),
                "page", "/evaluations/" + unit.caseNo() + "/units/" + unit.unitId()));
    }

    /** The score of an institution outside that was accepted last, where there is one that has not been taken yet. */
    void takeThirdParty(EvaluatedUnit unit) {
        List<Indicator> items = scores.indicators(unit).stream().filter(i -> i.source() == IndicatorSource.THIRD_PARTY).toList();
        if (items.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        select score, institution, case_no from evaluation_third_party where eval_year = ? and unit_id = ? and verdict = 'accepted' and held = false
                        order by id desc fetch first 1 rows only""").params(unit.evalYear(), unit.unitId()).query(Rows.of(ThirdParty.class)).optional()
                .ifPresent(given -> {
                    String words = given.institution() + "评" + plain(given.score()) + "分（" + given.caseNo() + "）";
                    Map<String, List<UnitScores.Mark>> known = scores.marks(unit.unitCaseNo());
                    give(unit.unitCaseNo(), items.stream().filter(i -> known.getOrDefault(i.id(), List.of()).stream().noneMatch(mark -> mark.words().equals(words)))
                            .map(i -> new UnitScores.Mark(i.id(), "third-party", given.score(), false, false, words)).toList(), null);
                });
    }

    /**
     * The unit accepts its draft or objects.
     *
     * @param rows {@code item} (id of an indicator of the draft) and {@code words}, each item at most once; none where it accepts
     */
    public void respond(String unitCaseNo, boolean objected, List<Map<String, Object>> rows) {
        if (!objected) {
            cases.note(unitCaseNo, "accepted", "单位认可初评得分");
            return;
        }
        if (rows.isEmpty()) {
            throw Refusal.invalid("提出申诉的，请逐项选择有异议的指标并写明理由；没有异议的，请选择“认可”。");
        }
        EvaluatedUnit unit = scores.unit(unitCaseNo);
        Set<String> known = scores.items(unit).stream().map(ItemScore::indicatorId).collect(Collectors.toSet());
        Set<String> seen = new HashSet<>();
        List<Object[]> stored = new ArrayList<>();
        for (Map<String, Object> row : rows) {
            String id = (String) row.get("item");
            if (!known.contains(id)) {
                throw Refusal.invalid("“" + (id.length() > 40 ? id.substring(0, 40) + "…" : id) + "”不是本单位初评中的指标，请从列出的指标中选择。");
            }
            if (!seen.add(id)) {
                throw Refusal.invalid("“" + name(unit, id) + "”选了两次，请合并为一行。");
            }
            stored.add(new Object[]{unitCaseNo, id, row.get("words"), now(), actor.id()});
        }
        batch.batchUpdate("insert into evaluation_objection (unit_case_no, indicator_id, words, objected_at, objected_by) values (?, ?, ?, ?, ?)", stored);
        scores.change(unitCaseNo, "objected_at = ?", now());
        cases.note(unitCaseNo, "objected", "对初评得分提出申诉：" + rows.stream().map(row -> name(unit, (String) row.get("item")) + "——" + row.get("words")).collect(Collectors.joining("；")));
    }

    /** Nobody answered in time. */
    public void acceptedSilently(String unitCaseNo) {
        cases.note(unitCaseNo, "accepted", "申诉期限届满，没有提出申诉，视为认可初评得分");
    }

    /**
     * Decides on every item objected to; none may end worse than in the draft, but for falsified evidence.
     *
     * @param rows {@code no, verdict} ({@code upheld, refused, falsified}), {@code value} with {@code upheld} and {@code words}
     */
    public void decide(String unitCaseNo, List<Map<String, Object>> rows) {
        EvaluatedUnit unit = scores.unit(unitCaseNo);
        List<Indicator> items = objected(unit);
        Map<Integer, Map<String, Object>> byItem = NumberedRows.exactlyOnce(numbers(items), rows);
        Map<String, ItemScore> draft = byIndicator(scores.items(unit));
        List<UnitScores.Mark> marks = new ArrayList<>();
        List<Object[]> decided = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Indicator item = items.get(i);
            Map<String, Object> row = byItem.get(i + 1);
            String verdict = (String) row.get("verdict");
            String reasons = (String) row.get("words");
            if (verdict.equals("upheld")) {
                BigDecimal value = number(row, "value");
                if (value == null) {
                    throw Refusal.invalid("第" + (i + 1) + "项支持申诉，请填写重新认定的值（" + scale(item) + "）。");
                }
                marks.add(new UnitScores.Mark(item.id(), "decision", stored(item, value, i + 1), unit.reportLate() && item.source() == IndicatorSource.SELF_REPORT, false, reasons));
            } else if (verdict.equals("falsified")) {
                if (item.source().figure()) {
                    throw Refusal.invalid("第" + (i + 1) + "项是系统数据，不是单位提供的证据，不能认定为虚假证据。请选择支持或者不支持。");
                }
                marks.add(new UnitScores.Mark(item.id(), "decision", BigDecimal.ZERO, false, true, reasons));
            }
            decided.add(new Object[]{verdict.equals("upheld"), reasons, actor.id(), now(), unitCaseNo, item.id()});
            words.add((i + 1) + ". " + item.name() + "：" + verdictWords(verdict) + "，理由：" + reasons);
        }
        give(unitCaseNo, marks, Role.JOINT_OFFICE.id());
        batch.batchUpdate("update evaluation_objection set upheld = ?, reasons = ?, decided_by = ?, decided_at = ? where unit_case_no = ? and indicator_id = ?", decided);
        Map<String, ItemScore> after = byIndicator(scores.compute(unit).sheet().items());
        for (int i = 0; i < items.size(); i++) {
            String id = items.get(i).id();
            if ("upheld".equals(byItem.get(i + 1).get("verdict")) && after.get(id).points().compareTo(draft.get(id).points()) < 0) {
                throw Refusal.invalid("第" + (i + 1) + "项按重新认定的值得" + plain(after.get(id).points()) + "分，低于初评的" + plain(draft.get(id).points())
                        + "分。支持申诉不得使得分变少，请核对认定值（" + scale(items.get(i)) + "）。");
            }
        }
        cases.note(unitCaseNo, "objection-decided", "对申诉的决定：" + String.join("；", words));
    }

    /**
     * Works the final score out and closes the unit's case.
     *
     * @return whether evidence was found to be falsified
     */
    public boolean finish(String unitCaseNo) {
        EvaluatedUnit unit = scores.unit(unitCaseNo);
        UnitScores.Computed computed = scores.compute(unit);
        if (unit.finalAt() == null) {
            ScoreSheet sheet = computed.sheet();
            scores.write(unit, sheet, "final", unit.objectedAt() == null ? "终评，没有申诉" : "终评，申诉已决定");
            scores.change(unitCaseNo, "final_at = ?", now());
            cases.close(unitCaseNo, "final", "终评得分" + plain(sheet.total()) + "，" + sheet.grade().label + "，等次以审定为准");
            if (unit.objectedAt() != null) {
                notices.issue("evaluation-objection", unitCaseNo, unit.unitId(), Map.of("unit", registry.unit(unit.unitId()).fullName(), "caseNo", unitCaseNo,
                        "year", String.valueOf(unit.evalYear()), "decisions", objections(unitCaseNo).stream().map(o -> name(unit, o.indicatorId()) + "："
                                + (o.upheld() ? "支持" : "不支持") + "。理由：" + o.reasons()).collect(Collectors.joining("\n")), "total", plain(sheet.total())));
            }
        }
        return !computed.falsified().isEmpty();
    }

    /** Hands over the falsified evidence as what may be a breach. */
    public void suspectBreach(String unitCaseNo) {
        EvaluatedUnit unit = scores.unit(unitCaseNo);
        String facts = scores.compute(unit).falsified().entrySet().stream().map(e -> name(unit, e.getKey()) + "：" + e.getValue()).collect(Collectors.joining("\n"));
        events.publishEvent(new BreachSuspected(unitCaseNo, "falsified-evidence", "serious", "在" + unit.evalYear() + "年度考核中提供虚假证据。" + facts));
        cases.note(unitCaseNo, "breach-referred", "移送失信认定：考核中提供虚假证据");
    }

    /**
     * The year whose last unit this was. Each asks after its own end has been committed, so of two that end at the same time at
     * least one sees both ended; that both may say so does no harm.
     */
    @Transactional(readOnly = true)
    public Optional<String> lastOfYear(String unitCaseNo) {
        return jdbc.sql("""
                select u.case_no from evaluation_unit u where u.unit_case_no = ?
                and not exists (select 1 from evaluation_unit o where o.case_no = u.case_no and o.final_at is null)""").param(unitCaseNo).query(String.class).optional();
    }

    /** The unit takes no further part and is not ranked; a second time nothing happens. @return whether it took part until now */
    boolean leave(String unitCaseNo, String reason) {
        boolean left = jdbc.sql("update evaluation_unit set final_at = ?, left_reason = ? where unit_case_no = ? and final_at is null").params(now(), reason, unitCaseNo).update() == 1;
        scores.forget(unitCaseNo);
        if (left && cases.find(unitCaseNo).isPresent()) {
            cases.close(unitCaseNo, "left", reason);
        }
        return left;
    }

    /** The process was ended from outside: the year does not wait for this unit. */
    public void abandon(String unitCaseNo) {
        leave(unitCaseNo, "流程终止，不参加排名");
    }

    /** A unit that failed has to mend what cost it most. */
    public void notePlanOwed(String unitCaseNo) {
        EvaluatedUnit unit = scores.unit(unitCaseNo);
        Map<String, Indicator> indicators = scores.indicators(unit).stream().collect(Collectors.toMap(Indicator::id, Function.identity()));
        problems.clear(unitCaseNo);
        scores.items(unit).stream().filter(item -> item.lost().signum() > 0).sorted(Comparator.comparing(ItemScore::lost).reversed()).limit(MOST_PROBLEMS).forEach(item -> {
            Indicator indicator = indicators.get(item.indicatorId());
            problems.add(unitCaseNo, indicator.clause(), indicator.name() + "：满分" + plain(item.most()) + "，得" + plain(item.points()) + "（" + item.words() + "）", "minor", null);
        });
        if (problems.of(unitCaseNo).isEmpty()) {
            problems.add(unitCaseNo, "三.1", unit.evalYear() + "年度考核不合格（一票否决）", "minor", null);
        }
        cases.note(unitCaseNo, "plan-owed", "年度考核不合格，应在一个月内提交书面整改方案");
    }

    /** @param outcome {@code closed}, {@code failed} or {@code overdue} */
    public void noteMended(String unitCaseNo, String outcome) {
        cases.note(unitCaseNo, "mended", "考核不合格整改：" + mendedWords(outcome));
    }

    /** What was not mended may be a breach. @param outcome {@code failed} or {@code overdue} */
    public void referUnmended(String unitCaseNo, String outcome) {
        EvaluatedUnit unit = scores.unit(unitCaseNo);
        events.publishEvent(new BreachSuspected(unitCaseNo, "rectification-" + outcome, "minor", unit.evalYear() + "年度考核不合格，" + mendedWords(outcome) + "。"
                + problems.of(unitCaseNo).stream().map(p -> p.seq() + ". " + p.text()).collect(Collectors.joining("\n"))));
        cases.note(unitCaseNo, "breach-referred", "移送失信认定：" + mendedWords(outcome));
    }

    @Transactional(readOnly = true)
    public List<Objection> objections(String unitCaseNo) {
        return jdbc.sql("select indicator_id, words, upheld, reasons from evaluation_objection where unit_case_no = ?").param(unitCaseNo).query(Rows.of(Objection.class)).list();
    }

    /** Items the unit reports itself, in the order of the version. */
    List<Indicator> reported(EvaluatedUnit unit) {
        return scores.indicators(unit).stream().filter(i -> i.source() == IndicatorSource.SELF_REPORT).toList();
    }

    /** Items that group scores for the unit. */
    List<Indicator> scoredBy(EvaluatedUnit unit, String lead) {
        return scores.indicators(unit).stream().filter(i -> i.source() == IndicatorSource.REVIEWER && lead(i, unit).equals(lead)).toList();
    }

    /** Items the unit objected to. */
    List<Indicator> objected(EvaluatedUnit unit) {
        Set<String> ids = objections(unit.unitCaseNo()).stream().map(Objection::indicatorId).collect(Collectors.toSet());
        return scores.indicators(unit).stream().filter(i -> ids.contains(i.id())).toList();
    }

    /** In which scale a decided value is written. */
    String scale(Indicator item) {
        if (!item.source().figure() || item.source() == IndicatorSource.APPRAISAL) {
            return "0到100";
        }
        return rate(item) ? "百分数，0到100" : "数量，不小于0";
    }

    /** Whoever leads when the figures were frozen, so that all of a year's marks are asked of the same. */
    private String lead(Indicator indicator, EvaluatedUnit unit) {
        return IndicatorRules.lead(rules.leads(indicator, unit.figuresAt().toLocalDate()), unit.unitId());
    }

    private boolean rate(Indicator item) {
        return item.source().figure() && figures.find(item.figure()).filter(kind -> kind.rate()).isPresent();
    }

    /** As it is stored: a rate is a share of one. */
    private BigDecimal stored(Indicator item, BigDecimal value, int no) {
        boolean percent = !item.source().figure() || item.source() == IndicatorSource.APPRAISAL || rate(item);
        if (value.signum() < 0 || percent && value.compareTo(HUNDRED) > 0) {
            throw Refusal.invalid("第" + no + "项的认定值应为" + scale(item) + "。");
        }
        return rate(item) ? value.movePointLeft(2) : value;
    }

    private void give(String unitCaseNo, List<UnitScores.Mark> marks, String givenFor) {
        batch.batchUpdate("""
                insert into evaluation_mark (unit_case_no, indicator_id, stage, mark_value, late, voided, words, given_by, given_for, given_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", marks.stream().map(mark -> new Object[]{unitCaseNo, mark.indicatorId(), mark.stage(), mark.markValue(),
                mark.late(), mark.voided(), mark.words(), actor.id(), givenFor, now()}).toList());
    }

    private String name(EvaluatedUnit unit, String indicatorId) {
        return scores.indicators(unit).stream().filter(i -> i.id().equals(indicatorId)).map(Indicator::name).findFirst().orElse(indicatorId);
    }

    private static Map<String, ItemScore> byIndicator(List<ItemScore> items) {
        Map<String, ItemScore> found = new LinkedHashMap<>();
        items.forEach(item -> found.put(item.indicatorId(), item));
        return found;
    }

    private static List<Integer> numbers(List<Indicator> items) {
        return IntStream.rangeClosed(1, items.size()).boxed().toList();
    }

    private static BigDecimal number(Map<String, Object> row, String field) {
        return row.get(field) == null ? null : new BigDecimal(row.get(field).toString());
    }

    static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static String verdictWords(String verdict) {
        return switch (verdict) {
            case "upheld" -> "支持";
            case "falsified" -> "不支持，证据虚假，该项计零分";
            default -> "不支持";
        };
    }

    private static String mendedWords(String outcome) {
        return switch (outcome) {
            case "closed" -> "整改已销号";
            case "failed" -> "整改未通过";
            default -> "逾期不整改";
        };
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private LocalDateTime now() {
        return LocalDateTime.now(clock);
    }
}
