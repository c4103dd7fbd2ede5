package org.govintegrity.web;

import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.govintegrity.common.table.TableFile;
import org.govintegrity.common.table.TableSheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/** 双公示 as a unit's clerk and the central offices use it: template, upload, what comes back, what counts as late, the national files. */
class DisclosurePagesTest extends PageTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    /** Of a company; the first check vector of the national standard that is one. */
    private static final String COMPANY = "91350200776049653A";
    private static final String ID = "11010519491231002X";
    /** In the order of the national files, as live platforms have them; written out, so that a slip in the field set is seen. */
    private static final List<String> PENALTY = columns("CF_", "XDR_MC XDR_LB XDR_SHXYM XDR_GSZC XDR_ZZJG XDR_SWDJ XDR_SYDW XDR_SHZZ FRDB FR_ZJLX FR_ZJHM XDR_ZJLX XDR_ZJHM "
            + "WSH WFXW SY YJ CFLB NR NR_FK NR_WFFF NR_ZKDX JDRQ YXQ GSJZQ CFJG CFJGDM SJLY SJLYDM SYFW BZ");
    private static final List<String> PERMIT = columns("XK_", "XDR_MC XDR_LB XDR_SHXYM XDR_GSZC XDR_ZZJG XDR_SWDJ XDR_SYDW XDR_SHZZ FRDB FR_ZJLX FR_ZJHM XDR_ZJLX XDR_ZJHM "
            + "XKWS WSH XKLB XKZS XKBH NR JDRQ YXQZ YXQZI XKJG XKJGDM ZT LYDW LYDWDM BZ");

    @Autowired
    private MockMvc web;

    @ParameterizedTest
    @CsvSource({"penalty,行政处罚", "permit,行政许可"})
    void theTemplateHasTheNationalColumnsAndSaysHowToFillThemIn(String kind, String label) throws Exception {
        List<String> columns = kind.equals("permit") ? PERMIT : PENALTY;
        String unit = "shuiliju";
        assertThat(visitAs(unit + "1", "/disclosure?kind=" + kind).text()).contains("报送" + label, "/disclosure/template.xlsx?kind=" + kind, "/disclosure/template.csv?kind=" + kind);
        try (XSSFWorkbook book = book(fetch(unit + "1", "/disclosure/template.xlsx?kind=" + kind))) {
            assertThat(texts(book.getSheetAt(0).getRow(0))).containsExactlyElementsOf(columns);
            XSSFSheet help = book.getSheetAt(1);
            assertThat(help.getLastRowNum()).isEqualTo(columns.size());
            assertThat(texts(help.getRow(1))).containsExactly(columns.get(0), "行政相对人名称", "必填", "文字，最多200字");
        }
        MockHttpServletResponse csv = fetch(unit + "1", "/disclosure/template.csv?kind=" + kind);
        assertThat(csv.getHeader("Content-Disposition")).contains("filename*=UTF-8''");
        assertThat(new String(csv.getContentAsByteArray(), StandardCharsets.UTF_8)).isEqualTo("\uFEFF" + String.join(",", columns) + "\r\n");
    }

    @Test
    void goodRowsStayAndBadOnesComeBackToBeMended() throws Exception {
        String unit = "shuiliju";
        List<Map<String, String>> rows = new ArrayList<>(List.of(penalty(unit), penalty(unit), penalty(unit), penalty(unit)));
        rows.get(1).put("CF_JDRQ", "昨天");
        rows.get(3).remove("CF_SY");
        rows.get(3).put("CF_BZ", "备注一");
        Answer sent = upload(unit + "1", "penalty", "处罚.xlsx", xlsx(PENALTY, rows));
        assertThat(sent.location()).matches("/disclosure/batches/SG-\\d{4}-\\d{4}");
        String page = visitAs(unit + "1", sent.location()).text();
        assertThat(page).contains("处罚.xlsx", "2行，其中迟报0行", "处罚决定日期", "不是日期，应如 2026/03/02", "“违法事实”（CF_SY）没有填写", "/rejected.xlsx");
        MockHttpServletResponse back = fetch(unit + "1", sent.location() + "/rejected.xlsx");
        List<List<String>> mended = new ArrayList<>();
        try (XSSFWorkbook book = book(back)) {
            XSSFSheet sheet = book.getSheetAt(0);
            List<String> headings = texts(sheet.getRow(0));
            assertThat(headings).as("all columns, also those that were left empty, for that is what is to be filled in").startsWith(PENALTY.toArray(String[]::new)).endsWith("错误");
            assertThat(sheet.getLastRowNum()).isEqualTo(2);
            for (int i = 1; i <= 2; i++) {
                mended.add(new ArrayList<>(texts(sheet.getRow(i))));
            }
            assertThat(mended.get(0)).contains("昨天", rows.get(1).get("CF_WSH")).last().asString().contains("不是日期");
            assertThat(mended.get(1)).contains("备注一", rows.get(3).get("CF_WSH")).last().asString().contains("没有填写");
            mended.get(0).set(headings.indexOf("CF_JDRQ"), "2026-02-27");
            mended.get(1).set(headings.indexOf("CF_SY"), "虚报补贴");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            TableSheet.xlsx(out, new TableSheet.Sheet("退回的行", headings, mended));
            Answer again = upload(unit + "1", "penalty", "改好.xlsx", out.toByteArray());
            assertThat(visitAs(unit + "1", again.location()).text()).contains("2行，其中迟报0行", "0行").doesNotContain("/rejected.xlsx");
        }
        String list = visitAs(unit + "1", "/disclosure?kind=penalty").text();
        rows.forEach(row -> assertThat(list).contains(row.get("CF_WSH")));
    }

    /** Columns may be named in Chinese, and what comes back is named as it was. */
    @Test
    void permitsAreTakenFromCsvToo() throws Exception {
        String unit = "weijianju";
        Map<String, String> good = permit(unit);
        Map<String, String> bad = permit(unit);
        bad.put("XK_YXQZI", "2026-01-01");
        List<String> codes = List.copyOf(good.keySet());
        String csv = String.join(",", codes).replace("XK_XDR_MC", "行政相对人名称").replace("XK_NR", "许可内容") + "\n"
                + List.of(good, bad).stream().map(row -> String.join(",", row.values())).reduce("", (all, one) -> all + one + "\n");
        Answer sent = upload(unit + "1", "permit", "许可.csv", csv.getBytes(java.nio.charset.Charset.forName("GB18030")));
        assertThat(visitAs(unit + "1", sent.location()).text()).contains("有效期至早于有效期自");
        try (XSSFWorkbook book = book(fetch(unit + "1", sent.location() + "/rejected.xlsx"))) {
            assertThat(texts(book.getSheetAt(0).getRow(0))).contains("行政相对人名称", "许可内容", "XK_WSH", "XK_BZ", "错误").doesNotContain("XK_XDR_MC", "XK_NR");
        }
        assertThat(visitAs(unit + "1", "/disclosure?kind=permit").text()).contains(good.get("XK_WSH")).doesNotContain(bad.get("XK_WSH"));
        assertThat(visitAs(unit + "1", "/disclosure?kind=penalty").text()).doesNotContain(good.get("XK_WSH"));
    }

    @Test
    void lateAndRejectedRowsAreCountedByUnitAndMonth() throws Exception {
        String unit = "nongyeju";
        Map<String, String> last = penalty(unit);
        last.put("CF_JDRQ", "2026-02-12");      // last day in time: 28 February, a working Saturday
        moveClockTo(LocalDate.of(2026, 2, 28).atTime(17, 0));
        assertThat(visitAs(unit + "1", upload(unit + "1", "penalty", "二月.xlsx", xlsx(PENALTY, List.of(last))).location()).text()).contains("1行，其中迟报0行");
        moveClockTo(LocalDate.of(2026, 3, 2).atTime(9, 0));
        Map<String, String> late = penalty(unit);
        late.put("CF_JDRQ", "2026-02-12");
        Map<String, String> bad = penalty(unit);
        bad.remove("CF_NR");
        Map<String, String> worse = penalty(unit);
        worse.put("CF_CFLB", "罚金");
        upload(unit + "1", "penalty", "三月.xlsx", xlsx(PENALTY, List.of(penalty(unit), late, bad, worse)));
        String page = visitAs(unit + "1", "/disclosure").text();
        assertThat(page).contains("迟报，应在2026年2月28日前");
        assertThat(counts(page)).containsExactly("2026-03 区农业农村局 2 1 2 0", "2026-02 区农业农村局 1 0 0 0");
        assertThat(counts(visitAs("credit1", "/disclosure").text())).contains("2026-03 区农业农村局 2 1 2 0", "2026-02 区农业农村局 1 0 0 0");
        try (XSSFWorkbook book = book(fetch(unit + "1", "/disclosure/statistics.xlsx"))) {
            assertThat(texts(book.getSheetAt(0).getRow(0))).containsExactly("月份", "单位", "接收", "其中迟报", "退回", "撤回超期");
            assertThat(texts(book.getSheetAt(0).getRow(1))).containsExactly("2026-03", registry.unit(unit).fullName(), "2", "1", "2", "0");
        }
        String found = visitAs(unit + "1", "/disclosure?month=2026-02").text();
        assertThat(found).contains(last.get("CF_WSH")).doesNotContain(late.get("CF_WSH"));
    }

    @Test
    void theNationalFilesHoldTheColumnsAndValuesOfWhatStands() throws Exception {
        String unit = "wenlvju";
        Map<String, String> fine = penalty(unit);
        fine.put("CF_BZ", "=1+1");
        Map<String, String> person = penalty(unit);
        person.keySet().removeAll(Set.of("CF_XDR_SHXYM", "CF_FRDB"));
        person.putAll(Map.of("CF_XDR_MC", "赵小兰", "CF_XDR_LB", "自然人", "CF_XDR_ZJLX", "身份证", "CF_XDR_ZJHM", ID, "CF_SY", "赵小兰虚报补贴"));
        Map<String, String> revoked = penalty(unit);
        String batch = upload(unit + "1", "penalty", "处罚.xlsx", xlsx(PENALTY, List.of(fine, person, revoked))).location().replaceAll(".*/", "");
        Map<String, String> permit = permit(unit);
        upload(unit + "1", "permit", "许可.xlsx", xlsx(PERMIT, List.of(permit)));
        assertThat(flash(unit + "1", post("/disclosure/entries/{no}/withdraw", batch + "-00004").param("revokedOn", "2026-03-02").param("reason", "复议撤销原决定"))).contains("已撤回，不再列入公示文件");

        List<TableFile.Line> xlsx = read(unit + "1", "penalty", "xlsx");
        assertThat(xlsx).extracting(line -> line.cells().get("CF_WSH")).contains(fine.get("CF_WSH"), person.get("CF_WSH")).doesNotContain(revoked.get("CF_WSH"));
        Map<String, String> expected = new LinkedHashMap<>(fine);
        expected.put("CF_JDRQ", "2026/02/27");
        assertThat(row(xlsx, fine)).isEqualTo(expected);
        assertThat(row(xlsx, person)).containsEntry("CF_XDR_MC", "赵*").containsEntry("CF_SY", "赵*虚报补贴").containsEntry("CF_XDR_ZJHM", "110*************2X");
        try (XSSFWorkbook book = book(fetch(unit + "1", "/disclosure/export.xlsx?kind=penalty"))) {
            assertThat(texts(book.getSheetAt(0).getRow(0))).containsExactlyElementsOf(PENALTY);
        }
        List<TableFile.Line> csv = read(unit + "1", "penalty", "csv");
        expected.put("CF_BZ", "'=1+1");   // no spreadsheet program may reckon it
        assertThat(row(csv, fine)).isEqualTo(expected);
        assertThat(new String(fetch(unit + "1", "/disclosure/export.csv?kind=penalty").getContentAsByteArray(), StandardCharsets.UTF_8))
                .startsWith("\uFEFF" + String.join(",", PENALTY) + "\r\n").doesNotContain("赵小兰", ID);

        try (XSSFWorkbook book = book(fetch("credit1", "/disclosure/export.xlsx?kind=permit&month=2026-03"))) {
            assertThat(texts(book.getSheetAt(0).getRow(0))).containsExactlyElementsOf(PERMIT);
        }
        assertThat(row(read("credit1", "permit", "csv"), permit)).containsEntry("XK_ZT", "0").containsEntry("XK_YXQZI", "2029/02/26").containsEntry("XK_XKLB", "普通");
        assertThat(read("credit1", "permit", "csv")).isNotEmpty();
        assertThat(new String(fetch("credit1", "/disclosure/export.csv?kind=permit&month=2026-01").getContentAsByteArray(), StandardCharsets.UTF_8)).doesNotContain(permit.get("XK_WSH"));
    }

    @Test
    void aUnitSeesItsOwnAndTheCentralOfficesAllButNotWhatCameBack() throws Exception {
        String unit = "shuiliju";
        Map<String, String> good = penalty(unit);
        Map<String, String> bad = penalty(unit);
        bad.put("CF_XDR_LB", "公司");
        String batch = upload(unit + "1", "penalty", "谁看.xlsx", xlsx(PENALTY, List.of(good, bad))).location();
        String entry = batch.replaceAll(".*/", "") + "-00002";
        for (String person : List.of("credit1", "supervisor1", "joint1")) {
            assertThat(visitAs(person, "/disclosure").text()).as(person).contains(good.get("CF_WSH"));
            assertThat(visitAs(person, batch).text()).as(person).contains("谁看.xlsx").doesNotContain("/rejected.xlsx").contains("只供报送单位下载");
            assertThat(visitAs(person, batch + "/rejected.xlsx").status()).as(person).isEqualTo(403);
        }
        assertThat(visitAs(unit + "2", batch + "/rejected.xlsx").status()).isEqualTo(200);
        assertThat(visitAs(OTHER + "head", "/disclosure").text()).doesNotContain(good.get("CF_WSH"));
        assertThat(visitAs(OTHER + "head", batch).status()).isEqualTo(404);
        assertThat(visitAs(OTHER + "head", batch + "/rejected.xlsx").status()).isEqualTo(404);
        assertThat(new String(fetch(OTHER + "1", "/disclosure/export.csv").getContentAsByteArray(), StandardCharsets.UTF_8)).doesNotContain(good.get("CF_WSH"));
        assertThat(visitAs("credit1", "/disclosure").text()).doesNotContain(entry + "/withdraw");
        assertThat(flash(OTHER + "1", post("/disclosure/entries/{no}/withdraw", entry).param("revokedOn", "2026-03-02").param("reason", "复议撤销原决定"))).contains("本单位没有报送过");
        assertThat(visitAs(unit + "1", "/disclosure").text()).contains(entry + "/withdraw");
        assertThat(flash(unit + "1", post("/disclosure/entries/{no}/withdraw", entry).param("revokedOn", "").param("reason", "复议撤销原决定"))).contains("请填写决定被撤销的日期");
        assertThat(visit("/disclosure").status()).isEqualTo(302);
    }

    @Test
    void oneIsFilledInOnThePageAndKeepsWhatWasTypedWhenItIsWrong() throws Exception {
        String unit = "shuiliju";
        Map<String, String> row = penalty(unit);
        row.put("CF_JDRQ", "2026-02-12");
        row.put("CF_SY", "虚报<b>补贴");
        String form = visitAs(unit + "1", "/disclosure/new?kind=penalty").text();
        assertThat(form).contains("填报行政处罚", "处罚决定书文号", "CF_WSH", "<input type=\"checkbox\" name=\"CF_CFLB\" value=\"罚款\">");
        assertThat(form).as("its own name and code are there").contains("value=\"" + row.get("CF_CFJG") + "\"", "value=\"" + row.get("CF_SJLYDM") + "\"");
        Map<String, List<String>> wrong = fields("penalty", row);
        wrong.put("CF_CFJGDM", List.of("11371003991802978R"));
        wrong.put("CF_CFLB", List.of("警告", "罚款"));
        Answer refused = send(unit + "1", "/disclosure/new", wrong);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("没有报送，请修改后再试", "不是本单位的统一社会信用代码", "虚报&lt;b&gt;补贴", row.get("CF_WSH"), "value=\"2026-02-12\"",
                "value=\"警告\" checked", "value=\"罚款\" checked").doesNotContain("value=\"其他\" checked");
        Map<String, List<String>> both = fields("penalty", row);
        both.put("CF_CFLB", List.of("警告", "罚款"));
        assertThat(send(unit + "1", "/disclosure/new", both).location()).isEqualTo("/disclosure?kind=penalty");
        assertThat(new String(fetch(unit + "1", "/disclosure/export.csv").getContentAsByteArray(), StandardCharsets.UTF_8)).contains("警告;罚款");
        assertThat(visitAs(unit + "1", "/disclosure?kind=penalty").text()).contains(row.get("CF_WSH"), "迟报，应在2026年2月28日前");
        assertThat(send(unit + "1", "/disclosure/new", fields("penalty", row)).text()).contains("已经报送过，不要重复报送");
    }

    @Test
    void whatCannotBeReadIsRefusedInWordsThatSayWhatToDo() throws Exception {
        String unit = "shuiliju";
        assertThat(problem(unit + "1", null, null)).contains("请先选择要上传的文件");
        assertThat(problem(unit + "1", "处罚.pdf", new byte[]{1, 2})).contains("类型不能识别", ".xlsx");
        assertThat(problem(unit + "1", "处罚.xlsx", "不是工作簿".getBytes(StandardCharsets.UTF_8))).contains("不能作为 Excel 工作簿", "重新另存");
        assertThat(problem(unit + "1", "处罚.json", "{".getBytes(StandardCharsets.UTF_8))).contains("不是 JSON 对象的列表");
        assertThat(problem(unit + "1", "处罚.csv", (String.join(",", PENALTY) + "\n").getBytes(StandardCharsets.UTF_8))).contains("没有数据行");
        byte[] file = xlsx(PENALTY, List.of(penalty(unit)));
        String first = upload(unit + "1", "penalty", "处罚.xlsx", file).location().replaceAll(".*/", "");
        assertThat(problem(unit + "1", "处罚（副本）.xlsx", file)).contains("这个文件已经报送过（" + first + "）");
    }

    /** Columns that belong to something else: all rows would come back, thirty words each, and nothing would be said of the cause. */
    @Test
    void aFileWithOtherColumnsIsRefusedWhole() throws Exception {
        String unit = "shuiliju";
        String before = visitAs(unit + "1", "/disclosure").text();
        assertThat(problem(unit + "1", "名单.csv", "姓名,电话\n甲,1\n乙,2\n".getBytes(StandardCharsets.UTF_8))).contains("第一行没有", "行政处罚", "模板");
        assertThat(flash(unit + "1", file("permit", "处罚.xlsx", xlsx(PENALTY, List.of(penalty(unit)))))).contains("第一行没有", "行政许可");
        assertThat(counts(visitAs(unit + "1", "/disclosure").text())).isEqualTo(counts(before));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/disclosure?month=2026-13", "/disclosure?month=去年", "/disclosure/export.csv?month=2026-1", "/disclosure/export.xlsx?month=x"})
    void whatIsNoMonthIsSaid(String path) {
        Answer answer = visitAs("credit1", path);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("月份应写成 2026-03 的样子");
    }

    @Test
    void whatIsNoKindIsSaid() {
        for (String path : List.of("/disclosure?kind=x", "/disclosure/new?kind=x", "/disclosure/template.xlsx?kind=x", "/disclosure/export.csv?kind=x")) {
            assertThat(visitAs("shuiliju1", path)).as(path).satisfies(answer -> {
                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.text()).contains("行政许可", "行政处罚");
            });
        }
    }

    private Map<String, String> penalty(String unit) {
        String code = registry.unit(unit).creditCode().text();
        Map<String, String> row = new LinkedHashMap<>();
        row.put("CF_XDR_MC", "厦门某某有限公司");
        row.put("CF_XDR_LB", "法人及非法人组织");
        row.put("CF_XDR_SHXYM", COMPANY);
        row.put("CF_FRDB", "李四");
        row.put("CF_WSH", "文罚页〔2026〕" + NUMBER.incrementAndGet() + "号");
        row.put("CF_WFXW", "虚报专项资金");
        row.put("CF_SY", "虚报产业扶持资金");
        row.put("CF_YJ", "财政违法行为处罚处分条例第十四条");
        row.put("CF_CFLB", "罚款");
        row.put("CF_NR", "罚款五万元");
        row.put("CF_NR_FK", "5");
        row.put("CF_JDRQ", "2026-02-27");
        row.put("CF_CFJG", registry.unit(unit).fullName());
        row.put("CF_CFJGDM", code);
        row.put("CF_SJLY", registry.unit(unit).fullName());
        row.put("CF_SJLYDM", code);
        return row;
    }

    private Map<String, String> permit(String unit) {
        String code = registry.unit(unit).creditCode().text();
        Map<String, String> row = new LinkedHashMap<>();
        row.put("XK_XDR_MC", "厦门某某有限公司");
        row.put("XK_XDR_LB", "法人及非法人组织");
        row.put("XK_XDR_SHXYM", COMPANY);
        row.put("XK_FRDB", "李四");
        row.put("XK_XKWS", "准予行政许可决定书");
        row.put("XK_WSH", "文许页〔2026〕" + NUMBER.incrementAndGet() + "号");
        row.put("XK_XKLB", "普通");
        row.put("XK_NR", "代理记账");
        row.put("XK_JDRQ", "2026-02-27");
        row.put("XK_YXQZ", "2026-02-27");
        row.put("XK_YXQZI", "2029-02-26");
        row.put("XK_XKJG", registry.unit(unit).fullName());
        row.put("XK_XKJGDM", code);
        row.put("XK_ZT", "正常");
        row.put("XK_LYDW", registry.unit(unit).fullName());
        row.put("XK_LYDWDM", code);
        return row;
    }

    private static List<String> columns(String prefix, String names) {
        return List.of(names.split(" ")).stream().map(name -> prefix + name).toList();
    }

    private static byte[] xlsx(List<String> headings, List<Map<String, String>> rows) throws IOException {
        Set<String> known = new LinkedHashSet<>(headings);
        rows.forEach(row -> assertThat(known).containsAll(row.keySet()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TableSheet.xlsx(out, new TableSheet.Sheet("数据", headings, rows.stream().map(row -> headings.stream().map(row::get).toList()).toList()));
        return out.toByteArray();
    }

    private static XSSFWorkbook book(MockHttpServletResponse response) throws IOException {
        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getContentType()).isEqualTo("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        return new XSSFWorkbook(new ByteArrayInputStream(response.getContentAsByteArray()));
    }

    private static List<String> texts(Row row) {
        return IntStream.range(0, row.getLastCellNum()).mapToObj(row::getCell).map(Cell::getStringCellValue).toList();
    }

    private List<TableFile.Line> read(String person, String kind, String suffix) throws Exception {
        return TableFile.read("导出." + suffix, fetch(person, "/disclosure/export." + suffix + "?kind=" + kind).getContentAsByteArray(), 10_000);
    }

    private static Map<String, String> row(List<TableFile.Line> lines, Map<String, String> given) {
        String number = given.getOrDefault("CF_WSH", given.get("XK_WSH"));
        return lines.stream().map(TableFile.Line::cells).filter(cells -> cells.containsValue(number)).findFirst().orElseThrow();
    }

    private static Map<String, List<String>> fields(String kind, Map<String, String> row) {
        Map<String, List<String>> fields = new LinkedHashMap<>(Map.of("kind", List.of(kind)));
        row.forEach((field, value) -> fields.put(field, List.of(value)));
        return fields;
    }

    /** The lines of the table of units and months. */
    private static List<String> counts(String page) {
        String section = page.substring(page.indexOf("<section aria-labelledby=\"counts\">")).split("</tbody>", 2)[0];
        return List.of(section.split("<tr>")).stream().filter(row -> row.contains("data-label=\"月份\""))
                .map(row -> row.replaceAll("<[^>]+>", " ").strip().replaceAll("\\s+", " ")).toList();
    }

    private MockHttpServletResponse fetch(String person, String path) throws Exception {
        return web.perform(get(path).with(signedIn(person))).andReturn().getResponse();
    }

    private Answer upload(String person, String kind, String name, byte[] content) {
        return answer(file(kind, name, content).accept(MediaType.TEXT_HTML).with(signedIn(person)).with(csrf()));
    }

    private static MockHttpServletRequestBuilder file(String kind, String name, byte[] content) {
        return (MockHttpServletRequestBuilder) (name == null ? multipart("/disclosure/files") : multipart("/disclosure/files").file(new MockMultipartFile("file", name, null, content)))
                .param("kind", kind);
    }

    private String problem(String person, String name, byte[] content) {
        return flash(person, file("penalty", name, content));
    }

    /** What the page says that one is sent to after a post. */
    private String flash(String person, MockHttpServletRequestBuilder post) {
        MockHttpSession session = new MockHttpSession();
        Answer sent = answer(post.accept(MediaType.TEXT_HTML).session(session).with(signedIn(person)).with(csrf()));
        assertThat(sent.status()).isEqualTo(302);
        return answer(get(sent.location()).accept(MediaType.TEXT_HTML).session(session).with(signedIn(person))).text();
    }
}
