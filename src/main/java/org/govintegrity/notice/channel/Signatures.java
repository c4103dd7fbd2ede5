package org.govintegrity.notice.channel;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/** HMAC-SHA256 in Base64, which all of these signatures are made of. */
final class Signatures {

    private Signatures() {
    }

    static String base64(byte[] key, String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    static String base64(String key, String message) {
        return base64(key.getBytes(StandardCharsets.UTF_8), message);
    }
}
