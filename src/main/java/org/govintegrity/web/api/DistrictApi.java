package org.govintegrity.web.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.Refusal;
import org.govintegrity.credit.ChainReport;
import org.govintegrity.credit.ChainWalk;
import org.govintegrity.registry.PlanClause;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.govintegrity.registry.Unit;
import org.govintegrity.web.CreditDesk;
import org.govintegrity.web.CurrentPerson;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;

/** Plan, units and credit records as data. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "方案、单位和信用档案")
class DistrictApi {

    private final CurrentPerson me;
    private final Registry registry;
    private final TaskBook book;
    private final CreditDesk credit;
    private final ChainWalk chain;
    private final Clock clock;

    DistrictApi(CurrentPerson me, Registry registry, TaskBook book, CreditDesk credit, ChainWalk chain, Clock clock) {
        this.me = me;
        this.registry = registry;
        this.book = book;
        this.credit = credit;
        this.chain = chain;
        this.clock = clock;
    }

    @GetMapping("/plan")
    @Operation(summary = "分工方案", description = "每一条款及今天的牵头单位和责任单位。")
    List<Clause> plan() {
        return registry.clauses().stream().map(clause -> new Clause(clause, ids(registry.unitsLeading(clause.id(), today())),
                ids(registry.unitsResponsibleFor(clause.id(), today())))).toList();
    }

    @GetMapping("/units")
    @Operation(summary = "单位名录", description = "今天存在的单位。")
    List<UnitEntry> units() {
        return registry.unitsOn(today()).stream().map(UnitEntry::of).toList();
    }

    /** 403 for another unit's people, 404 for a unit there is none of. */
    @GetMapping("/units/{unitId}")
    @Operation(summary = "一个单位", description = "承担的条款、等待办理和超期的任务。本单位人员和全区性岗位可以查看。")
    UnitDetail unit(@PathVariable String unitId) {
        Unit unit = registry.unit(unitId);
        if (!me.groups().contains(unitId) && !me.districtWide()) {
            throw Refusal.forbidden("您只能查看本单位的情况。其他单位的情况请联系监督员了解。");
        }
        List<TaskEntry> open = book.openOf(List.of(unitId, Registry.headGroup(unitId)));
        return new UnitDetail(UnitEntry.of(unit), registry.clauses().stream()
                .filter(clause -> registry.unitsResponsibleFor(clause.id(), today()).contains(unit)).map(PlanClause::id).toList(),
                open, open.stream().filter(task -> task.dueOn().isBefore(today())).toList());
    }

    @GetMapping("/credit/units/{unitId}")
    @Operation(summary = "单位的信用记录", description = "记录和状态变更。本单位人员和全区性岗位可以查看。")
    List<CreditDesk.RecordView> unitRecords(@PathVariable String unitId) {
        return credit.ofUnit(unitId);
    }

    @GetMapping("/credit/chain")
    @Operation(summary = "校验信用档案链", description = "从第一条起逐条重算，指出第一个断开的地方。管理员和信用中心可用。")
    ChainReport chain() {
        if (!me.admin() && !me.is(Role.CREDIT_CENTRE)) {
            throw Refusal.forbidden("只有管理员和信用中心可以校验信用档案。");
        }
        return chain.walk();
    }

    private static List<String> ids(List<Unit> units) {
        return units.stream().map(Unit::id).toList();
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    /** @param leading ids of the units that lead today */
    record Clause(PlanClause clause, List<String> leading, List<String> responsible) {
    }

    record UnitEntry(String id, String fullName, String shortName, String kind, String creditCode) {
        static UnitEntry of(Unit unit) {
            return new UnitEntry(unit.id(), unit.fullName(), unit.shortName(), unit.kind().title(), unit.creditCode() == null ? null : unit.creditCode().text());
        }
    }

    /** @param late those of {@code open} that are past their due date */
    record UnitDetail(UnitEntry unit, List<String> clauses, List<TaskEntry> open, List<TaskEntry> late) {
    }
}
