package org.govintegrity.web.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.CasePage;
import org.govintegrity.common.Refusal;
import org.govintegrity.engine.diagram.CaseDiagram;
import org.govintegrity.web.CaseSearch;
import org.govintegrity.web.CaseSheets;
import org.govintegrity.web.DiagramDesk;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

/** Cases as data: what the signed-in person may read on the pages, and nothing else. */
@RestController
@RequestMapping("/api/v1/cases")
@Tag(name = "案件", description = "只返回本人有权查看的案件，范围与页面相同。")
class CaseApi {

    private static final int MAX_SIZE = 200;

    private final CaseSearch search;
    private final CaseSheets files;
    private final DiagramDesk diagrams;

    CaseApi(CaseSearch search, CaseSheets files, DiagramDesk diagrams) {
        this.search = search;
        this.files = files;
        this.diagrams = diagrams;
    }

    /** 400 for a kind, state, unit or clause there is none of, or a page that is no page. */
    @GetMapping
    @Operation(summary = "查找案件", description = "条件与案件页面相同：q（编号、名称或单位）、kind、state（open、closed）、unit、clause、late（true）；page 从1起，size 最大200。")
    CaseList list(@RequestParam(required = false) String q, @RequestParam(required = false) String kind, @RequestParam(required = false) String state,
                  @RequestParam(required = false) String unit, @RequestParam(required = false) String clause, @RequestParam(required = false) String late,
                  @RequestParam(defaultValue = "1") int page, @RequestParam(defaultValue = "50") int size) {
        if (page < 1 || size < 1 || size > MAX_SIZE) {
            throw Refusal.invalid("page 应从1起，size 应在1到" + MAX_SIZE + "之间。");
        }
        CasePage found = search.page(new CaseSearch.Query(q, kind, state, unit, clause, late), page, size);
        return new CaseList(found.cases(), found.page(), found.pages(), found.total());
    }

    /** 404 in the same words whether there is no such case or it is not this person's to read. */
    @GetMapping("/{caseNo}")
    @Operation(summary = "一个案件的案卷", description = "办理经过、任务和期限的算法、文书和签收、问题、信用记录、上下级案件。")
    CaseSheets.Sheet one(@PathVariable String caseNo) {
        return files.read(caseNo);
    }

    @GetMapping("/{caseNo}/diagram")
    @Operation(summary = "流程图和令牌", description = "本案运行的流程模型（BPMN XML）、令牌所在、已经过的环节和流向。")
    CaseDiagram diagram(@PathVariable String caseNo) {
        return diagrams.get(caseNo);
    }

    /** @param page from 1 */
    record CaseList(List<CaseFile> cases, int page, int pages, long total) {
    }
}
