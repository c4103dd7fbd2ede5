package org.govintegrity.inspection;

import org.govintegrity.calendar.DeadlineService;
import org.govintegrity.casefile.BreachSuspected;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.CaseUnitChanged;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.Problems;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.notice.Notices;
import org.govintegrity.registry.Registry;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One unit's inspection: notice, self-check, items, fact sheet, conclusion, end. */
@Service
@Transactional
public class UnitInspectionService {

    static final String KIND = "unit-inspection";

    private final InspectionStore store;
    private final InspectionService inspections;
    private final Cases cases;
    private final Problems problems;
    private final Registry registry;
    private final Notices notices;
    private final DeadlineService deadlines;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    UnitInspectionService(InspectionStore store, InspectionService inspections, Cases cases, Problems problems, Registry registry, Notices notices,
                          DeadlineService deadlines, Clock clock, ApplicationEventPublisher events) {
        this.store = store;
        this.inspections = inspections;
        this.cases = cases;
        this.problems = problems;
        this.registry = registry;
        this.notices = notices;
        this.deadlines = deadlines;
        this.clock = clock;
        this.events = events;
    }

    /** Serves the notice of inspection on the unit. */
    public void serveNotice(String unitCaseNo) {
        Inspection inspection = inspectionOf(unitCaseNo);
        Map<String, String> values = values(unitCaseNo);
        values.put("authority", inspection.authority());
        values.put("approver", inspection.approver());
        values.put("period", ChineseDates.date(inspection.periodFrom()) + "至" + ChineseDates.date(inspection.periodTo()));
        values.put("team", cases.members(unitCaseNo, Cases.TEAM).stream().map(registry::displayName).collect(Collectors.joining("、")));
        values.put("items", store.items(inspection.caseNo()).stream().map(i -> i.method().label + "：" + i.text()).collect(Collectors.joining("；")));
        notices.issue("inspection-notice", unitCaseNo, cases.get(unitCaseNo).unitId(), values);
    }

    public void selfCheck(String unitCaseNo, boolean problemsFound, String report) {
        cases.note(unitCaseNo, "self-check", (problemsFound ? "自查发现问题：" : "自查未发现问题：") + report);
    }

    public List<String> itemIds(String unitCaseNo) {
        return store.items(inspectionOf(unitCaseNo).caseNo()).stream().map(item -> String.valueOf(item.id())).toList();
    }

    /** What a member of the team found at one item. */
    public void recordItem(String unitCaseNo, String itemId, boolean problem, String findings, String person) {
        InspectionItem item = item(unitCaseNo, itemId);
        store.insertResult(unitCaseNo, item.id(), problem, findings, person);
        cases.note(unitCaseNo, "item-checked", item.method().label + "（" + item.text() + "）：" + (problem ? "发现问题。" : "未发现问题。") + findings);
    }

    public void factSheet(String unitCaseNo, String text) {
        cases.note(unitCaseNo, "fact-sheet", "事实确认书：" + text);
        notices.issue("inspection-fact-sheet", unitCaseNo, Registry.headGroup(cases.get(unitCaseNo).unitId()), with(values(unitCaseNo), "facts", text));
    }

    /** The unit's head signs the facts, or refuses with a reason that stays with the case. */
    public void answerFactSheet(String unitCaseNo, boolean signed, String reason) {
        if (!signed && (reason == null || reason.isBlank())) {
            throw Refusal.invalid("不予签字时请写明理由，理由会随案卷保存并在拟定结论时一并考虑。");
        }
        cases.note(unitCaseNo, "fact-sheet-answered", signed ? "受检单位负责人已签字确认" + (reason == null ? "" : "，并说明：" + reason)
                : "受检单位负责人不予签字，理由：" + reason);
    }

    /** Nobody answered in time: the fact sheet counts as served. */
    public void deemFactSheetServed(String unitCaseNo) {
        cases.note(unitCaseNo, "fact-sheet-deemed", "事实确认书逾期未签，视为送达，程序继续进行");
    }

