package org.govintegrity.warning;

import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.FigureRow;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.casefile.UnitSignalled;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.RecordKind;
import org.govintegrity.credit.RecordsEntered;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.govintegrity.registry.Unit;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Weighs units, by night all of them and on events one, and raises warnings. However many units there are, a night on which nothing has changed costs a few
 * statements for each signal.
 */
@Service
@Transactional
public class WarningSweep {

    private static final List<String> CLAUSES = List.of("三.2");

    private final JdbcClient jdbc;
    private final Warnings warnings;
    private final SignalRows rows;
    private final WarningRules rules;
    private final WarningSettings settings;
    private final Cases cases;
    private final Registry registry;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    WarningSweep(JdbcClient jdbc, Warnings warnings, SignalRows rows, WarningRules rules, WarningSettings settings, Cases cases, Registry registry, Clock clock,
                 ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.warnings = warnings;
        this.rows = rows;
        this.rules = rules;
        this.settings = settings;
        this.cases = cases;
        this.registry = registry;
        this.clock = clock;
        this.events = events;
    }

    /** Weighs every unit; safe to repeat. @return how many warnings were raised */
    public int all() {
        return weigh(null);
    }

    /** Weighs one unit because of something that has happened to it. @return how many warnings were raised */
    public int unit(String unitId) {
        jdbc.sql("delete from warning_pending where unit_id = ?").param(unitId).update();
        return weigh(unitId);
    }

    @EventListener
    void on(UnitSignalled signalled) {
        wake(signalled.unitId());
    }

    /** Judgments are how courts tell of debtors; what they are the figures know. */
    @EventListener
    void on(RecordsEntered entered) {
        entered.records().stream().filter(r -> r.subject() == SubjectKind.UNIT && r.kind() == RecordKind.JUDGMENT).map(CreditRecord::subjectId).distinct().forEach(this::wake);
    }

    /** Once, however much happens to the unit before it is weighed. */
    void wake(String unitId) {
        if (jdbc.sql("select count(*) from warning_pending where unit_id = ?").param(unitId).query(Integer.class).single() == 0) {
            jdbc.sql("insert into warning_pending (unit_id) values (?)").param(unitId).update();
            events.publishEvent(new UnitPending(unitId));
        }
    }

    private int weigh(String only) {
        LocalDate today = LocalDate.now(clock);
        List<Watched> watched = rules.watched(today);
        List<String> units = registry.unitsOn(today).stream().map(Unit::id).toList();
        List<Weighed> weighed = new ArrayList<>();
        rows.histories(watched, today, today).forEach((signal, history) -> weighed.addAll(Scales.weigh(signal, history, units, today)));
        Map<String, List<Raising.LastOf>> latest = warnings.latest();
        List<Raising.Move> moves = new Raising(rules, watched).moves(weighed.stream().filter(w -> only == null || w.unit().equals(only)).toList(), today,
                unit -> latest.getOrDefault(unit, List.of()));
        Map<String, Map<String, List<FigureRow>>> made = madeOf(moves, watched, today);
        int raised = 0;
        for (Raising.Move move : moves) {
            if (move.step() == Raising.Step.RAISE) {
                raise(move.alarm(), watched, made, today);
                raised++;
            } else if (move.step() == Raising.Step.JOIN) {
                join(move, watched, made, today);
            }
        }
        fade(moves, latest, only, today);
        return raised;
    }

    /** The rows behind all that is raised or added to, by signal and unit; each signal asked once. */
    private Map<String, Map<String, List<FigureRow>>> madeOf(List<Raising.Move> moves, List<Watched> watched, LocalDate today) {
        Map<String, Set<String>> wanted = new HashMap<>();
        moves.stream().filter(m -> m.step() != Raising.Step.QUIET).flatMap(m -> m.alarm().weighed().stream())
                .forEach(w -> wanted.computeIfAbsent(w.signal(), s -> new HashSet<>()).add(w.unit()));
        Map<String, Map<String, List<FigureRow>>> found = new HashMap<>();
        watched.stream().filter(w -> wanted.containsKey(w.id())).forEach(signal -> {
            Map<String, List<FigureRow>> byUnit = found.computeIfAbsent(signal.id(), s -> new HashMap<>());
            rows.rows(signal, wanted.get(signal.id()), today, (unit, row) -> {
                List<FigureRow> of = byUnit.computeIfAbsent(unit, u -> new ArrayList<>());
                of.add(row);
                if (of.size() > settings.rows()) {   // the latest stay; what they sum up to is in the figure
                    of.remove(0);
                }
            });
        });
        return found;
    }

