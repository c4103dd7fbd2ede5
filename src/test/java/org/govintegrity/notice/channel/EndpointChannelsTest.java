package org.govintegrity.notice.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.hc.core5.util.Timeout;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.notice.ChannelAnswer;
import org.govintegrity.notice.NoticeSettings;
import org.govintegrity.notice.OutgoingNotice;
import org.govintegrity.registry.Registry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.mock.env.MockEnvironment;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.govintegrity.notice.ChannelAnswer.Result.NOT_TAKEN;
import static org.govintegrity.notice.ChannelAnswer.Result.TAKEN;
import static org.govintegrity.notice.ChannelAnswer.Result.UNCLEAR;

/** Each vendor's format against a server that stands in for it. Signatures were worked out with another tool, or are worked out here anew. */
class EndpointChannelsTest {

    private static final String DING_SECRET = "SECdd0f0e7f2a9c4b61a0";
    private static final String FEISHU_SECRET = "feishu-secret-0123456789";
    private static final String HOOK_SECRET = "a-secret-of-the-unit's-own";
    private static final String TOKEN = "0123456789abcdef";
    private static final LocalDateTime ISSUED = LocalDateTime.of(2026, 3, 2, 8, 59);
    private static final Clock CLOCK = Clock.fixed(LocalDateTime.of(2026, 3, 2, 9, 0).atZone(ChineseDates.ZONE).toInstant(), ChineseDates.ZONE);

    private final ObjectMapper json = new ObjectMapper();
    private StandInServer server;
    private List<OutboundPost> doors;

    @BeforeEach
    void start() {
        server = new StandInServer();
        doors = new ArrayList<>();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        for (OutboundPost door : doors) {
            door.close();
        }
    }

    @Test
    void dingTalkIsSignedInTheAddress() throws Exception {
        assertThat(dingTalk().send(notice(false)).result()).isEqualTo(TAKEN);
        StandInServer.Received got = server.received().get(0);
        assertThat(got.method()).isEqualTo("POST");
        assertThat(got.path()).isEqualTo("/robot/send");
        assertThat(got.query()).isEqualTo("access_token=" + TOKEN + "&timestamp=1772413200000&sign=Nk5s3kdFu%2FNEm%2BwcUKy4PgN8HRHTSgBq83ZI1D46KEI%3D");
        assertThat(got.headers().get("content-type")).startsWith("application/json");
        JsonNode body = json.readTree(got.body());
        assertThat(body.path("msgtype").asText()).isEqualTo("text");
        assertThat(body.at("/text/content").asText()).isEqualTo("【政务诚信监督】区财政局有一份新的通知：《整改通知书（ZG-2026-0001）》（TZ-2026-000001）。请登录系统签收。");
    }

    @Test
    void weComIsKnownByItsKeyAndTakesNoMoreThanItMay() throws Exception {
        server.answers(200, "{\"errcode\":0}");
        String longTitle = "关于".repeat(800);
        WeComChannel channel = new WeComChannel(endpoints("WECOM", "/cgi-bin/webhook/send", ""), door(true), json);
        assertThat(channel.send(new OutgoingNotice("k", "TZ-2026-000001", "e1", "caizhengju", "区财政局", longTitle, null, "请登录", null, ISSUED, false)).result()).isEqualTo(TAKEN);
        assertThat(server.received().get(0).query()).isEqualTo("key=" + TOKEN);
        String content = json.readTree(server.received().get(0).body()).at("/text/content").asText();
        assertThat(content.getBytes(StandardCharsets.UTF_8).length).isBetween(2000, 2048);
        assertThat(content).endsWith("…").doesNotContain("\uFFFD");
        assertThat(channel.perMinute("e1")).isEqualTo(18);
    }

    @Test
    void feishuIsSignedInTheBodyWithNothingAsTheMessage() throws Exception {
        server.answers(200, "{\"code\":0,\"msg\":\"success\",\"data\":{}}");
        assertThat(feishu().send(notice(false)).result()).isEqualTo(TAKEN);
        StandInServer.Received got = server.received().get(0);
        assertThat(got.path()).isEqualTo("/open-apis/bot/v2/hook/" + TOKEN);
        JsonNode body = json.readTree(got.body());
        assertThat(body.path("timestamp").asText()).isEqualTo("1772413200");
        assertThat(body.path("sign").asText()).isEqualTo("uebHRHbbFRPQJQ73zzSSJ76RJg8g41nQZ0PXLaUqae0=");
        assertThat(body.path("msg_type").asText()).isEqualTo("text");
        assertThat(body.at("/content/text").asText()).contains("TZ-2026-000001");
    }

