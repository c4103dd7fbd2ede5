package org.govintegrity.notice;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.runtime.Job;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.notice.channel.StandInServer;
import org.govintegrity.registry.Registry;
import org.govintegrity.scenario.ProcessTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.transaction.support.TransactionTemplate;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Notices through the model to a mail server and to a server that stands in for the vendors. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:noticechannels;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000")
class NoticeChannelsProcessTest extends ProcessTest {

    /** Has a DingTalk group and a webhook; its mails are two, one to its mailbox and one to its head. */
    private static final String UNIT = "minzhengju";
    /** Has a group that takes two messages a minute. */
    private static final String BUSY = "sifaju";
    private static final StandInServer VENDOR = new StandInServer();
    private static final int PORT = freePort();
    private static GreenMail mailServer = started();

    @DynamicPropertySource
    static void channels(DynamicPropertyRegistry registry) {
        registry.add("spring.mail.host", () -> "127.0.0.1");
        registry.add("spring.mail.port", () -> PORT);
        registry.add("supervision.mail.from", () -> "supervision@wendeng.example");
        registry.add("supervision.base-url", () -> "https://integrity.example");
        registry.add("supervision.notice.channels.loopback", () -> "true");
        endpoint(registry, "minzhengding", "DINGTALK", UNIT, "/robot/send");
        endpoint(registry, "minzhenghook", "WEBHOOK", UNIT, "/hook");
        endpoint(registry, "busyding", "DINGTALK", BUSY, "/busy/send");
        registry.add("supervision.notice.channels.endpoints.busyding.per-minute", () -> "2");
    }

    private static void endpoint(DynamicPropertyRegistry registry, String id, String channel, String group, String path) {
        String prefix = "supervision.notice.channels.endpoints." + id + ".";
        registry.add(prefix + "channel", () -> channel);
        registry.add(prefix + "name", () -> "民政局" + channel);
        registry.add(prefix + "groups", () -> group);
        registry.add(prefix + "url", () -> VENDOR.url(path));
        registry.add(prefix + "token", () -> "0123456789abcdef");
        registry.add(prefix + "secret", () -> "SEC0123456789abcdef");
    }

    @Autowired
    protected NoticeService notices;
    @Autowired
    private NoticeSender notifier;
    @Autowired
    private Preferences preferences;
    @Autowired
    private Digests digests;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private JavaDelegate sendNoticeMail;
    @Autowired
    private ApplicationContext context;

    private String caseNo;

    @BeforeEach
    void fresh() throws Exception {
        if (!mailServer.isRunning()) {
            mailServer = started();
        }
        mailServer.purgeEmailFromAllMailboxes();
        VENDOR.forget();
        VENDOR.answers(200, "{\"errcode\":0}");
        // what other tests left: their clocks stood at the same hours
        jdbc.sql("delete from notice_preference").update();
        jdbc.sql("delete from notice_digest").update();
        jdbc.sql("delete from notice_attempt").update();
        jdbc.sql("update notice_delivery set state = 'SENT' where state in ('GATHERED', 'PENDING')").update();
        caseNo = opened();
    }

    @AfterEach
    void forgetPreferences() {
        jdbc.sql("delete from notice_preference").update();
    }

    @Test
    void eachChannelGetsItsOwnAndEveryAttemptIsKept() {
        String no = issue(UNIT, caseNo);
        assertThat(channelsOf(no)).containsExactlyInAnyOrder("APP", "MAIL", "MAIL", "DINGTALK", "WEBHOOK");
        runJobs(no);
        assertThat(mailServer.getReceivedMessages()).hasSize(2);
        assertThat(VENDOR.received()).extracting(StandInServer.Received::path).containsExactlyInAnyOrder("/robot/send", "/hook");
        assertThat(VENDOR.received()).allSatisfy(got -> assertThat(got.body()).contains(no).contains("监督检查办结告知书").doesNotContain("未发现问题"));
        assertThat(VENDOR.received()).filteredOn(got -> got.path().equals("/robot/send")).singleElement()
                .satisfies(got -> assertThat(got.body()).contains("区民政局有一份新的通知", "https://integrity.example/notices/" + no));
        assertThat(notices.attempts(no)).hasSize(4).allMatch(a -> a.result() == ChannelAnswer.Result.TAKEN && a.code() != null);
        assertThat(notices.deliveries(no)).allMatch(d -> d.state() == Delivery.State.SENT);
        assertThat(passed(no)).contains("serviceTask_sendNotice", "endEvent_delivered", "endEvent_sent").doesNotContain("intermediateEvent_waited");
        assertThat(notices.failed(500)).noneMatch(d -> d.noticeNo().equals(no));
    }

