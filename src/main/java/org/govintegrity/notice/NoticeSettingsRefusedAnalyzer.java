package org.govintegrity.notice;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what is to be changed instead of printing a stack trace. */
class NoticeSettingsRefusedAnalyzer extends AbstractFailureAnalyzer<NoticeSettingsRefused> {

    @Override
    protected FailureAnalysis analyze(Throwable root, NoticeSettingsRefused cause) {
        return new FailureAnalysis("系统没有启动，通知的模板或者途径配置有误：\n" + cause.getMessage(), "请按上面各条改正后重新启动（见管理员使用说明的“通知途径”和“通知模板”）。", cause);
    }
}
