package org.govintegrity.web;

import org.govintegrity.casefile.CaseAccess;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.Refusal;
import org.govintegrity.engine.diagram.CaseDiagram;
import org.govintegrity.engine.diagram.CaseDiagrams;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A case's model with its tokens, as far as the reader may know: before something is served on it, a unit sees its own steps only. */
@Component
public class DiagramDesk {

    private final CurrentPerson me;
    private final CaseAccess access;
    private final Cases cases;
    private final TaskBook book;
    private final CaseDiagrams diagrams;

    DiagramDesk(CurrentPerson me, CaseAccess access, Cases cases, TaskBook book, CaseDiagrams diagrams) {
        this.me = me;
        this.access = access;
        this.cases = cases;
        this.book = book;
        this.diagrams = diagrams;
    }

    /** @throws Refusal (not found) if the case is not the reader's to see, or has no model to show */
    public CaseDiagram get(String caseNo) {
        return find(access.read(caseNo, me.id())).orElseThrow(() -> Refusal.notFound("案件" + caseNo + "没有可以显示的流程图。"));
    }

    Optional<CaseDiagram> find(CaseFile file) {
        return diagrams.of(file.caseNo(), file.kind()).map(diagram -> access.insider(file, me.id())
                || CaseSecrecy.served(file, cases.timeline(file.caseNo())) ? diagram : ownSteps(diagram, file));
    }

    private CaseDiagram ownSteps(CaseDiagram diagram, CaseFile file) {
        Set<String> groups = access.groupsIn(file, me.id());
        Set<String> own = book.ofCase(file.caseNo()).stream().filter(task -> groups.contains(task.owner())).map(TaskEntry::taskKey).collect(Collectors.toSet());
        Map<String, Integer> active = new TreeMap<>(diagram.active());
        active.keySet().retainAll(own);
        return new CaseDiagram(diagram.xml(), diagram.versionTag(), active, List.of(), diagram.done().stream().filter(own::contains).toList(),
                List.of(), List.of(), diagram.names());
    }
}
