package org.govintegrity.common;

import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** A number to quote: shown to the person, written to the log beside the stack trace. */
public final class ErrorNumber {

    private ErrorNumber() {
    }

    public static String next() {
        return String.format(Locale.ROOT, "E-%08X", ThreadLocalRandom.current().nextInt());
    }

    public static String words(String number) {
        return "系统内部出错，本次操作没有保存。请稍后重试；如仍不成功，请把编号 " + number + " 告诉管理员。";
    }
}
