package org.govintegrity.web;

import org.govintegrity.credit.CreditSubjects;
import org.govintegrity.credit.IdentityNumber;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.filing.Column;
import org.govintegrity.filing.FilingService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.govintegrity.filing.FilingSamples.csv;
import static org.govintegrity.filing.FilingSamples.number;
import static org.govintegrity.filing.FilingSamples.penalty;
import static org.govintegrity.filing.FilingSamples.sanction;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;

/** Filing as a browser and a program do it, and where an identity number may not be. */
@ExtendWith(OutputCaptureExtension.class)
class FilingPagesTest extends PageTest {

    @Autowired private FilingService filings;
    @Autowired private CreditSubjects subjects;

    @Test
    void aFileIsUploadedFollowedAndItsBadRowsFetched() {
        Map<Column, String> bad = penalty(registry.unit(OTHER).creditCode().text(), registry.unit(OTHER).fullName(), "文财页〔2026〕2号");
        bad.put(Column.DOCUMENT_DATE, "昨天");
        Answer sent = upload(UNIT + "1", "/credit/filings/upload", "报送.csv", csv(penalty(registry.unit(OTHER).creditCode().text(), registry.unit(OTHER).fullName(), "文财页〔2026〕1号"), bad));
        String no = sent.location().substring(sent.location().lastIndexOf('/') + 1);
        assertThat(visitAs(UNIT + "1", "/credit/filings/{no}", no).text()).contains("正在核对").contains("data-refresh=\"yes\"");
        assertThat(callJson(UNIT + "1", "/api/v1/credit/filings/" + no)).contains("\"running\":true").contains("\"total\":2");
        runJobs(no);
        String page = visitAs(UNIT + "1", "/credit/filings/{no}", no).text();
        assertThat(page).contains("记入信用档案：1条").contains("退回：1行").doesNotContain("data-refresh");
        assertThat(visitAs(UNIT + "1", "/credit/filings/{no}/returned", no).text()).contains("昨天").contains("不是正确的日期");
        assertThat(visitAs(UNIT + "1", "/credit/filings").text()).contains(no);
        assertThat(visitAs(UNIT + "1", "/cases/{no}", no).status()).isEqualTo(200);
        assertThat(send(UNIT + "1", "/credit/filings/upload", Map.of()).location()).isEqualTo("/credit/filings");
    }

    @Test
    void theCreditCentreFilesForAnySourceAndOthersForTheirOwnOnly() {
        assertThat(send("credit1", "/credit/filings/single", Map.of()).location()).isEqualTo("/credit/filings");
        assertThat(send("credit1", "/credit/filings/single", Map.of("unit", List.of("fayuan"))).location()).contains("/credit/filings/GJ-");
        assertThat(callAs(UNIT + "1", "/api/v1/credit/filings/single", "{\"unit\":\"fayuan\"}").status()).isEqualTo(403);
        assertThat(callAs(UNIT + "1", "/api/v1/credit/filings/single", "{}").status()).isEqualTo(201);
    }

