package org.govintegrity.board;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.govintegrity.casefile.CaseEvent;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.common.Refusal;
import org.govintegrity.notice.Delivery;
import org.govintegrity.notice.NoticeService;
import org.govintegrity.registry.Registry;
import org.govintegrity.scenario.ProcessTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Once a week, on its first working day, kept, and mailed once with its files. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:weekly;DB_CLOSE_DELAY=-1")
class WeeklyReportProcessTest extends ProcessTest {

    private static final int PORT = freePort();
    private static GreenMail mailServer;

    @DynamicPropertySource
    static void mail(DynamicPropertyRegistry registry) {
        registry.add("spring.mail.host", () -> "127.0.0.1");
        registry.add("spring.mail.port", () -> PORT);
        registry.add("supervision.mail.from", () -> "supervision@wendeng.example");
        registry.add("supervision.base-url", () -> "https://integrity.example/");
    }

    @Autowired private WeeklyReports reports;
    @Autowired private WeeklyReportFiles files;
    @Autowired private NoticeService notices;
    @Autowired private TransactionTemplate transaction;

    @BeforeEach
    void noReportYet() throws Exception {
        mailServer.purgeEmailFromAllMailboxes();
        jdbc.sql("delete from board_report").update();
        jdbc.sql("delete from casefile_task").update();
    }

