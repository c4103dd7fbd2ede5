package org.govintegrity.web;

import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.camunda.bpm.engine.runtime.Job;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.engine.EngineState;
import org.govintegrity.engine.EngineState.JobState;
import org.govintegrity.notice.NoticeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;

import java.io.ByteArrayInputStream;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

class EnginePagesTest extends PageTest {

    @Autowired private EngineState engine;
    @Autowired private NoticeService notices;
    @Autowired private EngineSheet sheet;
    @Autowired private MockMvc mvc;

    private Job timer;

    @AfterEach
    void theTimerGoesOn() {
        if (timer != null) {
            management.setJobRetries(timer.getId(), 3);
            management.activateJobById(timer.getId());
        }
        jdbc.sql("delete from notice_delivery where recipient like '%@engine.example'").update();
    }

    @Test
    void everythingIsOnThePageWithTheListBehindIt() {
        String page = visitAs("admin", "/admin/engine").text();
        assertThat(page).contains("运行状况", "/admin/engine/jobs?state=failed", "/admin/engine/jobs?state=waiting", "/admin/notice-deliveries", "/admin/engine.xlsx",
                "units.csv", "people.csv", "<code>database-sample</code>", "#/process-definition/database-sample:", "#/decision-definition/statutory-deadlines:");
        assertThat(page.split("data-label=\"表\"")).as("the biggest tables; which depends on what other tests have left").hasSize(21);
        assertThat(page).doesNotContainPattern("\\?\\?|null");
    }

    @Test
    void aCheckSumOfAnyLengthIsShown() {
        jdbc.sql("insert into registry_seed_load (file_name, sha256, loaded_at, added, changed) values ('engine.csv', 'short', ?, 0, 1)").param(LocalDateTime.now(clock)).update();
        try {
            assertThat(visitAs("admin", "/admin/engine").text()).contains("engine.csv", "<code>short</code>");
        } finally {
            jdbc.sql("delete from registry_seed_load where file_name = 'engine.csv'").update();
        }
    }

    @Test
    void nobodyElseIsLetIn() {
        for (String path : List.of("/admin/engine", "/admin/engine/jobs", "/admin/engine/jobs.xlsx", "/admin/engine.xlsx")) {
            assertThat(visitAs("supervisor1", path).status()).as(path).isEqualTo(403);
        }
    }

    @Test
    void aJobIsWaitingThenDueThenFailedThenSuspended() {
        timer = management.createJobQuery().timers().processDefinitionKey("database-sample").singleResult();
        Map<JobState, Long> before = engine.jobs();
        assertThat(listed(JobState.WAITING)).contains(timer.getId());
        assertThat(visitAs("admin", "/admin/engine/jobs?state=waiting").text()).contains("数据库采样", "每天2时30分");

        moveClockTo(LocalDateTime.ofInstant(timer.getDuedate().toInstant(), ChineseDates.ZONE).plusMinutes(1));
        assertThat(listed(JobState.DUE)).contains(timer.getId());
        assertThat(listed(JobState.WAITING)).doesNotContain(timer.getId());

        management.setJobRetries(timer.getId(), 0);
        assertThat(listed(JobState.FAILED)).contains(timer.getId());
        assertThat(listed(JobState.DUE)).doesNotContain(timer.getId());
        assertThat(engine.jobs().get(JobState.FAILED)).isEqualTo(before.get(JobState.FAILED) + 1);
        assertThat(engine.incidents()).filteredOn(found -> found.process().equals("数据库采样")).singleElement().satisfies(found -> assertThat(found.count()).isOne());
        assertThat(visitAs("admin", "/admin/engine").text()).contains("1个，在流程监控中打开", "/runtime?tab=incidents-tab");
        assertThat(visitAs("admin", "/admin/engine/jobs").text()).contains("数据库采样", "#/process-definition/" + timer.getProcessDefinitionId());

        management.suspendJobById(timer.getId());
        assertThat(listed(JobState.SUSPENDED)).contains(timer.getId());
        assertThat(listed(JobState.FAILED)).doesNotContain(timer.getId());
    }

