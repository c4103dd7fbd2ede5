package org.govintegrity.filing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code supervision.filing}.
 *
 * @param readAtOnce rows of a file that are read while the sender waits, 1 to 50,000; a longer file is read on by its case. Project default: about a second
 * @param step       rows that are taken into the archive in one transaction, 1 to 10,000: enough to make statements few, little enough for other writers of the
 *                   archive to wait less than half a second. Project default
 */
@ConfigurationProperties("supervision.filing")
public record FilingSettings(@DefaultValue("10000") int readAtOnce, @DefaultValue("2500") int step) {

    private static final int MOST_AT_ONCE = 50_000;
    private static final int LONGEST_STEP = 10_000;

    public FilingSettings {
        if (readAtOnce < 1 || readAtOnce > MOST_AT_ONCE || step < 1 || step > LONGEST_STEP) {
            throw new IllegalArgumentException("supervision.filing: read-at-once 应为1到" + MOST_AT_ONCE + "，step 应为1到" + LONGEST_STEP + "。");
        }
    }
}
