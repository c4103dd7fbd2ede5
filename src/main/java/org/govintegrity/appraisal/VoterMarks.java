package org.govintegrity.appraisal;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Tells voters at a window apart without keeping who they are: a mark is a hash of address and browser under a key of the day.
 * With the first vote of a day the keys of other days are deleted; then nobody, we included, can tell whose a mark was.
 */
@Component
class VoterMarks {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate ownTransaction;
    private final SecureRandom random = new SecureRandom();
    private volatile Key known;

    VoterMarks(JdbcClient jdbc, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.ownTransaction = new TransactionTemplate(transactions);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    private record Key(LocalDate day, byte[] bytes) {
    }

    /** 64 hexadecimal digits; the same for the same voter on one day, on every node. Call it before the vote's own transaction. */
    String of(Voter voter) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key().bytes(), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal((voter.network() + "\n" + voter.browser()).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private Key key() {
        LocalDate today = LocalDate.now(clock);
        Key current = known;
        if (current == null || !current.day().equals(today)) {
            current = stored(today).orElseGet(() -> begun(today));
            known = current;
        }
        return current;
    }

    private Optional<Key> stored(LocalDate day) {
        return jdbc.sql("select secret from appraisal_day_key where key_day = ?").param(day).query(String.class).optional()
                .map(hex -> new Key(day, HexFormat.of().parseHex(hex)));
    }

    private Key begun(LocalDate day) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        try {
            ownTransaction.executeWithoutResult(status -> {
                jdbc.sql("insert into appraisal_day_key (key_day, secret) values (?, ?)").params(day, HexFormat.of().formatHex(bytes)).update();
                jdbc.sql("delete from appraisal_day_key where key_day <> ?").param(day).update();
            });
        } catch (DuplicateKeyException somebodyWasFaster) {
            // theirs is the day's key
        }
        return stored(day).orElseThrow();
    }
}