    @Test
    void whatIsServedOnOnePersonGoesToNoGroup() {
        String no = issue(Registry.personGroup(UNIT + "1"), caseNo);
        assertThat(channelsOf(no)).containsExactlyInAnyOrder("APP", "MAIL");
        assertThat(channelsOf(issue(Registry.headGroup(UNIT), caseNo))).contains("DINGTALK");
        assertThat(channelsOf(issue("supervisor", caseNo))).doesNotContain("DINGTALK", "WEBHOOK");
    }

    @Test
    void ofAConfidentialCaseOnlyTheNumberLeaves() {
        transaction.executeWithoutResult(status -> cases.makeConfidential(caseNo));
        String no = issue(UNIT, caseNo);
        runJobs(no);
        assertThat(VENDOR.received()).hasSize(2).allSatisfy(got -> assertThat(got.body()).contains(no).doesNotContain("办结").doesNotContain("未发现问题").doesNotContain(caseNo));
        assertThat(VENDOR.received()).filteredOn(got -> got.path().equals("/robot/send")).singleElement()
                .satisfies(got -> assertThat(got.body()).contains("您单位有一份新的通知，请登录查看"));
    }

    @Test
    void aRobotThatRefusesIsTriedAgainUntilAnAdminClearsItAndThenOnce() {
        String no = issue(UNIT, caseNo);
        Job job = jobOf(no, "DINGTALK");
        VENDOR.answers(200, "{\"errcode\":130101,\"errmsg\":\"send too fast\"}");
        for (int i = 0; i < 12; i++) {
            assertThatThrownBy(() -> management.executeJob(job.getId())).hasMessageContaining("钉钉限流").hasMessageNotContaining("SEC0123456789abcdef");
            clock.set(LocalDateTime.now(clock).plusMinutes(10));
        }
        assertThat(runtime.createIncidentQuery().processInstanceId(instance(no)).list()).singleElement()
                .satisfies(incident -> assertThat(incident.getActivityId()).isEqualTo("serviceTask_sendNotice"))
                .satisfies(incident -> assertThat(incident.getIncidentMessage()).contains("第").doesNotContain("0123456789abcdef"));
        assertThat(notices.failed(500)).filteredOn(d -> d.noticeNo().equals(no)).singleElement().satisfies(d -> assertThat(d.attempts()).isEqualTo(12));
        VENDOR.answers(200, "{\"errcode\":0}");
        VENDOR.forget();
        as("admin", () -> management.setJobRetries(job.getId(), 1));
        management.executeJob(job.getId());
        notifier.send(delivery(no, "DINGTALK").id());   // as a job that runs twice
        assertThat(VENDOR.received()).hasSize(1);
        assertThat(runtime.createIncidentQuery().processInstanceId(instance(no)).count()).isZero();
        assertThat(notices.attempts(no)).hasSize(13).last().satisfies(a -> assertThat(a.result()).isEqualTo(ChannelAnswer.Result.TAKEN));
        assertThat(notices.attempts(no)).element(0).satisfies(a -> assertThat(a.code()).isEqualTo("errcode 130101"));
        assertThat(notices.failed(500)).noneMatch(d -> d.noticeNo().equals(no));
    }

