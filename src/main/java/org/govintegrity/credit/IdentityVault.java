package org.govintegrity.credit;

import org.springframework.security.crypto.encrypt.AesBytesEncryptor;
import org.springframework.security.crypto.encrypt.BytesEncryptor;
import org.springframework.security.crypto.keygen.KeyGenerators;
import org.springframework.stereotype.Component;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Keeps identity numbers: a keyed hash to find them by, and the number itself encrypted (AES-256-GCM, a new nonce each time).
 * Both keys are derived from one secret, so that neither is used for two ends.
 */
@Component
public class IdentityVault {

    private final SecretKeySpec hashing;
    private final BytesEncryptor encryptor;

    IdentityVault(IdentitySettings settings) {
        hashing = new SecretKeySpec(derive(settings.key(), "find"), "HmacSHA256");
        encryptor = new AesBytesEncryptor(new SecretKeySpec(derive(settings.key(), "read"), "AES"), KeyGenerators.secureRandom(16),
                AesBytesEncryptor.CipherAlgorithm.GCM);
    }

    /** Always the same for the same number; 64 hexadecimal digits. */
    public String keyOf(IdentityNumber number) {
        return HexFormat.of().formatHex(mac(hashing, number.digits()));
    }

    /**
     * A keyed hash of another secret or personal datum, to find or compare it by; 64 hexadecimal digits.
     *
     * @param purpose keeps hashes for different ends apart, so that they cannot be matched with each other
     */
    public String keyOf(String purpose, String text) {
        return HexFormat.of().formatHex(mac(hashing, purpose + "\n" + text));
    }

    /** The number in the form in which it may be stored. */
    public SealedIdentity sealed(IdentityNumber number) {
        return new SealedIdentity(keyOf(number), seal(number), number.masked());
    }

    String seal(IdentityNumber number) {
        return Base64.getEncoder().encodeToString(encryptor.encrypt(number.digits().getBytes(StandardCharsets.US_ASCII)));
    }

    /** @throws IllegalStateException if the key is another than the one it was sealed with */
    IdentityNumber open(String sealed) {
        return IdentityNumber.of(new String(encryptor.decrypt(Base64.getDecoder().decode(sealed)), StandardCharsets.US_ASCII));
    }

    /** Encrypts other personal data, for instance a whole row that was handed in. */
    public String sealText(String text) {
        return Base64.getEncoder().encodeToString(encryptor.encrypt(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** What {@link #sealText} was given. */
    public String openText(String sealed) {
        return new String(encryptor.decrypt(Base64.getDecoder().decode(sealed)), StandardCharsets.UTF_8);
    }

    /** Encrypts part of a file that was handed in. */
    public byte[] seal(byte[] part) {
        return encryptor.encrypt(part);
    }

    /** What {@link #seal(byte[])} was given. */
    public byte[] open(byte[] sealed) {
        return encryptor.decrypt(sealed);
    }

    private static byte[] derive(String secret, String purpose) {
        return mac(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"), "integrity-supervision identity " + purpose);
    }

    private static byte[] mac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
