package org.govintegrity.credit;

import org.govintegrity.common.ChineseDates;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Red and black list as they follow from the records on a day; nobody is put on one by hand, and no category is invented
 * beyond the classes of records (国办发〔2020〕49号). Persons are on none. Records beyond their term of use are not used.
 */
@Service
@Transactional(readOnly = true)
public class CreditLists {

    /** Records that put their subject on the black list by that day and are still in use. */
    private static final String USED = "r.breach_class in (:classes) and r.document_date <= :day and r.ends_on >= :today";

    private final JdbcClient jdbc;
    private final CreditArchive archive;
    private final UnitLine line;
    private final Registry registry;
    private final RatingRules rules;
    private final Clock clock;

    CreditLists(JdbcClient jdbc, CreditArchive archive, UnitLine line, Registry registry, RatingRules rules, Clock clock) {
        this.jdbc = jdbc;
        this.archive = archive;
        this.line = line;
        this.registry = registry;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * @param from  the day of entry; null where a unit has been on the red list since before anything was recorded
     * @param until first day off the list, which may lie ahead; null if none is known
     * @param why   of the entry
     * @param exit  reason of the exit; null if none is known
     */
    public record Listed(SubjectKind kind, String subjectId, String name, LocalDate from, LocalDate until, String why, String exit) {

        public boolean onListOn(LocalDate day) {
            return (from == null || !day.isBefore(from)) && (until == null || day.isBefore(until));
        }
    }

    /** @param total organisations on all pages */
    public record Page(List<Listed> entries, int page, int pages, long total) {
    }

    /** Units that were on the black list by that day and whose records are still in use, those on it first. */
    public List<Listed> blackUnits(LocalDate day) {
        return sorted(byHolder(USED, params(day, classes(day)), day).entrySet().stream()
                .flatMap(one -> black(SubjectKind.UNIT, one.getKey(), registry.unit(one.getKey()).fullName(), one.getValue(), day).stream()).toList(), day);
    }

    /**
     * Organisations likewise.
     *
     * @param page from 1; beyond the last page the last one is given
     */
    public Page blackOrganisations(LocalDate day, int page, int size) {
        String found = " from credit_subject s where s.kind = 'organisation' and exists (select 1 from credit_record r where r.subject = s.id and " + USED + ")";
        Map<String, Object> params = params(day, classes(day));
        long total = jdbc.sql("select count(*)" + found).params(params).query(Long.class).single();
        int pages = (int) Math.max(1, (total + size - 1) / size);
        int shown = Math.min(Math.max(1, page), pages);
        List<Long> subjects = jdbc.sql("select s.id" + found + " order by s.id offset :offset rows fetch next :size rows only").params(params)
                .param("offset", (shown - 1) * size).param("size", size).query(Long.class).list();
        if (subjects.isEmpty()) {
            return new Page(List.of(), shown, pages, total);
        }
        params.put("subjects", subjects);
        Map<String, List<CreditRecord>> records = archive.read("where r.subject in (:subjects) and " + USED + " order by r.seq", params).stream()
                .collect(Collectors.groupingBy(CreditRecord::subjectId, LinkedHashMap::new, Collectors.toList()));
        return new Page(sorted(records.values().stream()
                .flatMap(of -> black(SubjectKind.ORGANISATION, of.get(0).subjectId(), of.get(0).subjectName(), of, day).stream()).toList(), day), shown, pages, total);
    }

    /**
     * Units that have been on the red list by that day, those on it first; one that has left stays for as long as the record that
     * ended it is in use. The only criterion is that nothing counts against a unit: of honours, grades and promises kept nothing is
     * on file. Of an enterprise, that nothing is on file proves nothing, so they are on none.
     */
    public List<Listed> red(LocalDate day) {
        Map<String, List<CreditRecord>> records = byHolder("r.ends_on >= :today", params(day, List.of()), day);
        int months = rules.lists(day).redMonths();
        return registry.unitsOn(day).stream().flatMap(unit -> red(unit, Span.of(records.getOrDefault(unit.id(), List.of())), months, day).stream())
                .sorted(Comparator.comparing(one -> !one.onListOn(day))).toList();
    }

    /** The last time on the red list that began by that day: whole months between two spans, before the first or after the last. */
    private static Optional<Listed> red(Unit unit, List<Span> spans, int months, LocalDate day) {
        for (int i = spans.size(); i >= 0; i--) {
            Span before = i == 0 ? null : spans.get(i - 1);
            Span after = i == spans.size() ? null : spans.get(i);
            LocalDate start = before == null ? unit.validFrom() : before.until();
            LocalDate from = start == null ? null : start.plusMonths(months);
            LocalDate until = after == null ? null : after.from();
            if ((from == null || !from.isAfter(day)) && (from == null || until == null || from.isBefore(until))) {
                String since = before != null ? "记录" + before.last().recordNo() + before.endedBy().label + "后"
                        : start == null ? "" : ChineseDates.date(start) + "设立后";
                return Optional.of(new Listed(SubjectKind.UNIT, unit.id(), unit.fullName(), from, until,
                        since.isEmpty() ? "没有计入评价的记录" : since + "连续" + months + "个月没有计入评价的记录",
                        after == null ? null : "新增记录" + after.first().recordNo() + "，《" + after.first().documentName() + "》" + after.first().documentNo()
                                + "认定为" + after.first().breachClass().label));
            }
        }
        return Optional.empty();
    }

    private static Optional<Listed> black(SubjectKind kind, String id, String name, List<CreditRecord> records, LocalDate day) {
        return Span.of(records).stream().filter(span -> !span.from().isAfter(day)).reduce((a, b) -> b).map(span -> {
            CreditRecord first = span.first();
            String whose = first.subjectId().equals(id) ? "" : "原" + first.subjectName() + "（由本单位承接）";
            return new Listed(kind, id, name, span.from(), span.until(), whose + "《" + first.documentName() + "》" + first.documentNo() + "认定为" + first.breachClass().label
                    + "，记录" + first.recordNo(), "记录" + span.last().recordNo() + span.endedBy().label);
        });
    }

    /** Records of all units by a condition, under who answers for them that day. */
    private Map<String, List<CreditRecord>> byHolder(String condition, Map<String, Object> params, LocalDate day) {
        return archive.read("where s.kind = 'unit' and " + condition + " order by r.seq", params).stream()
                .filter(record -> registry.findUnit(record.subjectId()).isPresent())
                .collect(Collectors.groupingBy(record -> line.holder(registry.unit(record.subjectId()), day), LinkedHashMap::new, Collectors.toList()));
    }

    private List<BreachClass> classes(LocalDate day) {
        BreachClass from = rules.lists(day).blackFrom();
        return Arrays.stream(BreachClass.values()).filter(one -> !from.heavierThan(one)).toList();
    }

    private Map<String, Object> params(LocalDate day, List<BreachClass> classes) {
        return new LinkedHashMap<>(Map.of("day", day, "today", LocalDate.now(clock), "classes", classes.stream().map(one -> one.code).toList()));
    }

    private static List<Listed> sorted(List<Listed> entries, LocalDate day) {
        return entries.stream().sorted(Comparator.comparing((Listed one) -> !one.onListOn(day)).thenComparing(Listed::from, Comparator.reverseOrder())
                .thenComparing(Listed::name)).toList();
    }
}
