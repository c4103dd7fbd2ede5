package org.govintegrity.notice.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.govintegrity.notice.ChannelAnswer;
import org.govintegrity.notice.NoticeChannel;
import org.govintegrity.notice.NoticeSettings;
import org.govintegrity.notice.OutgoingNotice;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** A channel whose recipients are endpoints of one vendor's format. */
abstract class EndpointChannel implements NoticeChannel {

    private final Vendor vendor;
    private final Endpoints endpoints;
    private final OutboundPost door;
    private final ObjectMapper json;

    EndpointChannel(Vendor vendor, Endpoints endpoints, OutboundPost door, ObjectMapper json) {
        this.vendor = vendor;
        this.endpoints = endpoints;
        this.door = door;
        this.json = json;
    }

    /**
     * One request in the vendor's format.
     *
     * @param path  to be added to the endpoint's address; or empty
     * @param query likewise, with its question mark, encoded
     */
    record Request(String path, String query, Map<String, String> headers, byte[] body) {
    }

    abstract Request request(NoticeSettings.Endpoint endpoint, OutgoingNotice notice);

    /** What an answer with a status of 200 to 299 means. @param body null if it is not JSON */
    abstract ChannelAnswer understand(int status, JsonNode body);

    @Override
    public final String id() {
        return vendor.name();
    }

    @Override
    public final String label() {
        return vendor.label;
    }

    @Override
    public final Set<String> recipients(String group) {
        return endpoints.of(id(), group);
    }

    @Override
    public final String recipientName(String recipient) {
        return endpoints.find(id(), recipient).map(NoticeSettings.Endpoint::name).filter(name -> !name.isBlank()).orElse(recipient);
    }

    /** A tenth less than the vendor allows, since its minute does not begin with ours. */
    @Override
    public final int perMinute(String recipient) {
        return endpoints.find(id(), recipient).map(NoticeSettings.Endpoint::perMinute).orElse(vendor.perMinute - vendor.perMinute / 10);
    }

    @Override
    public final ChannelAnswer send(OutgoingNotice notice) {
        NoticeSettings.Endpoint endpoint = endpoints.find(id(), notice.recipient()).orElse(null);
        if (endpoint == null) {
            return ChannelAnswer.notTaken(null, "配置里没有“" + notice.recipient() + "”这一" + label() + "，请核对 " + Endpoints.PREFIX + ".endpoints");
        }
        Request request = request(endpoint, notice);
        OutboundPost.Reply reply;
        try {
            reply = door.post(vendor.url(endpoint) + request.path(), request.query(), request.headers(), request.body());
        } catch (OutboundPost.NotReached e) {
            return ChannelAnswer.notTaken(null, e.getMessage());
        } catch (OutboundPost.NoAnswer e) {
            return ChannelAnswer.unclear(null, e.getMessage());
        }
        String code = "HTTP " + reply.status();
        if (reply.status() >= 300 && reply.status() < 400) {
            return ChannelAnswer.notTaken(code, "对方要求转到别的地址，为安全不跟随，请核对网址");
        }
        if (reply.status() == 429 || reply.status() == 503) {
            return ChannelAnswer.notTaken(code, "对方要求稍后再发");
        }
        if (reply.status() < 200 || reply.status() >= 300) {
            return ChannelAnswer.notTaken(code, "对方没有接受，答复代码 " + reply.status());
        }
        return reply.whole() ? understand(reply.status(), parsed(reply.body())) : tooLong(code);
    }

    final byte[] written(Object body) {
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings and booleans can be written as JSON", e);
        }
    }

    /** For vendors that say in the answer's body whether they took it. */
    final ChannelAnswer byCode(JsonNode body, String field, Map<Integer, String> known) {
        JsonNode code = body == null ? null : body.get(field);
        if (code == null || !code.canConvertToInt() || !code.isIntegralNumber()) {
            return ChannelAnswer.unclear(null, "对方的答复看不懂，请核对网址是不是" + label() + "的");
        }
        return code.intValue() == 0 ? ChannelAnswer.taken(field + " 0")
                : ChannelAnswer.notTaken(field + " " + code.intValue(), known.getOrDefault(code.intValue(), label() + "没有接受，错误码 " + code.intValue()));
    }

    /** Of a webhook the status says all; of others what matters is in the answer. */
    ChannelAnswer tooLong(String code) {
        return ChannelAnswer.unclear(code, "对方的答复过长，没有读完");
    }

    private JsonNode parsed(byte[] body) {
        try {
            JsonNode node = json.readTree(new String(body, StandardCharsets.UTF_8));
            return node != null && node.isObject() ? node : null;
        } catch (IOException e) {
            return null;
        }
    }
}
