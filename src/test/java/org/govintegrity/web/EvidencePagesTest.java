package org.govintegrity.web;

import org.govintegrity.evidence.Evidence;
import org.govintegrity.evidence.EvidenceService;
import org.govintegrity.evidence.EvidenceSettings;
import org.govintegrity.evidence.Samples;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;

/** Who may hand in, see and fetch evidence, on the pages and through the interface. */
class EvidencePagesTest extends PageTest {

    @Autowired
    private EvidenceService evidence;
    @Autowired
    private EvidenceSettings settings;
    @Autowired
    private MockMvc mvc;

    @Test
    void aUnitHandsInEvidenceAndOnlyItsOwnPeopleAndTheSupervisingSideSeeIt() throws Exception {
        String part = approved(UNIT, OTHER) + "-01";
        String unit = cases.get(part).unitId();
        byte[] content = unique();
        Answer answer = upload(unit + "1", "/cases/" + part + "/evidence", "承诺 台账.pdf", content, "三月的台账");
        assertThat(answer.status()).as(answer.text()).isEqualTo(302);
        assertThat(answer.location()).isEqualTo("/cases/" + part);
        Evidence added = only(part);
        assertThat(added.insider()).isFalse();

        for (String person : List.of(unit + "1", unit + "head", "inspector1", "supervisor1", "leader1")) {
            assertThat(visitAs(person, "/cases/" + part).text()).as(person)
                    .contains("承诺 台账.pdf", "/evidence/" + added.id() + "\"", "上传证据：承诺 台账.pdf（三月的台账）", added.sha256());
            for (String path : List.of("/evidence/" + added.id(), "/api/v1/evidence/" + added.id())) {
                MockHttpServletResponse file = mvc.perform(get(path).with(signedIn(person))).andReturn().getResponse();
                assertThat(file.getStatus()).as(person).isEqualTo(200);
                assertThat(file.getContentAsByteArray()).isEqualTo(content);
                assertThat(file.getContentType()).isEqualTo("application/pdf");
                assertThat(file.getHeader(HttpHeaders.CONTENT_DISPOSITION)).startsWith("attachment;")
                        .contains("filename*=UTF-8''%E6%89%BF%E8%AF%BA%20%E5%8F%B0%E8%B4%A6.pdf");
                assertThat(file.getHeaders("X-Content-Type-Options")).containsExactly("nosniff");
                assertThat(file.getHeader(HttpHeaders.CACHE_CONTROL)).contains("no-store");
            }
        }
        String other = unit.equals(UNIT) ? OTHER : UNIT;
        for (String person : List.of(other + "1", "inspector3", "authority1")) {
            for (String path : List.of("/evidence/" + added.id(), "/api/v1/evidence/" + added.id(), "/api/v1/cases/" + part + "/evidence")) {
                assertThat(visitAs(person, path).status()).as(person + path).isEqualTo(404);
            }
            assertThat(upload(person, "/cases/" + part + "/evidence", "a.pdf", unique(), "").status()).isEqualTo(404);
            assertThat(upload(person, "/api/v1/cases/" + part + "/evidence", "a.pdf", unique(), "").status()).isEqualTo(404);
            assertThat(send(person, "/evidence/" + added.id() + "/withdraw", Map.of("reason", List.of("x"))).status()).isEqualTo(404);
        }
        assertThat(visit("/evidence/" + added.id()).status()).isEqualTo(302);
        assertThat(visit("/api/v1/evidence/" + added.id()).status()).isEqualTo(401);
        assertThat(visitAs(unit + "1", "/evidence/999999999").status()).isEqualTo(404);
        assertThat(visitAs(unit + "1", "/evidence/abc").status()).isEqualTo(404);
        assertThat(evidence.ofCase(part)).containsExactly(added);
    }