    /**
     * Takes in the draft: what is concluded and each problem with its clause and the day by which it is to be mended.
     *
     * @param found       rows with {@code clause}, {@code text} and optionally {@code mendBy}
     * @param obstruction how the inspection was obstructed or deceived (政府督查工作条例 第25条), a matter of its own; null if it was not
     */
    public void draft(String unitCaseNo, String text, String loss, String impact, boolean deliberate, List<Map<String, Object>> found, String obstruction) {
        CaseFile file = cases.get(unitCaseNo);
        LocalDate today = LocalDate.now(clock);
        problems.clear(unitCaseNo);
        for (Map<String, Object> row : found) {
            String clause = InspectionService.required((String) row.get("clause"), "问题所涉条款", 40);
            if (!file.clauses().contains(clause)) {
                throw Refusal.invalid("条款“" + clause + "”不在本次检查范围内。本次检查的条款是：" + String.join("、", file.clauses()) + "。");
            }
            LocalDate mendBy = row.get("mendBy") == null ? null : LocalDate.parse((String) row.get("mendBy"));
            if (mendBy != null && !mendBy.isAfter(today)) {
                throw Refusal.invalid("整改期限" + ChineseDates.date(mendBy) + "已经过去，请填写以后的日期，或者留空按规定期限整改。");
            }
            problems.add(unitCaseNo, clause, InspectionService.required((String) row.get("text"), "问题描述", 2000), "minor", mendBy);
        }
        if (found.isEmpty() && (deliberate || !"none".equals(loss) || !"none".equals(impact))) {
            throw Refusal.invalid("选择了损失、影响或弄虚作假，但没有列出问题。请逐项列出问题，或把这几项改为“无”。");
        }
        if (obstruction != null && obstruction.isBlank()) {
            throw Refusal.invalid("勾选了阻挠检查或者提供虚假材料，请写明时间、人员、行为和证据。");
        }
        store.replaceConclusion(new Conclusion(unitCaseNo, text, loss, impact, deliberate, Severity.NONE.code(), obstruction));
        cases.note(unitCaseNo, "drafted", "拟定检查结论：" + text);
    }

    /** Keeps what the severity table said. */
    public void severity(String unitCaseNo, String severity) {
        store.setSeverity(unitCaseNo, severity);
        cases.note(unitCaseNo, "severity", "按判定表，严重程度为：" + Severity.of(severity).label);
    }

    /** @param serve true to serve the conclusion, false to return the draft, which needs a reason */
    public void review(String unitCaseNo, boolean serve, String reason) {
        if (!serve && (reason == null || reason.isBlank())) {
            throw Refusal.invalid("退回重拟时请写明理由。");
        }
        cases.note(unitCaseNo, "reviewed", serve ? "检查结论审核通过" : "检查结论退回重拟：" + reason);
    }

    /** Serves the conclusion on the unit. */
    public void serveConclusion(String unitCaseNo) {
        Conclusion conclusion = conclusion(unitCaseNo).orElseThrow();
        Map<String, String> values = values(unitCaseNo);
        values.put("conclusion", conclusion.text());
        values.put("reviewUntil", ChineseDates.date(deadlines.due("inspection.review-apply", LocalDate.now(clock), cases.get(unitCaseNo).openedOn()).due()));
        values.put("severity", Severity.of(conclusion.severity()).label);
        values.put("problems", problems.of(unitCaseNo).isEmpty() ? "未发现问题。"
                : problems.of(unitCaseNo).stream().map(p -> p.seq() + ". （" + p.clause() + "）" + p.text()).collect(Collectors.joining("\n")));
        store.setServed(unitCaseNo, LocalDate.now(clock));
        notices.issue("inspection-conclusion", unitCaseNo, cases.get(unitCaseNo).unitId(), values);
        cases.note(unitCaseNo, "conclusion-served", "检查结论已送达受检单位");
    }