    @BeforeAll
    static void start() {
        mailServer = new GreenMail(new ServerSetup(PORT, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mailServer.start();
    }

    @AfterAll
    static void stop() {
        mailServer.stop();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The daily timer fires; @return number of the report, or null where none was made */
    private String morning(LocalDate day) {
        moveClockTo(day.atTime(8, 0));
        ProcessInstance started = system.call(() -> runtime.startProcessInstanceByKey("weekly-report"));
        List<Job> write = management.createJobQuery().processInstanceId(started.getId()).list();
        assertThat(write).as("written in a job of its own").hasSize(1);
        management.executeJob(write.get(0).getId());
        ProcessInstance running = runtime.createProcessInstanceQuery().processInstanceId(started.getId()).singleResult();
        if (running == null) {
            return null;
        }
        runJobs(running.getBusinessKey());
        assertThat(runtime.createProcessInstanceQuery().processInstanceId(started.getId()).count()).as("served").isZero();
        return running.getBusinessKey();
    }

    @Test
    void theTimerAsksEveryMorningAtEight() {
        String definition = repository.createProcessDefinitionQuery().processDefinitionKey("weekly-report").latestVersion().singleResult().getId();
        assertThat(management.createJobQuery().processDefinitionId(definition).timers().list()).singleElement()
                .satisfies(timer -> assertThat(timer.getDuedate().toString()).contains("08:00:00"));
    }

    @Test
    void itIsMadeOnTheFirstWorkingDayOfTheWeekAndOnlyOnce() {
        // the holiday of Tomb Sweeping Day 2026: Saturday 4 to Monday 6 April
        assertThat(morning(LocalDate.of(2026, 4, 5))).as("Sunday").isNull();
        assertThat(morning(LocalDate.of(2026, 4, 6))).as("a Monday that is a holiday").isNull();
        String first = morning(LocalDate.of(2026, 4, 7));
        assertThat(first).as("the first working day").startsWith("ZB-2026-");
        assertThat(morning(LocalDate.of(2026, 4, 7))).as("again").isNull();
        assertThat(morning(LocalDate.of(2026, 4, 8))).isNull();
        assertThat(reports.get(first)).satisfies(report -> {
            assertThat(report.from()).isEqualTo(LocalDate.of(2026, 3, 30));
            assertThat(report.to()).isEqualTo(LocalDate.of(2026, 4, 6));
        });
        String second = morning(LocalDate.of(2026, 4, 14));   // the machine was off on Monday
        assertThat(reports.get(second)).as("goes on where the last one ended").satisfies(report -> {
            assertThat(report.from()).isEqualTo(LocalDate.of(2026, 4, 7));
            assertThat(report.to()).isEqualTo(LocalDate.of(2026, 4, 13));
        });
        assertThat(reports.get(morning(LocalDate.of(2026, 6, 15))).from()).as("a long gap is not made up for").isEqualTo(LocalDate.of(2026, 6, 8));
        assertThat(reports.all()).extracting(WeeklyReport::no).hasSize(3).contains(first, second);
        assertThat(cases.get(first).open()).isFalse();
        assertThat(cases.timeline(first)).extracting(CaseEvent::type).contains("opened", "notice", "closed");
    }

    @Test
    void itHoldsTheBoardsFiguresAndNobodysName() throws Exception {
        moveClockTo(LocalDateTime.of(2026, 3, 2, 9, 0));
        transaction.executeWithoutResult(s -> {
            CaseFile plain = cases.open(NewCase.numbered("ZG", "rectification", "整改", "caizhengju", List.of("三.5"), null));
            book.open("w1", plain.caseNo(), "rectification", "userTask_x", "提交整改报告（于海）", null, "caizhengju", "inspection.self-check", true);
            book.open("w2", plain.caseNo(), "rectification", "userTask_x", "提交整改报告", null, "jiaotongju", "inspection.self-check", true);
            CaseFile secret = cases.open(NewCase.numbered("ZR", "accountability", "保密", "caizhengju", List.of("四.3"), null));
            cases.makeConfidential(secret.caseNo());
            book.open("w3", secret.caseNo(), "accountability", "userTask_x", "签收（张三）", null, Registry.headGroup("caizhengju"), "inspection.self-check", true);
        });
        moveClockTo(LocalDateTime.of(2026, 3, 18, 9, 0));   // due on 16 March
        transaction.executeWithoutResult(s -> book.close("w2", "completed"));
        String no = morning(LocalDate.of(2026, 3, 23));
        WeeklyReport report = reports.get(no);
        assertThat(report.content().summary()).contains("超期未办结2项", "本周办结1项", "本周到期3项，按期办结0项，按期办结率0.0%");
        assertThat(report.content().changes()).startsWith("新超期3项，办结1项");
        assertThat(report.content().units()).extracting(WeeklyReport.UnitLine::name, WeeklyReport.UnitLine::late).contains(
                org.assertj.core.groups.Tuple.tuple(registry.unit("caizhengju").shortName(), 2));
        assertThat(report.content().clauses()).extracting(WeeklyReport.ClauseLine::late).containsExactly(1, 1);
        assertThat(report.content().late()).singleElement().satisfies(line -> {
            assertThat(line.task()).isEqualTo("提交整改报告");
            assertThat(line.days()).isEqualTo(7);
        });
        String word = word(files.word(report));
        assertThat(word).contains(no, "2026年3月16日", "按期办结率0.0%", registry.unit("caizhengju").shortName(), report.sha256()).doesNotContain("于海", "张三", "ZR-2026", "{{");
        assertThat(files.word(report)).as("the same each time").isEqualTo(files.word(reports.get(no)));
        if (files.pdfProblem() == null) {
            byte[] pdf = files.pdf(report);
            assertThat(pdf).isEqualTo(files.pdf(reports.get(no)));
            String text = text(pdf);
            assertThat(text).contains(no, "超期未办结2项", "第1页").doesNotContain("于海", "张三", "ZR-2026");
        }
    }

    @Test
    void itIsMailedOnceWithItsFiles() throws Exception {
        String no = morning(LocalDate.of(2026, 3, 23));
        List<String> told = jdbc.sql("select notice_no from notice where case_no = ? order by addressee").param(no).query(String.class).list();
        assertThat(told).hasSize(3);
        assertThat(jdbc.sql("select addressee from notice where case_no = ? order by addressee").param(no).query(String.class).list()).containsExactly("jointoffice", "leader", "supervisor");
        told.forEach(this::runJobs);
        int wanted = told.stream().mapToInt(notice -> (int) notices.deliveries(notice).stream().filter(d -> d.channel().equals(Delivery.MAIL)).count()).sum();
        MimeMessage[] mails = mailServer.getReceivedMessages();
        assertThat(mails).hasSize(wanted).isNotEmpty();
        for (MimeMessage mail : mails) {
            Map<String, byte[]> parts = attachments(mail);
            assertThat(parts.keySet()).anyMatch(name -> name.equals("看板周报" + no + ".docx"));
            assertThat(word(parts.get("看板周报" + no + ".docx"))).contains(no);
            assertThat(parts.containsKey("看板周报" + no + ".pdf")).isEqualTo(files.pdfProblem() == null);
            assertThat(body(mail)).contains("超期未办结", "https://integrity.example/notices/");
            assertThat(mail.getMessageID()).endsWith("@integrity-supervision>");
        }
        assertThat(told).allSatisfy(notice -> assertThat(notices.deliveries(notice)).filteredOn(d -> d.channel().equals(Delivery.MAIL)).allMatch(d -> d.state() == Delivery.State.SENT && d.attempts() == 1));
        told.forEach(notice -> notices.deliveries(notice).stream().filter(d -> d.channel().equals(Delivery.MAIL)).forEach(d -> assertThat(d.note()).isNull()));
        assertThat(morning(LocalDate.of(2026, 3, 24))).isNull();
        assertThat(mailServer.getReceivedMessages()).as("no second mail").hasSize(wanted);
    }

    @Test
    void oneThatIsEndedFromOutsideLeavesNoOpenCaseAndOneThatWasChangedIsNotShown() {
        moveClockTo(LocalDateTime.of(2026, 3, 23, 8, 0));
        ProcessInstance started = system.call(() -> runtime.startProcessInstanceByKey("weekly-report"));
        management.executeJob(management.createJobQuery().processInstanceId(started.getId()).singleResult().getId());
        String no = runtime.createProcessInstanceQuery().processInstanceId(started.getId()).singleResult().getBusinessKey();
        assertThat(cases.get(no).open()).isTrue();
        system.run(() -> runtime.deleteProcessInstance(started.getId(), "test"));
        assertThat(cases.get(no).outcome()).isEqualTo("cancelled");
        jdbc.sql("update board_report set content = replace(content, '0', '1') where case_no = ?").param(no).update();
        assertThat(reports.all()).singleElement().satisfies(report -> assertThat(report.content()).isNull());
        assertThatThrownBy(() -> reports.get(no)).isInstanceOf(Refusal.class).hasMessageContaining("校验值不符");
        assertThatThrownBy(() -> reports.get("ZB-0000-0001")).isInstanceOf(Refusal.class).hasMessageContaining("没有编号");
    }

    private static Map<String, byte[]> attachments(MimeMessage mail) throws Exception {
        Map<String, byte[]> found = new LinkedHashMap<>();
        for (BodyPart part : parts((MimeMultipart) mail.getContent())) {
            if (part.getFileName() != null) {
                found.put(MimeUtility.decodeText(part.getFileName()), part.getInputStream().readAllBytes());
            }
        }
        return found;
    }

    private static String body(MimeMessage mail) throws Exception {
        StringBuilder text = new StringBuilder();
        for (BodyPart part : parts((MimeMultipart) mail.getContent())) {
            if (part.getFileName() == null) {
                text.append(part.getContent());
            }
        }
        return text.toString();
    }

    private static List<BodyPart> parts(MimeMultipart multipart) throws Exception {
        List<BodyPart> parts = new ArrayList<>();
        for (int i = 0; i < multipart.getCount(); i++) {
            BodyPart part = multipart.getBodyPart(i);
            if (part.getContent() instanceof MimeMultipart inner) {
                parts.addAll(parts(inner));
            } else {
                parts.add(part);
            }
        }
        return parts;
    }

    private static String word(byte[] docx) throws IOException {
        try (XWPFDocument document = new XWPFDocument(new ByteArrayInputStream(docx)); XWPFWordExtractor extractor = new XWPFWordExtractor(document)) {
            return extractor.getText();
        }
    }

    private static String text(byte[] pdf) throws IOException {
        try (var document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }
}
