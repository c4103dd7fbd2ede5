package org.govintegrity.filing;

import org.camunda.bpm.engine.runtime.Job;
import org.govintegrity.credit.ChainWalk;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.IdentityVault;
import org.govintegrity.scenario.ProcessTest;
import org.govintegrity.scenario.StatementCounter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.govintegrity.filing.FilingSamples.code;
import static org.govintegrity.filing.FilingSamples.csv;
import static org.govintegrity.filing.FilingSamples.number;
import static org.govintegrity.filing.FilingSamples.penalty;
import static org.govintegrity.filing.FilingSamples.xlsx;

/** Files with more rows than are read while the person waits. */
class LargeFilingTest extends ProcessTest {

    private static final String SOURCE = "caizhengju";
    private static final String CLERK = SOURCE + "1";
    private static final AtomicInteger NEXT = new AtomicInteger();

    @Autowired private FilingService filings;
    @Autowired private CreditArchive archive;
    @Autowired private ChainWalk chain;
    @Autowired private IdentityVault vault;
    @Autowired private StatementCounter statements;

    private String unitCode;
    private String unitName;
    private int n;

    @BeforeEach
    void names() {
        unitCode = registry.unit("jiaotiju").creditCode().text();
        unitName = registry.unit("jiaotiju").fullName();
        n = NEXT.incrementAndGet();
    }

    /** Exactly the planted rows come back, each with its words; the same file a second time files nothing. */
    @Test
    void fiveThousandRowsOfWhichTheBadOnesComeBack() throws IOException {
        List<Map<Column, String>> rows = rows(5_000);
        Map<String, String> planted = new LinkedHashMap<>();
        plant(rows, planted, 3, Column.DOCUMENT_DATE, "昨天", "不是正确的日期");
        plant(rows, planted, 999, Column.CREDIT_CODE, "1137100399180227", "应为18位数字和大写字母");
        plant(rows, planted, 1_000, Column.DECISION, null, "“处理结果”没有填写，请补上");
        plant(rows, planted, 1_001, Column.FORM, "没有的类型", "不适用于单位的行政处罚");
        plant(rows, planted, 2_500, Column.DOCUMENT_DATE, "2026-05-01", "还没有到，请核对");
        plant(rows, planted, 3_210, Column.ACT_DATE, "2026-02-20", "行为发生日期晚于文书日期");
        plant(rows, planted, 4_711, Column.FACTS, "当事人" + number(n), "“事实”中有身份号码");
        plant(rows, planted, 4_999, Column.IN_FORCE, "也许", "“是否生效”只能填");
        byte[] file = xlsx(rows);
        String no = file("大文件.xlsx", file);
        assertThat(filings.progress(no)).as("answered after the first thousand").isEqualTo(new Progress(1_000, 1_000, 0, 0, 0, 0, 0, true));
        runJobs(no);
        assertThat(ended(no)).isTrue();
        assertThat(filings.progress(no)).isEqualTo(new Progress(5_000, 0, 5_000 - planted.size(), 0, planted.size(), 0, 0));
        Map<String, String> returned = returned(no);
        assertThat(returned.keySet()).containsExactlyElementsOf(planted.keySet());
        returned.forEach((document, error) -> assertThat(error).as(document).contains(planted.get(document)));

        String again = file("大文件.xlsx", file);
        long links = chain.walk().links();
        runJobs(again);
        assertThat(filings.progress(again)).isEqualTo(new Progress(5_000, 0, 0, 5_000 - planted.size(), planted.size(), 0, 0));
        assertThat(chain.walk().links()).isEqualTo(links);
        assertThat(archive.ofCase(again)).isEmpty();
        assertThat(returned(again)).hasSize(5_000);
    }

    /** The second thousand cannot be written: what was read before stays, and the job tried again reads on from there. */
    @Test
    void readingThatFailsInTheMiddleGoesOnWhereItWas() {
        String no = file("大文件.csv", csv(rows(4_300)).getBytes(StandardCharsets.UTF_8));
        String batch = filings.get(no).batch();
        jdbc.sql("insert into filing_row (batch, row_no, line, state, cells) values (?, 3500, 1, 'refused', '{}')").param(batch).update();
        Job reading = job(no);
        assertThatThrownBy(() -> management.executeJob(reading.getId())).hasMessageContaining("filing_row");
        assertThat(filings.progress(no)).isEqualTo(new Progress(3_000, 3_000, 0, 0, 1, 0, 0, true));
        jdbc.sql("delete from filing_row where batch = ? and row_no = 3500").param(batch).update();
        assertThat(job(no).getRetries()).isEqualTo(4);
        runJobs(no);
        assertThat(filings.progress(no)).isEqualTo(new Progress(4_300, 0, 4_300, 0, 0, 0, 0));
        assertThat(archive.ofCase(no)).extracting(r -> r.documentNo()).doesNotHaveDuplicates().hasSize(4_300);
        assertThat(keptParts(batch)).isZero();
    }