    @Test
    void aRobotThatDoesNotAnswerIsNotToldAgainButAWebhookIs() {
        String no = issue(UNIT, caseNo);
        VENDOR.hangsUp();
        management.executeJob(jobOf(no, "DINGTALK").getId());
        notifier.send(delivery(no, "DINGTALK").id());
        assertThat(VENDOR.received()).as("once").hasSize(1);
        assertThat(delivery(no, "DINGTALK").state()).isEqualTo(Delivery.State.UNKNOWN);
        assertThat(cases.timeline(caseNo)).anyMatch(e -> e.type().equals("notice-mail-unclear") && e.text().contains("钉钉群机器人"));
        assertThat(notices.failed(500)).anyMatch(d -> d.noticeNo().equals(no) && d.state() == Delivery.State.UNKNOWN);

        VENDOR.forget();
        Job hook = jobOf(no, "WEBHOOK");
        assertThatThrownBy(() -> management.executeJob(hook.getId())).hasMessageContaining("没有答复");
        VENDOR.answers(200, "");
        management.executeJob(hook.getId());
        assertThat(VENDOR.received()).hasSize(2).extracting(got -> got.headers().get("webhook-id")).containsOnly(no + "." + delivery(no, "WEBHOOK").id());
        assertThat(delivery(no, "WEBHOOK").state()).isEqualTo(Delivery.State.SENT);
    }

    @Test
    void whatWasCutOffIsTakenUpAgainOnlyWhereARepetitionIsKnown() {
        String no = issue(UNIT, caseNo);
        jdbc.sql("update notice_delivery set state = 'SENDING' where notice_no = ? and state = 'PENDING'").param(no).update();
        notifier.send(delivery(no, "DINGTALK").id());
        notifier.send(delivery(no, "WEBHOOK").id());
        assertThat(delivery(no, "DINGTALK").state()).isEqualTo(Delivery.State.UNKNOWN);
        assertThat(delivery(no, "WEBHOOK").state()).isEqualTo(Delivery.State.SENT);
        assertThat(VENDOR.received()).extracting(StandInServer.Received::path).containsExactly("/hook");
    }

    @Test
    void quietHoursHoldBackAllButTheApplication() {
        set(UNIT, Set.of("MAIL", "DINGTALK", "WEBHOOK"), false, 8, LocalTime.of(21, 30), LocalTime.of(7, 30), true);
        moveClockTo(LocalDateTime.of(2026, 3, 6, 22, 0));   // a Friday
        String no = issue(UNIT, caseNo);
        assertThat(delivery(no, "APP").sentAt()).as("served at once").isEqualTo(LocalDateTime.of(2026, 3, 6, 22, 0));
        assertThat(notices.get(no).issuedAt()).isEqualTo(LocalDateTime.of(2026, 3, 6, 22, 0));
        assertThat(management.createJobQuery().processInstanceId(instance(no)).activityId("boundaryEvent_unread").singleResult().getDuedate())
                .as("two working days from the service on, as without quiet hours")
                .isEqualTo(ChineseDates.endOfDay(LocalDate.of(2026, 3, 10)));
        runJobs(no);
        assertThat(mailServer.getReceivedMessages()).isEmpty();
        assertThat(VENDOR.received()).isEmpty();
        assertThat(notices.attempts(no)).as("nothing was tried").isEmpty();
        assertThat(delivery(no, "DINGTALK").note()).contains("免打扰", "2026年3月9日 07:30");
        as(UNIT + "1", () -> notices.receive(no, UNIT + "1"));
        assertThat(notices.get(no).receivedAt()).isEqualTo(LocalDateTime.of(2026, 3, 6, 22, 0));

        List<Job> waiting = management.createJobQuery().processInstanceId(instance(no)).activityId("intermediateEvent_waited").list();
        assertThat(waiting).hasSize(4).allMatch(job -> job.getDuedate().toInstant().equals(LocalDateTime.of(2026, 3, 9, 7, 30).atZone(ChineseDates.ZONE).toInstant()));
        // the preferences have changed meanwhile: held back again, until then
        set(UNIT, Set.of("MAIL", "DINGTALK", "WEBHOOK"), false, 9, LocalTime.of(21, 30), LocalTime.of(8, 0), true);
        moveClockTo(LocalDateTime.of(2026, 3, 9, 7, 30));
        waiting.forEach(job -> management.executeJob(job.getId()));
        runJobs(no);
        assertThat(VENDOR.received()).isEmpty();
        moveClockTo(LocalDateTime.of(2026, 3, 9, 8, 0));
        management.createJobQuery().processInstanceId(instance(no)).activityId("intermediateEvent_waited").list().forEach(job -> management.executeJob(job.getId()));
        runJobs(no);
        assertThat(mailServer.getReceivedMessages()).hasSize(2);
        assertThat(VENDOR.received()).hasSize(2);
        assertThat(ended(no)).isTrue();
        assertThat(passed(no)).contains("intermediateEvent_waited", "endEvent_sent");
        assertThat(delivery(no, "DINGTALK").note()).isNull();
    }

