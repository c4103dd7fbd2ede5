package org.govintegrity.warning;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code supervision.warning}; all are project defaults.
 *
 * @param enough triaged warnings of a rule from which its precision is told; of fewer it is too early to say
 * @param rows   rows of one signal that are kept with a warning; what is more is in the figure
 */
@ConfigurationProperties("supervision.warning")
public record WarningSettings(@DefaultValue("8") int enough, @DefaultValue("100") int rows) {

    public WarningSettings {
        if (enough < 1 || rows < 1) {
            throw new IllegalArgumentException("supervision.warning：各项应至少为1。");
        }
    }
}
