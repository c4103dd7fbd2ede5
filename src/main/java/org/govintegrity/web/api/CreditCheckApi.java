package org.govintegrity.web.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeIn;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.govintegrity.check.Check;
import org.govintegrity.check.CheckService;
import org.govintegrity.check.CheckSettings;
import org.govintegrity.check.CheckStarter;
import org.govintegrity.check.Wanted;
import org.govintegrity.common.Refusal;
import org.govintegrity.web.CheckDesk;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Credit checks by people and by other systems. */
@RestController
@RequestMapping("/api/v1/credit/checks")
@Tag(name = "信用核查", description = "逢办必查。人员用账号登录（Basic），由经办人在待办中作出处理决定；其他系统用接口密钥（请求头 X-API-Key），自行决定并回写。"
        + "密钥只能用于本接口，限单位、用途，核查个人须另有权限和依据。")
@SecurityScheme(name = "apiKey", type = SecuritySchemeType.APIKEY, in = SecuritySchemeIn.HEADER, paramName = ApiKeySecurity.HEADER,
        description = "管理员发放，只显示一次。每分钟限次，超出返回 429 和 Retry-After（秒）。")
@SecurityRequirement(name = "apiKey")
@SecurityRequirement(name = "basic")
@ApiResponse(responseCode = "400", description = "内容不完整或者格式不对", content = @Content(schema = @Schema(implementation = CreditCheckApi.Problem.class)))
@ApiResponse(responseCode = "401", description = "没有登录，或者密钥不正确、到期、停用", content = @Content(schema = @Schema(implementation = CreditCheckApi.Problem.class)))
@ApiResponse(responseCode = "403", description = "无权为此用途核查此对象，说明原因", content = @Content(schema = @Schema(implementation = CreditCheckApi.Problem.class)))
@ApiResponse(responseCode = "429", description = "调用过于频繁", headers = @Header(name = "Retry-After", description = "多少秒后可以重试", schema = @Schema(type = "integer")),
        content = @Content(schema = @Schema(implementation = CreditCheckApi.Problem.class)))
class CreditCheckApi {

    private final CheckDesk desk;
    private final CheckService checks;
    private final CheckStarter starter;

    CreditCheckApi(CheckDesk desk, CheckService checks, CheckStarter starter) {
        this.desk = desk;
        this.checks = checks;
        this.starter = starter;
    }

    @Schema(name = "CheckProblem", description = "message 用中文说明怎样改正")
    record Problem(int status, String message) {
    }

    @Schema(name = "CheckSubject", description = "creditCode 和 identityNumber 填一项")
    record Subject(@Schema(description = "统一社会信用代码") String creditCode,
                   @Schema(description = "身份号码；只用于查找，不保存、不返回") String identityNumber,
                   @Schema(description = "名称或姓名，可不填") String name) {

        /** Without the identity number: this may come into a log. */
        @Override
        public String toString() {
            return "Subject";
        }
    }

    @Schema(name = "CheckQuestion")
    record Question(Subject subject,
                    @Schema(description = "用途", allowableValues = {"permit", "trading", "subsidy", "preference", "award", "recruitment"}) String purpose,
                    @Schema(description = "办理依据，例如：行政许可法第十二条", maxLength = 200) String basis,
                    @Schema(description = "本单位的办件编号", maxLength = 80) String matterNo,
                    @Schema(description = "是否已取得本人书面授权；只对个人") boolean consent,
                    @Schema(description = "授权书文号；consent 为 true 时必填") String consentNo,
                    @Schema(description = "紧急先办的理由；只对人员，其他系统不能先办") String emergency) {
    }

    @Schema(name = "CheckBatchEntry")
    record BatchEntry(Subject subject, String matterNo, boolean consent, String consentNo) {
    }

    @Schema(name = "CheckBatch", description = "最多1000个对象，用途和依据相同")
    record Batch(String purpose, String basis, List<BatchEntry> subjects) {
    }

    @Schema(name = "CheckBatchAnswer", description = "与请求同一顺序")
    record BatchAnswer(List<CheckDesk.View> checks) {
    }

    @Schema(name = "CheckDecision")
    record Decision(@Schema(description = "处理决定", allowableValues = {"grant", "limit", "refuse"}) String outcome,
                    @Schema(description = "采取的措施代码，只能是答复中 measures 列出的") List<String> measures,
                    @Schema(description = "理由；与 suggestion 不一致时必填", maxLength = 500) String reason,
                    @Schema(description = "处理日期，不填即为今天") LocalDate usedOn) {
    }

