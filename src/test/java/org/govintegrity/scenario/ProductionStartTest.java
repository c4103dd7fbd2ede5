package org.govintegrity.scenario;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.camunda.bpm.admin.Admin;
import org.camunda.bpm.admin.AdminRuntimeDelegate;
import org.camunda.bpm.cockpit.Cockpit;
import org.camunda.bpm.cockpit.CockpitRuntimeDelegate;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.tasklist.Tasklist;
import org.camunda.bpm.tasklist.TasklistRuntimeDelegate;
import org.camunda.bpm.welcome.Welcome;
import org.camunda.bpm.welcome.WelcomeRuntimeDelegate;
import org.govintegrity.SupervisionApplication;
import org.govintegrity.notice.Channels;
import org.govintegrity.notice.NoticeChannel;
import org.govintegrity.notice.NoticeSettingsRefused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The application as a whole, started as somebody would start it. */
class ProductionStartTest {

    @TempDir
    Path folder;

    private final CockpitRuntimeDelegate cockpit = Cockpit.getRuntimeDelegate();
    private final AdminRuntimeDelegate admin = Admin.getRuntimeDelegate();
    private final TasklistRuntimeDelegate tasklist = Tasklist.getRuntimeDelegate();
    private final WelcomeRuntimeDelegate welcome = Welcome.getRuntimeDelegate();

    /** Other tests move the engine's clock, which is that of the whole JVM. */
    @BeforeEach
    void now() {
        ClockUtil.reset();
    }

    /** The engine's web apps keep static state, which ends with whichever application ends first; those of other tests go on. */
    @AfterEach
    void theWebAppsOfOthersGoOn() {
        Cockpit.setCockpitRuntimeDelegate(cockpit);
        Admin.setAdminRuntimeDelegate(admin);
        Tasklist.setTasklistRuntimeDelegate(tasklist);
        Welcome.setRuntimeDelegate(welcome);
    }

