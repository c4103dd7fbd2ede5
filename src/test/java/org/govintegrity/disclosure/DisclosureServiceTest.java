package org.govintegrity.disclosure;

import org.govintegrity.common.Refusal;
import org.govintegrity.common.table.TableFile;
import org.govintegrity.common.table.TableSheet;
import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.Standing;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.scenario.ProcessTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/** Permits and penalties in the national field set: what is taken, what comes back and why, what counts as late. */
class DisclosureServiceTest extends ProcessTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String UNIT = "caizhengju";
    private static final String CODE = "11371003991802695H";
    private static final String ID = "11010519491231002X";

    @Autowired private DisclosureService disclosures;
    @Autowired private FieldSet fields;
    @Autowired private PenaltyClasses classes;
    @Autowired private CreditArchive archive;

    /** One field set to one value (nothing: left out), and what the problem must say; ok where there is none. */
    @ParameterizedTest
    @CsvSource({"CF_XDR_MC,,没有填写", "CF_WSH,,没有填写", "CF_WFXW,,没有填写", "CF_SY,,没有填写", "CF_YJ,,没有填写", "CF_NR,,没有填写", "CF_CFJG,,没有填写",
            "CF_XDR_LB,公司,只能填", "CF_XDR_SHXYM,,没有填写", "CF_XDR_SHXYM,9135020077604965IA,应为18位", "CF_XDR_SHXYM,91350100M0001TGQXM,ok", "CF_XDR_SHXYM,91350200776049653a,ok",
            "CF_FRDB,,没有填写", "CF_JDRQ,2026-03-03,还没有到", "CF_JDRQ,2017-12-31,不在报送范围", "CF_JDRQ,2026-02-30,不是日期", "CF_JDRQ,20260227,ok", "CF_JDRQ,2026年2月27日,ok",
            "CF_YXQ,2026-02-01,早于决定日期", "CF_GSJZQ,2026-02-01,早于决定日期", "CF_CFLB,罚金,只能填", "CF_CFLB,警告；罚款,ok", "CF_NR_FK,,必须填写", "CF_NR_FK,-1,不小于零",
            "CF_NR_FK,1.1234567,六位小数", "CF_NR_FK,一万,应为", "CF_CFJGDM,91350200776049653A,11开头", "CF_CFJGDM,1137100399180,应为18位",
            "CF_CFJGDM,11371003991802978R,不是本单位", "CF_SJLYDM,113710039918026950,ok", "CF_FR_ZJHM,110105194912310021,证件类型"})
    void everyFieldIsChecked(String field, String value, String expected) {
        Map<String, String> row = penalty();
        if (value == null) {
            row.remove(field);
        } else {
            row.put(field, value);
        }
        if (expected.equals("ok")) {
            assertThat(disclosures.single(UNIT, DisclosureKind.PENALTY, row, UNIT + "1").accepted()).isEqualTo(1);
        } else {
            assertThat(refusalOf(() -> disclosures.single(UNIT, DisclosureKind.PENALTY, row, UNIT + "1")).getMessage()).contains(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"XK_XKLB,批准,只能填", "XK_YXQZI,2026-01-01,早于", "XK_ZT,9,只能填", "XK_ZT,正常,ok", "XK_YXQZ,,没有填写"})
    void permitsToo(String field, String value, String expected) {
        Map<String, String> row = permit();
        if (value == null) {
            row.remove(field);
        } else {
            row.put(field, value);
        }
        if (expected.equals("ok")) {
            assertThat(disclosures.single(UNIT, DisclosureKind.PERMIT, row, UNIT + "1").accepted()).isEqualTo(1);
        } else {
            assertThat(refusalOf(() -> disclosures.single(UNIT, DisclosureKind.PERMIT, row, UNIT + "1")).getMessage()).contains(expected);
        }
    }

    @Test
    void aNaturalPersonNeedsANumberWhichIsSealedAndMaskedEverywhere() {
        Map<String, String> row = person();
        row.put("CF_XDR_ZJHM", "530102199201010010");
        Refusal refusal = refusalOf(() -> disclosures.single(UNIT, DisclosureKind.PENALTY, row, UNIT + "1"));
        assertThat(refusal.getMessage()).contains("不是有效的身份证号码").doesNotContain("530102199201010010");
        row.put("CF_XDR_ZJHM", ID);
        Batch batch = disclosures.single(UNIT, DisclosureKind.PENALTY, row, UNIT + "1");
        assertThat(jdbc.sql("select content || coalesce(sealed, '') from disclosure_entry where batch_no = ?").param(batch.batchNo()).query(String.class).single()).doesNotContain(ID);
        List<String> exported = disclosures.export(DisclosureKind.PENALTY, UNIT, null).stream().filter(cells -> cells.contains(row.get("CF_WSH"))).findFirst().orElseThrow();
        assertThat(exported).contains("赵*", "110*************2X").noneMatch(cell -> cell.contains("赵小兰") || cell.contains(ID));
        assertThat(archive.read("where r.case_no = :no", Map.of("no", batch.batchNo()))).as("no credit record of a person").isEmpty();
        row.put("CF_XDR_SHXYM", "91350200776049653A");
        assertThat(refusalOf(() -> disclosures.single(UNIT, DisclosureKind.PENALTY, row, UNIT + "1")).getMessage()).contains("不填统一社会信用代码");
    }

    /** The calendar's vectors: decided, last day in time. */
    @ParameterizedTest
    @CsvSource({"2024-02-05,2024-02-20", "2024-09-27,2024-10-12", "2025-01-24,2025-02-10", "2026-02-12,2026-02-28", "2026-09-30,2026-10-15"})
    void lateIsAfterSevenWorkingDays(LocalDate decided, LocalDate last) {
        for (int days : new int[]{0, 1}) {
            moveClockTo(last.plusDays(days).atTime(9, 0));
            Map<String, String> row = penalty();
            row.put("CF_JDRQ", decided.toString());
            Batch batch = disclosures.single(UNIT, DisclosureKind.PENALTY, row, UNIT + "1");
            assertThat(batch.late()).isEqualTo(days);
            assertThat(disclosures.find(batch.batchNo() + "-00001").orElseThrow().dueOn()).isEqualTo(last);
        }
    }

    @Test
    void aFileKeepsItsGoodRowsAndGivesTheBadOnesBack() throws IOException {
        moveClockTo(LocalDate.of(2025, 6, 20).atTime(9, 0));
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Map<String, String> row = penalty();
            row.put("CF_JDRQ", i == 0 ? "2025-06-01" : "2025-06-19");
            rows.add(row);
        }
        rows.get(3).remove("CF_SY");
        rows.get(4).put("CF_WSH", rows.get(0).get("CF_WSH"));
        byte[] file = xlsx(rows);
        Batch batch = disclosures.file(UNIT, DisclosureKind.PENALTY, "处罚.xlsx", file, UNIT + "1");
        assertThat(batch.accepted()).isEqualTo(3);
        assertThat(batch.rejected()).isEqualTo(2);
        assertThat(batch.late()).isEqualTo(1);
        List<Rejected> back = disclosures.rejected(batch.batchNo());
        assertThat(back).extracting(Rejected::line).containsExactly(5, 6);
        assertThat(back.get(0).problem()).contains("CF_SY");
        assertThat(back.get(1).problem()).contains("已经报送过");
        assertThat(back.get(0).cells()).containsEntry("CF_WSH", rows.get(3).get("CF_WSH"));
        MonthCount count = disclosures.counts(UNIT).stream().filter(c -> c.inMonth().equals("2025-06")).findFirst().orElseThrow();
        assertThat(count).isEqualTo(new MonthCount(UNIT, "2025-06", 3, 1, 2, 0));
        assertThat(refusalOf(() -> disclosures.file(UNIT, DisclosureKind.PENALTY, "处罚.xlsx", file, UNIT + "1")).getMessage()).contains(batch.batchNo(), "没有重复报送");
    }

    @Test
    void csvInBothEncodingsAndJsonAndChineseHeadings() {
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"))) {
            Map<String, String> row = penalty();
            String csv = "处罚决定书文号," + String.join(",", row.keySet().stream().filter(k -> !k.equals("CF_WSH")).toList()) + "\n" + row.get("CF_WSH") + ","
                    + String.join(",", row.entrySet().stream().filter(e -> !e.getKey().equals("CF_WSH")).map(Map.Entry::getValue).toList()) + "\n";
            assertThat(disclosures.file(UNIT, DisclosureKind.PENALTY, "处罚.csv", csv.getBytes(charset), UNIT + "1").accepted()).as(charset.name()).isEqualTo(1);
        }
        String json = "[{" + String.join(",", penalty().entrySet().stream().map(e -> "\"" + e.getKey() + "\":\"" + e.getValue() + "\"").toList()) + "}]";
        assertThat(disclosures.file(UNIT, DisclosureKind.PENALTY, "处罚.json", json.getBytes(StandardCharsets.UTF_8), UNIT + "1").accepted()).isEqualTo(1);
        for (String[] bad : new String[][]{{"a.xlsx", "x"}, {"a.json", "{"}, {"a.csv", "a,b\n"}, {"a.pdf", "x"}}) {
            assertThat(refusalOf(() -> disclosures.file(UNIT, DisclosureKind.PENALTY, bad[0], bad[1].getBytes(StandardCharsets.UTF_8), UNIT + "1"))).as(bad[0]).isNotNull();
        }
        String many = "a\n" + "1\n".repeat(DisclosureService.MAX_ROWS + 1);
        assertThat(refusalOf(() -> disclosures.file(UNIT, DisclosureKind.PENALTY, "a.csv", many.getBytes(StandardCharsets.UTF_8), UNIT + "1")).getMessage()).contains("分成几个文件");
    }

    @Test
    void lateRowsAreARateAndThoseThatCameBackACount() {
        LocalDate day = LocalDate.of(2026, 3, 9);
        moveClockTo(day.atTime(9, 0));
        Map<String, String> late = person();
        late.put("CF_JDRQ", "2026-02-27");   // the seventh working day is 9 March, the 28th was one
        String inTime = disclosures.single(UNIT, DisclosureKind.PENALTY, late, UNIT + "1").batchNo() + "-00001";
        moveClockTo(day.plusDays(1).atTime(0, 0));
        Map<String, String> after = person();
        String tooLate = disclosures.single(UNIT, DisclosureKind.PENALTY, after, UNIT + "1").batchNo() + "-00001";
        assertThat(figureRow("disclosure.late", inTime, day, day)).hasValueSatisfying(row -> {
            assertThat(row.unitId()).isEqualTo(UNIT);
            assertThat(row.amount()).isZero();
            assertThat(row.base()).isEqualByComparingTo("1");
        });
        assertThat(figureRow("disclosure.late", tooLate, day.plusDays(1), day.plusDays(1))).hasValueSatisfying(row -> {
            assertThat(row.amount()).isEqualByComparingTo("1");
            assertThat(row.words()).contains("迟报", after.get("CF_WSH")).doesNotContain("赵小兰");
            assertThat(row.link()).isEqualTo("/disclosure?kind=penalty&month=2026-03");
        });
        assertThat(figureRow("disclosure.late", tooLate, day, day)).isEmpty();
        assertThat(figureRow("disclosure.late", tooLate, day.plusDays(2), day.plusDays(20))).isEmpty();

        Map<String, String> bad = penalty();
        bad.put("CF_NR_FK", "-1");
        String header = String.join(",", bad.keySet());
        Batch batch = disclosures.file(UNIT, DisclosureKind.PENALTY, "罚.csv", (header + "\n" + String.join(",", bad.values()) + "\n").getBytes(StandardCharsets.UTF_8), UNIT + "1");
        assertThat(batch.rejected()).isEqualTo(1);
        assertThat(figure("disclosure.rejected", day.plusDays(1), day.plusDays(1))).filteredOn(row -> row.link().endsWith(batch.batchNo())).singleElement().satisfies(row -> {
            assertThat(row.amount()).isEqualByComparingTo("1");
            assertThat(row.unitId()).isEqualTo(UNIT);
            assertThat(row.words()).contains("第2行退回");
        });
        assertThat(figure("disclosure.rejected", day, day)).noneMatch(row -> row.link().endsWith(batch.batchNo()));
        assertThat(figure("disclosure.rejected", day.plusDays(2), day.plusDays(9))).noneMatch(row -> row.link().endsWith(batch.batchNo()));
    }

    @Test
    void aPenaltyAgainstAnOrganisationIsARecordUntilItIsRevoked() {
        Map<String, String> row = penalty();
        Batch batch = disclosures.single(UNIT, DisclosureKind.PENALTY, row, UNIT + "1");
        String entryNo = batch.batchNo() + "-00001";
        CreditRecord record = archive.get(disclosures.find(entryNo).orElseThrow().recordNo());
        assertThat(record.subject()).isEqualTo(SubjectKind.ORGANISATION);
        assertThat(record.breachClass()).isEqualTo(BreachClass.GENERAL);
        assertThat(record.documentNo()).isEqualTo(row.get("CF_WSH"));
        LocalDate revoked = LocalDate.of(2026, 3, 2);
        assertThat(refusalOf(() -> disclosures.withdraw(entryNo, "jiaotongju", revoked, "复议撤销原决定", "x"))).isNotNull();
        assertThat(refusalOf(() -> disclosures.withdraw(entryNo, UNIT, null, "复议撤销原决定", "x")).getMessage()).contains("被撤销的日期");
        assertThat(refusalOf(() -> disclosures.withdraw(entryNo, UNIT, revoked, "", "x")).getMessage()).contains("理由");
        moveClockTo(LocalDate.of(2026, 3, 6).atTime(9, 0));
        DisclosureEntry withdrawn = disclosures.withdraw(entryNo, UNIT, revoked, "复议撤销原决定", UNIT + "1");
        assertThat(withdrawn.withdrawnLate()).as("the fourth working day").isTrue();
        assertThat(archive.get(record.recordNo()).standing()).isEqualTo(Standing.WITHDRAWN);
        assertThat(disclosures.export(DisclosureKind.PENALTY, UNIT, null)).noneMatch(cells -> cells.contains(row.get("CF_WSH")));
    }

    @ParameterizedTest
    @CsvSource({"警告,0,minor", "罚款,0.3,minor", "罚款,0.300001,general", "罚款,99.99,general", "罚款,100,serious", "吊销许可证件,0,serious", "警告;没收违法所得,0,general", "其他,0,minor"})
    void thePenaltysClassIsTheHeaviestOfItsKinds(String kinds, BigDecimal fine, String expected) {
        for (LocalDate day : List.of(LocalDate.of(2026, 3, 31), LocalDate.of(2026, 4, 1))) {
            assertThat(classes.of(List.of(kinds.split(";")), fine, day).code).isEqualTo(expected);
        }
    }

    @Test
    void everyKindOfPenaltyHasOneClassWhateverTheFine() {
        Field kinds = fields.of(DisclosureKind.PENALTY).stream().filter(f -> f.code().equals("CF_CFLB")).findFirst().orElseThrow();
        for (String kind : kinds.options().keySet()) {
            for (String fine : List.of("0", "0.3", "0.31", "50", "100", "100000")) {
                assertThat(classes.of(List.of(kind), new BigDecimal(fine), LocalDate.of(2026, 3, 31))).isNotNull();
                assertThat(classes.of(List.of(kind), new BigDecimal(fine), LocalDate.of(2026, 4, 1))).isNotNull();
            }
        }
    }

    @Test
    void whatIsWrittenOutCanBeReadAgainAndIsNoFormula() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TableSheet.csv(out, List.of("a", "b"), List.of(Arrays.asList("=1+1", null)));
        assertThat(TableFile.read("x.csv", out.toByteArray(), 10)).singleElement().satisfies(line -> assertThat(line.cells()).containsEntry("a", "'=1+1").doesNotContainKey("b"));
    }

    private static byte[] xlsx(List<Map<String, String>> rows) throws IOException {
        List<String> headings = new ArrayList<>(penalty().keySet());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TableSheet.xlsx(out, new TableSheet.Sheet("处罚", headings, rows.stream().map(row -> headings.stream().map(row::get).toList()).toList()));
        return out.toByteArray();
    }

    private static Map<String, String> penalty() {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("CF_XDR_MC", "厦门某某有限公司");
        row.put("CF_XDR_LB", "法人及非法人组织");
        row.put("CF_XDR_SHXYM", "91350200776049653A");
        row.put("CF_FRDB", "李四");
        row.put("CF_WSH", "文财罚〔2026〕" + NUMBER.incrementAndGet() + "号");
        row.put("CF_WFXW", "虚报专项资金");
        row.put("CF_SY", "虚报产业扶持资金");
        row.put("CF_YJ", "财政违法行为处罚处分条例第十四条");
        row.put("CF_CFLB", "罚款");
        row.put("CF_NR", "罚款五万元");
        row.put("CF_NR_FK", "5");
        row.put("CF_JDRQ", "2026/02/27");
        row.put("CF_CFJG", "威海市文登区财政局");
        row.put("CF_CFJGDM", CODE);
        row.put("CF_SJLY", "威海市文登区财政局");
        row.put("CF_SJLYDM", CODE);
        return row;
    }

    private static Map<String, String> person() {
        Map<String, String> row = penalty();
        row.remove("CF_XDR_SHXYM");
        row.remove("CF_FRDB");
        row.put("CF_XDR_MC", "赵小兰");
        row.put("CF_XDR_LB", "自然人");
        row.put("CF_XDR_ZJLX", "身份证");
        row.put("CF_XDR_ZJHM", ID);
        row.put("CF_SY", "赵小兰虚报补贴");
        return row;
    }

    private static Map<String, String> permit() {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("XK_XDR_MC", "厦门某某有限公司");
        row.put("XK_XDR_LB", "法人及非法人组织");
        row.put("XK_XDR_SHXYM", "91350200776049653A");
        row.put("XK_FRDB", "李四");
        row.put("XK_XKWS", "准予行政许可决定书");
        row.put("XK_WSH", "文财许〔2026〕" + NUMBER.incrementAndGet() + "号");
        row.put("XK_XKLB", "普通");
        row.put("XK_NR", "代理记账");
        row.put("XK_JDRQ", "2026-02-27");
        row.put("XK_YXQZ", "2026-02-27");
        row.put("XK_YXQZI", "2029-02-26");
        row.put("XK_XKJG", "威海市文登区财政局");
        row.put("XK_XKJGDM", CODE);
        row.put("XK_ZT", "0");
        row.put("XK_LYDW", "威海市文登区财政局");
        row.put("XK_LYDWDM", CODE);
        return row;
    }
}
