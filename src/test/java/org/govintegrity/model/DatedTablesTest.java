package org.govintegrity.model;

import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The dated tables of terms and of the basis of publication have one answer for every day, and the right one. */
class DatedTablesTest {

    private static final DmnEngine DMN = DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

    @Test
    void everyClassFieldAndDayHasOneRowOfTerms() throws IOException {
        DmnDecision table = table("rules/credit-terms");
        List<String> wrong = new ArrayList<>();
        for (LocalDate day : days("rules/credit-terms")) {
            for (String breachClass : List.of("minor", "general", "serious")) {
                for (String field : List.of("special-equipment", "work-safety", "fire-safety", "other")) {
                    List<Map<String, Object>> rows = rows(table, Map.of("breachClass", breachClass, "field", field, "documentDay", number(day)));
                    if (rows.size() != 1) {
                        wrong.add(breachClass + " " + field + " " + day + ": " + rows.size() + " rows");
                        continue;
                    }
                    int min = (Integer) rows.get(0).get("minMonths");
                    int max = (Integer) rows.get(0).get("maxMonths");
                    if (min > max || max > 36 || !"document".equals(rows.get(0).get("startsFrom")) || breachClass.equals("minor") == (Boolean) rows.get(0).get("published")) {
                        wrong.add(breachClass + " " + field + " " + day + ": " + rows.get(0));
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** 信用修复管理办法 (Order 36) and, for documents before it, Order 58. */
    @ParameterizedTest
    @CsvSource({"minor,20260401,other,0,3,false,36", "general,20260401,other,3,12,true,36", "serious,20260401,other,12,36,true,36", "serious,20270101,fire-safety,12,36,true,36",
            "minor,20260331,other,0,0,false,58", "general,20260331,other,3,36,true,58", "serious,20260331,other,3,36,true,58", "general,20260331,work-safety,12,36,true,58",
            "general,20230501,special-equipment,12,36,true,58", "general,20230430,other,3,36,true,系统默认", "serious,20190101,fire-safety,12,36,true,系统默认"})
    void theTermsAreThoseOfTheLawOfTheDay(String breachClass, int day, String field, int min, int max, boolean published, String basis) throws IOException {
        assertThat(rows(table("rules/credit-terms"), Map.of("breachClass", breachClass, "field", field, "documentDay", day))).singleElement().satisfies(row -> {
            assertThat(row).containsEntry("minMonths", min).containsEntry("maxMonths", max).containsEntry("published", published);
            assertThat((String) row.get("basis")).contains(basis);
        });
    }

    @Test
    void everySubjectKindAndDayHasOneBasisAndAPersonNever() throws IOException {
        DmnDecision table = table("common/publication-basis");
        List<String> wrong = new ArrayList<>();
        for (LocalDate day : days("common/publication-basis")) {
            for (String subject : List.of("unit", "person", "organisation")) {
                for (String kind : List.of("judgment", "penalty", "discipline", "accountability", "breach")) {
                    List<Map<String, Object>> rows = rows(table, Map.of("subject", subject, "kind", kind, "day", number(day)));
                    if (rows.size() != 1 || subject.equals("person") && !Boolean.FALSE.equals(rows.get(0).get("allowed"))) {
                        wrong.add(subject + " " + kind + " " + day + ": " + rows);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"unit,breach,20260302,true", "unit,penalty,20161230,true", "unit,breach,20161229,false", "unit,discipline,20260302,false", "organisation,penalty,20260302,true",
            "organisation,breach,20260302,false", "person,penalty,20260302,false"})
    void theBasisIsThatOfTheDay(String subject, String kind, int day, boolean allowed) throws IOException {
        assertThat(rows(table("common/publication-basis"), Map.of("subject", subject, "kind", kind, "day", day))).singleElement()
                .satisfies(row -> assertThat(row).containsEntry("allowed", allowed));
    }

    @Test
    void everyTieAndEverySetOfDataHasOneAnswerAndSecretsAndPersonalDataAreNeverHandedOver() throws IOException {
        DmnDecision ties = table("assessment/assessment-interest");
        DmnDecision data = table("assessment/assessment-data");
        List<String> wrong = new ArrayList<>();
        for (int day : List.of(20180101, 20260302, 20991231)) {
            for (String kind : List.of("contract", "holding", "staff", "dispute", "other")) {
                for (int months : List.of(0, 1, 35, 36, 37, 400)) {
                    List<Map<String, Object>> rows = rows(ties, Map.of("kind", kind, "monthsAgo", months, "day", day));
                    if (rows.size() != 1 || !Boolean.valueOf(months < 36 || kind.equals("other")).equals(rows.get(0).get("conflicting"))) {
                        wrong.add(kind + " " + months + " " + day + ": " + rows);
                    }
                }
            }
            for (String secrecy : List.of("public", "internal", "work-secret", "secret")) {
                for (boolean personal : List.of(true, false)) {
                    List<Map<String, Object>> rows = rows(data, Map.of("secrecy", secrecy, "personal", personal, "day", day));
                    if (rows.size() != 1 || !Boolean.valueOf(!personal && !secrecy.endsWith("secret")).equals(rows.get(0).get("allowed"))) {
                        wrong.add(secrecy + " " + personal + " " + day + ": " + rows);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Every day the table names with the days around it, and one of each quarter: between those nothing can change. */
    private static Set<LocalDate> days(String name) throws IOException {
        Set<LocalDate> days = new TreeSet<>();
        for (LocalDate day = LocalDate.of(2016, 1, 1); day.isBefore(LocalDate.of(2028, 1, 1)); day = day.plusMonths(3)) {
            days.add(day);
        }
        Matcher named = Pattern.compile("\\b20\\d{6}\\b").matcher(Files.readString(Path.of("processes/" + name + ".dmn")));
        while (named.find()) {
            LocalDate day = LocalDate.parse(named.group(), DateTimeFormatter.BASIC_ISO_DATE);
            days.addAll(List.of(day.minusDays(1), day, day.plusDays(1)));
        }
        assertThat(days).as("days of change besides the quarters").hasSizeGreaterThan(48);
        return days;
    }

    private static List<Map<String, Object>> rows(DmnDecision table, Map<String, Object> question) {
        return DMN.evaluateDecisionTable(table, question).getResultList();
    }

    private static DmnDecision table(String name) throws IOException {
        try (InputStream content = Files.newInputStream(Path.of("processes/" + name + ".dmn"))) {
            return DMN.parseDecision(name.substring(name.indexOf('/') + 1), content);
        }
    }

    private static int number(LocalDate day) {
        return Integer.parseInt(day.format(DateTimeFormatter.BASIC_ISO_DATE));
    }
}
