package org.govintegrity.evidence;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import java.nio.file.Path;
import java.util.Locale;

/**
 * Where evidence is kept, and how large a file may be.
 *
 * @param directory made with the first upload; backed up together with the database
 * @param maxSize   of one file (project default: 50 MB); at least one byte
 */
@ConfigurationProperties("supervision.evidence")
public record EvidenceSettings(@DefaultValue("./data/evidence") Path directory, @DefaultValue("50MB") DataSize maxSize) {

    public EvidenceSettings {
        if (maxSize.toBytes() < 1) {
            throw new IllegalArgumentException("supervision.evidence.max-size must be at least 1B, but is " + maxSize);
        }
    }

    /** The limit in words, such as {@code 50 MB}. */
    public String maxSizeWords() {
        return words(maxSize.toBytes());
    }

    /** A size in words, such as {@code 1.5 MB}; 1 MB is 1024 KB. */
    static String words(long bytes) {
        if (bytes < 1024) {
            return bytes + " 字节";
        }
        boolean mega = bytes >= 1024 * 1024;
        double size = bytes / (mega ? 1024.0 * 1024 : 1024.0);
        String number = String.format(Locale.ROOT, "%.1f", size);
        return (number.endsWith(".0") ? number.substring(0, number.length() - 2) : number) + (mega ? " MB" : " KB");
    }
}