    @Test
    void aRobotIsNotSentMoreThanItMayTakeInAMinute() {
        List<String> nos = List.of(issue(BUSY, caseNo), issue(BUSY, caseNo), issue(BUSY, caseNo));
        nos.forEach(no -> management.executeJob(jobOf(no, "DINGTALK").getId()));
        assertThat(VENDOR.received()).hasSize(2);
        Delivery third = delivery(nos.get(2), "DINGTALK");
        assertThat(third.state()).isEqualTo(Delivery.State.PENDING);
        assertThat(third.note()).contains("每分钟最多收2条");
        clock.set(LocalDateTime.now(clock).plusMinutes(1));
        fireTimer("intermediateEvent_waited", nos.get(2));
        runJobs(nos.get(2));
        assertThat(VENDOR.received()).hasSize(3);
        assertThat(delivery(nos.get(2), "DINGTALK").attempts()).isEqualTo(1);
    }

    @Test
    void channelsThatAUnitHasSwitchedOffCarryNothing() {
        set(UNIT, Set.of("MAIL"), false, 8, null, null, false);
        assertThat(channelsOf(issue(UNIT, caseNo))).containsExactlyInAnyOrder("APP", "MAIL", "MAIL");
        set(UNIT, Set.of(), false, 8, null, null, false);
        assertThat(channelsOf(issue(UNIT, caseNo))).containsExactly("APP");
        assertThat(preferences.history(UNIT, 10)).hasSize(2);
        assertThat(preferences.choices(UNIT)).extracting(NoticeChannel::id).containsExactly("MAIL", "DINGTALK", "WEBHOOK");
        // a channel that is not set up at the moment is not switched on by saving something else
        jdbc.sql("update notice_preference set muted = 'WECOM,MAIL' where holder = ?").param(UNIT).update();
        set(UNIT, Set.of("MAIL", "DINGTALK", "WEBHOOK"), false, 9, null, null, false);
        assertThat(preferences.of(UNIT).muted()).containsExactly("WECOM");
    }

    @Test
    void preferencesThatContradictThemselvesAreRefused() {
        assertThat(refusalOf(() -> preferences.set(UNIT, wanted(Set.of("DINGTALK"), true, 8, null, null, false), UNIT + "head"))).hasMessageContaining("先勾选“电子邮件”");
        assertThat(refusalOf(() -> preferences.set(UNIT, wanted(Set.of("MAIL"), true, 7, LocalTime.of(21, 0), LocalTime.of(7, 30), false), UNIT + "head"))).hasMessageContaining("在免打扰时段之内");
        assertThat(refusalOf(() -> preferences.set(UNIT, wanted(Set.of("MAIL"), false, 8, LocalTime.of(21, 0), null, false), UNIT + "head"))).hasMessageContaining("起止都填");
        assertThat(refusalOf(() -> preferences.set(UNIT, wanted(Set.of("MAIL"), false, 8, LocalTime.NOON, LocalTime.NOON, false), UNIT + "head"))).hasMessageContaining("不能相同");
        assertThat(refusalOf(() -> preferences.set(UNIT, wanted(Set.of("MAIL"), true, 24, null, null, false), UNIT + "head"))).hasMessageContaining("0点到23点");
        assertThat(refusalOf(() -> preferences.set(UNIT, wanted(Set.of("MAIL"), false, 8, null, null, false), UNIT + "1")).kind()).isEqualTo(Refusal.Kind.FORBIDDEN);
        assertThat(refusalOf(() -> preferences.set(BUSY, wanted(Set.of("MAIL"), false, 8, null, null, false), UNIT + "head")).kind()).isEqualTo(Refusal.Kind.FORBIDDEN);
        assertThat(preferences.of(UNIT).setBy()).isNull();
        as("admin", () -> preferences.set("supervisor", wanted(Set.of("MAIL"), true, 8, null, null, false), "admin"));
        assertThat(preferences.of("supervisor").digest()).isTrue();
    }

