package org.govintegrity.warning;

import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.govintegrity.common.Refusal;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

/** Signals of monitors outside, by file and one by one: good rows go on, the others come back; nothing personal is kept in the open. */
class SignalImportTest extends WarningTest {

    private static final String HEAD = "来源,来源编号,单位,种类,数量,日期,内容,链接,备注\n";

    @Autowired
    private SignalImport imports;

    private final String run = Long.toString(System.nanoTime());

    @Test
    void goodRowsAreSignalsAndTheOthersComeBackWithWhatIsWrong() {
        String code = registry.unit(UNIT).creditCode() == null ? "宋村镇" : registry.unit(UNIT).creditCode().toString();
        String csv = HEAD
                + "舆情平台," + run + "-1," + code + ",舆情,3,2026-02-27,网民集中反映道路承诺没有兑现,https://news.example/1,急\n"
                + "舆情平台," + run + "-2,宋村镇,sentiment,,2026/03/01,又有报道,,\n"
                + "舆情平台," + run + "-1,宋村镇,舆情,,2026-03-01,重复的编号,,核一下\n"
                + ",,没有这个镇,胡乱,许多,某天,,ftp://x,\n"
                + "舆情平台," + run + "-3,宋村镇,舆情,,2026-03-01,王某13800138000说承诺没有兑现,,\n"
                + "舆情平台," + run + "-4,宋村镇,舆情,,2026-03-09,将来的事,,\n";
        SignalImport.Batch batch = take("监测.csv", csv);
        assertThat(batch.accepted()).isEqualTo(2);
        assertThat(imports.returned(batch.batchNo())).extracting(SignalImport.Returned::line).containsExactly(4, 5, 6, 7);
        assertThat(imports.returned(batch.batchNo()).get(0).problem()).contains("与本文件第2行重复");
        assertThat(imports.returned(batch.batchNo()).get(1).problem()).contains("“来源”没有填写", "“来源编号”没有填写", "不在单位名录中", "“种类”应为舆情", "“数量”应为大于0", "“日期”应为", "“内容”没有填写",
                "“链接”应为");
        assertThat(imports.returned(batch.batchNo()).get(2).problem()).contains("请删去个人信息").doesNotContain("13800138000");
        assertThat(imports.returned(batch.batchNo()).get(3).problem()).contains("不能晚于今天");
        assertThat(imports.headings(imports.returned(batch.batchNo()))).endsWith("备注");
        assertThat(jdbc.sql("select sealed from warning_returned where batch_no = ?").param(batch.batchNo()).query(String.class).list()).noneMatch(s -> s.contains("13800138000"));
        assertThat(signals.find("舆情平台", run + "-1")).hasValueSatisfying(s -> {
            assertThat(s.unitId()).isEqualTo(UNIT);
            assertThat(s.amount()).isEqualByComparingTo("3");
            assertThat(s.batchNo()).isEqualTo(batch.batchNo());
        });
        assertThat(refusalOf(() -> take("监测.csv", csv))).hasMessageContaining("已经导入过").extracting(Refusal::kind).isEqualTo(Refusal.Kind.CONFLICT);
        assertThat(imports.returned(take("监测2.csv", HEAD + "舆情平台," + run + "-1,宋村镇,舆情,3,2026-02-27,同一编号,,\n").batchNo())).singleElement()
                .satisfies(row -> assertThat(row.problem()).contains("已经登记"));
    }

    @Test
    void aFileOfSomethingElseIsRefusedAndTheTemplateFits() throws IOException {
        assertThat(refusalOf(() -> take("花名册.csv", "姓名,电话\n甲,1\n"))).hasMessageContaining("没有“来源编号”一列");
        ByteArrayOutputStream template = new ByteArrayOutputStream();
        SignalTable.template(template);
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(template.toByteArray()))) {
            assertThat(book.getSheetAt(0).getRow(0).getCell(1).getStringCellValue()).isEqualTo("来源编号");
            assertThat(book.getSheetAt(1).getLastRowNum()).isEqualTo(SignalTable.COLUMNS.size());
        }
    }

    @Test
    void theSameTwiceIsOneAndAnotherUnderTheSameNumberIsRefused() {
        OutsideSignals.NewSignal s = signal(run, UNIT, SignalSort.LATE, TODAY);
        assertThat(signals.take(s, "JK-1", null).fresh()).isTrue();
        assertThat(signals.take(s, "JK-1", null).fresh()).isFalse();
        assertThat(refusalOf(() -> signals.take(signal(run, UNIT, SignalSort.OTHER, TODAY), "JK-1", null))).hasMessageContaining("内容不同").extracting(Refusal::kind)
                .isEqualTo(Refusal.Kind.CONFLICT);
        assertThat(refusalOf(() -> signals.withdraw("别的平台", run, "不是"))).extracting(Refusal::kind).isEqualTo(Refusal.Kind.NOT_FOUND);
        assertThat(refusalOf(() -> signals.withdraw(s.source(), run, " "))).hasMessageContaining("撤回的原因");
        assertThat(refusalOf(() -> signals.withdraw(s.source(), run, "请联系13800138000"))).hasMessageContaining("个人信息");
        assertThat(signals.withdraw(s.source(), run, "重复").withdrawnOn()).isEqualTo(TODAY);
        assertThat(signals.withdraw(s.source(), run, "再次").withdrawnWords()).as("once").isEqualTo("重复");
    }

    private SignalImport.Batch take(String name, String content) {
        return as("credit1", () -> imports.take(name, content.getBytes(StandardCharsets.UTF_8), "credit1"));
    }
}