    /**
     * The unit asks for a review of the conclusion, or does not (政府督查工作条例 第17条: within 30 days).
     *
     * @throws Refusal if the grounds are missing, or the time is over, with the computed last day
     */
    public void applyForReview(String unitCaseNo, boolean applied, String grounds) {
        if (applied) {
            LocalDate last = reviewUntil(unitCaseNo);
            if (LocalDate.now(clock).isAfter(last)) {
                throw Refusal.unprocessable("复核申请期限自" + ChineseDates.date(store.servedOn(unitCaseNo)) + "送达起算，至" + ChineseDates.date(last)
                        + "届满，现已逾期，不能受理。结论中有明显错误的，请向监督员书面反映。");
            }
            if (grounds == null || grounds.isBlank()) {
                throw Refusal.invalid("申请复核的，请写明对哪些事实或者定性有异议、依据是什么。");
            }
        }
        cases.note(unitCaseNo, "review-applied", applied ? "申请复核检查结论：" + grounds : "不申请复核");
    }

    /** The last day on which the unit can ask for a review. */
    @Transactional(readOnly = true)
    public LocalDate reviewUntil(String unitCaseNo) {
        return deadlines.due("inspection.review-apply", store.servedOn(unitCaseNo), cases.get(unitCaseNo).openedOn()).due();
    }

    /** The day the conclusion was served; empty while it is not. */
    @Transactional(readOnly = true)
    public Optional<LocalDate> servedOn(String unitCaseNo) {
        return Optional.ofNullable(store.servedOn(unitCaseNo));
    }

    public void reviewLapsed(String unitCaseNo) {
        cases.note(unitCaseNo, "review-applied", "复核申请期限届满，没有申请复核");
    }

    /**
     * Decides the review: never heavier.
     *
     * @param decision {@code uphold}, {@code lighter} or {@code revoke}
     * @param lighter  the new severity with {@code lighter}
     * @return the severity that counts from now on
     */
    public String decideReview(String unitCaseNo, String decision, String lighter, String reasons) {
        Severity now = Severity.of(conclusion(unitCaseNo).orElseThrow().severity());
        Severity after = switch (decision) {
            case "uphold" -> now;
            case "revoke" -> Severity.NONE;
            default -> {
                if (lighter == null) {
                    throw Refusal.invalid("决定减轻的，请选择减轻后的严重程度。");
                }
                Severity chosen = Severity.of(lighter);
                if (chosen.compareTo(now) >= 0) {
                    throw Refusal.invalid("原结论为“" + now.label + "”，复核不得加重，减轻后应轻于原结论。请重新选择，或者选择“维持”。");
                }
                yield chosen;
            }
        };
        store.setSeverity(unitCaseNo, after.code());
        store.setReview(unitCaseNo, decision, reasons);
        cases.note(unitCaseNo, "reviewed-again", reviewWords(decision, after) + "理由：" + reasons);
        return after.code();
    }

    public void serveReview(String unitCaseNo) {
        Map<String, String> values = values(unitCaseNo);
        String decision = store.reviewDecision(unitCaseNo);
        values.put("decision", reviewWords(decision, Severity.of(conclusion(unitCaseNo).orElseThrow().severity())));
        values.put("reasons", store.reviewReasons(unitCaseNo));
        notices.issue("inspection-review", unitCaseNo, cases.get(unitCaseNo).unitId(), values);
        cases.note(unitCaseNo, "review-served", "复核决定已送达受检单位");
    }

