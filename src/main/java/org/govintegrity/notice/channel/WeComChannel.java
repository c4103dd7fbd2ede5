package org.govintegrity.notice.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.govintegrity.notice.ChannelAnswer;
import org.govintegrity.notice.NoticeSettings;
import org.govintegrity.notice.OutgoingNotice;
import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * 企业微信群机器人: known by the parameter {@code key} alone, without a signature; text of at most 2048 bytes; the answer's {@code errcode} is
 * 0 if it was taken. At most 20 messages a minute ({@code errcode} 45009). No key tells a repetition.
 * <p>
 * Source: 企业微信开发者中心, 群机器人配置说明 (https://developer.work.weixin.qq.com/document/path/91770) and 全局错误码
 * (https://developer.work.weixin.qq.com/document/path/90313).
 */
@Component
class WeComChannel extends EndpointChannel {

    private static final int LONGEST = 2048;
    private static final Map<Integer, String> CODES = Map.of(
            45009, "企业微信限流：每分钟最多20条，稍后再发",
            -1, "企业微信系统繁忙，稍后再发",
            93000, "企业微信不认识这个机器人，请核对令牌，或者机器人已被移出群");

    WeComChannel(Endpoints endpoints, OutboundPost door, ObjectMapper json) {
        super(Vendor.WECOM, endpoints, door, json);
    }

    @Override
    Request request(NoticeSettings.Endpoint endpoint, OutgoingNotice notice) {
        return new Request("", "?key=" + endpoint.token(), Map.of(), written(Map.of("msgtype", "text", "text", Map.of("content", shortened(notice.brief())))));
    }

    @Override
    ChannelAnswer understand(int status, JsonNode body) {
        return byCode(body, "errcode", CODES);
    }

    /** By whole characters. */
    private static String shortened(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int bytes = 3;   // of the sign that says there was more
        for (int character : text.codePoints().toArray()) {
            String one = Character.toString(character);
            bytes += one.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > LONGEST) {
                break;
            }
            kept.append(one);
        }
        return kept + "…";
    }
}
