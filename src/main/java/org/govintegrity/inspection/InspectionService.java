package org.govintegrity.inspection;

import org.govintegrity.calendar.DeadlineService;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.LotSeeds;
import org.govintegrity.common.Refusal;
import org.govintegrity.notice.Notices;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.govintegrity.registry.Unit;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** An inspection as a whole: launch, plan, approval, report, signature, cancellation. */
@Service
@Transactional
public class InspectionService {

    static final String KIND = "inspection";
    private static final int SMALLEST_TEAM = 2;   // 政府督查 and 监察 alike: never one person alone
    private static final int LONGEST_TITLE = 100;

    private final InspectionStore store;
    private final Cases cases;
    private final Registry registry;
    private final Notices notices;
    private final DeadlineService deadlines;
    private final ApplicationEventPublisher events;
    private final LotSeeds seeds;
    private final Clock clock;

    InspectionService(InspectionStore store, Cases cases, Registry registry, Notices notices, DeadlineService deadlines,
                      ApplicationEventPublisher events, LotSeeds seeds, Clock clock) {
        this.store = store;
        this.cases = cases;
        this.registry = registry;
        this.notices = notices;
        this.deadlines = deadlines;
        this.events = events;
        this.seeds = seeds;
        this.clock = clock;
    }

    /**
     * Opens the case of an inspection. No authorisation, no start (政府督查工作条例 第7、11条).
     *
     * @return the case number
     */
    public String launch(Launch launch) {
        InspectionKind kind = InspectionKind.of(required(launch.kind(), "检查类别", 20));
        String title = required(launch.title(), "检查名称", LONGEST_TITLE);
        String authority = required(launch.authority(), "授权文件（文号和名称）", 200);
        String approver = required(launch.approver(), "批准人", 50);
        Set<String> clauses = new LinkedHashSet<>(launch.clauses());
        if (clauses.isEmpty()) {
            throw Refusal.invalid("请至少选择一项检查所依据的分工方案条款，例如 三.5。");
        }
        clauses.forEach(registry::clause);
        LocalDate today = LocalDate.now(clock);
        if (launch.periodFrom() == null || launch.periodTo() == null) {
            throw Refusal.invalid("请填写检查的起止日期。");
        }
        if (launch.periodFrom().isBefore(today)) {
            throw Refusal.invalid("开始日期" + ChineseDates.date(launch.periodFrom()) + "已经过去，请填写今天（" + ChineseDates.date(today) + "）或以后的日期。");
        }
        if (launch.periodTo().isBefore(launch.periodFrom())) {
            throw Refusal.invalid("结束日期不能早于开始日期" + ChineseDates.date(launch.periodFrom()) + "。");
        }
        if (launch.periodTo().isAfter(launch.periodFrom().plusYears(1))) {
            throw Refusal.invalid("检查期限不能超过一年，请把结束日期改在" + ChineseDates.date(launch.periodFrom().plusYears(1)) + "以前。");
        }
        CaseFile file = cases.open(NewCase.numbered("JC", KIND, title, null, List.copyOf(clauses), null));
        store.insert(new Inspection(file.caseNo(), kind, authority, approver, launch.periodFrom(), launch.periodTo(), false, false), file.clauses());
        cases.note(file.caseNo(), "authorised", kind.label + "，依据：" + authority + "，批准人：" + approver + "，期间："
                + ChineseDates.date(launch.periodFrom()) + "至" + ChineseDates.date(launch.periodTo()));
        return file.caseNo();
    }

    /** Takes the plan in: units, team, items. Draws the lot where it is to be drawn. */
    public void plan(String caseNo, Plan plan) {
        Inspection inspection = get(caseNo);
        CaseFile file = cases.get(caseNo);
        boolean bothDrawn = inspection.kind() == InspectionKind.RANDOM;
        List<Draw> draws = new ArrayList<>();
        List<String> units = bothDrawn || plan.drawUnits() ? drawUnits(file, plan.unitCount(), draws) : chosenUnits(file, plan.units());
        List<String> team = bothDrawn || plan.drawInspectors() ? drawTeam(units, plan.teamSize(), draws) : chosenTeam(units, plan.team());
        if (plan.items().isEmpty()) {
            throw Refusal.invalid("请至少填写一个检查事项。");
        }
        List<InspectionItem> items = plan.items().stream()
                .map(item -> new InspectionItem(0, caseNo, CheckMethod.of(item.method()), required(item.text(), "检查事项", 500))).toList();
        store.replacePlan(caseNo, units, items, draws);
        cases.setMembers(caseNo, Cases.TEAM, team);
        cases.note(caseNo, "planned", "检查方案：受检单位" + names(units) + "；检查组"
                + team.stream().map(registry::displayName).collect(Collectors.joining("、")) + "；检查事项" + items.size() + "项"
                + (draws.isEmpty() ? "" : "（随机抽取，种子与名单已记录）"));
    }

