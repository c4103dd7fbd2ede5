package org.govintegrity.appraisal;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code supervision.appraisal}; both are project defaults, generous enough for a hall whose visitors share one address.
 *
 * @param votesPerMinute votes one network address may send in a minute
 * @param votesPerDay    and in a day
 */
@ConfigurationProperties("supervision.appraisal")
public record AppraisalSettings(@DefaultValue("20") int votesPerMinute, @DefaultValue("500") int votesPerDay) {

    public AppraisalSettings {
        if (votesPerMinute < 1 || votesPerDay < votesPerMinute) {
            throw new IllegalArgumentException("supervision.appraisal: votes-per-minute 至少为1，votes-per-day 应不小于 votes-per-minute。");
        }
    }
}
