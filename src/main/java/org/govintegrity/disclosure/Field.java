package org.govintegrity.disclosure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One field of the national set, a row of {@code disclosure/fields.csv}.
 *
 * @param code    national name, the heading of the column
 * @param type    text, date, decimal, code (of an organisation), authority (code of an office, 11… or 12…), identity, choice or choices
 * @param max     most characters; 0 where the type sets it
 * @param options value with its word, for choices
 */
public record Field(String code, String label, boolean required, String type, int max, Map<String, String> options) {

    /** {@code 0=正常|1=撤销} or just {@code 普通|特许}. */
    static Map<String, String> options(String text) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String one : text.isEmpty() ? Set.<String>of() : List.of(text.split("\\|"))) {
            int sign = one.indexOf('=');
            options.put(sign < 0 ? one : one.substring(0, sign), sign < 0 ? one : one.substring(sign + 1));
        }
        return options;
    }

    /** What may be written here, for the instructions of the template. */
    public String hint() {
        return switch (type) {
            case "date" -> "日期，如 2026/03/02";
            case "decimal" -> "数字，最多六位小数";
            case "code" -> "18位统一社会信用代码";
            case "authority" -> "18位，机关以11、事业单位以12开头";
            case "identity" -> "证件号码，加密保存，对外遮盖";
            case "choice" -> "选一项：" + words();
            case "choices" -> "可选多项，用分号隔开：" + words();
            default -> "文字，最多" + max + "字";
        };
    }

    private String words() {
        return String.join("、", options.entrySet().stream().map(o -> o.getKey().equals(o.getValue()) ? o.getKey() : o.getKey() + "（" + o.getValue() + "）").toList());
    }
}
