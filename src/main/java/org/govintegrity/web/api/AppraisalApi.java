package org.govintegrity.web.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.govintegrity.appraisal.AppraisalService;
import org.govintegrity.appraisal.BadReview;
import org.govintegrity.appraisal.BadReviews;
import org.govintegrity.appraisal.Campaign;
import org.govintegrity.web.AppraisalDesk;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

/** Campaigns and their results as data: what the signed-in person may read on the pages, and nothing else. Comments and how to reach a voter are not among it. */
@RestController
@RequestMapping("/api/v1/appraisals")
@Tag(name = "群众评议", description = "只返回本人有权查看的评议：联席办、监督员等看全部，其他人员看本单位参加的和本单位的结果。")
class AppraisalApi {

    private final AppraisalDesk desk;
    private final AppraisalService campaigns;
    private final BadReviews reviews;

    AppraisalApi(AppraisalDesk desk, AppraisalService campaigns, BadReviews reviews) {
        this.desk = desk;
        this.campaigns = campaigns;
        this.reviews = reviews;
    }

    @GetMapping
    @Operation(summary = "评议活动清单", description = "最近的在前。state 为 open（评议中）、counted（已统计）、cancelled（已取消）。")
    List<Entry> list() {
        return desk.all().stream().map(Entry::of).toList();
    }

    /** 404 in the same words whether there is no such campaign or the caller's unit takes no part. */
    @GetMapping("/{appraisalNo}")
    @Operation(summary = "一次评议的结果", description = "各单位收到的份数；统计以后的有效份数、差评、作废、得分（不足规定份数的为 null）和版本；差评办理到哪一步。")
    Sheet one(@PathVariable("appraisalNo") String caseNo) {
        Campaign campaign = desk.read(caseNo);
        List<String> units = desk.units(caseNo);
        Map<String, Integer> received = campaigns.received(caseNo);
        return new Sheet(Entry.of(campaign), units.stream().map(unit -> new Received(unit, received.getOrDefault(unit, 0))).toList(),
                campaigns.results(caseNo).stream().filter(r -> units.contains(r.unitId()))
                        .map(r -> new Result(r.unitId(), r.version(), r.answers(), r.bad(), r.voided(), r.score(), r.minimum(), r.countedAt(), r.cause())).toList(),
                reviews.of(caseNo, desk.unitOnly()).stream().map(Review::of).toList());
    }

    @Schema(name = "AppraisalEntry")
    record Entry(String caseNo, String title, LocalDate from, LocalDate to, String state, String cancelReason) {

        static Entry of(Campaign c) {
            return new Entry(c.caseNo(), c.title(), c.periodFrom(), c.periodTo(), c.cancelled() ? "cancelled" : c.counted() ? "counted" : "open", c.cancelReason());
        }
    }

    @Schema(name = "AppraisalReceived")
    record Received(String unitId, int votes) {
    }

    @Schema(name = "AppraisalResult")
    record Result(String unitId, int version, int answers, int bad, int voided, BigDecimal score, int minimum, LocalDateTime countedAt, String cause) {
    }

    @Schema(name = "BadReviewState")
    record Review(String caseNo, String unitId, String grade, List<String> reasons, String state, boolean settled) {

        static Review of(BadReview r) {
            return new Review(r.caseNo(), r.unitId(), r.grade().code, r.reasons().isEmpty() ? List.of() : List.of(r.reasons().split(",")), r.state(), r.settled());
        }
    }

    @Schema(name = "AppraisalSheet")
    record Sheet(Entry campaign, List<Received> received, List<Result> results, List<Review> badReviews) {
    }
}
