package org.govintegrity.web.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.govintegrity.common.Refusal;
import org.govintegrity.complaint.Complaint;
import org.govintegrity.complaint.ComplaintService;
import org.govintegrity.complaint.Correspondence;
import org.govintegrity.complaint.FindingEntry;
import org.govintegrity.complaint.Message;
import org.govintegrity.complaint.Receipt;
import org.govintegrity.web.ComplaintDesk;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Complaints as data: those whose case the signed-in person may read. Who complained is not among it, and cannot be asked for here. */
@RestController
@RequestMapping("/api/v1/complaints")
@Tag(name = "失信投诉", description = "只返回本人有权查看的投诉，范围与页面相同；投诉人身份不通过接口提供。")
class ComplaintApi {

    private static final int MAX_SIZE = 200;

    private final ComplaintDesk desk;
    private final ComplaintService service;
    private final Correspondence letters;

    ComplaintApi(ComplaintDesk desk, ComplaintService service, Correspondence letters) {
        this.desk = desk;
        this.service = service;
        this.letters = letters;
    }

    /** 201 with {@code {caseNo, code}}; 400 for bad input, 403 for who does not take complaints in, 409 for a number that is there already. */
    @PostMapping
    @Operation(summary = "登记投诉", description = "channel（phone、letter、visit、superior、hotline）、naming（named、confidential、anonymous）、category、unit、facts 必填；"
            + "拖欠款项（arrears）另填 amount（元）、from（yyyy-MM-dd）；实名的填 name 和 phone 或者 contact。code 为查询码，只返回这一次。")
    ResponseEntity<Map<String, String>> start(@RequestBody ComplaintDesk.Form form) {
        Receipt receipt = desk.register(form, List.of());
        return ResponseEntity.created(UriComponentsBuilder.fromPath("/cases/{caseNo}").build(receipt.caseNo())).cacheControl(CacheControl.noStore())
                .body(Map.of("caseNo", receipt.caseNo(), "code", receipt.code()));
    }

    /** 400 for a state, category or channel there is none of, or a page that is no page. */
    @GetMapping
    @Operation(summary = "查找投诉", description = "state、category、channel、unit（被投诉单位或者办理单位）、late（true 只列有超期任务的）；page 从1起，size 最大200。")
    ComplaintList list(@RequestParam(required = false) String state, @RequestParam(required = false) String category, @RequestParam(required = false) String channel,
                       @RequestParam(required = false) String unit, @RequestParam(defaultValue = "false") boolean late, @RequestParam(defaultValue = "1") int page,
                       @RequestParam(defaultValue = "50") int size) {
        if (page < 1 || size < 1 || size > MAX_SIZE) {
            throw Refusal.invalid("page 应从1起，size 应在1到" + MAX_SIZE + "之间。");
        }
        List<Complaint> found = desk.list(new ComplaintDesk.Query(state, category, channel, unit, late));
        return new ComplaintList(found.stream().skip((page - 1L) * size).limit(size).map(Entry::of).toList(), page, (found.size() + size - 1) / size, found.size());
    }

    /** 404 in the same words whether there is no such case or it is not this person's to read. */
    @GetMapping("/{caseNo}")
    @Operation(summary = "一件投诉", description = "内容（已遮盖投诉人）、各次认定和答复、往来留言。")
    Sheet one(@PathVariable String caseNo) {
        Complaint c = desk.read(caseNo);
        return new Sheet(Entry.of(c), c.facts(), service.findings(caseNo), letters.of(caseNo));
    }

    /** @param page from 1 */
    record ComplaintList(List<Entry> complaints, int page, int pages, long total) {
    }

    @Schema(name = "ComplaintEntry")
    record Entry(String caseNo, String channel, String externalNo, String naming, String category, String unit, String state, String stateWords, String handler, LocalDate receivedOn,
                 LocalDate toldOn, LocalDate dispatchedOn, String finding, LocalDate answeredOn, LocalDate lateOn, String satisfaction) {

        static Entry of(Complaint c) {
            return new Entry(c.caseNo(), c.channel(), c.externalNo(), c.naming(), c.category(), c.unitId(), c.state(), c.stateWords(), c.handler(), c.receivedOn(), c.toldOn(),
                    c.dispatchedOn(), c.finding(), c.answeredOn(), c.lateOn(), c.satisfaction());
        }
    }

    @Schema(name = "ComplaintSheet")
    record Sheet(Entry complaint, String facts, List<FindingEntry> findings, List<Message> messages) {
    }
}