    /**
     * The leader's word on the plan.
     *
     * @param decision {@code approve}, {@code return} or {@code reject}; the last two need a reason
     */
    public void decidePlan(String caseNo, String decision, String reason) {
        if (!"approve".equals(decision) && (reason == null || reason.isBlank())) {
            throw Refusal.invalid("退回或者不同意时请写明理由。");
        }
        switch (decision) {
            case "approve" -> {
                refuseSameMatter(cases.get(caseNo), store.units(caseNo).stream().map(InspectedUnit::unitId).toList());
                cases.note(caseNo, "plan-approved", "检查方案获批准" + (reason == null ? "" : "：" + reason));
            }
            case "return" -> cases.note(caseNo, "plan-returned", "检查方案退回修改：" + reason);
            case "reject" -> {
                store.setCancelled(caseNo);
                cases.note(caseNo, "plan-rejected", "检查方案未获同意：" + reason);
                cases.close(caseNo, "rejected", "检查方案未获同意，不开展检查");
            }
            default -> throw Refusal.invalid("审批意见无法识别。");
        }
    }

    /** Opens one case for each unit, once however often the job runs. */
    public List<InspectedUnit> openUnitCases(String caseNo) {
        CaseFile file = cases.get(caseNo);
        List<String> team = cases.members(caseNo, Cases.TEAM);
        for (InspectedUnit unit : store.units(caseNo)) {
            if (unit.unitCaseNo() == null) {
                CaseFile part = cases.open(NewCase.part(caseNo, UnitInspectionService.KIND,
                        file.title() + "——" + registry.unit(unit.unitId()).shortName(), unit.unitId(), file.clauses()));
                cases.setMembers(part.caseNo(), Cases.TEAM, team);
                store.setUnitCase(caseNo, unit.unitId(), part.caseNo());
            }
        }
        return store.units(caseNo);
    }

    public void report(String caseNo, String summary) {
        cases.note(caseNo, "report", "检查报告：" + summary);
    }

    /** The leader signs the report, which ends the inspection, or returns it with a reason. */
    public void signReport(String caseNo, boolean signed, String reason) {
        if (!signed && (reason == null || reason.isBlank())) {
            throw Refusal.invalid("退回报告时请写明理由。");
        }
        if (signed) {
            store.setSigned(caseNo);
            cases.note(caseNo, "report-signed", "检查报告已签批" + (reason == null ? "" : "：" + reason));
        } else {
            cases.note(caseNo, "report-returned", "检查报告退回修改：" + reason);
        }
    }

    /** Ends the signed inspection and tells every unit its result. */
    public void close(String caseNo) {
        List<InspectedUnit> units = store.units(caseNo);
        for (InspectedUnit unit : units) {
            notices.issue("inspection-closed", caseNo, unit.unitId(), Map.of(
                    "unit", registry.unit(unit.unitId()).fullName(), "title", cases.get(caseNo).title(),
                    "caseNo", caseNo, "result", UnitInspectionService.outcomeWords(unit.outcome())));
        }
        cases.close(caseNo, "closed", units.stream().collect(Collectors.groupingBy(u -> UnitInspectionService.outcomeWords(u.outcome()),
                        Collectors.counting())).entrySet().stream().map(e -> e.getKey() + e.getValue() + "个单位").sorted()
                .collect(Collectors.joining("，")));
    }

    /**
     * Stops an inspection that is not signed yet and tells every unit.
     *
     * @throws Refusal if it is over or signed, or no reason is given
     */
    public void cancel(String caseNo, String reason) {
        Inspection inspection = get(caseNo);
        String why = required(reason, "撤销理由", 500);
        if (inspection.signed() || !cases.get(caseNo).open()) {
            throw Refusal.conflict("检查" + caseNo + "已签批或已结束，不能再撤销。");
        }
        store.setCancelled(caseNo);
        cases.note(caseNo, "cancelled", "撤销检查：" + why);
        for (InspectedUnit unit : store.units(caseNo)) {
            notices.issue("inspection-cancelled", caseNo, unit.unitId(), Map.of(
                    "unit", registry.unit(unit.unitId()).fullName(), "title", cases.get(caseNo).title(), "caseNo", caseNo, "reason", why));
            if (unit.unitCaseNo() != null && unit.endedAt() == null) {
                store.end(unit.unitCaseNo(), "cancelled", java.time.LocalDateTime.now(clock));
                cases.close(unit.unitCaseNo(), "cancelled", "检查已撤销：" + why);
            }
        }
        cases.close(caseNo, "cancelled", "检查已撤销：" + why);
        events.publishEvent(new InspectionCancelled(caseNo, store.units(caseNo).stream().map(InspectedUnit::unitCaseNo).filter(java.util.Objects::nonNull).toList()));
    }

    @Transactional(readOnly = true)
    public Inspection get(String caseNo) {
        return find(caseNo).orElseThrow(() -> Refusal.notFound("没有编号为“" + caseNo + "”的监督检查，请核对编号。"));
    }

