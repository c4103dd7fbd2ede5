package org.govintegrity.demo;

import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import javax.xml.parsers.DocumentBuilderFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Lawful time counted anew from the files alone: the calendar's CSV and the table of limits, without the application's code. */
final class OwnDays {

    private record Rule(int amount, String unit, boolean rollover, LocalDate from, LocalDate to) {
    }

    private final Map<LocalDate, Boolean> off = new HashMap<>();
    private final Map<String, List<Rule>> rules = new HashMap<>();

    OwnDays() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("seeds/wendeng/calendar"))) {
            for (Path file : files.filter(f -> f.getFileName().toString().matches("\\d{4}\\.csv")).toList()) {
                read(file);
            }
        }
        IN_2027.forEach(day -> off.put(LocalDate.parse(day), true));
        NodeList rows = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(Path.of("processes/rules/statutory-deadlines.dmn").toFile()).getElementsByTagName("rule");
        for (int i = 0; i < rows.getLength(); i++) {
            NodeList texts = ((Element) rows.item(i)).getElementsByTagName("text");
            String[] cells = new String[texts.getLength()];
            for (int c = 0; c < cells.length; c++) {
                cells[c] = texts.item(c).getTextContent().replace("\"", "");
            }
            rules.computeIfAbsent(cells[0], id -> new ArrayList<>()).add(new Rule(Integer.parseInt(cells[2]), cells[3], Boolean.parseBoolean(cells[5]),
                    LocalDate.parse(cells[9]), cells[10].isEmpty() ? LocalDate.MAX : LocalDate.parse(cells[10])));
        }
    }

    private void read(Path file) throws IOException {
        Files.readAllLines(file).stream().skip(1).map(line -> line.split(",")).forEach(cells -> off.put(LocalDate.parse(cells[0]), cells[1].equals("休")));
    }

    /** What the law gives in the year whose notice has not come out when this is written: 元旦, 除夕 and 春节, 清明, 劳动节, by the almanac. */
    private static final List<String> IN_2027 = List.of("2027-01-01", "2027-02-05", "2027-02-06", "2027-02-07", "2027-02-08", "2027-04-05", "2027-05-01", "2027-05-02");

    boolean works(LocalDate day) {
        return !off.getOrDefault(day, day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY);
    }

    /** Last day of the limit, as the version of the rule says that was in force on {@code asOf}, and as much longer as was granted. */
    LocalDate due(String rule, LocalDate start, LocalDate asOf, int extendedBy) {
        Rule r = rules.get(rule).stream().filter(one -> !asOf.isBefore(one.from()) && !asOf.isAfter(one.to())).findFirst().orElseThrow();
        LocalDate due = end(r, start, r.amount());
        return extendedBy == 0 ? due : end(r, due, extendedBy);
    }

    private LocalDate end(Rule r, LocalDate from, int amount) {
        LocalDate day = from;
        switch (r.unit()) {
            case "wd" -> {
                for (int left = amount; left > 0; ) {
                    day = day.plusDays(1);
                    left -= works(day) ? 1 : 0;
                }
                return day;
            }
            case "cd" -> day = from.plusDays(amount);
            case "month" -> day = from.plusMonths(amount);
            default -> throw new IllegalStateException(r.unit());
        }
        while (r.rollover() && !works(day)) {
            day = day.plusDays(1);
        }
        return day;
    }
}