    @Test
    void aWebhookIsSignedOverItsBodyAndBearsItsKey() throws Exception {
        server.answers(204, "");
        assertThat(webhook(HOOK_SECRET).send(notice(false)).result()).isEqualTo(TAKEN);
        StandInServer.Received got = server.received().get(0);
        assertThat(got.headers()).containsEntry("webhook-id", "TZ-2026-000001.7").containsEntry("idempotency-key", "TZ-2026-000001.7")
                .containsEntry("webhook-timestamp", "1772413200");
        assertThat(got.headers().get("webhook-signature")).isEqualTo("v1," + hmac(HOOK_SECRET.getBytes(StandardCharsets.UTF_8), "TZ-2026-000001.7.1772413200." + got.body()));
        JsonNode body = json.readTree(got.body());
        assertThat(body.path("type").asText()).isEqualTo("notice.issued");
        assertThat(body.at("/data/title").asText()).isEqualTo("整改通知书（ZG-2026-0001）");
        assertThat(body.at("/data/issuedAt").asText()).isEqualTo("2026-03-02T08:59:00+08:00");
        assertThat(got.body()).doesNotContain("正文");
    }

    @Test
    void aWebhooksSecretMayBeGivenAsTheSpecificationWritesIt() {
        byte[] key = "twenty-four-bytes-of-key".getBytes(StandardCharsets.UTF_8);
        webhook("whsec_" + Base64.getEncoder().encodeToString(key)).send(notice(false));
        StandInServer.Received got = server.received().get(0);
        assertThat(got.headers().get("webhook-signature")).isEqualTo("v1," + hmac(key, "TZ-2026-000001.7.1772413200." + got.body()));
    }

    @Test
    void ofAConfidentialCaseOnlyTheNumberLeaves() {
        for (EndpointChannel channel : List.of(dingTalk(), feishu(), webhook(HOOK_SECRET), new WeComChannel(endpoints("WECOM", "/x", ""), door(true), json))) {
            server.forget();
            channel.send(notice(true));
            assertThat(server.received().get(0).body()).as(channel.id()).contains("TZ-2026-000001").doesNotContain("整改").doesNotContain("正文").doesNotContain("ZG-");
            if (!channel.id().equals("WEBHOOK")) {
                assertThat(server.received().get(0).body()).contains("您单位有一份新的通知，请登录查看").doesNotContain("区财政局");
            }
            assertThat(channel.wholeText()).isFalse();
        }
    }

    @Test
    void whatARobotAnswersIsUnderstood() {
        server.answers(200, "{\"errcode\":130101,\"errmsg\":\"send too fast " + TOKEN + "\"}");
        ChannelAnswer limited = dingTalk().send(notice(false));
        assertThat(limited).isEqualTo(ChannelAnswer.notTaken("errcode 130101", "钉钉限流：每分钟最多20条，十分钟后再发"));
        server.answers(200, "{\"errcode\":310000,\"errmsg\":\"sign not match\"}");
        assertThat(dingTalk().send(notice(false)).words()).contains("核对密钥");
        server.answers(200, "{\"errcode\":424242}");
        assertThat(dingTalk().send(notice(false)).words()).contains("424242");
        server.answers(200, "{\"code\":19021}");
        assertThat(feishu().send(notice(false))).satisfies(a -> assertThat(a.result()).isEqualTo(NOT_TAKEN)).satisfies(a -> assertThat(a.words()).contains("签名不符"));
        server.answers(200, "{\"code\":11232}");
        assertThat(feishu().send(notice(false)).words()).contains("限流");
        server.answers(429, "");
        assertThat(dingTalk().send(notice(false))).isEqualTo(ChannelAnswer.notTaken("HTTP 429", "对方要求稍后再发"));
        server.answers(500, "oops " + TOKEN);
        assertThat(dingTalk().send(notice(false))).isEqualTo(ChannelAnswer.notTaken("HTTP 500", "对方没有接受，答复代码 500"));
    }

    @Test
    void whatCannotBeUnderstoodIsNotCalledSent() {
        for (String body : List.of("<html>登录</html>", "[]", "{}", "{\"errcode\":\"0\"}", "{\"errcode\":0.5}", "{\"errcode\":99999999999}", "")) {
            server.answers(200, body);
            assertThat(dingTalk().send(notice(false)).result()).as(body).isEqualTo(UNCLEAR);
        }
        server.answers(200, "{\"errcode\":0,\"x\":\"" + "x".repeat(OutboundPost.LARGEST) + "\"}");
        assertThat(dingTalk().send(notice(false)).result()).as("too long").isEqualTo(UNCLEAR);
        assertThat(webhook(HOOK_SECRET).send(notice(false)).result()).as("a webhook's status says all").isEqualTo(TAKEN);
    }