    @Test
    void aJobOfACaseNamesItAndLeadsToItsInstance() {
        String caseNo = launched();
        complete("userTask_planInspection", caseNo, "supervisor1", Map.of("unitSelection", "manual", "units", List.of(UNIT),
                "teamSelection", "manual", "team", List.of("inspector1", "inspector2"), "items", List.of(Map.of("method", "documents", "text", "承诺台账"))));
        complete("userTask_approvePlan", caseNo, "leader1", Map.of("decision", "approve"));
        String instance = runtime.createProcessInstanceQuery().processInstanceBusinessKey(caseNo).processDefinitionKey("inspection").singleResult().getId();
        assertThat(engine.jobs(JobState.DUE, 10_000)).anySatisfy(job -> {
            assertThat(job.businessKey()).isEqualTo(caseNo);
            assertThat(job.process()).isEqualTo("政务诚信监督检查");
            assertThat(job.step()).matches(".*\\p{IsHan}.*");
        });
        assertThat(visitAs("admin", "/admin/engine/jobs?state=due").text()).contains(caseNo, "#/process-instance/" + instance);
    }

    @Test
    void aStateThatDoesNotExistIsRefusedInWords() {
        Answer refused = visitAs("admin", "/admin/engine/jobs?state=lost");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("没有“lost”这种作业状态");
    }

    @Test
    void deliveriesThatFailedAreCountedAndLeadToCockpit() {
        String caseNo = approved(UNIT);
        String no = notices.ofCase(cases.children(caseNo).get(0).caseNo()).get(0).no();
        long before = notices.failedCount();
        mail(no, "PENDING", 0);
        mail(no, "SENT", 1);
        assertThat(notices.failedCount()).as("not tried yet, and sent").isEqualTo(before);
        mail(no, "PENDING", 2);
        mail(no, "UNKNOWN", 1);
        assertThat(notices.failedCount()).isEqualTo(before + 2);
        assertThat(visitAs("admin", "/admin/notice-deliveries").text()).contains(no, "待发送", "不能确定是否发出", "#/process-instance/" + runtime.createProcessInstanceQuery()
                .processDefinitionKey("notice").processInstanceBusinessKey(no).singleResult().getId());
        assertThat(visitAs("admin", "/admin/engine").text()).contains(before + 2 + "份");
    }

    @Test
    void theSpreadsheetsHoldTheSame() throws Exception {
        List<List<String>> state = rows("/admin/engine.xlsx");
        assertThat(state.get(0)).startsWith("类别", "项目", "数量", "比昨天", "比上周", "大小");
        assertThat(state).extracting(row -> row.get(0)).contains("作业", "送达", "数据库", "数据表", "地区数据", "流程", "决策表");
        assertThat(state).anySatisfy(row -> assertThat(row.get(1)).isEqualToIgnoringCase("registry_person"));
        List<List<String>> waiting = rows("/admin/engine/jobs.xlsx?state=waiting");
        assertThat(waiting).anySatisfy(row -> assertThat(row).startsWith("等待时间", "数据库采样", "每天2时30分"));
    }

    @Test
    void sizesReadAsPeopleWriteThem() {
        assertThat(sheet.bytes(null)).isEqualTo("—");
        assertThat(sheet.bytes(2048L)).isEqualTo("2 KB");
        assertThat(sheet.bytes(1_572_864L)).isEqualTo("1.5 MB");
        assertThat(sheet.bytes(3_221_225_472L)).isEqualTo("3.0 GB");
        assertThat(sheet.gainedBytes(-1_048_576L)).isEqualTo("-1.0 MB");
        assertThat(sheet.gainedBytes(0L)).isEqualTo("0 KB");
        assertThat(sheet.gained(5L)).isEqualTo("+5");
        assertThat(sheet.gained(null)).isEqualTo("—");
    }

    private List<String> listed(JobState state) {
        return engine.jobs(state, 10_000).stream().map(EngineState.JobLine::id).toList();
    }

    private void mail(String no, String state, int attempts) {
        jdbc.sql("insert into notice_delivery (notice_no, channel, recipient, state, attempts) values (?, 'MAIL', 'somebody@engine.example', ?, ?)").params(no, state, attempts).update();
    }

    private List<List<String>> rows(String path) throws Exception {
        byte[] file = mvc.perform(get(path).accept(MediaType.ALL).with(signedIn("admin"))).andReturn().getResponse().getContentAsByteArray();
        List<List<String>> rows = new ArrayList<>();
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(file))) {
            for (Row row : book.getSheetAt(0)) {
                List<String> cells = new ArrayList<>();
                row.forEach(cell -> cells.add(cell.getStringCellValue()));
                rows.add(cells);
            }
        }
        return rows;
    }
}
