package org.govintegrity.notice.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.govintegrity.notice.ChannelAnswer;
import org.govintegrity.notice.NoticeSettings;
import org.govintegrity.notice.OutgoingNotice;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * 飞书自定义机器人, with the security setting 签名校验: unlike others, {@code timestamp\nsecret} is the <em>key</em> of HMAC-SHA256 and the message
 * is empty; in Base64, with the timestamp (seconds, at most an hour off), in the body. The answer's {@code code} is 0 if it was taken. At most
 * 100 messages a minute and 5 a second ({@code code} 11232). No key tells a repetition.
 * <p>
 * Source: 飞书开放平台, 自定义机器人使用指南 (https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot).
 */
@Component
class FeishuChannel extends EndpointChannel {

    private static final Map<Integer, String> CODES = Map.of(
            11232, "飞书限流，稍后再发",
            9499, "飞书不接受消息的格式",
            19001, "飞书不认识这个机器人，请核对令牌",
            19021, "飞书不接受：签名不符或者时间相差超过一小时，请核对密钥和服务器时间",
            19022, "飞书不接受：服务器的IP不在机器人的白名单里",
            19024, "飞书不接受：消息里没有机器人要求的关键词");

    private final Clock clock;

    FeishuChannel(Endpoints endpoints, OutboundPost door, ObjectMapper json, Clock clock) {
        super(Vendor.FEISHU, endpoints, door, json);
        this.clock = clock;
    }

    @Override
    Request request(NoticeSettings.Endpoint endpoint, OutgoingNotice notice) {
        String timestamp = String.valueOf(clock.instant().getEpochSecond());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("timestamp", timestamp);
        body.put("sign", Signatures.base64(timestamp + "\n" + endpoint.secret().strip(), ""));
        body.put("msg_type", "text");
        body.put("content", Map.of("text", notice.brief()));
        return new Request("/" + endpoint.token(), "", Map.of(), written(body));
    }

    @Override
    ChannelAnswer understand(int status, JsonNode body) {
        return byCode(body, "code", CODES);
    }
}