    @Test
    void oneMailInTheMorningInsteadOfMany() throws Exception {
        moveClockTo(LocalDateTime.of(2026, 3, 6, 15, 0));   // a Friday
        set(UNIT, Set.of("MAIL"), true, 8, LocalTime.of(20, 0), LocalTime.of(7, 0), false);
        String first = issue(UNIT, caseNo);
        String toHead = issue(Registry.headGroup(UNIT), caseNo);
        String secretCase = opened();
        transaction.executeWithoutResult(status -> cases.makeConfidential(secretCase));
        String secret = issue(UNIT, secretCase);
        String toPerson = issue(Registry.personGroup(UNIT + "head"), caseNo);
        task("late-" + caseNo, caseNo, UNIT, LocalDateTime.of(2026, 2, 2, 9, 0));
        task("far-" + caseNo, caseNo, UNIT, null);
        task("secret-" + caseNo, secretCase, UNIT, LocalDateTime.of(2026, 2, 2, 9, 0));
        for (String no : List.of(first, toHead, secret)) {
            runJobs(no);
            assertThat(notices.deliveries(no)).filteredOn(d -> d.channel().equals("MAIL")).allMatch(d -> d.state() == Delivery.State.GATHERED);
        }
        assertThat(mailServer.getReceivedMessages()).isEmpty();
        runJobs(toPerson);
        assertThat(mailServer.getReceivedMessages()).as("what is one person's goes alone").hasSize(1);
        mailServer.purgeEmailFromAllMailboxes();

        moveClockTo(LocalDateTime.of(2026, 3, 6, 15, 30));
        assertThat(digests.sweep()).as("today's hour was before it was wanted").isZero();
        moveClockTo(LocalDateTime.of(2026, 3, 7, 9, 0));
        assertThat(digests.sweep()).as("Saturday").isZero();
        moveClockTo(LocalDateTime.of(2026, 3, 9, 7, 59));
        assertThat(digests.sweep()).as("too early").isZero();
        moveClockTo(LocalDateTime.of(2026, 3, 9, 8, 0));
        assertThat(digests.sweep()).isEqualTo(1);
        assertThat(digests.sweep()).as("once a day").isZero();
        String digest = jdbc.sql("select digest_no from notice_digest where holder = ?").param(UNIT).query(String.class).single();
        runJobs(digest);
        assertThat(ended(digest)).isTrue();
        assertThat(passed(digest)).contains("startEvent_digestReady", "endEvent_delivered", "endEvent_sent");

        MimeMessage[] mails = mailServer.getReceivedMessages();
        assertThat(mails).hasSize(2);
        MimeMessage head = to(mails, UNIT + "head@wendeng.example");
        MimeMessage mailbox = to(mails, UNIT + "@wendeng.example");
        assertThat(head.getSubject()).contains("区民政局", "2026年3月9日", digest);
        assertThat(head.getMessageID()).isEqualTo("<" + digest + "." + deliveries(digest, UNIT + "head@wendeng.example").id() + "@integrity-supervision>");
        assertThat(text(head)).contains(first, toHead, secret, "《监督检查办结告知书（" + caseNo + "）》", "https://integrity.example/notices");
        assertThat(text(mailbox)).contains(first, secret).doesNotContain(toHead).doesNotContain(toPerson);
        assertThat(text(mailbox)).as("of a confidential case the number only").contains("一份新的通知，请登录查看（" + secret).doesNotContain(secretCase);
        assertThat(text(mailbox)).contains("“提交自查报告”（" + caseNo + "）", "已超期", "一项任务，请登录查看").doesNotContain("王某").doesNotContain("还有");
        assertThat(notices.deliveries(first)).filteredOn(d -> d.channel().equals("MAIL")).hasSize(2)
                .allMatch(d -> d.state() == Delivery.State.DIGESTED && d.digestNo().equals(digest) && d.note().contains(digest));
        assertThat(notices.attempts(digest)).hasSize(2);
        assertThat(digests.sweep()).isZero();

        // the next day there is only what is late
        moveClockTo(LocalDateTime.of(2026, 3, 10, 8, 15));
        assertThat(digests.sweep()).isEqualTo(1);
        runJobs(jdbc.sql("select max(digest_no) from notice_digest where holder = ?").param(UNIT).query(String.class).single());
        assertThat(mailServer.getReceivedMessages()).hasSize(4);
    }

