package org.govintegrity.disclosure;

import org.govintegrity.common.ChineseDates;
import org.govintegrity.credit.IdentityNumber;
import org.govintegrity.registry.CreditCode;
import org.springframework.stereotype.Component;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Checks one row against the national field set. Problems are told in Chinese, all at once, and never repeat an identity number. */
@Component
class FieldSetCheck {

    static final String PERSON = "自然人";
    private static final String ORGANISATION = "法人及非法人组织";
    private static final String IDENTITY_CARD = "身份证";
    /** From when on rows are due (the rule double-publicity.publish). */
    private static final LocalDate EARLIEST = LocalDate.of(2018, 1, 1);
    private static final List<DateTimeFormatter> DATES = List.of(format("uuuu/M/d"), format("uuuu-M-d"), format("uuuuMMdd"), format("uuuu年M月d日"));
    /** National form of a date. */
    static final DateTimeFormatter DATE = format("uuuu/MM/dd");

    private final FieldSet fields;

    FieldSetCheck(FieldSet fields) {
        this.fields = fields;
    }

    /**
     * @param values   by national name, dates as 2026/03/02, codes in upper case; identity numbers masked
     * @param identity identity numbers by field, whole
     * @param legacy   a real code of the party or the office fails its check character
     */
    record Checked(Map<String, String> values, Map<String, String> identity, boolean legacy, List<String> problems) {

        LocalDate date(String field) {
            return values.containsKey(field) ? LocalDate.parse(values.get(field), DATE) : null;
        }
    }

    /** @param ownCode code of the unit that hands it in; null where it has none */
    Checked check(DisclosureKind kind, Map<String, String> given, CreditCode ownCode, LocalDate today) {
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, String> identity = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        boolean legacy = false;
        for (Field field : fields.of(kind)) {
            String value = given.get(field.code());
            if (value == null) {
                if (field.required()) {
                    problems.add("“" + field.label() + "”（" + field.code() + "）没有填写");
                }
                continue;
            }
            int before = problems.size();
            String checked = one(field, value, problems);
            if (problems.size() > before) {
                continue;
            }
            if (field.type().equals("identity")) {
                identity.put(field.code(), checked);
                values.put(field.code(), mask(checked));
            } else {
                values.put(field.code(), checked);
                legacy |= (field.type().equals("code") || field.type().equals("authority")) && !new CreditCode(checked).valid();
            }
        }
        Checked checked = new Checked(values, identity, legacy, problems);
        party(kind, given, identity, checked);
        dates(kind, checked, today);
        if (kind == DisclosureKind.PENALTY && values.getOrDefault("CF_CFLB", "").contains("罚款") && !values.containsKey("CF_NR_FK")) {
            problems.add("处罚类别有罚款的，“罚款金额（万元）”（CF_NR_FK）必须填写");
        }
        String authority = values.get(kind.authority + "DM");
        if (ownCode != null && authority != null && !authority.equals(ownCode.text())) {
            problems.add("“" + kind.authority + "DM”不是本单位的统一社会信用代码" + ownCode.text() + "；只能报送本单位作出的决定");
        }
        return checked;
    }

    private static void party(DisclosureKind kind, Map<String, String> given, Map<String, String> identity, Checked row) {
        String category = row.values().get(kind.field("XDR_LB"));
        String codeField = kind.field("XDR_SHXYM");
        String numberField = kind.field("XDR_ZJHM");
        if (PERSON.equals(category)) {
            if (given.containsKey(codeField)) {
                row.problems().add("行政相对人是自然人的，不填统一社会信用代码");
            }
            if (!given.containsKey(kind.field("XDR_ZJLX")) || !given.containsKey(numberField)) {
                row.problems().add("行政相对人是自然人的，必须填写证件类型和证件号码");
            }
        } else if (category != null) {
            if (!given.containsKey(codeField)) {
                row.problems().add("“统一社会信用代码”（" + codeField + "）没有填写");
            }
            if (category.equals(ORGANISATION) && !given.containsKey(kind.field("FRDB"))) {
                row.problems().add("“法定代表人”（" + kind.field("FRDB") + "）没有填写");
            }
        }
        for (String[] pair : new String[][]{{kind.field("XDR_ZJLX"), numberField}, {kind.field("FR_ZJLX"), kind.field("FR_ZJHM")}}) {
            if (IDENTITY_CARD.equals(row.values().get(pair[0])) && identity.containsKey(pair[1]) && !IdentityNumber.valid(identity.get(pair[1]))) {
                row.problems().add("“" + pair[1] + "”不是有效的身份证号码（18位、末位校验码），请核对");
            }
            if (identity.containsKey(pair[1]) && !given.containsKey(pair[0])) {
                row.problems().add("填写了“" + pair[1] + "”的，须选择证件类型（" + pair[0] + "）");
            }
        }
    }

