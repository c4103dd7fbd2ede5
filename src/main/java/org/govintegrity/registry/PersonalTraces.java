package org.govintegrity.registry;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in a text what points to a person, and makes it unreadable: identity and card numbers, telephone numbers, mail addresses, names. */
public final class PersonalTraces {

    /** Identity numbers (18, of old 15 digits) and bank cards; a credit code looks alike and is told by its check character. */
    private static final Pattern LONG_NUMBER = Pattern.compile("(?<![0-9A-Za-z])\\d{14,18}[0-9Xx](?![0-9A-Za-z])");
    private static final Pattern TELEPHONE = Pattern.compile("(?<!\\d)(?:1[3-9]\\d{9}|0\\d{2,3}-\\d{7,8})(?!\\d)");
    private static final Pattern MAIL = Pattern.compile("[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+");
    private static final Pattern LABELLED_NAME = Pattern.compile(
            "(?<=姓名[：:]|责任人[：:]|负责人[：:]|代表人[：:]|经办人[：:]|当事人[：:]|投诉人[：:]|举报人[：:]|联系人[：:])\\s*\\p{IsHan}{2,4}(?=[，。；、,;\\s（(]|$)");

    private PersonalTraces() {
    }

    /** @param found what was found, each kind named once, in Chinese and without the thing itself */
    public record Screened(String text, Set<String> found) {
    }

    /**
     * The text with whatever points to a person made unreadable; null stays null.
     *
     * @param names people whose names must not show, the longest first
     */
    public static Screened screen(String text, List<String> names) {
        Set<String> found = new LinkedHashSet<>();
        if (text == null) {
            return new Screened(null, found);
        }
        String masked = replace(text, LONG_NUMBER, found, "证件号码或者卡号", number -> CreditCode.of(number).valid() ? number : stars(number, 3, 2));
        masked = replace(masked, TELEPHONE, found, "电话号码", number -> stars(number, 3, 2));
        masked = replace(masked, MAIL, found, "电子邮箱", mail -> "***" + mail.substring(mail.indexOf('@')));
        masked = replace(masked, LABELLED_NAME, found, "姓名", PersonalTraces::surname);
        for (String name : names) {
            if (masked.contains(name)) {
                found.add("姓名");
                masked = masked.replace(name, surname(name));
            }
        }
        return new Screened(masked, found);
    }

    private static String replace(String text, Pattern pattern, Set<String> found, String what, UnaryOperator<String> mask) {
        return pattern.matcher(text).replaceAll((MatchResult hit) -> {
            String replaced = mask.apply(hit.group());
            if (!replaced.equals(hit.group())) {
                found.add(what);
            }
            return Matcher.quoteReplacement(replaced);
        });
    }

    private static String stars(String number, int first, int last) {
        return number.substring(0, first) + "*".repeat(number.length() - first - last) + number.substring(number.length() - last);
    }

    /** {@code 王小明} becomes {@code 王某}. */
    public static String surname(String name) {
        String bare = name.strip();
        return bare.substring(0, bare.offsetByCodePoints(0, 1)) + "某";
    }
}