    @Test
    void theUnitSeesWhatTheTeamHandedInOnlyOnceTheConclusionIsServed() {
        String part = approved(UNIT) + "-01";
        upload("inspector1", "/cases/" + part + "/evidence", "暗访照片.png", Samples.picture("png"), "窗口无人");
        upload(UNIT + "1", "/cases/" + part + "/evidence", "自查材料.pdf", unique(), "");
        Evidence secret = evidence.ofCase(part).get(0);
        assertThat(secret.insider()).isTrue();

        assertThat(visitAs("inspector2", "/cases/" + part).text()).contains("暗访照片.png", "自查材料.pdf");
        assertThat(visitAs(UNIT + "1", "/cases/" + part).text()).contains("自查材料.pdf").doesNotContain("暗访照片", "窗口无人");
        assertThat(asked(UNIT + "1", "/api/v1/cases/" + part + "/evidence").text()).contains("自查材料.pdf").doesNotContain("暗访照片", "窗口无人");
        assertThat(visitAs(UNIT + "1", "/evidence/" + secret.id()).status()).isEqualTo(404);
        assertThat(send("inspector1", "/evidence/" + secret.id() + "/withdraw", Map.of("reason", List.of("拍错了窗口"))).status()).isEqualTo(302);
        assertThat(visitAs(UNIT + "1", "/cases/" + part).text()).doesNotContain("暗访照片", "拍错了窗口");

        as("supervisor1", () -> cases.note(part, "conclusion-served", "检查结论已送达受检单位"));
        assertThat(visitAs(UNIT + "1", "/cases/" + part).text()).contains("暗访照片.png", "窗口无人", "拍错了窗口");
        assertThat(visitAs(UNIT + "1", "/evidence/" + secret.id()).status()).isEqualTo(200);
    }

    @Test
    void whoMayDoATaskHandsInEvidenceWithIt() {
        String part = approved(UNIT) + "-01";
        String task = task("userTask_submitSelfCheck", part).getId();
        assertThat(visitAs(UNIT + "1", "/tasks/" + task).text()).contains("随本任务上传的证据", "multipart/form-data", "不超过50 MB");
        assertThat(visitAs("leader1", "/tasks/" + task).text()).contains("随本任务上传的证据").doesNotContain("multipart/form-data");
        assertThat(upload(UNIT + "1", "/tasks/" + task + "/evidence", "自查报告.pdf", unique(), "").location()).isEqualTo("/tasks/" + task);
        assertThat(only(part).taskId()).isEqualTo(task);
        assertThat(visitAs(UNIT + "2", "/tasks/" + task).text()).contains("自查报告.pdf");
        assertThat(visitAs("inspector1", "/cases/" + part).text()).contains("自查报告.pdf", "所属任务");

        upload("leader1", "/tasks/" + task + "/evidence", "批示.pdf", unique(), "");
        assertThat(upload(OTHER + "1", "/tasks/" + task + "/evidence", "别人的.pdf", unique(), "").status()).isEqualTo(404);
        assertThat(evidence.ofCase(part)).hasSize(1);
        complete("userTask_submitSelfCheck", part, UNIT + "1", Map.of("problemsFound", "no", "report", "未发现问题"));
        upload(UNIT + "1", "/tasks/" + task + "/evidence", "迟到.pdf", unique(), "");
        assertThat(evidence.ofCase(part)).hasSize(1);
        assertThat(visitAs(UNIT + "1", "/tasks/" + task).text()).contains("自查报告.pdf").doesNotContain("multipart/form-data");
    }

    @Test
    void theInterfaceListsAndTakesEvidenceAndSaysWhyItRefuses() {
        String part = approved(UNIT) + "-01";
        String path = "/api/v1/cases/" + part + "/evidence";
        String task = task("userTask_submitSelfCheck", part).getId();
        Answer created = answer(form(path, "台账.pdf", unique(), "说明").param("taskId", task).accept(MediaType.APPLICATION_JSON).with(signedIn(UNIT + "1")).with(csrf()));
        Evidence added = only(part);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.location()).isEqualTo("/api/v1/evidence/" + added.id());
        assertThat(created.text()).contains("\"sha256\":\"" + added.sha256() + "\"", "\"taskId\":\"" + task + "\"", "\"name\":\"台账.pdf\"", "\"uploadedBy\":\"caizhengju1\"");
        assertThat(asked("supervisor1", path).text()).contains(added.sha256());