    @Transactional(readOnly = true)
    public Optional<Inspection> find(String caseNo) {
        return store.find(caseNo);
    }

    @Transactional(readOnly = true)
    public List<InspectedUnit> units(String caseNo) {
        return store.units(caseNo);
    }

    @Transactional(readOnly = true)
    public List<InspectionItem> items(String caseNo) {
        return store.items(caseNo);
    }

    @Transactional(readOnly = true)
    public List<Draw> draws(String caseNo) {
        return store.draws(caseNo);
    }

    /** Units that may be inspected for these clauses today. */
    @Transactional(readOnly = true)
    public List<Unit> eligibleUnits(CaseFile file) {
        LocalDate since = sameMatterSince(file);
        return file.clauses().stream().flatMap(clause -> registry.unitsResponsibleFor(clause, LocalDate.now(clock)).stream()).distinct()
                .filter(unit -> store.sameMatter(unit.id(), file.clauses(), since, file.caseNo()).isEmpty()).toList();
    }

    private List<String> chosenUnits(CaseFile file, List<String> units) {
        if (units.isEmpty()) {
            throw Refusal.invalid("请选择受检单位，或者改为随机抽取。");
        }
        units.forEach(id -> {
            if (!registry.unit(id).validOn(LocalDate.now(clock))) {
                throw Refusal.invalid("“" + registry.unit(id).fullName() + "”已撤销或更名，请选择承接其职责的单位。");
            }
        });
        refuseSameMatter(file, units);
        return List.copyOf(new LinkedHashSet<>(units));
    }

    private List<String> drawUnits(CaseFile file, Integer count, List<Draw> draws) {
        List<String> pool = eligibleUnits(file).stream().map(Unit::id).toList();
        if (count == null || count < 1 || count > pool.size()) {
            throw Refusal.invalid("抽取单位数应在1到" + pool.size() + "之间（可抽取的单位共" + pool.size() + "个）。");
        }
        draws.add(Draw.repeat("units", seeds.next(), pool, count));
        return draws.get(draws.size() - 1).result();
    }

    private List<String> drawTeam(List<String> units, Integer size, List<Draw> draws) {
        List<String> pool = registry.peopleWithRole(Role.INSPECTOR).stream().filter(p -> !units.contains(p.unitId())).map(Person::id).toList();
        if (size == null || size < SMALLEST_TEAM || size > pool.size()) {
            throw Refusal.invalid("检查组至少" + SMALLEST_TEAM + "人；不属于受检单位的检查人员共" + pool.size() + "人，请填写不超过这个数的人数。");
        }
        draws.add(Draw.repeat("inspectors", seeds.next(), pool, size));
        return draws.get(draws.size() - 1).result();
    }

    private List<String> chosenTeam(List<String> units, List<String> team) {
        if (new LinkedHashSet<>(team).size() < SMALLEST_TEAM) {
            throw Refusal.invalid("检查组至少" + SMALLEST_TEAM + "人，请再选择检查人员。");
        }
        for (String id : team) {
            Person person = registry.person(id);
            if (!person.has(Role.INSPECTOR)) {
                throw Refusal.invalid(person.name() + "不是检查人员，不能进入检查组。");
            }
            if (units.contains(person.unitId())) {
                throw Refusal.invalid(person.name() + "是受检单位“" + registry.unit(person.unitId()).shortName() + "”的工作人员，应当回避，请另选检查人员。");
            }
        }
        return List.copyOf(new LinkedHashSet<>(team));
    }

    /** @throws Refusal naming the other case, if one of the units is or was within six months inspected for the same clause */
    void refuseSameMatter(CaseFile file, List<String> units) {
        LocalDate since = sameMatterSince(file);
        for (String unit : units) {
            store.sameMatter(unit, file.clauses(), since, file.caseNo()).ifPresent(other -> {
                throw Refusal.conflict("“" + registry.unit(unit).shortName() + "”就同一条款正在接受或六个月内接受过检查（" + other
                        + "），不得重复检查。请去掉该单位，或等前一检查结束满六个月。");
            });
        }
    }

    private LocalDate sameMatterSince(CaseFile file) {
        return LocalDate.now(clock).minusMonths(deadlines.rule("inspection.same-matter", file.openedOn()).amount());
    }

    private String names(List<String> units) {
        return units.stream().map(id -> registry.unit(id).shortName()).collect(Collectors.joining("、"));
    }

    static String required(String text, String what, int max) {
        if (text == null || text.isBlank()) {
            throw Refusal.invalid("请填写" + what + "。");
        }
        String stripped = text.strip();
        int length = stripped.codePointCount(0, stripped.length());
        if (length > max) {
            throw Refusal.invalid(what + "最多" + max + "字，现有" + length + "字，请压缩后再提交。");
        }
        return stripped;
    }
}
