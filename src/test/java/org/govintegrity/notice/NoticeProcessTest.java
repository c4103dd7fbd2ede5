package org.govintegrity.notice;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import org.camunda.bpm.engine.runtime.Job;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.common.Refusal;
import org.govintegrity.scenario.ProcessTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NoticeProcessTest extends ProcessTest {

    private static final String UNIT = "caizhengju";
    private static final int PORT = freePort();
    private static GreenMail mailServer = started();

    @DynamicPropertySource
    static void mail(DynamicPropertyRegistry registry) {
        registry.add("spring.mail.host", () -> "127.0.0.1");
        registry.add("spring.mail.port", () -> PORT);
        registry.add("spring.mail.properties[mail.smtp.timeout]", () -> 1000);
        registry.add("supervision.mail.from", () -> "supervision@wendeng.example");
        registry.add("supervision.base-url", () -> "https://integrity.example/");
        registry.add("spring.datasource.url", () -> "jdbc:h2:mem:notice;DB_CLOSE_DELAY=-1");
    }

    @Autowired
    private NoticeService notices;
    @Autowired
    private NoticeTemplates templates;
    @Autowired
    private NoticeSender notifier;
    @Autowired
    private JavaMailSender sender;
    @Autowired
    private TransactionTemplate transaction;

    private String caseNo;
    private String no;

    @BeforeEach
    void aNoticeIsIssued() throws Exception {
        mailServer.purgeEmailFromAllMailboxes();
        transaction.executeWithoutResult(status -> {
            CaseFile file = cases.open(NewCase.numbered("JC", "unit-inspection", "承诺检查", UNIT, List.of("三.5"), null));
            caseNo = file.caseNo();
            no = notices.issue("inspection-closed", caseNo, UNIT, Map.of("unit", "区财政局", "title", "承诺检查", "caseNo", caseNo, "result", "未发现问题"));
        });
    }

    @AfterEach
    void mailServerIsUpAgain() {
        if (!mailServer.isRunning()) {
            mailServer = started();
        }
    }

    @AfterAll
    static void stop() {
        mailServer.stop();
    }

    @Test
    void goesOutOnceByMailAndIsReceivedInTheApplication() throws Exception {
        runJobs(no);
        MimeMessage[] mails = mailServer.getReceivedMessages();
        assertThat(mails).hasSize(2);   // the unit's mailbox and its head
        assertThat(mails[0].getSubject()).contains(no);
        assertThat(mails[0].getContent().toString()).contains("未发现问题").contains("https://integrity.example/notices/" + no);
        assertThat(mails[0].getFrom()[0]).hasToString("supervision@wendeng.example");
        assertThat(mails[0].isMimeType("text/plain")).isTrue();
        assertThat(notices.deliveries(no)).filteredOn(d -> d.channel().equals(Delivery.MAIL))
                .allMatch(d -> d.messageId().equals("<" + no + "." + d.id() + "@integrity-supervision>"))
                .extracting(Delivery::messageId).containsExactlyInAnyOrder(mails[0].getMessageID(), mails[1].getMessageID());
        assertThat(notices.unreadCount(List.of(UNIT))).isPositive();

        as(UNIT + "2", () -> notices.receive(no, UNIT + "2"));
        runJobs(no);
        assertThat(ended(no)).isTrue();
        assertThat(passed(no)).contains("endEvent_received", "endEvent_sent").doesNotContain("userTask_callRecipient");
        assertThat(notices.get(no).receivedBy()).isEqualTo(UNIT + "2");
        as(UNIT + "1", () -> notices.receive(no, UNIT + "1"));
        assertThat(notices.get(no).receivedBy()).isEqualTo(UNIT + "2");
        assertThat(cases.timeline(caseNo)).filteredOn(e -> e.type().equals("notice-received")).hasSize(1);
    }

    @Test
    void unreadAfterTwoWorkingDaysSomebodyCalls() {
        assertThat(management.createJobQuery().processInstanceId(instance()).timers().singleResult().getDuedate())
                .isEqualTo(org.govintegrity.common.ChineseDates.endOfDay(java.time.LocalDate.of(2026, 3, 4)));
        fireTimer("boundaryEvent_unread", no);
        assertThat(refusalOf(() -> complete("userTask_callRecipient", no, "supervisor1", Map.of("reached", "yes")))).hasMessageContaining("接听人");
        complete("userTask_callRecipient", no, "supervisor1", Map.of("reached", "no", "note", "无人接听"));
        complete("userTask_callRecipient", no, "supervisor2", Map.of("reached", "yes", "whom", "李四（办公室主任）"));
        runJobs(no);
        assertThat(ended(no)).isTrue();
        assertThat(passed(no)).contains("endEvent_reached");
        assertThat(notices.get(no).received()).isTrue();
        assertThat(notices.deliveries(no)).filteredOn(d -> d.channel().equals(Delivery.PHONE))
                .extracting(Delivery::state).containsExactly(Delivery.State.NOT_REACHED, Delivery.State.RECEIVED);
    }

    @Test
    void readWhileSomebodyIsAboutToCall() {
        fireTimer("boundaryEvent_unread", no);
        as(UNIT + "head", () -> notices.receive(no, UNIT + "head"));
        runJobs(no);
        assertThat(ended(no)).isTrue();
        assertThat(passed(no)).contains("endEvent_receivedMeanwhile");
        assertThat(book.ofCase(no)).allMatch(t -> !t.open());
    }

    @Test
    void strangersReceiveNothing() {
        assertThat(refusalOf(() -> notices.receive(no, "jiaotongju1")).kind()).isEqualTo(Refusal.Kind.FORBIDDEN);
        assertThat(refusalOf(() -> notices.receive("TZ-1999-000001", UNIT + "1")).kind()).isEqualTo(Refusal.Kind.NOT_FOUND);
        assertThat(notices.get(no).received()).isFalse();
    }

    @Test
    void withTheMailServerDownNothingWaitsNothingIsLostNothingGoesTwice() {
        mailServer.stop();
        List<Job> mails = mailJobs();
        assertThat(mails).hasSize(2);
        mails.forEach(this::runFailing);
        assertThat(mailJobs()).allMatch(job -> job.getRetries() == 11 && job.getDuedate() != null);
        assertThat(runtime.createIncidentQuery().processInstanceId(instance()).count()).isZero();

        as(UNIT + "1", () -> notices.receive(no, UNIT + "1"));   // nothing waits for the mail
        assertThat(notices.get(no).received()).isTrue();

        mailServer = started();
        mailJobs().forEach(job -> management.executeJob(job.getId()));
        runJobs(no);
        assertThat(mailServer.getReceivedMessages()).hasSize(2);
        assertThat(ended(no)).isTrue();
        assertThat(notices.deliveries(no)).filteredOn(d -> d.channel().equals(Delivery.MAIL))
                .allMatch(d -> d.state() == Delivery.State.SENT && d.attempts() == 2);
    }

    @Test
    void whenRetriesAreSpentThereIsAnIncidentThatAnAdminCanClear() {
        mailServer.stop();
        Job mail = mailJobs().get(0);
        for (int i = 0; i < 12; i++) {
            runFailing(mail);
        }
        assertThat(runtime.createIncidentQuery().processInstanceId(instance()).list()).singleElement()
                .satisfies(incident -> assertThat(incident.getActivityId()).isEqualTo("serviceTask_sendNotice"));
        mailServer = started();
        as("admin", () -> management.setJobRetries(mail.getId(), 1));
        management.executeJob(mail.getId());
        assertThat(runtime.createIncidentQuery().processInstanceId(instance()).count()).isZero();
        assertThat(mailServer.getReceivedMessages()).hasSize(1);
    }

    @Test
    void aJobThatRunsTwiceSendsOneMail() {
        long mail = Long.parseLong(notifier.toSend(no).get(0));
        notifier.send(mail);
        notifier.send(mail);
        assertThat(mailServer.getReceivedMessages()).hasSize(1);
    }

    @Test
    void aMailWhoseSendingWasCutOffIsNotSentBlindlyAgain() {
        long mail = Long.parseLong(notifier.toSend(no).get(0));
        jdbc.sql("update notice_delivery set state = 'SENDING' where id = ?").param(mail).update();
        notifier.send(mail);
        assertThat(mailServer.getReceivedMessages()).isEmpty();
        assertThat(notices.delivery(mail).state()).isEqualTo(Delivery.State.UNKNOWN);
    }

    @Test
    void aMailThatTheServerMayHaveTakenIsNotSentBlindlyAgain() throws Exception {
        for (FailingMailServer.Fails fails : List.of(FailingMailServer.Fails.BEFORE_THE_ANSWER, FailingMailServer.Fails.SILENTLY_BEFORE_THE_ANSWER)) {
            long mail = anotherMail();
            assertThat(mailsTakenIn(fails, 2, () -> runOnce(mail))).as(fails.name()).isEqualTo(1);
            assertThat(notices.delivery(mail).state()).as(fails.name()).isEqualTo(Delivery.State.UNKNOWN);
        }
        assertThat(cases.timeline(caseNo)).as("somebody is told").filteredOn(e -> e.type().equals("notice-mail-unclear")).hasSize(2);
    }

    @Test
    void everyAttemptBearsTheSameMessageId() throws Exception {
        long mail = anotherMail();
        mailsTakenIn(FailingMailServer.Fails.WITH_TRY_LATER, 1, () -> runOnce(mail));
        String tried = notices.delivery(mail).messageId();
        mailServer = started();
        notifier.send(mail);
        assertThat(mailServer.getReceivedMessages()[0].getMessageID()).isEqualTo(tried);
        assertThat(notices.delivery(mail).attempts()).isEqualTo(2);
    }

    @Test
    void aMailServerThatSaysNothingIsNotWaitedForLongerThanAJobIsLocked() throws IOException {
        List<PropertySource<?>> shipped = new YamlPropertySourceLoader().load("shipped", new ClassPathResource("application.yaml"));
        for (String limit : List.of("connectiontimeout", "timeout", "writetimeout")) {
            // at most ten answers are waited for in sending one mail; the engine gives a job to another after 300 seconds
            assertThat((Integer) shipped.get(0).getProperty("spring.mail.properties[mail.smtp." + limit + "]")).as(limit).isBetween(1, 29_999);
        }
        assertThat(((JavaMailSenderImpl) sender).getJavaMailProperties()).containsKeys("mail.smtp.connectiontimeout", "mail.smtp.writetimeout");
    }

    @Test
    void whoReceivedItFirstStaysItsReceiver() {
        fireTimer("boundaryEvent_unread", no);
        complete("userTask_callRecipient", no, "supervisor1", Map.of("reached", "yes", "whom", "李四（办公室主任）"));
        moveClockTo(LocalDateTime.of(2026, 3, 9, 9, 0));
        Notice opened = as(UNIT + "1", () -> notices.receive(no, UNIT + "1"));
        assertThat(opened.receivedAt()).isBefore(LocalDateTime.of(2026, 3, 9, 0, 0));
        assertThat(opened.receivedBy()).isEqualTo("supervisor1");
    }

    @Test
    void aMailThatTheServerTookIsSentEvenIfTheConnectionBreaksAfterwards() throws Exception {
        long mail = anotherMail();
        assertThat(mailsTakenIn(FailingMailServer.Fails.AT_GOODBYE, 2, () -> runOnce(mail))).isEqualTo(1);
        assertThat(notices.delivery(mail).state()).isEqualTo(Delivery.State.SENT);
        assertThat(notices.delivery(mail).sentAt()).isNotNull();
    }

    @Test
    void aMailThatTheServerCertainlyDidNotTakeIsSentLater() throws Exception {
        for (FailingMailServer.Fails fails : List.of(FailingMailServer.Fails.WITHOUT_A_WORD, FailingMailServer.Fails.AT_THE_ADDRESSEE,
                FailingMailServer.Fails.WITH_TRY_LATER)) {
            long mail = anotherMail();
            String address = notices.delivery(mail).recipient();
            mailsTakenIn(fails, 1, () -> assertThatThrownBy(() -> notifier.send(mail)).as(fails.name())
                    .satisfies(e -> assertThat(stackTrace(e)).as("what the log says of " + fails).doesNotContain(address)));
            assertThat(notices.delivery(mail).state()).as(fails.name()).isEqualTo(Delivery.State.PENDING);
            mailServer = started();
            notifier.send(mail);
            assertThat(mailServer.getReceivedMessages()).as(fails.name()).hasSize(1);
            assertThat(notices.delivery(mail).state()).isEqualTo(Delivery.State.SENT);
        }
    }

    @Test
    void aTemplateIsGivenExactlyWhatItUses() {
        assertThatThrownBy(() -> templates.render("inspection-closed", Map.of("unit", "x"))).hasMessageContaining("needs a value");
        assertThatThrownBy(() -> templates.render("inspection-closed", Map.of("unit", "x", "title", "x", "caseNo", "x", "result", "x", "more", "x")))
                .hasMessageContaining("more");
        assertThatThrownBy(() -> templates.render("nosuch", Map.of())).isInstanceOf(IllegalStateException.class).hasMessageContaining("nosuch");
    }

    @Test
    void whatPeopleTypeCannotBreakTheTitleOrFillInPlaceholders() {
        NoticeTemplates.Text text = templates.render("inspection-closed", Map.of("unit", "{result}", "title", "承诺", "caseNo", "JC\r\nBcc: x@y.example", "result", "$1\\n无"));
        assertThat(text.title()).isEqualTo("监督检查办结告知书（JC Bcc: x@y.example）");
        assertThat(text.body()).startsWith("{result}：").contains("“承诺”").contains("$1\\n无");
    }

    @Test
    void aMailKnowsWhetherItsWholeTextWasWritten() throws Exception {
        OutgoingMail mail = new OutgoingMail(Session.getInstance(new Properties()));
        mail.setText("正文", "UTF-8");
        assertThatThrownBy(() -> mail.writeTo(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("connection reset");
            }
        })).isInstanceOf(IOException.class);
        assertThat(mail.written()).isFalse();
        mail.writeTo(OutputStream.nullOutputStream());
        assertThat(mail.written()).isTrue();
    }

    @Test
    void mailsHoldALinkOnlyToAConfiguredAddress() {
        assertThat(new MailSettings(new MailSettings.Mail(""), "").invitation(no)).doesNotContain("http");
        assertThat(new MailSettings(new MailSettings.Mail(""), "https://a.example//").invitation(no)).endsWith("https://a.example/notices/" + no);
    }

    @Test
    void everyTemplateHasATitleAndRenders() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/notices"))) {
            for (Path file : files.toList()) {
                Map<String, String> values = new TreeMap<>();
                Matcher placeholder = Pattern.compile("\\{([a-zA-Z]+)}").matcher(Files.readString(file));
                while (placeholder.find()) {
                    values.put(placeholder.group(1), "值$1");
                }
                NoticeTemplates.Text text = templates.render(file.getFileName().toString().replace(".txt", ""), values);
                assertThat(text.title()).as(file.toString()).isNotBlank().hasSizeLessThan(200);
                assertThat(text.body()).as(file.toString()).isNotBlank().doesNotContain("{");
            }
        }
    }

    @Test
    void theInboxShowsUnreadFirst() {
        String second = transaction.execute(status -> notices.issue("inspection-closed", caseNo, UNIT,
                Map.of("unit", "区财政局", "title", "第二份", "caseNo", caseNo, "result", "未发现问题")));
        as(UNIT + "1", () -> notices.receive(second, UNIT + "1"));
        assertThat(notices.inbox(List.of(UNIT), 50)).extracting(Notice::no).containsSubsequence(no, second);
        assertThat(notices.addresseeName(UNIT + "head")).isEqualTo("区财政局负责人");
    }

    private List<Job> mailJobs() {
        return management.createJobQuery().processInstanceId(instance()).messages().list().stream()
                .filter(job -> Arrays.asList("serviceTask_sendNotice").contains(management.createJobDefinitionQuery()
                        .jobDefinitionId(job.getJobDefinitionId()).singleResult().getActivityId())).toList();
    }

    /** The first mail of a notice issued just now. */
    private long anotherMail() {
        String another = transaction.execute(status -> notices.issue("inspection-closed", caseNo, UNIT,
                Map.of("unit", "区财政局", "title", "另一份", "caseNo", caseNo, "result", "未发现问题")));
        return Long.parseLong(notifier.toSend(another).get(0));
    }

    /** How many whole mails a server that fails so was handed. */
    private int mailsTakenIn(FailingMailServer.Fails fails, int times, Runnable action) throws Exception {
        mailServer.stop();
        try (FailingMailServer failing = new FailingMailServer(PORT, fails)) {
            for (int i = 0; i < times; i++) {
                action.run();
            }
            return failing.mailsTakenWhole();
        }
    }

    /** As the engine does: what fails is run again later. */
    private void runOnce(long mail) {
        try {
            notifier.send(mail);
        } catch (RuntimeException e) {
            assertThat(notices.delivery(mail).state()).isEqualTo(Delivery.State.PENDING);
        }
    }

    private static String stackTrace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private void runFailing(Job job) {
        assertThatThrownBy(() -> management.executeJob(job.getId())).isInstanceOf(RuntimeException.class);
    }

    private String instance() {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(no).singleResult().getId();
    }

    private static GreenMail started() {
        GreenMail server = new GreenMail(new ServerSetup(PORT, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return server;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