    /** A step dies after its records are written, when it notes what has become of a row: nothing of it stays, and trying again doubles nothing. */
    @Test
    void aStepThatFailsInTheMiddleIsTriedAgainWithoutDoubles() {
        String no = file("大文件.csv", csv(rows(2_200)).getBytes(StandardCharsets.UTF_8));
        management.executeJob(job(no).getId());   // reads
        management.executeJob(job(no).getId());   // the first step
        long links = chain.walk().links();
        jdbc.sql("alter table filing_row add constraint crash_here check (batch <> '" + filings.get(no).batch() + "' or row_no <> 1717 or state <> 'filed')").update();
        try {
            Job step = job(no);
            assertThatThrownBy(() -> management.executeJob(step.getId())).isInstanceOf(Exception.class);   // each database says it in its own words
        } finally {
            jdbc.sql("alter table filing_row drop constraint crash_here").update();
        }
        assertThat(job(no).getRetries()).isEqualTo(4);
        assertThat(filings.progress(no)).isEqualTo(new Progress(2_200, 1_200, 1_000, 0, 0, 0, 0));
        assertThat(chain.walk().links()).isEqualTo(links);
        runJobs(no);
        assertThat(ended(no)).isTrue();
        assertThat(filings.progress(no)).isEqualTo(new Progress(2_200, 0, 2_200, 0, 0, 0, 0));
        assertThat(archive.ofCase(no)).extracting(r -> r.documentNo()).doesNotHaveDuplicates().hasSize(2_200);
        assertThat(chain.walk().intact()).isTrue();
    }

    @Test
    void aFileThatTurnsOutTooLongOrBrokenIsGivenUpWhole() {
        String many = String.join(",", Column.titles()) + "\n" + "单位,甲\n".repeat(TableFile.MAX_ROWS + 1);
        assertGivenUp(file("太长.csv", many.getBytes(StandardCharsets.UTF_8)), "超过10万行");
        String quotes = csv(rows(3_000)) + "\"单位";
        assertGivenUp(file("坏.csv", quotes.getBytes(StandardCharsets.UTF_8)), "双引号没有成对");
    }

    private void assertGivenUp(String no, String words) {
        String batch = filings.get(no).batch();
        runJobs(no);
        assertThat(ended(no)).isTrue();
        assertThat(cases.get(no).outcome()).isEqualTo("unreadable");
        assertThat(filings.get(no).problem()).contains(words);
        assertThat(filings.progress(no)).isEqualTo(new Progress(0, 0, 0, 0, 0, 0, 0));
        assertThat(jdbc.sql("select count(*) from filing_row where batch = ?").param(batch).query(Integer.class).single()).isZero();
        assertThat(keptParts(batch)).isZero();
        assertThat(archive.ofCase(no)).isEmpty();
        assertThat(jdbc.sql("select template, addressee from notice where case_no = ?").param(no).query((row, i) -> row.getString(1) + ":" + row.getString(2)).list())
                .containsExactly("filing-unreadable:" + SOURCE);
    }