    @Test
    void theStaffsNumbersAreImportedRowByRow() {
        String good = number(901);
        String table = "账号,姓名,身份号码\nyingjiju1,," + good + "\nyingjiju2,别人," + number(902) + "\nnobody,," + number(903) + "\nyingjiju2,,371081198001019999\nyingjiju2,," + good + "\n";
        Answer answer = upload("zuzhibu1", "/credit/identities", "人员.csv", table.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.text()).contains("共5行，登记1行，没有登记4行").contains("与所填姓名不一致").contains("没有这个账号的人员").contains("末位校验码正确").contains("已登记在另一份个人档案")
                .doesNotContain(good).doesNotContain(number(902)).doesNotContain("371081198001019999");
        assertThat(upload("zuzhibu1", "/credit/identities", "人员.csv", table.getBytes(StandardCharsets.UTF_8)).text()).contains("登记1行");
        assertThat(subjects.find(SubjectKind.PERSON, "yingjiju1")).hasValueSatisfying(s -> assertThat(s.identified()).isTrue());
        assertThat(upload("zuzhibu1", "/credit/identities", "人员.json", "[]".getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(400);
    }

    @Test
    void whatIsMissingIsNamedUntilItIsThere() {
        as("credit1", () -> subjects.identify("weijianju1", registry.person("weijianju1").name(), IdentityNumber.of(number(911))));
        assertThat(visitAs("credit1", "/credit/completeness").text()).contains("区卫生健康局").contains("weijianju2").doesNotContain("weijianju1");
        send("credit1", "/credit/completeness/files", Map.of());
        assertThat(callJson("credit1", "/api/v1/credit/completeness")).contains("\"unit\":\"weijianju\",\"name\":\"威海市文登区卫生健康局\",\"code\":true,\"file\":true,\"staff\":3,\"complete\":1,\"percent\":33");
        assertThat(visitAs("credit1", "/credit/completeness.xlsx").status()).isEqualTo(200);
    }

    /** Files with planted numbers, right and wrong, in every way there is; then every table, page, log and returned file is searched. */
    @Test
    void anIdentityNumberIsNowhereInClear(CapturedOutput output) {
        String known = number(921);
        String unknown = number(922);
        String inFacts = number(923);
        String wrong = number(925).substring(0, 17) + (number(925).endsWith("0") ? "1" : "0");
        String entered = number(924);
        List<String> planted = List.of(known, unknown, inFacts, wrong, entered);
        as("credit1", () -> subjects.identify("nongyeju1", registry.person("nongyeju1").name(), IdentityNumber.of(known)));
        Map<Column, String> facts = sanction("某人", unknown, "文处〔2026〕3号");
        facts.put(Column.FACTS, "当事人（身份号码" + inFacts + "）旷工");
        Answer sent = upload("zuzhibu1", "/credit/filings/upload", inFacts + ".csv", csv(sanction(registry.person("nongyeju1").name(), known, "文处〔2026〕1号"),
                sanction("某人", unknown, "文处〔2026〕2号"), facts, sanction("某人", wrong, "文处〔2026〕4号")));
        String no = sent.location().substring(sent.location().lastIndexOf('/') + 1);
        runJobs(no);
        assertThat(filings.progress(no)).satisfies(p -> assertThat(List.of(p.filed(), p.undecided(), p.refused())).containsExactly(1, 1, 2));
        String single = as("zuzhibu1", () -> filings.openSingle("zuzhibu"));
        Map<String, Object> form = new HashMap<>(Map.of("entry", "file"));
        sanction("录入的人", entered, "文处〔2026〕5号").forEach((column, text) -> form.put(column.field, text));
        complete("userTask_enterRecord", single, "zuzhibu1", form);
        runJobs(single);
        complete("userTask_decideMatches", single, "credit1", Map.of("row", "1", "decision", "open"));
        runJobs(single);
        assertThat(subjects.findByIdentity(IdentityNumber.of(entered))).isPresent();

        List<String> seen = new ArrayList<>();
        for (String person : List.of("zuzhibu1", "credit1", "supervisor1")) {
            for (String path : List.of("/credit/filings", "/credit/filings/" + no, "/credit/filings/" + no + "/returned", "/credit/filings/" + single, "/cases/" + no, "/cases/" + single,
                    "/credit/completeness", "/api/v1/credit/filings/" + no, "/tasks/" + task("userTask_decideMatches", no).getId())) {
                seen.add(visitAs(person, path).text());
            }
        }
        assertThat(seen).anySatisfy(text -> assertThat(text).contains(IdentityNumber.of(unknown).masked()));
        for (String one : planted) {
            assertThat(seen).noneSatisfy(text -> assertThat(text).contains(one));
            assertThat(output.getAll()).doesNotContain(one);
            assertThat(tablesHolding(one)).isEmpty();
        }
    }

    /** Every text and binary column of every table, the engine's included. */
    private List<String> tablesHolding(String text) {
        List<String> found = new ArrayList<>();
        jdbc.sql("select table_name, column_name, data_type from information_schema.columns where lower(table_schema) = 'public'").query((row, i) ->
                List.of(row.getString(1), row.getString(2), row.getString(3).toUpperCase())).list().forEach(column -> {
            String type = column.get(2);
            if (type.contains("CHAR") || type.contains("TEXT")) {
                if (jdbc.sql("select count(*) from " + column.get(0) + " where " + column.get(1) + " like ?").param("%" + text + "%").query(Integer.class).single() > 0) {
                    found.add(column.get(0) + "." + column.get(1));
                }
            } else if (type.contains("BINARY") || type.equals("BYTEA")) {
                jdbc.sql("select " + column.get(1) + " from " + column.get(0)).query((row, i) -> {
                    byte[] bytes = row.getBytes(1);
                    return bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
                }).list().stream().filter(content -> content.contains(text)).forEach(content -> found.add(column.get(0) + "." + column.get(1)));
            }
        });
        return found;
    }

    private Answer upload(String person, String path, String name, byte[] content) {
        MockMultipartHttpServletRequestBuilder request = multipart(path).file(new MockMultipartFile("file", name, "text/csv", content));
        return answer((MockHttpServletRequestBuilder) request.accept(MediaType.TEXT_HTML).with(signedIn(person)).with(csrf()));
    }

    private String callJson(String person, String path) {
        return answer(get(path).accept(MediaType.APPLICATION_JSON).with(signedIn(person))).text();
    }
}
