package org.govintegrity.complaint;

import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.govintegrity.common.Refusal;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The hotline's file: good rows become complaints, the others come back; names in it are read nowhere. */
class ComplaintImportTest extends ComplaintTest {

    private static final String HEAD = "工单编号,被投诉单位,类别,投诉内容,署名,姓名,电话,欠款金额,逾期起始日,坐席备注\n";

    @Autowired
    private ComplaintImport imports;

    private final String run = Long.toString(System.nanoTime());

    @Test
    void goodRowsGoOnAndTheOthersComeBackWithWhatIsWrong() {
        String csv = HEAD
                + run + "-1,界石镇,政务服务承诺和办理时限,承诺三日办结的事项等了一个月,,韩导入,13700001111,,,急\n"
                + run + "-2,界石镇,拖欠中小企业款项,绿化工程款两年没有支付，多次催要,匿名,,,\"120,000\",2025-03-01,\n"
                + run + "-3,没有这个镇,政府采购,中标后三个月不签合同没有说法,实名,韩导入,,,,催过两次\n"
                + run + "-1,界石镇,政务服务承诺和办理时限,承诺三日办结的事项等了一个月,,,,,,\n"
                + ",界石镇,胡乱的类别,太短,乱写,,,许多,某天,\n"
                + run + "-4,界石镇,拖欠中小企业款项,材料款两年没有支付，多次催要,匿名,,,,,\n";
        ComplaintImport.Batch batch = take("热线.csv", csv);
        assertThat(batch.accepted()).isEqualTo(2);
        assertThat(batch.returned()).isEqualTo(4);
        List<ComplaintImport.Returned> back = imports.returned(batch.batchNo());
        assertThat(back).extracting(ComplaintImport.Returned::line).containsExactly(4, 5, 6, 7);
        assertThat(back.get(0).problem()).contains("不在单位名录中", "电话或者其他联系方式");
        assertThat(back.get(0).cells()).containsEntry("姓名", "韩导入");
        assertThat(back.get(1).problem()).contains("与本文件第2行重复");
        assertThat(back.get(2).problem()).contains("“工单编号”没有填写", "不在列出的类别中", "“署名”应为", "“欠款金额”应为数字", "“逾期起始日”应为日期", "“事实经过”至少10个字");
        assertThat(back.get(3).problem()).contains("欠款金额").contains("从哪一天起逾期");
        assertThat(imports.headings(back)).endsWith("坐席备注");
        Complaint first = complaints.get(complaints.known(Channel.HOTLINE, run + "-1").orElseThrow());
        assertThat(first.naming()).as("a name without a word on it is kept back").isEqualTo("confidential");
        assertThat(first.limitRule()).isEqualTo("hotline.handle");
        assertThat(task("userTask_precheckComplaint", first.caseNo())).isNotNull();
        Complaint second = complaints.get(complaints.known(Channel.HOTLINE, run + "-2").orElseThrow());
        assertThat(second.arrearsAmount()).isEqualByComparingTo("120000");
        assertThat(second.limitRule()).as("the law of the matter before the channel").isEqualTo("arrears.result");
        assertThat(jdbc.sql("select sealed from complaint_returned where batch_no = ?").param(batch.batchNo()).query(String.class).list()).allSatisfy(s -> assertThat(s).doesNotContain("韩导入"));
        assertThat(jdbc.sql("select count(*) from complaint_returned where problem like '%韩导入%' or problem like '%1370000%'").query(Integer.class).single()).isZero();
        assertThat(refusalOf(() -> take("热线.csv", csv))).hasMessageContaining("已经导入过").extracting(Refusal::kind).isEqualTo(Refusal.Kind.CONFLICT);
        ComplaintImport.Batch again = take("热线2.csv", HEAD + run + "-1,界石镇,其他承诺,承诺三日办结的事项等了一个月,,,,,,\n");
        assertThat(imports.returned(again.batchNo())).singleElement().satisfies(row -> assertThat(row.problem()).contains("已经登记（" + first.caseNo()));
    }

    @Test
    void aFileOfSomethingElseIsRefusedAndTheTemplateFits() throws IOException {
        assertThat(refusalOf(() -> take("花名册.csv", "姓名,电话\n甲,1\n"))).hasMessageContaining("没有“工单编号”一列");
        assertThat(refusalOf(() -> take("坏.xlsx", "不是表格"))).isNotNull();
        ByteArrayOutputStream template = new ByteArrayOutputStream();
        ComplaintTable.template(template);
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(template.toByteArray()))) {
            assertThat(book.getSheetAt(0).getRow(0).getCell(0).getStringCellValue()).isEqualTo("工单编号");
            assertThat(book.getSheetAt(1).getLastRowNum()).isEqualTo(ComplaintTable.COLUMNS.size());
        }
    }

    private ComplaintImport.Batch take(String name, String content) {
        return as("credit1", () -> imports.take(name, content.getBytes(StandardCharsets.UTF_8), "credit1"));
    }
}