    private static void dates(DisclosureKind kind, Checked row, LocalDate today) {
        LocalDate decided = row.date(kind.field("JDRQ"));
        if (decided == null) {
            return;
        }
        if (decided.isAfter(today)) {
            row.problems().add("决定日期" + ChineseDates.date(decided) + "还没有到");
        }
        if (decided.isBefore(EARLIEST)) {
            row.problems().add("决定日期早于" + ChineseDates.date(EARLIEST) + "，不在报送范围");
        }
        if (kind == DisclosureKind.PERMIT) {
            order(row, row.date("XK_YXQZ"), row.date("XK_YXQZI"), "有效期至早于有效期自");
            order(row, decided, row.date("XK_YXQZI"), "有效期至早于决定日期");
        } else {
            order(row, decided, row.date("CF_YXQ"), "处罚有效期早于决定日期");
            order(row, decided, row.date("CF_GSJZQ"), "公示截止期早于决定日期");
        }
    }

    private static void order(Checked row, LocalDate first, LocalDate second, String otherwise) {
        if (first != null && second != null && second.isBefore(first)) {
            row.problems().add(otherwise + "，请核对");
        }
    }

    private static String one(Field field, String value, List<String> problems) {
        String label = "“" + field.label() + "”（" + field.code() + "）";
        switch (field.type()) {
            case "date":
                return DATES.stream().flatMap(format -> parse(value, format).stream()).findFirst().map(DATE::format).orElseGet(() -> {
                    problems.add(label + "不是日期，应如 2026/03/02");
                    return null;
                });
            case "decimal":
                return decimal(value, label, problems);
            case "code", "authority":
                return code(field, value, label, problems);
            case "choice":
                if (!field.options().containsKey(value)) {
                    problems.add(label + "只能填：" + String.join("、", field.options().keySet()));
                }
                return value;
            case "choices":
                List<String> chosen = Arrays.stream(value.split("[;；、]")).map(String::strip).filter(s -> !s.isEmpty()).distinct().toList();
                if (chosen.isEmpty() || !field.options().keySet().containsAll(chosen)) {
                    problems.add(label + "只能填（多项用分号隔开）：" + String.join("、", field.options().keySet()));
                }
                return String.join(";", chosen);
            case "identity":
                if (!value.matches("[0-9A-Za-z()（）-]{5,64}")) {
                    problems.add(label + "只能是5到64位的数字和字母，请核对");
                }
                return value.toUpperCase(Locale.ROOT);
            default:
                if (value.codePointCount(0, value.length()) > field.max()) {
                    problems.add(label + "最多" + field.max() + "字，请压缩");
                }
                if (value.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t')) {
                    problems.add(label + "含有控制字符，请删除后重新输入");
                }
                return value;
        }
    }

    private static String decimal(String value, String label, List<String> problems) {
        try {
            BigDecimal number = new BigDecimal(value.replace(",", ""));
            if (number.signum() >= 0 && number.stripTrailingZeros().scale() <= 6 && number.precision() - number.scale() <= 12) {
                return number.toPlainString();
            }
        } catch (NumberFormatException notANumber) {
            // told below in the same words
        }
        problems.add(label + "应为不小于零的数字，单位万元，最多十二位整数、六位小数");
        return null;
    }

    /** Real codes issued before the standard settled may fail the check character; they are taken and marked. */
    private static String code(Field field, String value, String label, List<String> problems) {
        CreditCode code = CreditCode.of(value);
        if (!code.wellFormed()) {
            problems.add(label + "应为18位数字和大写字母（不含I、O、S、V、Z）");
        } else if (field.type().equals("authority") && !code.text().startsWith("11") && !code.text().startsWith("12")) {
            problems.add(label + "应为机关（11开头）或者事业单位（12开头）的代码");
        }
        return code.text();
    }

    private static Optional<LocalDate> parse(String value, DateTimeFormatter format) {
        try {
            return Optional.of(LocalDate.parse(value, format));
        } catch (DateTimeParseException notThis) {
            return Optional.empty();
        }
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }

    /** First three and last two characters of a long number, nothing of a short one. */
    private static String mask(String number) {
        return number.length() < 10 ? "*".repeat(number.length()) : number.substring(0, 3) + "*".repeat(number.length() - 5) + number.substring(number.length() - 2);
    }
}
