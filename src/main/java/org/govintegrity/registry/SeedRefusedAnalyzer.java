package org.govintegrity.registry;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A start-up stopped by broken seed files ends with the list of what to mend instead of a stack trace. */
class SeedRefusedAnalyzer extends AbstractFailureAnalyzer<SeedRefused> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SeedRefused cause) {
        return new FailureAnalysis(cause.getMessage(),
                "请按上面所列逐处改正后重新启动。数据库里原有的数据没有变动；"
                        + "数据文件夹由 supervision.seeds 指定，例如 --supervision.seeds=./seeds/wendeng。",
                cause);
    }
}
