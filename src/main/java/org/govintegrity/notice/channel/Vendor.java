package org.govintegrity.notice.channel;

import org.govintegrity.notice.NoticeSettings;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whose format it is, and what the vendor's documentation says of it. */
enum Vendor {
    WEBHOOK("签名回调", "", false, true, 0),
    DINGTALK("钉钉群机器人", "https://oapi.dingtalk.com/robot/send", true, true, 20),
    WECOM("企业微信群机器人", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send", true, false, 20),
    FEISHU("飞书群机器人", "https://open.feishu.cn/open-apis/bot/v2/hook", true, true, 100);

    final String label;
    /** where there is a private installation, its own address is configured instead */
    private final String url;
    final boolean needsToken;
    final boolean needsSecret;
    /** as documented; 0 = without limit */
    final int perMinute;

    Vendor(String label, String url, boolean needsToken, boolean needsSecret, int perMinute) {
        this.label = label;
        this.url = url;
        this.needsToken = needsToken;
        this.needsSecret = needsSecret;
        this.perMinute = perMinute;
    }

    String url(NoticeSettings.Endpoint endpoint) {
        return endpoint.url().isBlank() ? url : endpoint.url().strip();
    }

    static Optional<Vendor> of(String id) {
        return Arrays.stream(values()).filter(vendor -> vendor.name().equals(id)).findFirst();
    }

    static String ids() {
        return Arrays.stream(values()).map(Enum::name).collect(Collectors.joining("、"));
    }
}
