package org.govintegrity.complaint;

import org.govintegrity.common.Refusal;

import java.util.Arrays;
import java.util.Optional;

/** How a complaint came in. */
public enum Channel {
    PORTAL("portal", "网上"),
    PHONE("phone", "电话"),
    LETTER("letter", "来信"),
    VISIT("visit", "来访"),
    SUPERIOR("superior", "上级转办"),
    HOTLINE("hotline", "12345热线");

    public final String code;
    public final String label;

    Channel(String code, String label) {
        this.code = code;
        this.label = label;
    }

    public static Optional<Channel> find(String code) {
        return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
    }

    /** By the word people see. */
    static Optional<Channel> labelled(String label) {
        return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
    }

    /** @throws Refusal (invalid) if there is none */
    public static Channel of(String code) {
        return find(code).orElseThrow(() -> Refusal.invalid("来源只能从列出的选项中选择。"));
    }
}
