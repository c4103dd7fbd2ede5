package org.govintegrity.web.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.govintegrity.check.Matters;
import org.govintegrity.web.CheckDesk;
import org.govintegrity.web.CurrentPerson;
import org.govintegrity.web.ShareDesk;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

/** Matters that units report, and how many of them were checked. */
@RestController
@RequestMapping("/api/v1/credit/matters")
@Tag(name = "办件报告和核查比例")
class MatterApi {

    private final CurrentPerson me;
    private final CheckDesk desk;
    private final ShareDesk shares;
    private final Matters matters;

    MatterApi(CurrentPerson me, CheckDesk desk, ShareDesk shares, Matters matters) {
        this.me = me;
        this.desk = desk;
        this.shares = shares;
        this.matters = matters;
    }

    @Schema(name = "MatterReport", description = "entries 每件一条：month（2026-03）、purpose、matterNo；当月没有办件的，matterNo 为 null")
    record Report(List<Matters.Entry> entries) {
    }

    /** 200 with how many were new; 400 naming those that are wrong, and then none is taken in; 403 for who is neither clerk nor head. */
    @PostMapping
    @Operation(summary = "报告本单位办件", description = "经办人、负责人用账号登录。重复报告的不重复登记。")
    Matters.Reported report(@RequestBody Report report) {
        return matters.report(desk.reportingUnit(), report.entries() == null ? List.of() : report.entries(), me.id());
    }

    /** The own unit's, or all for the central offices. */
    @GetMapping("/share")
    @Operation(summary = "核查比例", description = "某月各类办件中有核查记录的比例，以及没有核查的办件编号。month 不填即为本月。")
    ShareDesk.Report share(@RequestParam(required = false) String month) {
        return shares.of(month);
    }
}
