package org.govintegrity.check;

import org.govintegrity.casefile.Actor;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.common.table.TableFile;
import org.govintegrity.notice.Notices;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.govintegrity.registry.Unit;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which matters a unit has handled, and which of them without a credit check. A unit says so itself, month by month. */
@Service
@Transactional
public class Matters {

    static final String KIND = "credit-check-circular";
    private static final int MOST = 20_000;
    private static final int STRIDE = 500;
    private static final int NAMED = 20;
    private static final String MONTH = "月份";
    private static final String PURPOSE = "用途";
    private static final String NUMBER = "办件编号";
    /** Of a file of matters. */
    public static final List<String> COLUMNS = List.of(MONTH, PURPOSE, NUMBER);

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final UseRules rules;
    private final CheckSettings settings;
    private final Registry registry;
    private final Cases cases;
    private final Notices notices;
    private final Clock clock;

    Matters(JdbcClient jdbc, JdbcTemplate batch, UseRules rules, CheckSettings settings, Registry registry, Cases cases, Notices notices, Clock clock) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.rules = rules;
        this.settings = settings;
        this.registry = registry;
        this.cases = cases;
        this.notices = notices;
        this.clock = clock;
    }

    /** A matter, or with {@code matterNo} null the word that there was none of that kind in the month. */
    public record Entry(String month, String purpose, String matterNo) {
    }

    /** @param known reported before and left as they are */
    public record Reported(int added, int known) {
    }

    /** A unit's matters of one kind in a month. */
    public record Share(String unitId, String purpose, int total, int checked) {

        /** Rounded down: 99.9 % is not 100 %. */
        public int percent() {
            return total == 0 ? 100 : checked * 100 / total;
        }

        public boolean complete() {
            return checked == total;
        }
    }

    public record Missing(String unitId, String purpose, String matterNo) {
    }

    /**
     * A matter and the check that belongs to it.
     *
     * @param checkNo the last answered check of that unit, purpose and number; null while there is none
     * @param askedBy who asked for it
     * @param person  whether it is a check of a person
     */
    public record Handled(String unitId, String purpose, String matterNo, String checkNo, LocalDate checkedOn, String askedBy, boolean person) {
    }

    /** A month's circular. @param sentBy a person, or {@link Actor#SYSTEM} for the timer */
    public record Circular(String reportMonth, String caseNo, String sentBy, LocalDateTime sentAt) {
    }

    /**
     * Takes in what a unit reports. All of it or nothing.
     *
     * @throws Refusal naming up to twenty entries that are wrong
     */
    public Reported report(String unitId, List<Entry> entries, String by) {
        if (entries.isEmpty()) {
            throw Refusal.invalid("没有内容。请填写办件编号，一行一个；当月没有办件的，请勾选“本月没有办件”。");
        }
        if (entries.size() > MOST) {
            throw Refusal.unprocessable("一次最多报告" + MOST + "件，现有" + entries.size() + "件。请分几次报告。");
        }
        check(entries);
        LocalDateTime now = LocalDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS);
        Map<String, Set<String>> numbers = new LinkedHashMap<>();
        Map<String, String> months = new LinkedHashMap<>();
        entries.stream().map(e -> new Entry(e.month(), e.purpose(), null)).distinct().forEach(e -> said(unitId, e.purpose(), e.month(), now, by));
        for (Entry e : entries) {
            if (e.matterNo() != null && numbers.computeIfAbsent(e.purpose(), p -> new LinkedHashSet<>()).add(e.matterNo().strip())) {
                months.put(e.purpose() + " " + e.matterNo().strip(), e.month());
            }
        }
        int added = 0;
        int known = 0;
        for (Map.Entry<String, Set<String>> kind : numbers.entrySet()) {
            Set<String> there = known(unitId, kind.getKey(), List.copyOf(kind.getValue()));
            List<Object[]> rows = kind.getValue().stream().filter(no -> !there.contains(no))
                    .map(no -> new Object[]{unitId, kind.getKey(), months.get(kind.getKey() + " " + no), no, now, by}).toList();
            batch.batchUpdate("insert into credit_matter (unit_id, purpose, report_month, matter_no, reported_at, reported_by) values (?, ?, ?, ?, ?, ?)", rows);
            added += rows.size();
            known += there.size();
        }
        return new Reported(added, known);
    }

    private void check(List<Entry> entries) {
        Set<String> purposes = rules.purposes(LocalDate.now(clock)).stream().map(Purpose::code).collect(Collectors.toSet());
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < entries.size() && problems.size() < NAMED; i++) {
            Entry e = entries.get(i);
            String where = entries.size() == 1 ? "" : "第" + (i + 1) + "件：";
            if (!purposes.contains(e.purpose())) {
                problems.add(where + "请选择用途（" + labels().values().stream().collect(Collectors.joining("、")) + "）。");
            } else if (!month(e.month())) {
                problems.add(where + "月份应写成 2026-03 的样子，且不晚于本月。");
            } else if (e.matterNo() != null && (e.matterNo().isBlank() || e.matterNo().strip().length() > 80)) {
                problems.add(where + "办件编号应为1到80字。");
            } else if (e.matterNo() != null && CheckAuthority.holdsIdentityNumber(e.matterNo())) {
                problems.add(where + "办件编号里含有身份号码，请去掉。");
            }
        }
        if (!problems.isEmpty()) {
            throw Refusal.invalid(String.join("\n", problems));
        }
    }

    private boolean month(String text) {
        try {
            return text != null && text.length() == 7 && !YearMonth.parse(text).isAfter(YearMonth.now(clock));
        } catch (DateTimeException noMonth) {
            return false;
        }
    }

    /** That a unit has reported this kind for this month, were it only that there was nothing. */
    private void said(String unitId, String purpose, String month, LocalDateTime now, String by) {
        String key = " where unit_id = ? and purpose = ? and report_month = ?";
        if (jdbc.sql("select count(*) from credit_matter_report" + key).params(unitId, purpose, month).query(Integer.class).single() == 0) {
            jdbc.sql("insert into credit_matter_report (unit_id, purpose, report_month, reported_at, reported_by) values (?, ?, ?, ?, ?)")
                    .params(unitId, purpose, month, now, by).update();
        }
    }

    private Set<String> known(String unitId, String purpose, List<String> numbers) {
        Set<String> there = new HashSet<>();
        for (int from = 0; from < numbers.size(); from += STRIDE) {
            there.addAll(jdbc.sql("select matter_no from credit_matter where unit_id = :unit and purpose = :purpose and matter_no in (:numbers)")
                    .param("unit", unitId).param("purpose", purpose).param("numbers", numbers.subList(from, Math.min(numbers.size(), from + STRIDE)))
                    .query(String.class).list());
        }
        return there;
    }

    /**
     * Reads a table (.xlsx, .csv or .json) with the columns 月份, 用途 (its name or code) and 办件编号. A month that a spreadsheet
     * program has made a date of is taken as the month it was.
     *
     * @throws Refusal naming the columns it needs, or up to twenty lines that lack something
     */
    public List<Entry> read(String file, byte[] content) {
        Map<String, String> codes = labels().entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
        List<TableFile.Line> lines = TableFile.read(file, content, MOST);
        if (!lines.stream().flatMap(line -> line.cells().keySet().stream()).collect(Collectors.toSet()).containsAll(COLUMNS)) {
            throw Refusal.invalid("文件第一行应有这些列名：" + String.join(",", COLUMNS) + "；从第2行起每行一件，三列都要填写。请下载模板对照填写。");
        }
        List<String> problems = lines.stream().filter(line -> !line.cells().keySet().containsAll(COLUMNS)).limit(NAMED)
                .map(line -> "第" + line.line() + "行没有填写" + COLUMNS.stream().filter(column -> !line.cells().containsKey(column)).collect(Collectors.joining("、")) + "。").toList();
        if (!problems.isEmpty()) {
            throw Refusal.invalid(String.join("\n", problems));
        }
        return lines.stream().map(TableFile.Line::cells).map(cells -> new Entry(cells.get(MONTH).replaceFirst("^(\\d{4}-\\d{2})-\\d{2}$", "$1"),
                codes.getOrDefault(cells.get(PURPOSE), cells.get(PURPOSE)), cells.get(NUMBER))).toList();
    }

    /** Shares of a month. @param unitId null for all units */
    @Transactional(readOnly = true)
    public List<Share> shares(String month, String unitId) {
        return jdbc.sql("""
                        select unit_id, purpose, count(*) as total, sum(checked) as checked from (
                            select m.unit_id, m.purpose, case when exists (select 1 from credit_check c where c.unit_id = m.unit_id and c.matter_no = m.matter_no
                                and c.purpose = m.purpose and c.answered_at is not null) then 1 else 0 end as checked
                            from credit_matter m where m.report_month = :month and (cast(:unit as varchar(64)) is null or m.unit_id = :unit)) matters
                        group by unit_id, purpose order by unit_id, purpose""")
                .param("month", month).param("unit", unitId).query(Rows.of(Share.class)).list();
    }

    /** Matters of a month without a check that was answered. @param unitId null for all units */
    @Transactional(readOnly = true)
    public List<Missing> missing(String month, String unitId) {
        return jdbc.sql("""
                        select m.unit_id, m.purpose, m.matter_no from credit_matter m where m.report_month = :month and (cast(:unit as varchar(64)) is null or m.unit_id = :unit)
                            and not exists (select 1 from credit_check c where c.unit_id = m.unit_id and c.matter_no = m.matter_no
                                and c.purpose = m.purpose and c.answered_at is not null)
                        order by m.unit_id, m.purpose, m.matter_no""")
                .param("month", month).param("unit", unitId).query(Rows.of(Missing.class)).list();
    }

    /**
     * A unit's matters of a month with their checks, those without one first.
     *
     * @param unitId  null for all units
     * @param purpose null for all kinds
     */
    @Transactional(readOnly = true)
    public List<Handled> handled(String month, String unitId, String purpose, int limit) {
        return jdbc.sql("""
                        select m.unit_id, m.purpose, m.matter_no, c.check_no, cast(c.answered_at as date) as checked_on, c.asked_by,
                            case when c.subject_kind = 'person' then true else false end as person
                        from credit_matter m left join credit_check c on c.check_no = (select o.check_no from credit_check o
                            where o.unit_id = m.unit_id and o.matter_no = m.matter_no and o.purpose = m.purpose and o.answered_at is not null
                            order by o.answered_at desc, o.check_no desc fetch first 1 rows only)
                        where m.report_month = :month and (cast(:unit as varchar(64)) is null or m.unit_id = :unit)
                            and (cast(:purpose as varchar(20)) is null or m.purpose = :purpose)
                        order by case when c.check_no is null then 0 else 1 end, m.unit_id, m.purpose, m.matter_no fetch first :limit rows only""")
                .param("month", month).param("unit", unitId).param("purpose", purpose).param("limit", limit).query(Rows.of(Handled.class)).list();
    }

    /** Units bound by the clause that have said nothing for that month, not even that there was nothing. */
    @Transactional(readOnly = true)
    public List<Unit> silent(String month) {
        Set<String> said = Set.copyOf(jdbc.sql("select distinct unit_id from credit_matter_report where report_month = ?").param(month).query(String.class).list());
        return registry.unitsResponsibleFor(settings.clause(), YearMonth.parse(month).atEndOfMonth()).stream().filter(unit -> !said.contains(unit.id())).toList();
    }

    /** The circular of a month, if it has been sent. */
    @Transactional(readOnly = true)
    public Optional<Circular> circular(String month) {
        return jdbc.sql("select report_month, case_no, sent_by, sent_at from credit_check_circular where report_month = ?").param(month)
                .query(Rows.of(Circular.class)).optional();
    }

    /** What the monthly timer does: last month's circular, unless it was sent or nobody is to be named. Safe to repeat. */
    public Optional<String> circulateLastMonth() {
        String month = YearMonth.now(clock).minusMonths(1).toString();
        boolean nobody = missing(month, null).isEmpty() && silent(month).isEmpty();
        return nobody || circular(month).isPresent() ? Optional.empty() : Optional.of(circulate(month, Actor.SYSTEM));
    }

    /**
     * Names to each unit its matters without a check, and to the joint office all units; once a month.
     *
     * @return number of the circular's case
     * @throws Refusal (conflict) if that was done for this month, or nobody is to be named
     */
    public String circulate(String month, String by) {
        if (!month(month) || !YearMonth.parse(month).isBefore(YearMonth.now(clock))) {
            throw Refusal.invalid("通报以过完的月份为准，请选择上月或者更早的月份。");
        }
        circular(month).ifPresent(sent -> {
            throw twice(month);
        });
        Map<String, List<Missing>> named = missing(month, null).stream().collect(Collectors.groupingBy(Missing::unitId, TreeMap::new, Collectors.toList()));
        List<Unit> silent = silent(month);
        if (named.isEmpty() && silent.isEmpty()) {
            throw Refusal.conflict(month + "各单位都已报告且全部核查，没有需要通报的。");
        }
        CaseFile file = cases.open(NewCase.numbered("HT", KIND, month + "“逢办必查”情况通报", null, List.of(settings.clause()), null));
        try {
            jdbc.sql("insert into credit_check_circular (report_month, case_no, sent_by, sent_at) values (?, ?, ?, ?)")
                    .params(month, file.caseNo(), by, LocalDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS)).update();
        } catch (DuplicateKeyException atTheSameMoment) {   // somebody on another node, or the timer; what was done here is rolled back
            throw twice(month);
        }
        Map<String, String> labels = labels();
        named.forEach((unit, missing) -> notices.issue("credit-check-share", file.caseNo(), unit, Map.of("unit", name(unit), "month", month,
                "count", String.valueOf(missing.size()), "list", missing.stream().limit(500).map(m -> labels.getOrDefault(m.purpose(), m.purpose()) + " " + m.matterNo())
                        .collect(Collectors.joining("\n")) + (missing.size() > 500 ? "\n……其余见“核查比例”页面" : ""))));
        silent.forEach(unit -> notices.issue("credit-check-silent", file.caseNo(), unit.id(), Map.of("unit", unit.fullName(), "month", month)));
        notices.issue("credit-check-circular", file.caseNo(), Role.JOINT_OFFICE.id(), Map.of("month", month,
                "named", named.isEmpty() ? "无" : named.entrySet().stream().map(e -> name(e.getKey()) + "：" + e.getValue().size() + "件未核查").collect(Collectors.joining("\n")),
                "silent", silent.isEmpty() ? "无" : silent.stream().map(Unit::shortName).collect(Collectors.joining("、"))));
        cases.close(file.caseNo(), "circulated", "已通报" + named.size() + "个有未核查办件的单位，提醒" + silent.size() + "个未报告的单位");
        return file.caseNo();
    }

    private static Refusal twice(String month) {
        return Refusal.conflict(month + "的情况已经通报过，每月只通报一次。");
    }

    private String name(String unitId) {
        return registry.findUnit(unitId).map(Unit::fullName).orElse(unitId);
    }

    private Map<String, String> labels() {
        return rules.purposes(LocalDate.now(clock)).stream().collect(Collectors.toMap(Purpose::code, Purpose::label, (a, b) -> a, LinkedHashMap::new));
    }
}
