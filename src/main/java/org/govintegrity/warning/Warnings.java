package org.govintegrity.warning;

import org.govintegrity.casefile.OpenWarnings;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Warnings as they are kept, for reading. Whether the reader may see each the caller has to ask. */
@Service
@Transactional(readOnly = true)
public class Warnings implements OpenWarnings {

    public static final String KIND = "risk-warning";
    static final String TRIAGE = "userTask_triageWarning";

    private static final String SELECT = """
            select w.case_no, w.unit_id, w.rule_id as rule, w.rule_title, w.signal_id as signal, w.level, w.raised_on, w.figure, w.surprise, w.reasons, w.state, w.grown_on, w.faded_on,
                   w.outcome, w.dismissal, w.words, w.triaged_by, w.triaged_on, w.complaint_no, w.inspection_no, w.inspection_reason, w.notice_no,
                   (select max(t.due_on) from casefile_task t where t.case_no = w.case_no and t.task_key = 'userTask_triageWarning') as due
            from warning w
            """;
    private static final String SERIOUS_FIRST = "case w.level when 'serious' then 0 when 'general' then 1 else 2 end";

    private final JdbcClient jdbc;

    Warnings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a list asks for; each a code, or null for all. @param units only about these; null for all @param letters only those that became letters */
    public record Filter(String state, String level, String rule, String outcome, String unit, Collection<String> units, boolean letters) {
    }

    /** Open ones first, the most serious before the others, then the newest. */
    public List<Warning> list(Filter f) {
        Map<String, Object> params = new HashMap<>();
        StringBuilder where = new StringBuilder("where 1 = 1");
        Map<String, String> wanted = new HashMap<>();
        wanted.put("state", f.state());
        wanted.put("level", f.level());
        wanted.put("rule_id", f.rule());
        wanted.put("outcome", f.outcome());
        wanted.put("unit_id", f.unit());
        wanted.forEach((column, value) -> {
            if (value != null && !value.isEmpty()) {
                where.append(" and w.").append(column).append(" = :").append(column);
                params.put(column, value);
            }
        });
        if (f.units() != null) {
            where.append(" and w.unit_id in (:units)");
            params.put("units", f.units().isEmpty() ? List.of("-") : f.units());
        }
        if (f.letters()) {
            where.append(" and w.notice_no is not null");
        }
        return jdbc.sql(SELECT + where + " order by case w.state when 'open' then 0 when 'triaged' then 1 else 2 end, " + SERIOUS_FIRST + ", w.raised_on desc, w.case_no desc")
                .params(params).query(Rows.of(Warning.class)).list();
    }

    public Optional<Warning> find(String caseNo) {
        return jdbc.sql(SELECT + "where w.case_no = ?").param(caseNo).query(Rows.of(Warning.class)).optional();
    }

    /** @throws Refusal (not found) */
    public Warning get(String caseNo) {
        return find(caseNo).orElseThrow(() -> Refusal.notFound("没有编号为“" + (caseNo.length() > 40 ? caseNo.substring(0, 40) + "…" : caseNo) + "”的预警，请核对编号。"));
    }

    /** The warning a letter belongs to. */
    Optional<Warning> ofNotice(String noticeNo) {
        return jdbc.sql(SELECT + "where w.notice_no = ?").param(noticeNo).query(Rows.of(Warning.class)).optional();
    }

    /** Signal by signal, newest first. */
    public List<WarningRow> rows(String caseNo) {
        return jdbc.sql("""
                        select signal_id as signal, signal_title, ref, counted_on, words, link, amount, shielded, added_on from warning_row where case_no = ?
                        order by signal_id, counted_on desc, id""").param(caseNo).query(Rows.of(WarningRow.class)).list();
    }

    /** How many rows each of these has. */
    public Map<String, Integer> rowCounts(Collection<String> caseNos) {
        Map<String, Integer> counts = new HashMap<>();
        List<String> all = List.copyOf(caseNos);
        for (int from = 0; from < all.size(); from += 500) {
            jdbc.sql("select case_no, count(*) as n from warning_row where case_no in (:nos) group by case_no").param("nos", all.subList(from, Math.min(all.size(), from + 500)))
                    .query((row, i) -> counts.put(row.getString("case_no"), row.getInt("n"))).list();
        }
        return counts;
    }

    @Override
    public List<OpenWarning> open() {
        return jdbc.sql(SELECT + "where w.state = 'open' order by " + SERIOUS_FIRST + ", w.raised_on, w.case_no").query(Rows.of(Warning.class)).list().stream()
                .map(w -> new OpenWarning(w.caseNo(), w.unitId(), w.ruleTitle(), w.levelWords(), w.raisedOn(), w.due())).toList();
    }

    /** The latest warning of each rule, by unit, in one statement. */
    Map<String, List<Raising.LastOf>> latest() {
        return jdbc.sql("""
                        select w.case_no, w.unit_id, w.rule_id, w.signal_id, w.raised_on, w.triaged_on, w.figure, w.level, w.refs from warning w
                        where w.seq in (select max(x.seq) from warning x group by x.unit_id, x.rule_id)""")
                .query((row, i) -> Map.entry(row.getString("unit_id"), new Raising.LastOf(row.getString("rule_id"), new Last(row.getString("case_no"), row.getString("signal_id"),
                        row.getObject("raised_on", LocalDate.class), row.getObject("triaged_on", LocalDate.class), row.getDouble("figure"), Level.of(row.getString("level")),
                        row.getString("refs") == null ? Set.of() : Set.of(row.getString("refs").split(",")))))).list().stream()
                .collect(Collectors.groupingBy(Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /** Warnings of a rule as they were triaged. @param right became a complaint, an inspection proposal or a letter */
    public record Triaged(String rule, int right, int dismissed, int open) {

        public int all() {
            return right + dismissed;
        }
    }

    /** By rule; rules that never sounded are not among them. */
    public Map<String, Triaged> triaged() {
        return jdbc.sql("""
                        select rule_id, sum(case when outcome is not null and outcome <> 'dismissed' then 1 else 0 end) as hits,
                               sum(case when outcome = 'dismissed' then 1 else 0 end) as misses, sum(case when outcome is null then 1 else 0 end) as waiting
                        from warning group by rule_id""")
                .query((row, i) -> new Triaged(row.getString("rule_id"), row.getInt("hits"), row.getInt("misses"), row.getInt("waiting"))).list().stream()
                .collect(Collectors.toMap(Triaged::rule, t -> t));
    }
}
