package org.govintegrity.notice.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.govintegrity.notice.ChannelAnswer;
import org.govintegrity.notice.NoticeSettings;
import org.govintegrity.notice.OutgoingNotice;
import org.springframework.stereotype.Component;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;

/**
 * 钉钉自定义机器人, with the security setting 加签: HMAC-SHA256 with the secret as key over {@code timestamp\nsecret}, in Base64, as the
 * parameters {@code timestamp} (milliseconds, at most an hour off) and {@code sign}; the answer's {@code errcode} is 0 if it was taken. At
 * most 20 messages a minute; whoever sends more is shut out for ten minutes ({@code errcode} 130101). No key tells a repetition.
 * <p>
 * Source: 钉钉开放平台, 自定义机器人接入 (https://open.dingtalk.com/document/robots/custom-robot-access) and 自定义机器人安全设置
 * (https://open.dingtalk.com/document/robots/customize-robot-security-settings).
 */
@Component
class DingTalkChannel extends EndpointChannel {

    private static final Map<Integer, String> CODES = Map.of(
            130101, "钉钉限流：每分钟最多20条，十分钟后再发",
            410100, "钉钉限流：发送太快，稍后再发",
            -1, "钉钉系统繁忙，稍后再发",
            310000, "钉钉不接受：签名、关键词或者IP不符合机器人的安全设置，请核对密钥和服务器时间",
            400101, "钉钉不认识这个机器人，请核对令牌",
            400102, "机器人已被停用，请在群里重新启用");

    private final Clock clock;

    DingTalkChannel(Endpoints endpoints, OutboundPost door, ObjectMapper json, Clock clock) {
        super(Vendor.DINGTALK, endpoints, door, json);
        this.clock = clock;
    }

    @Override
    Request request(NoticeSettings.Endpoint endpoint, OutgoingNotice notice) {
        String timestamp = String.valueOf(clock.millis());
        String secret = endpoint.secret().strip();
        String sign = URLEncoder.encode(Signatures.base64(secret, timestamp + "\n" + secret), StandardCharsets.UTF_8);
        return new Request("", "?access_token=" + endpoint.token() + "&timestamp=" + timestamp + "&sign=" + sign, Map.of(),
                written(Map.of("msgtype", "text", "text", Map.of("content", notice.brief()))));
    }

    @Override
    ChannelAnswer understand(int status, JsonNode body) {
        return byCode(body, "errcode", CODES);
    }
}
