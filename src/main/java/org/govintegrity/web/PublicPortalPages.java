package org.govintegrity.web;

import org.govintegrity.complaint.ComplaintPublicity;
import org.govintegrity.proposal.PromiseEntry;
import org.govintegrity.proposal.Promises;
import org.govintegrity.publication.PublicDocument;
import org.govintegrity.publication.PublicDocuments;
import org.govintegrity.registry.PlanClause;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Where citizens and firms begin, and what each unit owes them under the published plan. */
@Page
class PublicPortalPages {

    /** Units found up to which each is shown with what it owes; above, a list leads to each. */
    private static final int IN_FULL = 5;
    private static final int YEARS = 5;

    private final Registry registry;
    private final Promises promises;
    private final PublicDocuments documents;
    private final ComplaintPublicity publicity;
    private final PageWords words;

    PublicPortalPages(Registry registry, Promises promises, PublicDocuments documents, ComplaintPublicity publicity, PageWords words) {
        this.registry = registry;
        this.promises = promises;
        this.documents = documents;
        this.publicity = publicity;
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
        List<Owing> found = registry.unitsOn(words.today()).stream().map(unit -> new Owing(unit, duties.getOrDefault(unit.id(), List.of()))).filter(owing -> owing.matches(asked)).toList();
        model.addAttribute("units", found);
        if (found.size() <= IN_FULL) {
            model.addAttribute("promises", found.stream().collect(Collectors.toMap(owing -> owing.unit().id(), owing -> promised(owing.unit().id()))));
        }
        return "public-units";
    }

    /** How complaints about each unit were handled. */
    @GetMapping("/public/complaints")
    String complaints(@RequestParam(defaultValue = "") String year, Model model) {
        int now = words.today().getYear();
        List<Integer> years = IntStream.iterate(now, y -> y > now - YEARS, y -> y - 1).boxed().toList();
        int shown = years.stream().filter(y -> String.valueOf(y).equals(year)).findFirst().orElse(now);
        model.addAttribute("year", shown);
        model.addAttribute("years", years);
        model.addAttribute("counts", publicity.counts(shown));
        return "public-complaints";
    }

    /** What published answers to deputies promise, as it passed the publication gate; day and state are those of today. */
    private List<Promised> promised(String unitId) {
        Map<String, List<PromiseEntry>> byCase = promises.list(null, unitId).stream().collect(Collectors.groupingBy(PromiseEntry::caseNo, LinkedHashMap::new, Collectors.toList()));
        Map<String, PublicDocument> published = documents.ofOrigins(byCase.keySet(), "proposal-answer");
        return byCase.entrySet().stream().filter(one -> published.containsKey(one.getKey())).flatMap(one -> {
            PublicDocument document = published.get(one.getKey());
            return one.getValue().stream().filter(p -> p.seq() <= document.rows().size())
                    .map(p -> new Promised(document.documentNo(), document.title(), document.rows().get(p.seq() - 1).get(0), p.dueOn(), p.keptOn()));
        }).toList();
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

    /** @param keptOn day on which it was verified as kept; null while it is open */
    record Promised(String documentNo, String title, String text, LocalDate dueOn, LocalDate keptOn) {
    }

    record Owing(Unit unit, List<Duty> duties) {

        boolean matches(String q) {
            return q.isEmpty() || unit.fullName().contains(q) || unit.shortName().contains(q) || duties.stream().anyMatch(duty -> duty.clause().label().contains(q));
        }
    }
}
