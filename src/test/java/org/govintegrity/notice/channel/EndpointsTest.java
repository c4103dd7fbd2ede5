package org.govintegrity.notice.channel;

import org.govintegrity.notice.NoticeSettings;
import org.govintegrity.notice.NoticeSettings.Endpoint;
import org.govintegrity.notice.NoticeSettingsRefused;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.govintegrity.registry.UnitKind;
import org.junit.jupiter.api.Test;
import java.nio.file.Path;
import java.nio.file.Files;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.boot.context.properties.bind.Binder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What is refused at start, in words that say what to do. */
class EndpointsTest {

    private static final List<String> HOSTS = List.of("oapi.dingtalk.com", "hook.example:8443");
    private static final Endpoint DING = new Endpoint("DINGTALK", "群", List.of("caizhengju"), "", "0123456789abcdef", "SEC0123456789abcdef", null);

    @Test
    void aGoodOneIsTaken() {
        Registry registry = Mockito.mock(Registry.class);
        Unit unit = new Unit("caizhengju", "财政局", "财政局", UnitKind.values()[0], null, null, null, null, null, null, null);
        Mockito.when(registry.unitOfGroup("caizhengju")).thenReturn(Optional.of(unit));
        Mockito.when(registry.unitOfGroup("caizhengjuhead")).thenReturn(Optional.of(unit));
        Endpoint all = new Endpoint("DINGTALK", "", List.of("*"), "", "0123456789abcdef", "SEC0123456789abcdef", 5);
        Endpoint office = new Endpoint("DINGTALK", "", List.of("supervisor"), "", "0123456789abcdef", "SEC0123456789abcdef", null);
        Endpoints endpoints = endpoints(Map.of("one", DING, "all", all, "office", office), registry, new StandardEnvironment());
        assertThat(endpoints.of("DINGTALK", "caizhengju")).containsExactly("all", "one");
        assertThat(endpoints.of("DINGTALK", "caizhengjuhead")).as("its head's too").containsExactly("all", "one");
        assertThat(endpoints.of("DINGTALK", "supervisor")).containsExactly("office");
        assertThat(endpoints.of("DINGTALK", Registry.personGroup("caizhengju1"))).as("one person's notices go to no group").isEmpty();
        assertThat(endpoints.of("WECOM", "caizhengju")).isEmpty();
        assertThat(DING.toString()).doesNotContain("0123456789");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "http://oapi.dingtalk.com/robot/send | 只能用 https",
            "https://evil.example/robot/send | 不在允许的名单里",
            "https://oapi.dingtalk.com.evil.example/x | 不在允许的名单里",
            "https://sub.oapi.dingtalk.com/x | 不在允许的名单里",
            "https://oapi.dingtalk.com:8443/x | 不在允许的名单里",
            "https://hook.example/x | 不在允许的名单里",
            "https://oapi.dingtalk.com./x | 不在允许的名单里",
            "https://oapi.dingtalk.com@evil.example/x | 不带账号",
            "https://oapi.dingtalk.com/robot/send?access_token=abc | 令牌用 token 设置",
            "https://oapi.dingtalk.com/#x | 不带账号",
            "https://[::1]/x | 不在允许的名单里",
            "https://2130706433/x | 不在允许的名单里",
            "http://127.0.0.1/x | 只能用 https",
            "http://localhost/x | 只能用 https",
            "file:///etc/passwd | https://主机/路径",
            "ftp://oapi.dingtalk.com/x | 只能用 https",
            "not a url | https://主机/路径",
    })
    void anAddressThatMayNotBeCalledIsRefused(String url, String words) {
        Endpoint endpoint = new Endpoint("DINGTALK", "群", List.of("caizhengju"), url, "0123456789abcdef", "SEC0123456789abcdef", null);
        assertThat(refusal(Map.of("e1", endpoint))).contains("supervision.notice.channels.endpoints.e1").contains(words);
    }

    @Test
    void whatIsMissingIsNamedAllAtOnce() {
        String words = refusal(Map.of("Bad-Id", new Endpoint("DINGTALK", "", List.of(), "", "", "short", 0), "fax", new Endpoint("FAX", "", List.of("*"), "", "", "", null),
                "hook", new Endpoint("WEBHOOK", "", List.of("*"), "https://hook.example:8443/x", "", "whsec_这不是Base64这不是Base64", null)));
        assertThat(words).contains("编号只能用小写字母和数字", "没有写 groups", "缺少机器人的令牌", "少于16个字符", "per-minute 应至少为1", "channel 应为 WEBHOOK、DINGTALK、WECOM、FEISHU 之一",
                "SUPERVISION_NOTICE_CHANNELS_ENDPOINTS_HOOK_SECRET");
        assertThat(words).doesNotContain("short");
    }

    @Test
    void aSecretWrittenIntoAFileIsRefusedWhereverItStands() throws Exception {
        String yaml = """
                supervision.notice.channels.endpoints:
                  one: {channel: DINGTALK, token: 0123456789abcdef, secret: "${DING_SECRET}"}
                  two: {channel: DINGTALK, token: "${DING_TOKEN:0123456789abcdef}"}
                  three: {channel: DINGTALK, token: "${DING_TOKEN:}"}
                """;
        StandardEnvironment environment = new StandardEnvironment();
        for (PropertySource<?> source : new YamlPropertySourceLoader().load("application.yaml", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))) {
            assertThat(source).isInstanceOf(OriginTrackedMapPropertySource.class);
            environment.getPropertySources().addLast(source);
        }
        NoticeSettingsRefused refused = catchThrowableOfType(NoticeSettingsRefused.class, () -> endpoints(Map.of(), Mockito.mock(Registry.class), environment));
        assertThat(refused.getMessage().lines()).hasSize(2);
        assertThat(refused).hasMessageContaining("endpoints.one.token").hasMessageContaining("endpoints.two.token").hasMessageContaining("application.yaml")
                .hasMessageContaining("SUPERVISION_NOTICE_CHANNELS_ENDPOINTS_ONE_TOKEN");
        assertThat(refused.getMessage()).doesNotContain("0123456789abcdef");
    }

    /** As the guide says: the place in the file, the secrets beside it. */
    @Test
    void secretsFromTheEnvironmentAndFromAConfigurationTreeJoinWhatTheFileSays(@TempDir Path tree) throws Exception {
        String yaml = """
                supervision.notice.channels:
                  allowed-hosts: [oapi.dingtalk.com]
                  endpoints:
                    caizheng: {channel: DINGTALK, name: 财政局群, groups: [caizhengju]}
                """;
        Files.writeString(tree.resolve("supervision.notice.channels.endpoints.caizheng.secret"), "SEC-from-the-tree-01");
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                Map.of("SUPERVISION_NOTICE_CHANNELS_ENDPOINTS_CAIZHENG_TOKEN", "0123456789abcdef")));
        environment.getPropertySources().addLast(new ConfigTreePropertySource("tree", tree));
        new YamlPropertySourceLoader().load("application.yaml", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8))).forEach(environment.getPropertySources()::addLast);
        NoticeSettings settings = Binder.get(environment).bind("supervision.notice", NoticeSettings.class).get();
        Endpoint endpoint = settings.channels().endpoints().get("caizheng");
        assertThat(endpoint.token()).isEqualTo("0123456789abcdef");
        assertThat(endpoint.secret()).isEqualTo("SEC-from-the-tree-01");
        assertThat(endpoint.groups()).containsExactly("caizhengju");
        assertThat(new Endpoints(settings, Mockito.mock(Registry.class), environment).find("DINGTALK", "caizheng")).isPresent();
    }

    /** At its finest the client prints whole requests, and a robot's token is part of its address. */
    @Test
    void theClientIsQuietInTheLogWhateverLevelTheRestHas() throws Exception {
        PropertySource<?> shipped = new YamlPropertySourceLoader().load("shipped", new ClassPathResource("application.yaml")).get(0);
        assertThat(shipped.getProperty("logging.level.org.apache.hc")).isEqualTo("WARN");
    }

    @Test
    void aNetworkThatIsNoneIsRefused() {
        NoticeSettingsRefused refused = catchThrowableOfType(NoticeSettingsRefused.class, () -> new Endpoints(
                new NoticeSettings("", new NoticeSettings.Channels(HOSTS, List.of("内网"), false, Map.of())), Mockito.mock(Registry.class), new StandardEnvironment()));
        assertThat(refused).hasMessageContaining("10.20.0.0/16");
    }

    @Test
    void aListedNetworkMayBeCalled() throws Exception {
        TargetRules rules = new TargetRules(new NoticeSettings.Channels(HOSTS, List.of("10.20.0.0/16"), false, Map.of()),
                host -> new java.net.InetAddress[]{java.net.InetAddress.getByName(host.equals("in") ? "10.20.3.4" : "10.21.0.1")});
        assertThat(rules.resolve("in")).hasSize(1);
        assertThat(catchThrowableOfType(ForbiddenTarget.class, () -> rules.resolve("out"))).hasMessageContaining("allowed-addresses");
    }

    private static String refusal(Map<String, Endpoint> endpoints) {
        NoticeSettingsRefused refused = catchThrowableOfType(NoticeSettingsRefused.class, () -> endpoints(endpoints, Mockito.mock(Registry.class), new StandardEnvironment()));
        assertThat(refused).as("refused").isNotNull();
        return refused.getMessage();
    }

    private static Endpoints endpoints(Map<String, Endpoint> endpoints, Registry registry, ConfigurableEnvironment environment) {
        return new Endpoints(new NoticeSettings("", new NoticeSettings.Channels(HOSTS, List.of(), false, endpoints)), registry, environment);
    }
}