    private void raise(Alarm a, List<Watched> watched, Map<String, Map<String, List<FigureRow>>> made, LocalDate today) {
        Unit unit = registry.unit(a.unit());
        CaseFile file = cases.open(NewCase.numbered("YJ", Warnings.KIND, "预警（" + a.level().label + "）：" + a.title() + "，" + unit.shortName(), a.unit(), CLAUSES, null));
        String no = file.caseNo();
        cases.makeConfidential(no);
        cases.setMembers(no, Cases.OFFICE, List.of(Role.SUPERVISOR.id(), Role.JOINT_OFFICE.id(), Role.CREDIT_CENTRE.id()));
        jdbc.sql("""
                        insert into warning (case_no, unit_id, rule_id, rule_title, signal_id, level, raised_on, figure, surprise, reasons, refs, state, open_key)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', 'open')""")
                .params(no, a.unit(), a.rule(), a.title(), a.signal(), a.level().code, today, decimal(a.current(), 4), decimal(a.surprise(), 2), String.join("\n", a.reasons()),
                        a.refs().isEmpty() ? null : String.join(",", new TreeSet<>(a.refs()))).update();
        add(no, a, watched, made, Set.of(), today);
        cases.note(no, "internal-warning-raised", String.join("；", a.reasons()));
        events.publishEvent(new WarningSignal(no, WarningSignal.BEGIN));
    }

    /** What has come later is added to the warning that is open; nothing new changes nothing. */
    private void join(Raising.Move move, List<Watched> watched, Map<String, Map<String, List<FigureRow>>> made, LocalDate today) {
        Alarm a = move.alarm();
        String no = move.last().caseNo();
        Map<String, String> sources = watched.stream().collect(Collectors.toMap(Watched::id, Watched::source));
        Set<String> known = warnings.rows(no).stream().map(row -> sources.getOrDefault(row.signal(), row.signal()) + " " + row.ref()).collect(Collectors.toSet());
        int added = add(no, a, watched, made, known, today);
        boolean higher = a.level().compareTo(move.last().level()) > 0;
        if (added == 0 && !higher) {
            return;
        }
        Level level = higher ? a.level() : move.last().level();
        jdbc.sql("update warning set figure = ?, surprise = ?, reasons = ?, level = ?, refs = ?, grown_on = ? where case_no = ?")
                .params(decimal(Math.max(a.current(), move.last().current()), 4), decimal(a.surprise(), 2), String.join("\n", a.reasons()), level.code,
                        a.refs().isEmpty() ? null : String.join(",", new TreeSet<>(a.refs())), today, no).update();
        cases.note(no, "internal-warning-grown", (added == 0 ? "" : "又有" + added + "条，并入本预警：") + String.join("；", a.reasons()) + (higher ? "；级别升为" + level.label : ""));
    }

    private int add(String no, Alarm a, List<Watched> watched, Map<String, Map<String, List<FigureRow>>> made, Set<String> known, LocalDate today) {
        int added = 0;
        Set<String> there = new HashSet<>(known);   // a short and a long window show the same rows
        for (Weighed w : a.weighed()) {
            Watched signal = watched.stream().filter(s -> s.id().equals(w.signal())).findFirst().orElseThrow();
            for (FigureRow row : made.getOrDefault(w.signal(), Map.of()).getOrDefault(a.unit(), List.of())) {
                if (there.add(signal.source() + " " + row.ref())) {
                    jdbc.sql("""
                                    insert into warning_row (case_no, signal_id, signal_title, ref, counted_on, words, link, amount, shielded, added_on)
                                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                            .params(no, signal.id(), signal.title(), row.ref(), row.day(), row.words(), row.link(), row.amount(), rows.shielded(signal), today).update();
                    added++;
                }
            }
        }
        return added;
    }

    /** Cured or withdrawn before anybody has looked: it stays to be triaged, and whoever does sees it. */
    private void fade(List<Raising.Move> moves, Map<String, List<Raising.LastOf>> latest, String only, LocalDate today) {
        Set<String> sounding = moves.stream().filter(m -> m.last() != null).map(m -> m.last().caseNo()).collect(Collectors.toSet());
        Set<String> faded = Set.copyOf(jdbc.sql("select case_no from warning where state = 'open' and faded_on is not null").query(String.class).list());
        latest.forEach((unit, all) -> all.stream().map(Raising.LastOf::last).filter(last -> last.open() && (only == null || unit.equals(only))).forEach(last -> {
            boolean sounds = sounding.contains(last.caseNo());
            if (!sounds && !faded.contains(last.caseNo())) {
                jdbc.sql("update warning set faded_on = ? where case_no = ?").params(today, last.caseNo()).update();
                cases.note(last.caseNo(), "internal-warning-faded", "信号已经消失（改正、撤回或者回落），请研判时一并考虑");
            } else if (sounds && faded.contains(last.caseNo())) {
                jdbc.sql("update warning set faded_on = null where case_no = ?").param(last.caseNo()).update();
                cases.note(last.caseNo(), "internal-warning-back", "信号再次出现");
            }
        }));
    }

    private static BigDecimal decimal(double value, int digits) {
        return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP);
    }
}
