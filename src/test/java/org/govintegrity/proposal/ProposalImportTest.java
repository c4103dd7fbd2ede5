package org.govintegrity.proposal;

import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.govintegrity.common.Refusal;
import org.govintegrity.scenario.StatementCounter;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

/** Files as assemblies hand them out: merged cells, numbers twice, a title above; good rows go on and the others come back. */
class ProposalImportTest extends ProposalTest {

    @Autowired
    private ProposalImport files;
    @Autowired
    private StatementCounter statements;

    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> merged = new ArrayList<>();
    private final Map<String, byte[]> packed = new HashMap<>();
    private final String session = "会议" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void mergedCellsThatAreClearAreUnderstood() throws IOException {
        row("2026年代表建议汇总表", "", "", "", "", "", "", "", "");
        heading();
        row("代表建议", session, "1", "增设公交站点", "于海", "张芳", "", "", "站点少");
        row("", "", "", "", "", "王强", "", "", "");
        row("", "", "", "", "", "李娜", "", "", "");
        row("", "", "2", "硬化村路", "孙伟", "", "", "是", "村路失修");
        row("政协提案", "", "3", "扩建图书馆", "周敏", "", "是", "", "座位不够");
        merged.addAll(List.of("A1:I1", "A3:A6", "B3:B7", "C3:C5", "D3:D5", "E3:E5", "I3:I5"));
        Batch batch = take();
        assertThat(batch.accepted()).isEqualTo(3);
        assertThat(files.returned(batch.batchNo())).isEmpty();
        String first = proposals.known(ProposalKind.SUGGESTION, session, "1").orElseThrow();
        assertThat(proposals.signers(first)).extracting(Signer::name).containsExactly("于海", "张芳", "王强", "李娜");
        assertThat(task("userTask_designateUnits", first)).as("each has begun").isNotNull();
        Proposal second = proposals.get(proposals.known(ProposalKind.SUGGESTION, session, "2").orElseThrow());
        assertThat(second.keyItem()).isTrue();
        Proposal third = proposals.get(proposals.known(ProposalKind.MOTION, session, "3").orElseThrow());
        assertThat(third.caseNo()).startsWith("TA-");
        assertThat(third.confidential()).isTrue();
    }

    @Test
    void mergedCellsThatCouldMeanTwoThingsComeBackWithTheirPlace() throws IOException {
        heading();
        row("代表建议", session, "1", "增设公交站点", "于海", "", "", "", "同一段内容");
        row("代表建议", session, "2", "硬化村路", "孙伟", "", "", "", "");
        row("代表建议", session, "3", "标题和领衔人并在一起", "", "", "", "", "内容");
        row("代表建议", session, "4", "甲事", "周敏", "", "", "", "内容");
        row("", "", "", "乙事", "", "", "", "", "");
        row("代表建议", session, "6", "扩建图书馆", "周敏", "", "", "", "座位不够");
        merged.addAll(List.of("I2:I3", "D4:E4", "C5:C6"));
        Batch batch = take();
        assertThat(batch.accepted()).isEqualTo(1);
        List<Returned> back = files.returned(batch.batchNo());
        assertThat(back).extracting(Returned::line).containsExactly(2, 3, 4, 5, 6);
        assertThat(back.get(0).problem()).contains("I2:I3");
        assertThat(back.get(1).problem()).contains("I2:I3");
        assertThat(back.get(2).problem()).contains("D4:E4");
        assertThat(back.get(3).problem()).contains("C5:C6", "第6行另有“标题”");
    }