        Answer liar = upload(UNIT + "1", path, "台账.docx", Samples.pdf("x"), "");
        assertThat(liar.status()).isEqualTo(422);
        assertThat(liar.text()).contains("\"message\"", "内容却是PDF");
        Answer none = answer(multipart(path).with(signedIn(UNIT + "1")).with(csrf()));
        assertThat(none.status()).isEqualTo(400);
        assertThat(none.text()).contains("请先选择要上传的文件");
        Answer elsewhere = answer(form("/api/v1/cases/" + approved(OTHER) + "-01/evidence", "a.pdf", unique(), "").param("taskId", task).with(signedIn(UNIT + "1")).with(csrf()));
        assertThat(elsewhere.status()).isEqualTo(400);
        assertThat(answer(form(path, "a.pdf", unique(), "").param("taskId", task).with(signedIn("leader1")).with(csrf())).status()).isEqualTo(403);

        String withdraw = "/api/v1/evidence/" + added.id() + "/withdraw";
        assertThat(callAs("supervisor1", withdraw, "{\"reason\":\"不要了\"}").status()).isEqualTo(403);
        assertThat(callAs(UNIT + "1", withdraw, "{}").status()).isEqualTo(400);
        assertThat(callAs(UNIT + "1", withdraw, "{\"reason\":\"传错了\"}").text()).contains("\"withdrawalReason\":\"传错了\"");
        assertThat(callAs(UNIT + "1", withdraw, "{\"reason\":\"传错了\"}").status()).isEqualTo(409);
        assertThat(visitAs("supervisor1", "/cases/" + part).text()).contains("已作废", "传错了", "作废证据：台账.pdf（传错了）");
    }

    @Test
    void aRefusedFileLeavesTheCaseAsItWas() {
        String part = approved(UNIT) + "-01";
        int lines = cases.timeline(part).size();
        assertThat(upload(UNIT + "1", "/cases/" + part + "/evidence", "台账.pdf", "<html>".getBytes(StandardCharsets.UTF_8), "").status()).isEqualTo(302);
        assertThat(evidence.ofCase(part)).isEmpty();
        assertThat(cases.timeline(part)).hasSize(lines);
    }

    @Test
    void aClosedCaseTakesNoMoreEvidenceAndGivesBackNone() {
        String part = approved(UNIT) + "-01";
        upload(UNIT + "1", "/cases/" + part + "/evidence", "台账.pdf", unique(), "");
        as("supervisor1", () -> cases.close(part, "passed", "未发现问题"));
        assertThat(visitAs(UNIT + "1", "/cases/" + part).text()).contains("台账.pdf").doesNotContain("multipart/form-data", "传错了");
        assertThat(upload(UNIT + "1", "/api/v1/cases/" + part + "/evidence", "补充.pdf", unique(), "").status()).isEqualTo(409);
        assertThat(callAs(UNIT + "1", "/api/v1/evidence/" + only(part).id() + "/withdraw", "{\"reason\":\"传错了\"}").status()).isEqualTo(409);
    }

    @Test
    void aDamagedFileIsSaidToBeDamaged() throws Exception {
        String part = approved(UNIT) + "-01";
        upload(UNIT + "1", "/cases/" + part + "/evidence", "台账.pdf", unique(), "");
        Evidence added = only(part);
        Path file = settings.directory().resolve(added.sha256().substring(0, 2)).resolve(added.sha256());
        assertThat(file.toString()).startsWith("target");
        Files.writeString(file, "damaged");
        Answer answer = visitAs("supervisor1", "/evidence/" + added.id());
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("已损坏或者丢失", "备份");
    }

    private Evidence only(String caseNo) {
        assertThat(evidence.ofCase(caseNo)).hasSize(1);
        return evidence.ofCase(caseNo).get(0);
    }

    private Answer asked(String person, String path) {
        return answer(get(path).accept(MediaType.APPLICATION_JSON).with(signedIn(person)));
    }

    private Answer upload(String person, String path, String name, byte[] content, String description) {
        return answer(form(path, name, content, description).with(signedIn(person)).with(csrf()));
    }

    private static MockMultipartHttpServletRequestBuilder form(String path, String name, byte[] content, String description) {
        MockMultipartHttpServletRequestBuilder form = multipart(path).file(new MockMultipartFile("file", name, "application/octet-stream", content));
        form.param("description", description);
        return form;
    }

    private static byte[] unique() {
        return Samples.pdf(UUID.randomUUID().toString());
    }
}
