package org.govintegrity.web;

import org.govintegrity.registry.PlanClause;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where citizens and firms begin, and what each unit owes them under the published plan. */
@Page
class PublicPortalPages {

    private final Registry registry;
    private final PageWords words;

    PublicPortalPages(Registry registry, PageWords words) {
        this.registry = registry;
        this.words = words;
    }

    @GetMapping("/public")
    String start() {
        return "public";
    }

    /** Units of today, those that owe something under the plan first by its order; by part of a name or a clause's title. */
    @GetMapping("/public/units")
    String units(@RequestParam(defaultValue = "") String q, Model model) {
        String asked = PublicPages.asked(q);
        Map<String, List<Duty>> duties = duties();
        model.addAttribute("q", asked);
        model.addAttribute("units", registry.unitsOn(words.today()).stream().map(unit -> new Owing(unit, duties.getOrDefault(unit.id(), List.of())))
                .filter(owing -> owing.matches(asked)).toList());
        return "public-units";
    }

    private Map<String, List<Duty>> duties() {
        Map<String, List<Duty>> duties = new LinkedHashMap<>();
        for (PlanClause clause : registry.clauses()) {
            List<Unit> leading = registry.unitsLeading(clause.id(), words.today());
            registry.unitsResponsibleFor(clause.id(), words.today()).forEach(unit -> duties.computeIfAbsent(unit.id(), id -> new ArrayList<>()).add(new Duty(clause, leading.contains(unit))));
        }
        return duties;
    }

    /** @param leads whether the unit leads the clause or is one of those responsible for it */
    record Duty(PlanClause clause, boolean leads) {
    }

    record Owing(Unit unit, List<Duty> duties) {

        boolean matches(String q) {
            return q.isEmpty() || unit.fullName().contains(q) || unit.shortName().contains(q) || duties.stream().anyMatch(duty -> duty.clause().label().contains(q));
        }
    }
}
