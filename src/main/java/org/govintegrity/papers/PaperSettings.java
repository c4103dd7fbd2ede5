package org.govintegrity.papers;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param directory folder with the office's own templates, named like ours; empty: ours are used
 * @param issuer    who issues the papers, printed above the place for the seal
 * @param prefix    letters before the year of a document number (project default)
 */
@ConfigurationProperties("supervision.papers")
public record PaperSettings(@DefaultValue("") String directory, @DefaultValue("威海市文登区社会信用体系建设联席会议办公室") String issuer,
                            @DefaultValue("文诚") String prefix) {
}
