package org.govintegrity.web;

import org.govintegrity.casefile.CaseFile;
import org.govintegrity.inspection.Draw;
import org.govintegrity.inspection.InspectedUnit;
import org.govintegrity.inspection.Inspection;
import org.govintegrity.inspection.InspectionItem;
import org.govintegrity.inspection.InspectionService;
import org.govintegrity.inspection.ItemResult;
import org.govintegrity.inspection.Severity;
import org.govintegrity.inspection.UnitInspectionService;
import org.govintegrity.rectification.RectificationService;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the file of a case shows beyond what every case has, family by family. */
@Component
class FamilyViews {

    private static final String WHOLE = "inspection";
    private static final String PART = "unit-inspection";
    private static final String MENDING = "rectification";

    private final InspectionService inspections;
    private final UnitInspectionService unitInspections;
    private final RectificationService rectifications;
    private final Registry registry;
    private final PageWords words;

    FamilyViews(InspectionService inspections, UnitInspectionService unitInspections, RectificationService rectifications,
                Registry registry, PageWords words) {
        this.inspections = inspections;
        this.unitInspections = unitInspections;
        this.rectifications = rectifications;
        this.registry = registry;
        this.words = words;
    }

    /** @param findings whether the reader may see what was found */
    void addTo(Model model, CaseFile file, boolean findings) {
        if (file.kind().equals(WHOLE)) {
            model.addAttribute("inspection", inspections.get(file.caseNo()));
            List<InspectedUnit> units = inspections.units(file.caseNo());
            model.addAttribute("units", units);
            model.addAttribute("outcomes", units.stream().collect(Collectors.toMap(InspectedUnit::unitId,
                    unit -> unit.unitCaseNo() == null ? "" : UnitInspectionService.outcomeWords(unit.outcome()))));
            model.addAttribute("items", inspections.items(file.caseNo()));
            model.addAttribute("draws", inspections.draws(file.caseNo()).stream().map(this::view).toList());
        } else if (file.kind().equals(PART)) {
            Inspection inspection = unitInspections.inspectionOf(file.caseNo());
            model.addAttribute("inspection", inspection);
            model.addAttribute("items", inspections.items(inspection.caseNo()));
            if (findings) {
                Map<Long, InspectionItem> items = inspections.items(inspection.caseNo()).stream().collect(Collectors.toMap(InspectionItem::id, i -> i));
                model.addAttribute("results", unitInspections.results(file.caseNo()).stream().map(r -> new ResultView(items.get(r.itemId()), r)).toList());
                unitInspections.conclusion(file.caseNo()).ifPresent(conclusion -> {
                    model.addAttribute("conclusion", conclusion);
                    model.addAttribute("severity", Severity.of(conclusion.severity()).label);
                });
            }
        } else if (file.kind().equals(MENDING)) {
            model.addAttribute("round", rectifications.round(file.caseNo()));
            model.addAttribute("mending", rectifications.items(file.caseNo()));
        }
    }

    /** Whether this case is an inspection that can still be stopped. */
    boolean cancellable(CaseFile file) {
        return file.kind().equals(WHOLE) && file.open() && inspections.find(file.caseNo()).filter(i -> !i.signed() && !i.cancelled()).isPresent();
    }

    private DrawView view(Draw draw) {
        boolean units = draw.subject().equals("units");
        return new DrawView(units ? "受检单位" : "检查人员", draw.seed(),
                draw.pool().stream().map(id -> named(id, units)).toList(), draw.result().stream().map(id -> named(id, units)).toList(),
                "for id in " + String.join(" ", draw.pool()) + "; do echo \"$(printf '%s' \"" + draw.seed()
                        + ":$id\" | sha256sum | cut -c1-64) $id\"; done | sort | head -n " + draw.result().size());
    }

    private Named named(String id, boolean unit) {
        return new Named(id, unit ? words.unit(id) : registry.findPerson(id).map(Person::name).orElse(id));
    }

    record Named(String id, String name) {
    }

    /** @param command repeats the draw on any Unix command line */
    record DrawView(String subject, String seed, List<Named> pool, List<Named> result, String command) {
    }

    record ResultView(InspectionItem item, ItemResult result) {
    }
}
