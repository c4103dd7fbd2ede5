package org.govintegrity.engine.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.govintegrity.common.Refusal;
import org.govintegrity.credit.IdentityNumber;
import org.govintegrity.credit.IdentityVault;
import org.springframework.modulith.NamedInterface;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A Camunda Form read as a set of rules. The browser checks a form only where it likes to; the engine's REST interface
 * not at all. So what was handed in is checked here once more, against the same file the person saw.
 * Fields with a condition are required only by the service that reads them.
 */
@NamedInterface("forms")
public class FormSchema {

    /** What a form control may carry although it is for reading only. */
    private static final Set<String> NO_INPUT = Set.of("text", "html", "image", "table", "iframe", "separator", "spacer", "button", "expression");
    /** Without a limit in the form: as much as fits on some twelve pages. */
    private static final int DEFAULT_MAX_LENGTH = 10_000;

    private final JsonNode form;
    private final ObjectMapper json;
    private final IdentityVault vault;

    FormSchema(JsonNode form, ObjectMapper json, IdentityVault vault) {
        this.form = form;
        this.json = json;
        this.vault = vault;
    }

    /**
     * @return the values to store: texts trimmed, numbers exact, empty fields left out
     * @throws Refusal naming every field that is wrong, by its label, and what to do
     */
    public Map<String, Object> check(Map<String, Object> given) {
        List<String> problems = new ArrayList<>();
        Map<String, Object> plain = plain(given, problems);
        Map<String, Object> checked = problems.isEmpty() ? checkAll(form.path("components"), plain, "", problems) : Map.of();
        if (!problems.isEmpty()) {
            throw Refusal.invalid("表单没有提交，请修改后再试：" + String.join("；", problems) + "。");
        }
        return checked;
    }

    private Map<String, Object> checkAll(JsonNode components, Map<String, Object> given, String where, List<String> problems) {
        Map<String, Object> remaining = new LinkedHashMap<>(given);
        Map<String, Object> checked = new LinkedHashMap<>();
        checkFields(components, remaining, checked, where, problems);
        for (Map.Entry<String, Object> unknown : remaining.entrySet()) {
            if (unknown.getValue() != null) {
                problems.add(where + "表单没有名为“" + shortened(unknown.getKey()) + "”的项目，请去掉");
            }
        }
        return checked;
    }

    private void checkFields(JsonNode components, Map<String, Object> remaining, Map<String, Object> checked, String where, List<String> problems) {
        for (JsonNode field : components) {
            String type = field.path("type").asText();
            if (type.equals("group")) {
                checkFields(field.path("components"), remaining, checked, where, problems);
                continue;
            }
            String name = field.path(type.equals("dynamiclist") ? "path" : "key").asText();
            if (name.isEmpty()) {
                continue;
            }
            Object value = remaining.remove(name);
            if (NO_INPUT.contains(type) || field.path("readonly").asBoolean() || field.path("disabled").asBoolean()) {
                continue;
            }
            Object result = checkField(field, type, value, where + "“" + label(field, name) + "”", problems);
            if (result != null) {
                checked.put(name, result);
            }
        }
    }

    private Object checkField(JsonNode field, String type, Object value, String label, List<String> problems) {
        boolean empty = value == null || value instanceof String s && s.isBlank() || value instanceof List<?> l && l.isEmpty();
        if (type.equals("checkbox")) {
            if (field.at("/validate/required").asBoolean() && !Boolean.TRUE.equals(value)) {
                problems.add(label + "需要勾选");
            }
            if (!empty && !(value instanceof Boolean)) {
                problems.add(label + "只能是勾选或不勾选");
                return null;
            }
            return Boolean.TRUE.equals(value);
        }
        if (empty) {
            if (field.at("/validate/required").asBoolean() && !field.has("conditional")) {
                problems.add(label + "没有填写");
            }
            return null;
        }
        if ("identity".equals(field.at("/properties/seal").asText())) {
            return sealed(value, label, problems);
        }
        return switch (type) {
            case "textfield", "textarea" -> text(field, value, label, problems);
            case "number" -> number(field, value, label, problems);
            case "datetime" -> date(value, label, problems);
            case "radio", "select" -> choice(field, value, label, problems);
            case "checklist", "taglist" -> choices(field, value, label, problems);
            case "dynamiclist" -> rows(field, value, label, problems);
            default -> throw new IllegalStateException("form control of unknown type " + type);
        };
    }