    @Test
    void anAnswerWithoutEndIsNotReadToItsEnd() {
        AtomicInteger sent = new AtomicInteger();
        server.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[8192];
            try {
                for (int i = 0; i < 20_000; i++) {
                    exchange.getResponseBody().write(block);
                    sent.addAndGet(block.length);
                }
            } catch (IOException gone) {
                // what was expected
            }
        });
        assertThat(dingTalk().send(notice(false)).result()).isEqualTo(UNCLEAR);
        assertThat(sent.get()).isLessThan(20_000 * 8192);
    }

    @Test
    void noAnswerIsToldFromNotReached() throws Exception {
        server.hangsUp();
        assertThat(dingTalk().send(notice(false)).result()).isEqualTo(UNCLEAR);
        assertThat(server.received()).as("not repeated by the client").hasSize(1);
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        DingTalkChannel nobody = new DingTalkChannel(endpoints("DINGTALK", "http://127.0.0.1:" + port + "/robot/send", DING_SECRET), door(true), json, CLOCK);
        ChannelAnswer answer = nobody.send(notice(false));
        assertThat(answer.result()).isEqualTo(NOT_TAKEN);
        assertThat(answer.words()).contains("没有连通").doesNotContain(TOKEN).doesNotContain("127.0.0.1").doesNotContain(DING_SECRET);
    }

    @Test
    void whoDripsItsAnswerIsNotWaitedForLongerThanTheWholeMayTake() {
        server.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                for (int i = 0; i < 100; i++) {
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                    TimeUnit.MILLISECONDS.sleep(100);
                }
            } catch (IOException | InterruptedException gone) {
                // the client has hung up
            }
        });
        OutboundPost impatient = new OutboundPost(new TargetRules(settings(true, Map.of()), InetAddress::getAllByName), Timeout.ofSeconds(5), 500);
        doors.add(impatient);
        long start = System.nanoTime();
        DingTalkChannel channel = new DingTalkChannel(endpoints("DINGTALK", "/robot/send", DING_SECRET), impatient, json, CLOCK);
        assertThat(channel.send(notice(false)).result()).isEqualTo(UNCLEAR);
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(5_000);
    }

    @Test
    void aRedirectIsNotFollowed() {
        try (StandInServer elsewhere = new StandInServer()) {
            for (int status : List.of(301, 302, 303, 307, 308)) {
                server.answers(exchange -> {
                    exchange.getResponseHeaders().set("Location", elsewhere.url("/metadata"));
                    exchange.sendResponseHeaders(status, -1);
                });
                ChannelAnswer answer = webhook(HOOK_SECRET).send(notice(false));
                assertThat(answer.result()).as("%d", status).isEqualTo(NOT_TAKEN);
                assertThat(answer.words()).contains("不跟随");
            }
            assertThat(elsewhere.received()).isEmpty();
        }
    }

    @Test
    void aNameThatLeadsToAPrivateAddressIsNotCalled() throws Exception {
        for (String address : List.of("10.1.2.3", "192.168.1.1", "172.16.0.9", "169.254.169.254", "127.0.0.1", "0.0.0.0", "100.64.0.1", "::1", "fe80::1", "fd00::1", "::ffff:10.0.0.1",
                "64:ff9b::a00:1", "224.0.0.1")) {
            OutboundPost door = new OutboundPost(new TargetRules(new NoticeSettings.Channels(List.of("robot.example"), List.of(), false, Map.of()),
                    host -> new InetAddress[]{InetAddress.getByName("93.184.216.34"), InetAddress.getByName(address)}), Timeout.ofSeconds(2), 5_000);
            doors.add(door);
            ChannelAnswer answer = new DingTalkChannel(endpointsOf("DINGTALK", "https://robot.example/send", DING_SECRET, List.of("robot.example")), door, json, CLOCK).send(notice(false));
            assertThat(answer.result()).as(address).isEqualTo(NOT_TAKEN);
            assertThat(answer.words()).as(address).contains("解析到了内网或者本机地址");
        }
    }

    @Test
    void aPrivateAddressIsNotCalledThoughItStandsOnTheListOfHosts() {
        for (String host : List.of("10.1.2.3", "169.254.169.254", "[::1]", "[fd00::1]")) {
            OutboundPost door = new OutboundPost(new TargetRules(new NoticeSettings.Channels(List.of(host), List.of(), false, Map.of()), InetAddress::getAllByName), Timeout.ofSeconds(2), 5_000);
            doors.add(door);
            ChannelAnswer answer = new DingTalkChannel(endpointsOf("DINGTALK", "https://" + host + "/send", DING_SECRET, List.of(host)), door, json, CLOCK).send(notice(false));
            assertThat(answer.result()).as(host).isEqualTo(NOT_TAKEN);
            assertThat(answer.words()).as(host).contains("解析到了内网或者本机地址");
        }
    }

    @Test
    void theAddressThatWasLookedAtIsTheOneThatIsCalled() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            CompletableFuture<Boolean> called = CompletableFuture.supplyAsync(() -> {
                try (Socket client = listening.accept()) {
                    return true;
                } catch (IOException e) {
                    return false;
                }
            });
            // there is no such name; only our own look-up leads to this machine
            String host = "robot.invalid:" + listening.getLocalPort();
            OutboundPost door = new OutboundPost(new TargetRules(new NoticeSettings.Channels(List.of(host), List.of(), true, Map.of()), name -> {
                asked.incrementAndGet();
                return new InetAddress[]{InetAddress.getByAddress(name, new byte[]{127, 0, 0, 1})};
            }), Timeout.ofSeconds(5), 10_000);
            doors.add(door);
            ChannelAnswer answer = new DingTalkChannel(endpointsOf("DINGTALK", "https://" + host + "/send", DING_SECRET, List.of(host)), door, json, CLOCK).send(notice(false));
            assertThat(answer.result()).as("the hand-shake fails, so nothing was taken").isEqualTo(NOT_TAKEN);
            assertThat(called.get(5, TimeUnit.SECONDS)).isTrue();
            assertThat(asked.get()).as("a second look-up could say something else").isEqualTo(1);
        }
    }

    @Test
    void aHostThatIsNoLongerListedIsNotCalled() {
        DingTalkChannel channel = new DingTalkChannel(endpoints("DINGTALK", "/robot/send", DING_SECRET), door(false), json, CLOCK);
        ChannelAnswer answer = channel.send(notice(false));
        assertThat(answer.result()).isEqualTo(NOT_TAKEN);
        assertThat(answer.words()).contains("目标地址不允许");
        assertThat(server.received()).isEmpty();
    }

    @Test
    void anEndpointThatIsGoneFromTheConfigurationIsSaid() {
        OutgoingNotice toNobody = new OutgoingNotice("k", "TZ-2026-000001", "gone", "caizhengju", "区财政局", "标题", null, "请登录", null, ISSUED, false);
        assertThat(dingTalk().send(toNobody).words()).contains("配置里没有“gone”");
    }

    private DingTalkChannel dingTalk() {
        return new DingTalkChannel(endpoints("DINGTALK", "/robot/send", DING_SECRET), door(true), json, CLOCK);
    }

    private FeishuChannel feishu() {
        return new FeishuChannel(endpoints("FEISHU", "/open-apis/bot/v2/hook", FEISHU_SECRET), door(true), json, CLOCK);
    }

    private WebhookChannel webhook(String secret) {
        return new WebhookChannel(endpoints("WEBHOOK", "/notices", secret), door(true), json, CLOCK);
    }

    private Endpoints endpoints(String channel, String target, String secret) {
        return endpointsOf(channel, target.startsWith("/") ? server.url(target) : target, secret, List.of());
    }

    private static Endpoints endpointsOf(String channel, String url, String secret, List<String> hosts) {
        NoticeSettings.Endpoint endpoint = new NoticeSettings.Endpoint(channel, "财政局工作群", List.of("caizhengju"), url, TOKEN, secret, null);
        return new Endpoints(new NoticeSettings("", new NoticeSettings.Channels(hosts, List.of(), true, Map.of("e1", endpoint))), Mockito.mock(Registry.class), new MockEnvironment());
    }

    private OutboundPost door(boolean loopback) {
        OutboundPost door = new OutboundPost(new NoticeSettings("", settings(loopback, Map.of())));
        doors.add(door);
        return door;
    }

    private static NoticeSettings.Channels settings(boolean loopback, Map<String, NoticeSettings.Endpoint> endpoints) {
        return new NoticeSettings.Channels(List.of(), List.of(), loopback, endpoints);
    }

    /** As the sender makes it: without a text, and of a confidential case without a title. */
    private static OutgoingNotice notice(boolean confidential) {
        return new OutgoingNotice("TZ-2026-000001.7", "TZ-2026-000001", "e1", "caizhengju", "区财政局", confidential ? null : "整改通知书（ZG-2026-0001）", null,
                "请登录系统签收。", null, ISSUED, confidential);
    }

    private static String hmac(byte[] key, String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
