package org.govintegrity.engine.access;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what is to be set instead of printing a stack trace. */
class UnsafeConfigurationAnalyzer extends AbstractFailureAnalyzer<UnsafeConfiguration> {

    @Override
    protected FailureAnalysis analyze(Throwable root, UnsafeConfiguration cause) {
        return new FailureAnalysis("系统没有启动，配置不安全或不完整：\n" + cause.getMessage(), "请按上面各条设置后重新启动（见 README 的“正式运行”）。", cause);
    }
}