    private static String text(JsonNode field, Object value, String label, List<String> problems) {
        if (!(value instanceof String || value instanceof Number)) {
            problems.add(label + "应为文字");
            return null;
        }
        String text = value.toString().strip();
        int length = text.codePointCount(0, text.length());
        int max = field.at("/validate/maxLength").asInt(DEFAULT_MAX_LENGTH);
        int min = field.at("/validate/minLength").asInt(0);
        String pattern = field.at("/validate/pattern").asText("");
        if (length > max) {
            problems.add(label + "最多" + max + "字，现有" + length + "字，请压缩后再提交");
        } else if (length < min) {
            problems.add(label + "至少" + min + "字，现有" + length + "字");
        } else if (text.indexOf('\0') >= 0) {
            problems.add(label + "含有无法保存的控制字符，请删除后重新输入");
        } else if (!pattern.isEmpty() && !Pattern.matches(pattern, text)) {
            problems.add(label + "格式不正确");
        }
        return text;
    }

    /** A field whose property {@code seal} is {@code identity}: what is stored is never the number itself. */
    private String sealed(Object value, String label, List<String> problems) {
        String typed = value.toString().strip();
        if (!IdentityNumber.valid(typed)) {
            problems.add(label + "应为18位身份号码，且末位校验码正确，请核对");
            return null;
        }
        return vault.sealed(IdentityNumber.of(typed)).text();
    }

    private static BigDecimal number(JsonNode field, Object value, String label, List<String> problems) {
        BigDecimal number;
        try {
            number = new BigDecimal(value.toString().strip());
        } catch (NumberFormatException e) {
            problems.add(label + "应为数字");
            return null;
        }
        JsonNode min = field.at("/validate/min");
        JsonNode max = field.at("/validate/max");
        if (min.isNumber() && number.compareTo(min.decimalValue()) < 0) {
            problems.add(label + "不能小于" + min.asText());
        }
        if (max.isNumber() && number.compareTo(max.decimalValue()) > 0) {
            problems.add(label + "不能大于" + max.asText());
        }
        if (number.stripTrailingZeros().scale() > field.path("decimalDigits").asInt(0)) {
            problems.add(label + "的小数位数过多");
        }
        return number;
    }

    private static String date(Object value, String label, List<String> problems) {
        try {
            return LocalDate.parse(value.toString()).toString();
        } catch (DateTimeParseException e) {
            problems.add(label + "应为日期，格式如 2026-11-23");
            return null;
        }
    }

    private static Object choice(JsonNode field, Object value, String label, List<String> problems) {
        JsonNode offered = field.path("values");
        if (offered.isArray()) {
            for (JsonNode option : offered) {
                if (option.path("value").asText().equals(value.toString())) {
                    return value.toString();
                }
            }
            problems.add(label + "只能从列出的选项中选择");
            return null;
        }
        return value.toString();   // options that depend on the case are checked by the service that reads them
    }

    private static Object choices(JsonNode field, Object value, String label, List<String> problems) {
        if (!(value instanceof List<?> list)) {
            problems.add(label + "应为多选");
            return null;
        }
        return list.stream().map(item -> choice(field, item == null ? "" : item, label, problems)).toList();
    }

    private Object rows(JsonNode field, Object value, String label, List<String> problems) {
        if (!(value instanceof List<?> list)) {
            problems.add(label + "应为列表");
            return null;
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (!(list.get(i) instanceof Map<?, ?> row)) {
                problems.add(label + "第" + (i + 1) + "行无法识别");
                continue;
            }
            Map<String, Object> given = new LinkedHashMap<>();
            row.forEach((key, item) -> given.put(String.valueOf(key), item));
            rows.add(checkAll(field.path("components"), given, label + "第" + (i + 1) + "行", problems));
        }
        return rows;
    }

    /** Typed engine values as plain Java ones; JSON is parsed. */
    private Map<String, Object> plain(Map<String, Object> given, List<String> problems) {
        Map<String, Object> plain = new LinkedHashMap<>();
        if (given == null) {
            return plain;
        }
        for (String name : given.keySet()) {
            Object value;
            TypedValue typed = given instanceof VariableMap map ? map.getValueTyped(name)
                    : given.get(name) instanceof TypedValue t ? t : null;
            if (typed instanceof SerializableValue serial && serial.getValueSerialized() != null) {
                value = parse(name, serial.getValueSerialized(), problems);
            } else {
                value = typed == null ? given.get(name) : typed.getValue();
            }
            plain.put(name, value);
        }
        return plain;
    }

    private Object parse(String name, String content, List<String> problems) {
        try {
            return json.readValue(content, Object.class);
        } catch (JsonProcessingException e) {
            problems.add("“" + shortened(name) + "”不是有效的 JSON");
            return null;
        }
    }

    private static String label(JsonNode field, String name) {
        String label = field.path("label").asText("");
        return label.isBlank() ? name : label;
    }

    private static String shortened(String name) {
        return name.length() > 40 ? name.substring(0, 40) + "…" : name;
    }
}