    @Test
    void aDigestOfADayWithNothingToTellIsNoMailAndStaysTheDaysOnly() {
        set(BUSY, Set.of("MAIL"), true, 8, null, null, false);
        moveClockTo(LocalDateTime.of(2026, 3, 3, 8, 15));
        assertThat(digests.sweep()).isZero();
        String no = issue(BUSY, caseNo);
        moveClockTo(LocalDateTime.of(2026, 3, 3, 10, 0));
        assertThat(digests.sweep()).as("what comes during the day waits for the next morning").isZero();
        moveClockTo(LocalDateTime.of(2026, 3, 4, 8, 0));
        assertThat(digests.sweep()).isEqualTo(1);
        assertThat(notices.deliveries(no)).filteredOn(d -> d.channel().equals("MAIL")).allMatch(d -> d.state() == Delivery.State.DIGESTED);
    }

    @Test
    void afterAnOutageInTheMorningTheDaysDigestIsWrittenLate() {
        set(UNIT, Set.of("MAIL"), true, 8, null, null, false);
        issue(UNIT, caseNo);
        moveClockTo(LocalDateTime.of(2026, 3, 3, 14, 0));
        assertThat(digests.sweep()).isEqualTo(1);
    }

    @Test
    void whatWasGatheredGoesOutAlthoughTheDigestIsSwitchedOff() {
        set(UNIT, Set.of("MAIL"), true, 8, null, null, false);
        String no = issue(UNIT, caseNo);
        set(UNIT, Set.of(), false, 8, null, null, false);
        moveClockTo(LocalDateTime.of(2026, 3, 3, 8, 0));
        assertThat(digests.sweep()).isEqualTo(1);
        runJobs(notices.deliveries(no).stream().filter(d -> d.channel().equals("MAIL")).findFirst().orElseThrow().digestNo());
        assertThat(mailServer.getReceivedMessages()).hasSize(2);
        moveClockTo(LocalDateTime.of(2026, 3, 4, 8, 0));
        assertThat(digests.sweep()).isZero();
    }

    @Test
    void aDigestThatFailsIsTriedAgainAndGoesOutOnce() {
        set(UNIT, Set.of("MAIL"), true, 8, null, null, false);
        issue(UNIT, caseNo);
        moveClockTo(LocalDateTime.of(2026, 3, 3, 8, 0));
        assertThat(digests.sweep()).isEqualTo(1);
        String digest = jdbc.sql("select digest_no from notice_digest where holder = ?").param(UNIT).query(String.class).single();
        mailServer.stop();
        List<Job> jobs = management.createJobQuery().processInstanceId(instance(digest)).messages().list();
        assertThat(jobs).hasSize(2);
        jobs.forEach(job -> assertThatThrownBy(() -> management.executeJob(job.getId())).hasMessageContaining(digest));
        assertThat(notices.failed(500)).extracting(Delivery::noticeNo).contains(digest);
        mailServer = started();
        digests.sweep();
        jobs.forEach(job -> management.executeJob(job.getId()));
        notices.deliveries(digest).forEach(d -> notifier.send(d.id()));
        assertThat(mailServer.getReceivedMessages()).hasSize(2);
    }

