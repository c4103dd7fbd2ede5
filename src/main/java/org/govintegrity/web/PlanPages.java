package org.govintegrity.web;

import org.govintegrity.casefile.CaseAccess;
import org.govintegrity.casefile.CaseFilter;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.common.Refusal;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.PlanClause;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** The plan as the system knows it, and the units that owe something under it. */
@Page
class PlanPages {

    private final CurrentPerson me;
    private final Registry registry;
    private final CaseAccess access;
    private final TaskBook book;
    private final CreditDesk credit;
    private final CreditFiles files;
    private final PageWords words;

    PlanPages(CurrentPerson me, Registry registry, CaseAccess access, TaskBook book, CreditDesk credit, CreditFiles files, PageWords words) {
        this.me = me;
        this.registry = registry;
        this.access = access;
        this.book = book;
        this.credit = credit;
        this.files = files;
        this.words = words;
    }

    @GetMapping("/plan")
    String plan(Model model) {
        model.addAttribute("plan", registry.plan());
        model.addAttribute("sections", registry.clauses().stream().map(this::view)
                .collect(Collectors.groupingBy(view -> view.clause().section(), LinkedHashMap::new, Collectors.toList())));
        model.addAttribute("renamed", registry.namedUnits().stream().filter(unit -> unit.from() != null).toList());
        model.addAttribute("units", registry.unitsOn(words.today()));
        return "plan";
    }

    @GetMapping("/units/{unitId}")
    String unit(@PathVariable String unitId, Model model) {
        Unit unit = registry.unit(unitId);
        boolean own = me.groups().contains(unitId);
        if (!own && !me.districtWide()) {
            throw Refusal.forbidden("您只能查看本单位的情况。其他单位的情况请联系监督员了解。");
        }
        model.addAttribute("unit", unit);
        model.addAttribute("own", own);
        model.addAttribute("people", registry.peopleOf(unitId));
        model.addAttribute("successor", registry.successorOf(unitId, words.today()).filter(now -> !now.id().equals(unitId)).orElse(null));
        model.addAttribute("predecessors", registry.units().stream().filter(other -> unitId.equals(other.successorId())).toList());
        model.addAttribute("tasks", TaskGroups.of(book.openOf(List.of(unitId, Registry.headGroup(unitId))).stream()
                .map(task -> new TaskView(task, access.find(task.caseNo(), me.id()).orElse(null), null)).toList(), words));
        model.addAttribute("clauses", registry.clauses().stream()
                .filter(clause -> registry.unitsResponsibleFor(clause.id(), words.today()).contains(unit)).toList());
        model.addAttribute("found", access.list(me.id(), CaseFilter.ofUnit(unitId), 1, 50));
        model.addAttribute("creditOf", registry.peopleOf(unitId).stream().map(Person::id).filter(credit::maySeePerson).toList());
        model.addAttribute("records", credit.ofUnit(unitId));
        model.addAttribute("rating", files.ratingOfUnit(unitId, words.today()));
        return "unit";
    }

    private ClauseView view(PlanClause clause) {
        List<Unit> leading = registry.unitsLeading(clause.id(), words.today());
        return new ClauseView(clause, leading, registry.unitsResponsibleFor(clause.id(), words.today()).stream()
                .filter(unit -> !leading.contains(unit)).toList());
    }

    /** A clause with the units that answer for it today. */
    record ClauseView(PlanClause clause, List<Unit> leading, List<Unit> responsible) {
    }
}
