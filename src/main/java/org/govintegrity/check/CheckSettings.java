package org.govintegrity.check;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.util.List;

/**
 * {@code supervision.credit-checks}.
 *
 * @param personnelUnits ids of the organisation and personnel departments, which check people by law
 * @param perMinute      calls a key may make in a minute; project default
 * @param batchCost      calls a batch counts as; project default
 * @param clause         of the plan that asks for checks; whom it binds has to report its matters
 */
@ConfigurationProperties("supervision.credit-checks")
public record CheckSettings(@DefaultValue List<String> personnelUnits, @DefaultValue("120") int perMinute, @DefaultValue("20") int batchCost,
                            @DefaultValue("三.9") String clause) {

    /** Subjects in one call. */
    public static final int BATCH = 1000;

    public CheckSettings {
        if (perMinute < batchCost || batchCost < 1) {
            throw new IllegalArgumentException("supervision.credit-checks: per-minute 应不小于 batch-cost，batch-cost 至少为1。");
        }
    }
}