    @Test
    void severalNodesWriteADaysDigestOnce() throws Exception {
        set(UNIT, Set.of("MAIL"), true, 8, null, null, false);
        issue(UNIT, caseNo);
        moveClockTo(LocalDateTime.of(2026, 3, 3, 8, 0));
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            int written = 0;
            List<Callable<Integer>> sweeps = Collections.nCopies(4, digests::sweep);
            for (Future<Integer> node : nodes.invokeAll(sweeps)) {
                written += node.get();
            }
            assertThat(written).isEqualTo(1);
        } finally {
            nodes.shutdownNow();
        }
        assertThat(jdbc.sql("select count(*) from notice_digest where holder = ?").param(UNIT).query(Integer.class).single()).isEqualTo(1);
        assertThat(jdbc.sql("select count(*) from notice_delivery d join notice_digest g on g.digest_no = d.notice_no where g.holder = ?").param(UNIT).query(Integer.class).single())
                .isEqualTo(2);
    }

    @Test
    void theTimerLooksForDigestsThatAreDue() {
        set(UNIT, Set.of("MAIL"), true, 8, null, null, false);
        issue(UNIT, caseNo);
        moveClockTo(LocalDateTime.of(2026, 3, 3, 8, 0));
        String looking = looking();
        management.createJobQuery().processInstanceId(looking).list().forEach(job -> management.executeJob(job.getId()));
        assertThat(jdbc.sql("select count(*) from notice_digest where holder = ?").param(UNIT).query(Integer.class).single()).isEqualTo(1);
        assertThat(history.createHistoricActivityInstanceQuery().processInstanceId(looking).list()).extracting(a -> a.getActivityId())
                .contains("startEvent_gatherDue", "serviceTask_gatherDigests", "endEvent_gathered");
    }

    @Test
    void aDigestThatCannotBeWrittenStopsNoOtherAndMakesOneIncident() {
        set(UNIT, Set.of("MAIL"), true, 8, null, null, false);
        set(BUSY, Set.of("MAIL"), true, 8, null, null, false);
        issue(UNIT, caseNo);
        String other = issue(BUSY, caseNo);
        moveClockTo(LocalDateTime.of(2026, 3, 3, 8, 0));
        // stands where the first mail of the first digest would be kept
        jdbc.sql("insert into notice_digest_mail (delivery_id, title, body) values (0, 'x', 'x')").update();
        try {
            Job first = management.createJobQuery().processInstanceId(looking()).singleResult();
            for (int tries = 0; tries < 3; tries++) {
                inTheWay();
                assertThatThrownBy(() -> management.executeJob(first.getId())).hasMessageContaining("每日汇总没有写成").hasMessageContaining(UNIT);
            }
            Job later = management.createJobQuery().processInstanceId(looking()).singleResult();
            inTheWay();
            management.executeJob(later.getId());   // the same trouble, and somebody has been told
            assertThat(runtime.createIncidentQuery().activityId("serviceTask_gatherDigests").list()).hasSize(1);
            assertThat(jdbc.sql("select holder from notice_digest").query(String.class).list()).containsExactly(BUSY);
            assertThat(notices.deliveries(other)).filteredOn(d -> d.channel().equals("MAIL")).allMatch(d -> d.state() == Delivery.State.DIGESTED);
        } finally {
            jdbc.sql("delete from notice_digest_mail where title = 'x'").update();
        }
        assertThat(digests.sweep()).isEqualTo(1);
    }

    private void inTheWay() {
        jdbc.sql("insert into notice_delivery (notice_no, channel, recipient, state, attempts) values ('none', 'MAIL', 'x', 'SENT', 0)").update();
        jdbc.sql("update notice_digest_mail set delivery_id = (select max(id) + 1 from notice_delivery) where title = 'x'").update();
    }

    /** An instance that is about to look for digests that are due. */
    private String looking() {
        Job timer = management.createJobQuery().processDefinitionKey("notice-digest").timers().list().stream().filter(job -> job.getProcessInstanceId() == null).findFirst().orElseThrow();
        Set<String> before = new HashSet<>(runtime.createProcessInstanceQuery().processDefinitionKey("notice-digest").list().stream().map(i -> i.getId()).toList());
        management.executeJob(timer.getId());
        return runtime.createProcessInstanceQuery().processDefinitionKey("notice-digest").list().stream().map(i -> i.getId()).filter(id -> !before.contains(id)).findFirst().orElseThrow();
    }

    /** Their model names these beans, and cannot wait. */
    @Test
    void noticesIssuedBeforeThereWereChannelsGoOnTheirWay() throws Exception {
        String no = issue(UNIT, caseNo);
        Delivery mail = delivery(no, "MAIL");
        DelegateExecution execution = Mockito.mock(DelegateExecution.class);
        Mockito.when(execution.getVariable("item")).thenReturn(String.valueOf(mail.id()));
        Mockito.when(execution.getProcessBusinessKey()).thenReturn(no);
        List<String> mails = ReflectionTestUtils.invokeMethod(context.getBean("noticeMails"), "of", execution);
        assertThat(mails).contains(String.valueOf(mail.id()));
        set(UNIT, Set.of("MAIL"), false, 8, LocalTime.of(8, 0), LocalTime.of(10, 0), false);
        assertThatThrownBy(() -> sendNoticeMail.execute(execution)).hasMessageContaining("2026年3月2日 10:00");
        moveClockTo(LocalDateTime.of(2026, 3, 2, 10, 0));
        sendNoticeMail.execute(execution);
        assertThat(mailServer.getReceivedMessages()).hasSize(1);
        assertThat(notices.delivery(mail.id()).state()).isEqualTo(Delivery.State.SENT);
    }

    private String opened() {
        return transaction.execute(status -> {
            CaseFile file = cases.open(NewCase.numbered("JC", "unit-inspection", "承诺检查", UNIT, List.of("三.5"), null));
            return file.caseNo();
        });
    }

    private String issue(String addressee, String ofCase) {
        return transaction.execute(status -> notices.issue("inspection-closed", ofCase, addressee,
                Map.of("unit", "区民政局", "title", "承诺检查", "caseNo", ofCase, "result", "未发现问题")));
    }

    /** @param opened null: now */
    private void task(String id, String ofCase, String owner, LocalDateTime opened) {
        transaction.executeWithoutResult(status -> book.open(id, ofCase, "unit-inspection", "userTask_submitSelfCheck", "提交自查报告（王某）", null, owner, "rectification.verify", true,
                opened == null ? LocalDate.now(clock).plusDays(60) : opened.toLocalDate(), ""));
    }

    private void set(String holder, Set<String> on, boolean digest, int hour, LocalTime from, LocalTime to, boolean daysOff) {
        preferences.set(holder, wanted(on, digest, hour, from, to, daysOff), holder + "head");
    }

    private static Preferences.Wanted wanted(Set<String> on, boolean digest, int hour, LocalTime from, LocalTime to, boolean daysOff) {
        return new Preferences.Wanted(on, digest, hour, from, to, daysOff);
    }

    private List<String> channelsOf(String no) {
        return notices.deliveries(no).stream().map(Delivery::channel).toList();
    }

    private Delivery delivery(String no, String channel) {
        return notices.deliveries(no).stream().filter(d -> d.channel().equals(channel)).findFirst().orElseThrow();
    }

    private Delivery deliveries(String no, String recipient) {
        return notices.deliveries(no).stream().filter(d -> d.recipient().equals(recipient)).findFirst().orElseThrow();
    }

    /** The job that sends the notice by that channel. */
    private Job jobOf(String no, String channel) {
        String id = String.valueOf(delivery(no, channel).id());
        return management.createJobQuery().processInstanceId(instance(no)).messages().list().stream()
                .filter(job -> id.equals(runtime.getVariable(job.getExecutionId(), "item"))).findFirst().orElseThrow();
    }

    private String instance(String no) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(no).singleResult().getId();
    }

    private static MimeMessage to(MimeMessage[] mails, String address) {
        return Arrays.stream(mails).filter(mail -> {
            try {
                return mail.getAllRecipients()[0].toString().equals(address);
            } catch (jakarta.mail.MessagingException e) {
                throw new AssertionError(e);
            }
        }).findFirst().orElseThrow();
    }

    private static String text(MimeMessage mail) throws Exception {
        return mail.getContent().toString().replace("\r\n", "\n");
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
