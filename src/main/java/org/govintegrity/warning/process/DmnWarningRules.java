package org.govintegrity.warning.process;

import org.govintegrity.engine.DmnTables;
import org.govintegrity.warning.Level;
import org.govintegrity.warning.Measure;
import org.govintegrity.warning.Watched;
import org.govintegrity.warning.WarningRules;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** By {@code warning-signal.dmn}, {@code warning-rule.dmn} and {@code warning-dismissal.dmn}. */
@Component
public class DmnWarningRules implements WarningRules {

    private static final String SIGNAL = "warning-signal";
    private static final String RULE = "warning-rule";
    private static final String DISMISSAL = "warning-dismissal";
    private static final Pattern DAY = Pattern.compile("(>=|<=|<|>)?\\s*(\\d{8})");
    private static final Map<String, String> NAMES = names();
    private static final Map<String, String> TOGETHER_NAMES = Map.of("current", "弱信号的个数", "surprise", "偶然出现的难度之和");

    private final Asked tables;

    /** Where the tables are asked. */
    public interface Asked {

        List<Map<String, Object>> rows(String key, Map<String, Object> question);

        List<DmnTables.Line> lines(String key);
    }

    @Autowired
    DmnWarningRules(DmnTables tables) {
        this(new Asked() {
            @Override
            public List<Map<String, Object>> rows(String key, Map<String, Object> question) {
                return tables.rows(key, question);
            }

            @Override
            public List<DmnTables.Line> lines(String key) {
                return tables.lines(key);
            }
        });
    }

    public DmnWarningRules(Asked tables) {
        this.tables = tables;
    }

    private static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("current", "现在的数");
        names.put("surprise", "偶然出现的难度");
        names.put("share", "比例");
        names.put("streak", "有信号的周数");
        return names;
    }

    @Override
    public List<Watched> watched(LocalDate day) {
        return tables.rows(SIGNAL, Map.of("day", number(day))).stream().map(row -> new Watched((String) row.get("id"), (String) row.get("title"), (String) row.get("source"),
                Measure.of((String) row.get("measure")), (String) row.get("unit"), integer(row, "window"), integer(row, "past"), real(row, "prior"), real(row, "plain"),
                (String) row.get("basis"), Boolean.TRUE.equals(row.get("projectDefault")))).toList();
    }

    /** Figures are asked for as people read them: the same few questions come up night after night, and each is worked out once. */
    @Override
    public List<Hit> hits(Question q) {
        return tables.rows(RULE, Map.of("signal", q.signal(), "current", down(q.current(), 10), "surprise", down(q.surprise(), 10), "share", down(q.share(), 100), "streak", q.streak(),
                "day", number(edition(q.day())))).stream()
                .map(row -> new Hit((String) row.get("rule"), (String) row.get("title"), Level.of((String) row.get("level")), (String) row.get("words"), integer(row, "cooling"),
                        real(row, "growth"))).toList();
    }

    @Override
    public List<RuleText> texts() {
        return tables.lines(RULE).stream().map(line -> {
            Map<String, String> said = line.outputs();
            List<String> conditions = new ArrayList<>();
            NAMES.forEach((input, name) -> {
                String condition = line.conditions().getOrDefault(input, "");
                if (!condition.isEmpty()) {
                    conditions.add((TOGETHER.equals(line.conditions().get("signal")) ? TOGETHER_NAMES.getOrDefault(input, name) : name) + condition.replace(">=", "不少于").replace("<=", "不多于").replace(">", "多于").replace("<", "少于").replaceAll("\\s", ""));
                }
            });
            return new RuleText(said.get("rule"), said.get("title"), line.conditions().get("signal"), Level.of(said.get("level")), String.join("，", conditions), said.get("words"),
                    Integer.parseInt(said.get("cooling")), Double.parseDouble(said.get("growth")), from(line.conditions().get("day")), to(line.conditions().get("day")), said.get("basis"),
                    Boolean.parseBoolean(said.get("projectDefault")));
        }).toList();
    }

    @Override
    public List<Reason> dismissals(LocalDate day) {
        return tables.rows(DISMISSAL, Map.of("day", number(day))).stream().map(row -> new Reason((String) row.get("code"), (String) row.get("label"))).toList();
    }

    /** First day of what a row says of days: {@code >= 20180101}, or a range {@code [20180101..20251231]}. */
    private static LocalDate from(String days) {
        Matcher m = DAY.matcher(days);
        return m.find() && !"<=".equals(m.group(1)) && !"<".equals(m.group(1)) ? day(m.group(2)) : null;
    }

    private static LocalDate to(String days) {
        Matcher m = DAY.matcher(days);
        LocalDate to = null;
        for (int n = 0; m.find(); n++) {
            if ("<=".equals(m.group(1)) || n == 1) {
                to = day(m.group(2));
            } else if ("<".equals(m.group(1))) {
                to = day(m.group(2)).minusDays(1);
            }
        }
        return to;
    }

    private static LocalDate day(String digits) {
        return LocalDate.parse(digits, DateTimeFormatter.BASIC_ISO_DATE);
    }

    private static double down(double value, int parts) {
        return Math.floor(value * parts + 1e-9) / parts;
    }

    /** The last day up to this one on which some row of the rules began or ended to hold: since then nothing has changed. The day itself where there is none. */
    private LocalDate edition(LocalDate day) {
        LocalDate last = null;
        for (DmnTables.Line line : tables.lines(RULE)) {
            Matcher m = DAY.matcher(line.conditions().getOrDefault("day", ""));
            while (m.find()) {
                LocalDate named = day(m.group(2));
                for (LocalDate change : List.of(named, named.plusDays(1))) {
                    last = !change.isAfter(day) && (last == null || change.isAfter(last)) ? change : last;
                }
            }
        }
        return last == null ? day : last;
    }

    private static int integer(Map<String, Object> row, String name) {
        return ((Number) row.get(name)).intValue();
    }

    private static double real(Map<String, Object> row, String name) {
        return ((Number) row.get(name)).doubleValue();
    }

    private static int number(LocalDate day) {
        return Integer.parseInt(day.format(DateTimeFormatter.BASIC_ISO_DATE));
    }
}