    @PostMapping
    @Operation(summary = "核查一个对象", description = "没有档案的答复“无记录”。结果三十日内有效。人员提出的，随即在待办中产生处理任务。",
            responses = @ApiResponse(responseCode = "201", description = "已答复；紧急先办的 answer 为空"))
    ResponseEntity<CheckDesk.View> ask(@RequestBody Question q) {
        Wanted wanted = wanted(q.subject(), q.purpose(), q.basis(), q.matterNo(), q.consent(), q.consentNo());
        String emergency = q.emergency() == null || q.emergency().isBlank() ? null : q.emergency().strip();
        Check check;
        if (desk.key().isPresent()) {
            if (emergency != null) {
                throw Refusal.invalid("紧急先办须由本单位负责人在系统内决定，不能从接口提出。请由经办人在页面上办理。");
            }
            check = checks.ask(desk.asker(), List.of(wanted)).get(0);
        } else {
            check = checks.get(starter.start(desk.asker(), wanted, emergency));
        }
        return ResponseEntity.created(UriComponentsBuilder.fromPath("/api/v1/credit/checks/{no}").build(check.checkNo())).body(desk.view(check, null));
    }

    @PostMapping("/batch")
    @Operation(summary = "批量核查", description = "要么全部核查，要么一个也不核查；有错的指出是第几个。批量核查都由提出者自行决定并回写。",
            responses = {@ApiResponse(responseCode = "200", description = "逐个答复，各有编号"),
                    @ApiResponse(responseCode = "422", description = "超过1000个", content = @Content(schema = @Schema(implementation = Problem.class)))})
    BatchAnswer batch(@RequestBody Batch batch) {
        List<BatchEntry> subjects = batch.subjects() == null ? List.of() : batch.subjects();
        if (subjects.size() > CheckSettings.BATCH) {
            throw Refusal.unprocessable("一次最多核查" + CheckSettings.BATCH + "个对象，现有" + subjects.size() + "个。请分几次提交。");
        }
        List<Wanted> wanted = new ArrayList<>();
        for (int i = 0; i < subjects.size(); i++) {
            BatchEntry entry = subjects.get(i);
            try {
                if (entry == null) {
                    throw Refusal.invalid("内容是空的。");
                }
                wanted.add(wanted(entry.subject(), batch.purpose(), batch.basis(), entry.matterNo(), entry.consent(), entry.consentNo()));
            } catch (Refusal refusal) {
                throw Refusal.invalid("第" + (i + 1) + "个：" + refusal.getMessage());
            }
        }
        return new BatchAnswer(checks.ask(desk.asker(), wanted).stream().map(check -> desk.view(check, null)).toList());
    }

    /** 404 in the same words whether there is no such check or it is not the caller's to read. */
    @GetMapping("/{no}")
    @Operation(summary = "一次核查", description = "密钥只能读取自己提出的核查。核查个人的，每次读取都留下记录。")
    CheckDesk.View one(@PathVariable String no) {
        return desk.read(no);
    }

    @PostMapping("/{no}/use")
    @Operation(summary = "回写使用情况", description = "每次核查回写一次。清单以外的措施返回 422，过期的返回 422，已回写的返回 409。",
            responses = {@ApiResponse(responseCode = "200", description = "已登记"),
                    @ApiResponse(responseCode = "409", description = "已经登记，或者应在待办中办理", content = @Content(schema = @Schema(implementation = Problem.class))),
                    @ApiResponse(responseCode = "422", description = "措施不被允许，或者结果过期", content = @Content(schema = @Schema(implementation = Problem.class)))})
    CheckDesk.View use(@PathVariable String no, @RequestBody Decision decision) {
        return desk.use(no, new CheckService.Decision(decision.outcome(), decision.measures(), decision.reason(), decision.usedOn()));
    }

    private static Wanted wanted(Subject subject, String purpose, String basis, String matterNo, boolean consent, String consentNo) {
        if (subject == null) {
            throw Refusal.invalid("请填写核查对象（subject）：单位和企业填 creditCode，个人填 identityNumber。");
        }
        return CheckDesk.wanted(subject.creditCode(), subject.identityNumber(), subject.name(), purpose, basis, matterNo, consent, consentNo);
    }
}
