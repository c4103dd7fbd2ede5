package org.govintegrity.web.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.govintegrity.check.ApiKey;
import org.govintegrity.common.Refusal;
import org.govintegrity.warning.OutsideSignals;
import org.govintegrity.warning.Warning;
import org.govintegrity.warning.WarningRow;
import org.govintegrity.web.WarningDesk;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** Early warnings as data, and the door through which monitors outside hand their signals in. */
@RestController
@RequestMapping("/api/v1/warnings")
@Tag(name = "大数据预警", description = "预警只返回本人有权查看的，范围与页面相同。外部监测系统用接口密钥（请求头 X-API-Key，发放时须允许报送预警信号）报送和撤回信号，"
        + "来源即密钥登记的系统名称；信号只针对单位，不得含个人信息。")
class WarningApi {

    private static final int MAX_SIZE = 200;

    private final WarningDesk desk;
    private final OutsideSignals signals;

    WarningApi(WarningDesk desk, OutsideSignals signals) {
        this.desk = desk;
        this.signals = signals;
    }

    @Schema(name = "WarningNewSignal")
    record NewSignal(@Schema(description = "来源自己的编号；同一编号重复报送只登记一次", maxLength = 100) String reference,
                     @Schema(description = "单位：统一社会信用代码、全称或者简称") String unit,
                     @Schema(description = "种类", allowableValues = {"sentiment", "court-debtor", "arrears", "late-disclosure", "other"}) String kind,
                     @Schema(description = "数量，不填为1") BigDecimal amount,
                     @Schema(description = "日期") LocalDate day,
                     @Schema(description = "内容，不得含个人信息", maxLength = 200) String words,
                     @Schema(description = "来源网址，可不填", maxLength = 190) String link) {
    }

    @Schema(name = "WarningWithdrawal")
    record Withdrawal(String reference, @Schema(description = "撤回的原因", maxLength = 200) String reason) {
    }

    @Schema(name = "WarningSignalEntry")
    record SignalEntry(String source, String reference, String unit, String kind, BigDecimal amount, LocalDate day, LocalDate withdrawnOn) {

        static SignalEntry of(OutsideSignals.Signal s) {
            return new SignalEntry(s.source(), s.reference(), s.unitId(), s.kind(), s.amount(), s.signalledOn(), s.withdrawnOn());
        }
    }

    /** 201 for a new one, 200 for one that was taken in before; 400 naming everything that is wrong, 403 for a key without that right, 409 for another content under the number. */
    @PostMapping("/signals")
    @SecurityRequirement(name = "apiKey")
    @Operation(summary = "报送预警信号", description = "按来源和来源编号去重：内容相同的重复报送返回200，不同的返回409。")
    ResponseEntity<SignalEntry> take(@RequestBody NewSignal s) {
        ApiKey key = desk.key();
        OutsideSignals.Taken taken = signals.take(new OutsideSignals.NewSignal(key.system(), s.reference(), s.unit(), s.kind(), s.amount(), s.day(), s.words(), s.link()), key.keyNo(), null);
        return ResponseEntity.status(taken.fresh() ? HttpStatus.CREATED : HttpStatus.OK).body(SignalEntry.of(taken.signal()));
    }

    /** 404 for a number the source never used, 400 without a reason; twice has no further effect. */
    @PostMapping("/signals/withdraw")
    @SecurityRequirement(name = "apiKey")
    @Operation(summary = "撤回预警信号", description = "待研判的预警随即注明；只能撤回自己报送的。")
    SignalEntry withdraw(@RequestBody Withdrawal w) {
        return SignalEntry.of(signals.withdraw(desk.key().system(), w.reference(), w.reason()));
    }

    /** 400 for a state, level or outcome there is none of, or a page that is no page; 403 for who reads no warnings. */
    @GetMapping
    @Operation(summary = "查找预警", description = "state（open、triaged、closed）、level（note、general、serious）、rule、outcome（complaint、inspection、letter、dismissed）、unit；page 从1起，size 最大200。")
    WarningList list(@RequestParam(required = false) String state, @RequestParam(required = false) String level, @RequestParam(required = false) String rule,
                     @RequestParam(required = false) String outcome, @RequestParam(required = false) String unit, @RequestParam(defaultValue = "1") int page,
                     @RequestParam(defaultValue = "50") int size) {
        if (page < 1 || size < 1 || size > MAX_SIZE) {
            throw Refusal.invalid("page 应从1起，size 应在1到" + MAX_SIZE + "之间。");
        }
        List<Warning> found = desk.list(new WarningDesk.Query(state, level, rule, outcome, unit));
        return new WarningList(found.stream().skip((page - 1L) * size).limit(size).map(Entry::of).toList(), page, (found.size() + size - 1) / size, found.size());
    }

    /** 404 in the same words whether there is no such warning or it is not this person's to read. */
    @GetMapping("/{no}")
    @Operation(summary = "一件预警", description = "理由和来源记录；单位负责人看不到受保护的来源（投诉）。")
    Sheet one(@PathVariable String no) {
        WarningDesk.View view = desk.read(no);
        return new Sheet(Entry.of(view.warning()), view.rows());
    }

    /** @param page from 1 */
    record WarningList(List<Entry> warnings, int page, int pages, long total) {
    }

    @Schema(name = "WarningEntry")
    record Entry(String caseNo, String unit, String rule, String ruleTitle, String level, LocalDate raisedOn, List<String> reasons, String state, LocalDate due, LocalDate fadedOn,
                 String outcome, LocalDate triagedOn, String complaintNo, String inspectionNo, String noticeNo) {

        static Entry of(Warning w) {
            return new Entry(w.caseNo(), w.unitId(), w.rule(), w.ruleTitle(), w.level(), w.raisedOn(), w.reasonList(), w.state(), w.due(), w.fadedOn(), w.outcome(), w.triagedOn(),
                    w.complaintNo(), w.inspectionNo(), w.noticeNo());
        }
    }

    @Schema(name = "WarningSheet")
    record Sheet(Entry warning, List<WarningRow> rows) {
    }
}
