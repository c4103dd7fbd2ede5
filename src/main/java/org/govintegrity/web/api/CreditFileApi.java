package org.govintegrity.web.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.govintegrity.common.Refusal;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.CreditSearch;
import org.govintegrity.web.CreditDesk;
import org.govintegrity.web.CreditFiles;
import org.govintegrity.web.CreditListView;
import org.govintegrity.web.CreditRecordSearch;
import org.govintegrity.web.ReadingPurposes;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

/** Credit files, records and lists as data: what the signed-in person may read on the pages, and nothing else. */
@RestController
@RequestMapping("/api/v1/credit")
@Tag(name = "信用档案", description = "只返回本人有权查看的档案，范围与页面相同。查看他人的个人档案须写明用途（purpose），查看会留下记录，本人看得到。")
class CreditFileApi {

    private static final int MAX_SIZE = 200;

    private final CreditRecordSearch search;
    private final CreditFiles files;
    private final CreditListView lists;
    private final ReadingPurposes purposes;

    CreditFileApi(CreditRecordSearch search, CreditFiles files, CreditListView lists, ReadingPurposes purposes) {
        this.search = search;
        this.files = files;
        this.lists = lists;
        this.purposes = purposes;
    }

    /** 400 for a condition that cannot be, or a page that is no page. */
    @GetMapping("/subjects")
    @Operation(summary = "查找信用主体和记录", description = "条件与信用档案页面相同：q（名称、代码或记录编号）、subject（unit、organisation、person）、kind、level、standing、clause、unit、source、from、to、document；"
            + "page 从1起，size 最大200。个人只能用姓名全称查到档案，记录不列入清单。total 超过50000时不再往下数。")
    Found find(CreditRecordSearch.Query query, @RequestParam(defaultValue = "1") int page, @RequestParam(defaultValue = "50") int size) {
        if (page < 1 || size < 1 || size > MAX_SIZE) {
            throw Refusal.invalid("page 应从1起，size 应在1到" + MAX_SIZE + "之间。");
        }
        CreditSearch.Page found = search.page(query, page, size);
        return new Found(search.subjects(query), found.records(), found.page(), found.pages(), found.total());
    }

    /** 400 without a purpose where one is needed, 404 or 403 where the file is not this person's to read. */
    @GetMapping("/subjects/{kind}/{subjectId}")
    @Operation(summary = "一个主体的信用档案", description = "asOf：截至哪一天（默认今天）的信用状况和记录状态；他人的个人档案须写明 purpose（用途），ref 可写核查、案件或者报告的编号；closed=true 另含封闭档案，限信用中心写明用途后查看。")
    CreditFiles.File one(@PathVariable String kind, @PathVariable String subjectId, @RequestParam(defaultValue = "") String asOf,
                         @RequestParam(defaultValue = "false") boolean closed, @RequestParam(required = false) String purpose, @RequestParam(required = false) String ref) {
        purposes.note(kind, subjectId, closed, purpose, ref);
        return files.read(kind, subjectId, asOf, closed);
    }

    /** As one of {@code /subjects/person}, the records only. */
    @GetMapping("/people/{personId}")
    @Operation(summary = "个人的信用记录", description = "不公开：只供本人、所在单位负责人和经办机构查看（山东省社会信用条例第二十条）。查看他人的须写明 purpose（用途），否则400。")
    List<CreditDesk.RecordView> person(@PathVariable String personId, @RequestParam(required = false) String purpose, @RequestParam(required = false) String ref) {
        return one("person", personId, "", false, purpose, ref).records();
    }

    /** 403 without a central office. */
    @GetMapping("/lists")
    @Operation(summary = "红黑名单", description = "截至 asOf（默认今天）从记录推导的名单，含列入、退出的日期和理由。企业和社会组织分页：page 从1起，每页50。个人不列入。")
    CreditListView.Lists lists(@RequestParam(defaultValue = "") String asOf, @RequestParam(defaultValue = "1") int page) {
        return lists.on(asOf, Math.max(1, page), 50);
    }

    /** @param page from 1 */
    record Found(List<CreditRecordSearch.SubjectView> subjects, List<CreditRecord> records, int page, int pages, long total) {
    }
}
