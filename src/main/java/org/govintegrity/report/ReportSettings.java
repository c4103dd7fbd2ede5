package org.govintegrity.report;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code supervision.report}.
 *
 * @param font            file of the Chinese TrueType font that the PDF embeds; empty: looked for where systems keep them
 * @param counts          whether a report says how many records were repaired or have run out, without what they say (project default)
 * @param verifyPerMinute how often one address may verify a paper in a minute (project default)
 */
@ConfigurationProperties("supervision.report")
public record ReportSettings(@DefaultValue("") String font, @DefaultValue("true") boolean counts, @DefaultValue("30") int verifyPerMinute) {

    public ReportSettings {
        if (verifyPerMinute < 1) {
            throw new IllegalArgumentException("supervision.report.verify-per-minute 至少为1，请修改配置。");
        }
    }
}