    @Test
    void numbersThatAreThereTwiceComeBack() throws IOException {
        heading();
        row("代表建议", session, "1", "增设公交站点", "于海", "", "", "", "站点少");
        row("代表建议", session, "1", "硬化村路", "孙伟", "", "", "", "村路失修");
        row("政协提案", session, "1", "扩建图书馆", "周敏", "", "", "", "座位不够");
        Batch batch = take();
        assertThat(batch.accepted()).as("a motion has numbers of its own").isEqualTo(2);
        assertThat(files.returned(batch.batchNo())).singleElement().satisfies(row -> {
            assertThat(row.line()).isEqualTo(3);
            assertThat(row.problem()).contains("与本文件第2行重复");
            assertThat(row.cells()).containsEntry("标题", "硬化村路");
        });
        assertThat(refusalOf(this::take)).as("the same file").extracting(Refusal::kind).isEqualTo(Refusal.Kind.CONFLICT);
        row("代表建议", session, "5", "新的一件", "于海", "", "", "", "内容");
        Batch again = take();
        assertThat(again.accepted()).isEqualTo(1);
        assertThat(files.returned(again.batchNo())).extracting(Returned::problem).anyMatch(p -> p.contains("已经登记（JY-"));
        assertThat(refusalOf(() -> as("supervisor1", () -> proposals.register(new NewProposal(ProposalKind.SUGGESTION, session, "1", "又一次", "内容", "于海", List.of(), false, false)))))
                .hasMessageContaining("没有重复登记");
    }

    /** Each row that comes back is stored by one statement; whether its number is known takes none. */
    @Test
    void earlierNumbersAreAskedForOnceAFile() throws IOException {
        heading();
        for (int i = 1; i <= 40; i++) {
            row("代表建议", session, String.valueOf(i), "增设公交站点", "于海", "", "", "", "站点少");
        }
        assertThat(take().accepted()).isEqualTo(40);
        int few = statementsOf(10);
        int many = statementsOf(40);
        assertThat(many - few).as("30 rows more that come back").isEqualTo(30);
    }

    /** Of a file with the first so many rows, all of which are there already. */
    private int statementsOf(int count) throws IOException {
        List<List<String>> all = List.copyOf(rows);
        rows.clear();
        rows.addAll(all.subList(0, 1 + count));
        rows.add(List.of("说明"));   // another file, not the same once more
        int before = statements.count();
        Batch batch = take();
        int taken = statements.count() - before;
        assertThat(files.returned(batch.batchNo())).hasSize(count + 1).anyMatch(r -> r.problem().contains("已经登记（JY-"));
        rows.clear();
        rows.addAll(all);
        return taken;
    }

    @Test
    void whatIsMissingOrUnclearIsNamedAllAtOnce() throws IOException {
        heading();
        row("建议", session, "", "", "于海", "张芳、张芳", "也许", "", "内容");
        row("代表建议", session, "2", "硬化村路", "孙伟", "", "", "", "村路失修");
        Batch batch = take();
        assertThat(batch.accepted()).isEqualTo(1);
        assertThat(files.returned(batch.batchNo())).singleElement().satisfies(row ->
                assertThat(row.problem()).contains("代表建议或者政协提案", "“编号”没有填写", "“标题”没有填写", "署名“张芳”重复", "“保密”应填"));
    }

    @Test
    void whatIsNoTableOfProposalsIsRefused() {
        assertThat(refusalOf(() -> files.take("假.xlsx", "不是表格".getBytes(StandardCharsets.UTF_8), "supervisor1"))).hasMessageContaining("不能作为 Excel");
        assertThat(refusalOf(() -> files.take("别的.csv", "姓名,电话\n于海,123\n".getBytes(StandardCharsets.UTF_8), "supervisor1"))).hasMessageContaining("下载模板");
    }

    private void heading() {
        row(ProposalTable.COLUMNS.toArray(String[]::new));
    }

    private void row(String... cells) {
        rows.add(List.of(cells));
    }

    private Batch take() throws IOException {
        try (XSSFWorkbook book = new XSSFWorkbook(); ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            XSSFSheet sheet = book.createSheet();
            for (int r = 0; r < rows.size(); r++) {
                var row = sheet.createRow(r);
                for (int c = 0; c < rows.get(r).size(); c++) {
                    if (!rows.get(r).get(c).isEmpty()) {
                        row.createCell(c).setCellValue(rows.get(r).get(c));
                    }
                }
            }
            merged.forEach(region -> sheet.addMergedRegion(CellRangeAddress.valueOf(region)));
            book.write(out);
            byte[] content = packed.computeIfAbsent(rows + "" + merged, k -> out.toByteArray());   // a workbook packed anew holds another time
            return as("supervisor1", () -> files.take("建议.xlsx", content, "supervisor1"));
        }
    }
}
