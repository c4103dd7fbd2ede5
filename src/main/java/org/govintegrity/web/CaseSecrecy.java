package org.govintegrity.web;

import org.govintegrity.accountability.AccountabilityService;
import org.govintegrity.breach.BreachFindingService;
import org.govintegrity.casefile.CaseEvent;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.complaint.ComplaintConsequences;
import org.govintegrity.evidence.Evidence;
import org.govintegrity.filing.FilingService;
import org.govintegrity.objection.ObjectionService;
import org.govintegrity.proposal.Proposals;
import org.govintegrity.repair.RepairService;

import java.util.List;
import java.util.Set;

/**
 * What the inspected unit may read of its own file, and when: findings once the conclusion is served on it, drafts and
 * their review never (project default; 政府督查工作条例 第15条 serves the conclusion, not the drafts).
 */
final class CaseSecrecy {

    /** The event with which a conclusion is served. */
    static final String SERVED = "conclusion-served";

    private static final String EVIDENCE = "evidence";
    private static final String INSIDER_EVIDENCE = "evidence-insider";
    private static final Set<String> INTERNAL = Set.of("drafted", "reviewed");
    /** What goes on inside the offices, whatever the family: never for the unit's eyes. */
    private static final String INTERNAL_PREFIX = "internal-";
    private static final Set<String> UNTIL_SERVED = Set.of("item-checked", "severity", INSIDER_EVIDENCE);

    private static final Set<String> OWN_BUSINESS = Set.of("rectification", "credit-check", FilingService.KIND, Proposals.KIND, ComplaintConsequences.KIND);

    private CaseSecrecy() {
    }

    /**
     * Whether the unit may read what was found. A rectification starts from findings that were served before; a credit
     * check and a filing are the unit's own request, with nothing found against it.
     *
     * @param timeline the case's whole timeline
     */
    static boolean served(CaseFile file, List<CaseEvent> timeline) {
        String served = switch (file.kind()) {
            case BreachFindingService.KIND -> BreachFindingService.PROPOSAL_SERVED;
            case AccountabilityService.KIND -> AccountabilityService.OUTCOME_SERVED;
            case ObjectionService.KIND -> ObjectionService.TOLD;
            case RepairService.KIND -> RepairService.TOLD;
            default -> SERVED;
        };
        return OWN_BUSINESS.contains(file.kind()) || timeline.stream().anyMatch(event -> event.type().equals(served));
    }

    /** The type under which a case's timeline notes evidence: the supervising side's is kept back like findings. */
    static String evidenceEvent(Evidence evidence) {
        return evidence.insider() ? INSIDER_EVIDENCE : EVIDENCE;
    }

    static List<CaseEvent> readable(List<CaseEvent> timeline, boolean insider, boolean served) {
        return insider ? timeline : timeline.stream().filter(event -> !INTERNAL.contains(event.type()) && !event.type().startsWith(INTERNAL_PREFIX))
                .filter(event -> served || !UNTIL_SERVED.contains(event.type())).toList();
    }
}
