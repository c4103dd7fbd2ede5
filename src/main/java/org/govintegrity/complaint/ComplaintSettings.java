package org.govintegrity.complaint;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code supervision.complaint}; all are project defaults.
 *
 * @param perMinute  complaints one network address may send in a minute
 * @param perDay     and in a day
 * @param asksPerMinute look-ups and messages one network address may send in a minute
 * @param wrongCodes wrong codes after which a network address is closed for an hour
 * @param files      files of one complaint
 * @param fileSize   of one of them
 */
@ConfigurationProperties("supervision.complaint")
public record ComplaintSettings(@DefaultValue("5") int perMinute, @DefaultValue("50") int perDay, @DefaultValue("30") int asksPerMinute, @DefaultValue("8") int wrongCodes,
                                @DefaultValue("5") int files, @DefaultValue("10MB") DataSize fileSize) {

    public ComplaintSettings {
        if (perMinute < 1 || perDay < perMinute || asksPerMinute < 1 || wrongCodes < 1 || files < 1 || fileSize.toBytes() < 1) {
            throw new IllegalArgumentException("supervision.complaint：各项应至少为1，per-day 应不小于 per-minute。");
        }
    }

    /** Bytes one request may bring: all files and the fields. */
    public long requestBytes() {
        return files * fileSize.toBytes() + DataSize.ofMegabytes(1).toBytes();
    }

    public String fileWords() {
        return "最多" + files + "个，每个不超过" + fileSize.toMegabytes() + " MB";
    }
}