    @Test
    void productionRunsOnPostgresWithoutDemonstrationAccounts() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
             ConfigurableApplicationContext application = new SpringApplicationBuilder(SupervisionApplication.class).profiles("prod").run(
                     "--server.port=0", "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"), "--spring.datasource.username=postgres",
                     "--spring.datasource.password=postgres", "--supervision.accounts.admin-password=Only#4tests!",
                     "--supervision.identity.key=a key of a test, long enough to be one", "--camunda.bpm.job-execution.enabled=false")) {
            assertThat(status(application, "admin", "Only#4tests!")).isEqualTo(200);
            assertThat(status(application, "admin", "Wendeng-2018")).isEqualTo(401);
            assertThat(status(application, "supervisor1", "Wendeng-2018")).isEqualTo(401);
            HttpResponse<String> signIn = HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri(application, "/login")).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(signIn.body()).doesNotContain("Wendeng-2018", "supervisor1");
            assertThat(signIn.headers().allValues("Set-Cookie")).allMatch(cookie -> cookie.contains("Secure") && cookie.contains("HttpOnly"));
        }
    }

    @Test
    void stoppingAndStartingAgainKeepsEverythingAndDeploysNothing() {
        String url = "--spring.datasource.url=jdbc:h2:file:" + folder.resolve("supervision") + ";WRITE_DELAY=0;TRACE_LEVEL_FILE=0";
        long versions;
        try (ConfigurableApplicationContext first = start(url)) {
            versions = versions(first);
            assertThat(versions).isGreaterThanOrEqualTo(5);
            assertThat(first.getBean(JdbcTemplate.class).update("update ACT_RU_JOB set LOCK_OWNER_ = 'killed', LOCK_EXP_TIME_ = cast('2999-01-01 00:00:00' as timestamp)"))
                    .as("jobs that a killed server would have locked").isPositive();
        }
        try (ConfigurableApplicationContext second = start(url)) {
            assertThat(versions(second)).isEqualTo(versions);
            assertThat(second.getBean(JdbcTemplate.class).queryForObject("select count(*) from ACT_RU_JOB where LOCK_OWNER_ = 'killed'", Integer.class)).as("left locked").isZero();
        }
    }

    @Test
    void anotherDistrictIsAnotherFolder() throws Exception {
        Path seeds = folder.resolve("tiny");
        Path source = Path.of("src/test/resources/seeds/tiny");
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Files.createDirectories(seeds.resolve(source.relativize(file).toString()).getParent());
                if (Files.isRegularFile(file)) {
                    Files.copy(file, seeds.resolve(source.relativize(file).toString()));
                }
            }
        }
        try (ConfigurableApplicationContext application = start("--spring.datasource.url=jdbc:h2:mem:tiny", "--supervision.seeds=" + seeds)) {
            var registry = application.getBean(org.govintegrity.registry.Registry.class);
            assertThat(registry.units()).hasSizeLessThan(10);
            assertThat(registry.findUnit("caizhengju").filter(u -> u.fullName().contains("文登"))).isEmpty();
            assertThat(status(application, registry.people().get(0).id(), "Wendeng-2018")).isEqualTo(200);
        }
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void withBrokenNoticeTemplatesOrChannelsItSaysWhatToMendInsteadOfStarting(CapturedOutput output) throws Exception {
        Path templates = Files.createDirectories(folder.resolve("notices"));
        Files.writeString(templates.resolve("inspection-closed.txt"), "办结（{caseNo}）\n{unit}：{titel}{result}\n");
        assertThatThrownBy(() -> start("--spring.datasource.url=jdbc:h2:mem:brokentemplates", "--supervision.notice.templates=" + templates).close())
                .hasRootCauseInstanceOf(NoticeSettingsRefused.class);
        assertThat(output.getOut()).contains("系统没有启动", "通知模板“inspection-closed.txt”第2行：没有“{titel}”这一项", "重新启动");
        assertThatThrownBy(() -> start("--spring.datasource.url=jdbc:h2:mem:brokenchannels", "--supervision.notice.channels.endpoints.one.channel=DINGTALK",
                "--supervision.notice.channels.endpoints.one.groups=caizhengju").close()).hasRootCauseInstanceOf(NoticeSettingsRefused.class);
        assertThat(output.getOut()).contains("主机“oapi.dingtalk.com”不在允许的名单里", "SUPERVISION_NOTICE_CHANNELS_ENDPOINTS_ONE_TOKEN");
    }

    @Test
    void withGoodOnesItStartsAndUsesThem() throws Exception {
        Path templates = Files.createDirectories(folder.resolve("good"));
        Files.writeString(templates.resolve("inspection-closed.txt"), "办结（{caseNo}）\n{unit}：{title}，{result}\n");
        Path tree = Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(tree.resolve("supervision.notice.channels.endpoints.one.token"), "0123456789abcdef");
        Files.writeString(tree.resolve("supervision.notice.channels.endpoints.one.secret"), "SEC0123456789abcdef");
        try (ConfigurableApplicationContext application = start("--spring.datasource.url=jdbc:h2:mem:goodtemplates", "--supervision.notice.templates=" + templates,
                "--spring.config.import=configtree:" + tree + "/", "--supervision.notice.channels.allowed-hosts=oapi.dingtalk.com",
                "--supervision.notice.channels.endpoints.one.channel=DINGTALK", "--supervision.notice.channels.endpoints.one.groups=*")) {
            assertThat(application.getBean(Channels.class).reaching("caizhengju")).extracting(NoticeChannel::id).containsExactly("DINGTALK");
            assertThat(application.getBean(Channels.class).reaching("supervisor")).isEmpty();
        }
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        return new SpringApplicationBuilder(SupervisionApplication.class).run(
                Stream.concat(Stream.of(arguments), Stream.of("--server.port=0", "--camunda.bpm.job-execution.enabled=false")).toArray(String[]::new));
    }

    private static long versions(ConfigurableApplicationContext application) {
        var repository = application.getBean(org.camunda.bpm.engine.RepositoryService.class);
        return repository.createProcessDefinitionQuery().count() + repository.createDecisionDefinitionQuery().count();
    }

    private static int status(ConfigurableApplicationContext application, String person, String password) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(application, "/api/v1/deadlines/rules"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString((person + ":" + password).getBytes())).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static URI uri(ConfigurableApplicationContext application, String path) {
        return URI.create("http://127.0.0.1:" + ((WebServerApplicationContext) application).getWebServer().getPort() + path);
    }
}
