package org.govintegrity.calendar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.TextFile;

import java.io.IOException;
import java.io.StringReader;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One year's holiday notice as a file: our CSV ({@code date,kind,name,basis}; kind 休 or 班), or the JSON in which
 * holiday-cn publishes it ({@code {year, papers, days:[{name, date, isOffDay}]}}). A file is taken whole or not at all.
 */
record CalendarFile(int year, List<CalendarDay> days, String content) {

    private static final int MOST_PROBLEMS_TOLD = 20;
    private static final List<String> COLUMNS = List.of("date", "kind", "name", "basis");

    static CalendarFile read(String file, byte[] bytes) {
        String text = TextFile.decode(file, bytes).strip();
        if (text.isEmpty()) {
            throw Refusal.invalid("文件“" + file + "”是空的。请上传国务院办公厅放假通知整理成的 CSV 或 JSON 文件。");
        }
        return text.startsWith("{") ? json(file, text) : csv(file, text);
    }

    private static CalendarFile csv(String file, String text) {
        Matcher named = Pattern.compile("(\\d{4})").matcher(file);
        if (!named.find()) {
            throw Refusal.invalid("从文件名“" + file + "”看不出是哪一年。请把文件命名为年份，例如 2027.csv。");
        }
        int year = Integer.parseInt(named.group(1));
        Problems problems = new Problems(file);
        Map<LocalDate, CalendarDay> days = new TreeMap<>();
        try (CSVParser parser = CSVParser.parse(new StringReader(text), CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setTrim(true).get())) {
            List<String> missing = COLUMNS.stream().filter(c -> !parser.getHeaderNames().contains(c)).toList();
            if (!missing.isEmpty()) {
                throw Refusal.invalid("文件“" + file + "”第1行缺少列：" + String.join("、", missing) + "。第一行应为 date,kind,name,basis。");
            }
            for (CSVRecord record : parser) {
                long line = parser.getCurrentLineNumber();
                if (!record.isConsistent()) {
                    problems.add(line, "列数不对，应有四列");
                    continue;
                }
                String kind = record.get("kind");
                if (!kind.equals("休") && !kind.equals("班")) {
                    problems.add(line, "kind 应为“休”或“班”，现为“" + kind + "”");
                    continue;
                }
                add(days, year, record.get("date"), kind.equals("休"), record.get("name"), record.get("basis"), line, problems);
            }
        } catch (IOException e) {
            throw Refusal.invalid("文件“" + file + "”不是有效的 CSV 表格，请检查引号和逗号。");
        }
        return checked(file, year, days, text, problems);
    }

    private static CalendarFile json(String file, String text) {
        JsonNode root;
        try {
            root = new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw Refusal.invalid("文件“" + file + "”第" + e.getLocation().getLineNr() + "行不是有效的 JSON，请重新下载后再上传。");
        }
        int year = root.path("year").asInt();
        if (year == 0 || !root.path("days").isArray()) {
            throw Refusal.invalid("文件“" + file + "”缺少 year 或 days。请使用 holiday-cn 格式的年度文件。");
        }
        Problems problems = new Problems(file);
        Map<LocalDate, CalendarDay> days = new TreeMap<>();
        String basis = "国务院办公厅关于" + year + "年部分节假日安排的通知";
        int number = 0;
        for (JsonNode day : root.path("days")) {
            add(days, year, day.path("date").asText(), day.path("isOffDay").asBoolean(), day.path("name").asText(), basis, ++number, problems);
        }
        return checked(file, year, days, text, problems);
    }

    private static void add(Map<LocalDate, CalendarDay> days, int year, String date, boolean off, String name, String basis, long line, Problems problems) {
        LocalDate day;
        try {
            day = LocalDate.parse(date);
        } catch (DateTimeParseException e) {
            problems.add(line, "日期“" + date + "”应写成 " + year + "-01-01 的样子");
            return;
        }
        if (day.isBefore(LocalDate.of(year - 1, 12, 1)) || day.isAfter(LocalDate.of(year + 1, 1, 31))) {
            problems.add(line, "日期" + date + "不属于" + year + "年的放假安排，请核对年份");
        } else if (!off && !WorkingDays.weekend(day)) {
            problems.add(line, date + "不是周末，不能标为“班”（调休上班只会在周末），请核对");
        } else if (name.isBlank()) {
            problems.add(line, "没有写节日名称");
        } else if (days.put(day, new CalendarDay(day, off, name, basis)) != null) {
            problems.add(line, "日期" + date + "重复，请只保留一行");
        }
    }

    private static CalendarFile checked(String file, int year, Map<LocalDate, CalendarDay> days, String text, Problems problems) {
        if (year < 2000 || year > 2098) {
            problems.add(1, "年份" + year + "不在2000年至2098年之间");
        }
        problems.refuseIfAny();
        return new CalendarFile(year, List.copyOf(days.values()), text);
    }

    /** Collects everything that is wrong, so that people mend a file once and not line by line. */
    static final class Problems {

        private final String file;
        private final List<String> found = new ArrayList<>();

        Problems(String file) {
            this.file = file;
        }

        void add(long line, String what) {
            found.add("第" + line + "行：" + what);
        }

        void refuseIfAny() {
            if (!found.isEmpty()) {
                List<String> told = found.subList(0, Math.min(found.size(), MOST_PROBLEMS_TOLD));
                throw Refusal.invalid("文件“" + file + "”没有载入，请修改后重新上传。" + String.join("；", told)
                        + (found.size() > told.size() ? "；另有" + (found.size() - told.size()) + "处" : "") + "。");
            }
        }
    }
}
