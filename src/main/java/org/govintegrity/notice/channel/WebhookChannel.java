package org.govintegrity.notice.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.notice.ChannelAnswer;
import org.govintegrity.notice.NoticeSettings;
import org.govintegrity.notice.OutgoingNotice;
import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A call to a unit's own system, signed after the Standard Webhooks specification 1.0 (https://www.standardwebhooks.com): headers
 * {@code webhook-id}, {@code webhook-timestamp} (seconds) and {@code webhook-signature} = {@code v1,} and the Base64 of
 * HMAC-SHA256 over {@code id.timestamp.body}. A secret that begins with {@code whsec_} is Base64, another is taken as it is. The id is the
 * same at every attempt ({@code Idempotency-Key} says the same), so the receiver knows a repetition and an attempt without answer is made
 * again. Holds no text of a notice; of a confidential case not even the title.
 */
@Component
class WebhookChannel extends EndpointChannel {

    private static final String PREFIX = "whsec_";

    private final Clock clock;

    WebhookChannel(Endpoints endpoints, OutboundPost door, ObjectMapper json, Clock clock) {
        super(Vendor.WEBHOOK, endpoints, door, json);
        this.clock = clock;
    }

    @Override
    public boolean knowsRepetition() {
        return true;
    }

    @Override
    Request request(NoticeSettings.Endpoint endpoint, OutgoingNotice notice) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("no", notice.no());
        data.put("title", notice.confidential() ? null : notice.title());
        data.put("confidential", notice.confidential());
        data.put("addressee", notice.addressee());
        data.put("addresseeName", notice.addresseeName());
        data.put("issuedAt", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(notice.issuedAt().atZone(ChineseDates.ZONE)));
        data.put("url", notice.url());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "notice.issued");
        body.put("id", notice.key());
        body.put("data", data);
        byte[] content = written(body);
        String timestamp = String.valueOf(clock.instant().getEpochSecond());
        String signature = "v1," + Signatures.base64(key(endpoint.secret().strip()), notice.key() + "." + timestamp + "." + new String(content, StandardCharsets.UTF_8));
        return new Request("", "", Map.of("webhook-id", notice.key(), "webhook-timestamp", timestamp, "webhook-signature", signature,
                "Idempotency-Key", notice.key()), content);
    }

    @Override
    ChannelAnswer understand(int status, JsonNode body) {
        return ChannelAnswer.taken("HTTP " + status);
    }

    @Override
    ChannelAnswer tooLong(String code) {
        return ChannelAnswer.taken(code);
    }

    /** Checked at start to be one. */
    static byte[] key(String secret) {
        return secret.startsWith(PREFIX) ? Base64.getDecoder().decode(secret.substring(PREFIX.length())) : secret.getBytes(StandardCharsets.UTF_8);
    }
}