    /**
     * Hands over what may be a breach; obstruction and false evidence are a matter of their own.
     *
     * @param finding what the consequence table said: a source, or {@code none}
     */
    public void referBreach(String unitCaseNo, String finding) {
        Conclusion conclusion = conclusion(unitCaseNo).orElseThrow();
        if (!"none".equals(finding)) {
            String facts = conclusion.text() + problems.of(unitCaseNo).stream().map(p -> "\n" + p.seq() + ". （" + p.clause() + "）" + p.text()).collect(Collectors.joining());
            events.publishEvent(new BreachSuspected(unitCaseNo, finding, conclusion.severity(), facts));
            cases.note(unitCaseNo, "breach-referred", "移送失信认定：" + switch (finding) {
                case "rectification-failed" -> "整改未通过";
                case "rectification-overdue" -> "逾期不整改";
                default -> "情节严重";
            });
        }
        if (conclusion.obstruction() != null) {
            events.publishEvent(new BreachSuspected(unitCaseNo, "obstruction", Severity.SERIOUS.code(), conclusion.obstruction()));
            cases.note(unitCaseNo, "breach-referred", "移送失信认定：阻挠检查或者提供虚假材料");
        }
    }

    private static String reviewWords(String decision, Severity after) {
        return switch (decision) {
            case "uphold" -> "复核决定：维持原结论。";
            case "revoke" -> "复核决定：撤销原结论，整改随之终止。";
            default -> "复核决定：减轻为“" + after.label + "”。";
        };
    }

    /**
     * Ends the unit's inspection.
     *
     * @param outcome {@code clean}, {@code rectified}, {@code failed}, {@code overdue}, {@code obstructed} or {@code revoked}
     * @return the inspection's number if this was the last unit of it, else empty
     */
    public Optional<String> end(String unitCaseNo, String outcome) {
        String inspection = inspectionOf(unitCaseNo).caseNo();
        store.lock(inspection);
        boolean ended = store.end(unitCaseNo, outcome, LocalDateTime.now(clock));
        cases.close(unitCaseNo, outcome, outcomeWords(outcome));
        return ended && store.stillRunning(inspection) == 0 ? Optional.of(inspection) : Optional.empty();
    }

    @Transactional(readOnly = true)
    public Optional<Conclusion> conclusion(String unitCaseNo) {
        return store.conclusion(unitCaseNo);
    }

    @Transactional(readOnly = true)
    public List<ItemResult> results(String unitCaseNo) {
        return store.results(unitCaseNo);
    }

    @Transactional(readOnly = true)
    public InspectionItem item(String unitCaseNo, String itemId) {
        return store.items(inspectionOf(unitCaseNo).caseNo()).stream().filter(i -> String.valueOf(i.id()).equals(itemId)).findFirst().orElseThrow();
    }

    @Transactional(readOnly = true)
    public Inspection inspectionOf(String unitCaseNo) {
        return store.unit(unitCaseNo).flatMap(unit -> store.find(unit.caseNo())).orElseThrow();
    }

    /** How a unit's inspection ended, in words. */
    public static String outcomeWords(String outcome) {
        return switch (outcome == null ? "" : outcome) {
            case "clean" -> "未发现问题";
            case "rectified" -> "发现问题，已整改销号";
            case "failed" -> "发现问题，整改未通过";
            case "overdue" -> "发现问题，逾期不整改";
            case "obstructed" -> "未发现其他问题，但有阻挠检查或者提供虚假材料的行为";
            case "revoked" -> "检查结论经复核撤销";
            case "cancelled" -> "检查已撤销";
            default -> "进行中";
        };
    }

    /** The joint office designates another unit: it too must not be inspected for the same matter twice. */
    @EventListener
    void on(CaseUnitChanged change) {
        if (store.unit(change.caseNo()).isPresent()) {
            inspections.refuseSameMatter(cases.get(cases.get(change.caseNo()).parentNo()), List.of(change.to()));
            store.setUnit(change.caseNo(), change.to());
        }
    }

    private Map<String, String> values(String unitCaseNo) {
        CaseFile file = cases.get(unitCaseNo);
        Map<String, String> values = new LinkedHashMap<>();
        values.put("unit", registry.unit(file.unitId()).fullName());
        values.put("title", cases.get(file.parentNo()).title());
        values.put("caseNo", unitCaseNo);
        return values;
    }

    private static Map<String, String> with(Map<String, String> values, String name, String value) {
        values.put(name, value);
        return values;
    }
}
