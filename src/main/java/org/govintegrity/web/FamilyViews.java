package org.govintegrity.web;

import org.govintegrity.accountability.AccountabilityService;
import org.govintegrity.assessment.Assessments;
import org.govintegrity.breach.BreachFinding;
import org.govintegrity.breach.BreachFindingService;
import org.govintegrity.casefile.CaseEvent;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.complaint.ComplaintConsequences;
import org.govintegrity.complaint.Complaints;
import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.RecordKind;
import org.govintegrity.inspection.Draw;
import org.govintegrity.inspection.InspectedUnit;
import org.govintegrity.inspection.Inspection;
import org.govintegrity.inspection.InspectionItem;
import org.govintegrity.inspection.InspectionService;
import org.govintegrity.inspection.ItemResult;
import org.govintegrity.inspection.Severity;
import org.govintegrity.inspection.UnitInspectionService;
import org.govintegrity.proposal.Proposals;
import org.govintegrity.publication.DocumentGate;
import org.govintegrity.publication.PublicationService;
import org.govintegrity.publication.RowGate;
import org.govintegrity.publication.RowItem;
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
    private final BreachFindingService findings;
    private final AccountabilityService accountabilities;
    private final PublicationService publications;
    private final DocumentGate documents;
    private final RowGate rows;
    private final ProposalViews proposals;
    private final ComplaintViews complaints;
    private final CreditDesk credit;
    private final Registry registry;
    private final PageWords words;

    FamilyViews(InspectionService inspections, UnitInspectionService unitInspections, RectificationService rectifications,
                BreachFindingService findings, AccountabilityService accountabilities, PublicationService publications, DocumentGate documents, RowGate rows,
                ProposalViews proposals, ComplaintViews complaints, CreditDesk credit, Registry registry, PageWords words) {
        this.inspections = inspections;
        this.unitInspections = unitInspections;
        this.rectifications = rectifications;
        this.findings = findings;
        this.accountabilities = accountabilities;
        this.publications = publications;
        this.documents = documents;
        this.rows = rows;
        this.proposals = proposals;
        this.complaints = complaints;
        this.credit = credit;
        this.registry = registry;
        this.words = words;
    }

    /**
     * @param insider  whether the reader is on the supervising side
     * @param findings whether the reader may see what was found
     */
    void addTo(Model model, CaseFile file, List<CaseEvent> timeline, boolean insider, boolean findings) {
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
        } else if (file.kind().equals(BreachFindingService.KIND) && findings) {
            BreachFinding finding = this.findings.get(file.caseNo());
            boolean decided = insider || timeline.stream().anyMatch(event -> event.type().equals("breach-decision-served"));
            model.addAttribute("finding", FindingView.of(finding, decided, finding.personId() != null && credit.maySeePerson(finding.personId())));
        } else if (file.kind().equals(AccountabilityService.KIND) && findings) {
            model.addAttribute("accountability", accountabilities.get(file.caseNo()));
            model.addAttribute("proof", insider ? accountabilities.evidence(file.caseNo()) : List.of());
            model.addAttribute("insider", insider);
        } else if (file.kind().equals(PublicationService.KIND)) {
            if (documents.has(file.caseNo())) {
                model.addAttribute("document", documents.get(file.caseNo()));
                model.addAttribute("d", documents.preview(file.caseNo()));
            } else if (rows.has(file.caseNo())) {
                model.addAttribute("publication", rows.ofCase(file.caseNo()).stream().map(RowItem::asItem).toList());
            } else {
                model.addAttribute("publication", publications.ofCase(file.caseNo()));
            }
        } else if (file.kind().equals(Proposals.KIND)) {
            proposals.addTo(model, file.caseNo());
        } else if (file.kind().equals(Assessments.KIND)) {
            model.addAttribute("assessmentNo", file.caseNo());
        } else if (file.kind().equals(Complaints.KIND)) {
            complaints.addTo(model, file.caseNo());
        } else if (file.kind().equals(ComplaintConsequences.KIND)) {
            complaints.addConsequenceTo(model, file.caseNo(), insider);
        }
    }

    /** What a supervisor may take back now: {@code inspection}, {@code finding}, {@code proposal} or nothing. */
    String withdrawable(CaseFile file) {
        if (file.open() && file.kind().equals(BreachFindingService.KIND) && findings.get(file.caseNo()).decidedClass() == null) {
            return "失信认定";
        }
        return file.open() && file.kind().equals(AccountabilityService.KIND) && accountabilities.get(file.caseNo()).letterNo() == null ? "责任建议" : null;
    }

    /** Whether an appeal against the outcome can be taken down now. */
    boolean appealable(CaseFile file) {
        return file.open() && accountabilities.find(file.caseNo()).filter(a -> a.appealUntil() != null && a.appealState() == null).isPresent();
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

    /**
     * A finding as this reader may see it.
     *
     * @param ruled    only for insiders
     * @param person   null unless the reader may know who it is
     */
    record FindingView(String source, String kind, String document, String facts, String proposed, String basis, String measures, String person,
                       String post, String defence, String decided, String reasons) {

        static FindingView of(BreachFinding f, boolean decided, boolean person) {
            return new FindingView(BreachFindingService.sourceWords(f.source()), f.kind() == null ? null : RecordKind.of(f.kind()).label,
                    f.documentName() == null ? null : "《" + f.documentName() + "》（" + f.documentNo() + "，" + ChineseDates.date(f.documentDate()) + "）",
                    f.facts() == null ? f.clue() : f.facts(), label(f.proposedClass()), f.basis(), f.measures(), person ? f.personId() : null,
                    person ? f.personPost() : null, f.defended() == null ? null : f.defended() ? f.defence() : "没有提出",
                    decided ? label(f.decidedClass()) : null, decided ? f.reasons() : null);
        }

        private static String label(String code) {
            return code == null ? null : BreachClass.of(code).label;
        }
    }

    record ResultView(InspectionItem item, ItemResult result) {
    }
}