    /** What is kept of a file until it is read shows no number, and comes out as it went in. */
    @Test
    void whatIsKeptIsSealed() throws IOException {
        List<Map<Column, String>> rows = rows(1_200);
        rows.get(1_100).put(Column.FACTS, number(n + 500));
        byte[] file = csv(rows).getBytes(StandardCharsets.UTF_8);
        String no = file("大文件.csv", file);
        String batch = filings.get(no).batch();
        List<byte[]> parts = jdbc.sql("select content from filing_file where batch = ? order by part_no").param(batch).query((row, i) -> row.getBytes(1)).list();
        assertThat(parts).isNotEmpty().allSatisfy(part -> assertThat(new String(part, StandardCharsets.ISO_8859_1)).doesNotContain(number(n + 500)).doesNotContain("202"));
        assertThat(parts).as("made small, but not for anybody to make large again").allSatisfy(part -> assertThatThrownBy(() -> new GZIPInputStream(new ByteArrayInputStream(part)).readAllBytes())
                .isInstanceOf(IOException.class));
        ByteArrayOutputStream opened = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            opened.writeBytes(new GZIPInputStream(new ByteArrayInputStream(vault.open(part))).readAllBytes());
        }
        assertThat(opened.toByteArray()).isEqualTo(file);
        runJobs(no);
        assertThat(keptParts(batch)).isZero();
        assertThat(filings.progress(no).refused()).isEqualTo(1);
    }

    /** A file that was kept before parts were made small is read as it is. */
    @Test
    void whatAnEarlierVersionKeptIsReadToo() {
        byte[] file = csv(rows(1_200)).getBytes(StandardCharsets.UTF_8);
        String no = file("大文件.csv", file);
        String batch = filings.get(no).batch();
        jdbc.sql("delete from filing_file where batch = ?").param(batch).update();
        jdbc.sql("insert into filing_file (batch, part_no, content) values (?, 0, ?)").params(batch, vault.seal(file)).update();
        runJobs(no);
        assertThat(filings.progress(no)).isEqualTo(new Progress(1_200, 0, 1_200, 0, 0, 0, 0));
    }

    /** So that nobody brings a statement for each row back. */
    @Test
    void aStepTakesAFewStatementsForAThousandRows() {
        String no = file("大文件.csv", csv(rows(2_500)).getBytes(StandardCharsets.UTF_8));
        management.executeJob(job(no).getId());
        management.executeJob(job(no).getId());
        int before = statements.count();
        management.executeJob(job(no).getId());
        assertThat(statements.count() - before).isLessThan(120);
    }

    /** Nobody knows the bodies of a first filing; the clerk opens files for all of them at once. */
    @Test
    void aThousandBodiesNobodyKnowsGetTheirFilesInFewStatements() {
        List<Map<Column, String>> rows = rows(1_300);
        IntStream.range(0, 1_300).forEach(i -> {
            rows.get(i).put(Column.SUBJECT_KIND, "企业和社会组织");
            rows.get(i).put(Column.SUBJECT_NAME, "文登新企业" + i);
            rows.get(i).put(Column.CREDIT_CODE, code(7_000_000 + n * 10_000 + i / 2));
        });
        IntStream.range(0, 1_300).filter(i -> i % 2 == 1).forEach(i -> rows.get(i).put(Column.SUBJECT_NAME, rows.get(i - 1).get(Column.SUBJECT_NAME)));
        String no = file("大文件.csv", csv(rows).getBytes(StandardCharsets.UTF_8));
        runJobs(no);
        assertThat(filings.progress(no).undecided()).isEqualTo(1_300);
        complete("userTask_decideMatches", no, "credit1", Map.of("row", "1", "decision", "open", "alike", true));
        int before = statements.count();
        management.executeJob(job(no).getId());
        assertThat(statements.count() - before).isLessThan(150);
        runJobs(no);
        assertThat(filings.progress(no)).isEqualTo(new Progress(1_300, 0, 1_300, 0, 0, 0, 0));
        assertThat(archive.ofCase(no)).extracting(r -> r.subjectId()).hasSize(1_300);
        assertThat(archive.ofCase(no).stream().map(r -> r.subjectId()).distinct()).hasSize(650);
    }

    private List<Map<Column, String>> rows(int count) {
        return new ArrayList<>(IntStream.range(0, count).mapToObj(i -> penalty(unitCode, unitName, "大文罚〔2026〕" + n + "-" + i + "号")).toList());
    }

    /** @param value null takes the column away */
    private static void plant(List<Map<Column, String>> rows, Map<String, String> planted, int row, Column column, String value, String error) {
        if (value == null) {
            rows.get(row).remove(column);
        } else {
            rows.get(row).put(column, value);
        }
        planted.put(rows.get(row).get(Column.DOCUMENT_NO), error);
    }

    /** The column 错误 of what came back, by document, in the file's order. */
    private Map<String, String> returned(String no) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        filings.returned(no, out);
        Map<String, String> errors = new LinkedHashMap<>();
        TableFile.read("退回.xlsx", new ByteArrayResource(out.toByteArray()), name -> name, List.of(Column.ERROR),
                line -> errors.put(line.cells().get(Column.DOCUMENT_NO.title), line.cells().get(Column.ERROR)));
        return errors;
    }

    private String file(String name, byte[] content) {
        return as(CLERK, () -> filings.upload(SOURCE, name, new ByteArrayResource(content)));
    }

    private Job job(String no) {
        String instance = runtime.createProcessInstanceQuery().processInstanceBusinessKey(no).singleResult().getId();
        return management.createJobQuery().processInstanceId(instance).singleResult();
    }

    private int keptParts(String batch) {
        return jdbc.sql("select count(*) from filing_file where batch = ?").param(batch).query(Integer.class).single();
    }
}
