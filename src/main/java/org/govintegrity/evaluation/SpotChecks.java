package org.govintegrity.evaluation;

import org.govintegrity.casefile.Actor;
import org.govintegrity.casefile.BreachSuspected;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.FigureKind;
import org.govintegrity.casefile.FigureRow;
import org.govintegrity.casefile.FigureSource;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.common.Lot;
import org.govintegrity.common.LotSeeds;
import org.govintegrity.common.Rows;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Looking at units on the spot at mid-year (文登区社会信用体系建设考核办法: 半年抽查): drawn by lot, and a figure of the year's evaluation. */
@Service
@Transactional
public class SpotChecks implements FigureSource {

    public static final String KIND = "spot-check";
    static final String ROUND_KIND = "half-year-check";

    private static final String FIGURE = "spot-checks.passed";
    private static final String CLAUSE = "四.3";

    private final JdbcClient jdbc;
    private final Cases cases;
    private final Registry registry;
    private final IndicatorRules rules;
    private final ApplicationEventPublisher events;
    private final LotSeeds seeds;
    private final Actor actor;
    private final Clock clock;

    SpotChecks(JdbcClient jdbc, Cases cases, Registry registry, IndicatorRules rules, ApplicationEventPublisher events, LotSeeds seeds, Actor actor, Clock clock) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.registry = registry;
        this.rules = rules;
        this.events = events;
        this.seeds = seeds;
        this.actor = actor;
        this.clock = clock;
    }

    /**
     * Draws the units of this year's round and starts a check of each; a year that has a round already is left as it is. The lot can be
     * repeated by anybody: the smallest SHA-256 of {@code seed:unit} win.
     *
     * @return number of the round's case; empty where there was a round already
     */
    public Optional<String> draw() {
        LocalDate today = LocalDate.now(clock);
        if (jdbc.sql("select count(*) from casefile_case where kind = ? and opened_on between ? and ?")
                .params(ROUND_KIND, today.withDayOfYear(1), today.withDayOfYear(today.lengthOfYear())).query(Integer.class).single() > 0) {
            return Optional.empty();
        }
        RuleSet now = rules.on(today);
        List<String> pool = rules.cohort(now, today).stream().map(Unit::id).sorted().toList();
        int count = now.sampleShare().multiply(BigDecimal.valueOf(pool.size())).setScale(0, RoundingMode.CEILING).intValueExact();
        String seed = seeds.next();
        List<String> drawn = Lot.draw(seed, pool, count);
        String round = cases.open(NewCase.numbered("CC", ROUND_KIND, today.getYear() + "年半年抽查", null, List.of(CLAUSE), null)).caseNo();
        cases.note(round, "spot-check-drawn", "从" + pool.size() + "个参评单位中抽取" + drawn.size() + "个。种子" + seed + "，每个单位取“种子:单位编号”的SHA-256，最小的" + count + "个抽中："
                + String.join("、", drawn.stream().map(id -> registry.unit(id).shortName()).toList()));
        for (String unit : drawn) {
            String caseNo = cases.open(NewCase.part(round, KIND, "半年抽查：" + registry.unit(unit).shortName(), unit, List.of(CLAUSE))).caseNo();
            jdbc.sql("insert into evaluation_spot_check (case_no, unit_id, drawn_at) values (?, ?, ?)").params(caseNo, unit, LocalDateTime.now(clock)).update();
            events.publishEvent(new SpotCheckSignal(caseNo));
        }
        cases.close(round, "drawn", "已派发，各单位的抽查分别办理");
        return Optional.of(round);
    }

    /** Takes the result in, once. */
    public void record(String caseNo, boolean passed, boolean falsified, String findings) {
        jdbc.sql("update evaluation_spot_check set checked_at = ?, checked_by = ?, passed = ?, falsified = ?, findings = ? where case_no = ? and checked_at is null")
                .params(LocalDateTime.now(clock), actor.id(), passed, falsified, findings, caseNo).update();
        cases.note(caseNo, "spot-checked", (passed ? "抽查通过：" : falsified ? "抽查未通过，材料弄虚作假：" : "抽查未通过：") + findings);
    }

    /** Falsified material is what a breach finding looks into; nothing is established by this. */
    public void reportFalsified(String caseNo) {
        events.publishEvent(new BreachSuspected(caseNo, "falsified-evidence", "general", "半年抽查发现材料弄虚作假：" + get(caseNo).findings()));
    }

    /** At the end of its process, whichever. */
    public void close(String caseNo) {
        SpotCheck check = get(caseNo);
        if (check.checkedAt() == null) {
            cases.close(caseNo, "cancelled", "流程终止，没有抽查");
        } else {
            cases.close(caseNo, check.passed() ? "passed" : "failed", check.passed() ? "抽查通过" : "抽查未通过");
        }
    }

    @Transactional(readOnly = true)
    public SpotCheck get(String caseNo) {
        return jdbc.sql("select case_no, unit_id, drawn_at, checked_at, checked_by, passed, falsified, findings from evaluation_spot_check where case_no = ?")
                .param(caseNo).query(Rows.of(SpotCheck.class)).single();
    }

    @Override
    public List<FigureKind> figures() {
        return List.of(FigureKind.rate(FIGURE, "半年抽查通过率"));
    }

    @Override
    @Transactional(readOnly = true)
    public void rows(String figureId, LocalDate from, LocalDate to, Consumer<FigureRow> each) {
        jdbc.sql("select case_no, unit_id, checked_at, passed from evaluation_spot_check where checked_at >= ? and checked_at < ? order by id")
                .params(from.atStartOfDay(), to.plusDays(1).atStartOfDay()).query(row -> {
                    String caseNo = row.getString("case_no");
                    boolean passed = row.getBoolean("passed");
                    each.accept(FigureRow.share(row.getString("unit_id"), caseNo, row.getObject("checked_at", LocalDateTime.class).toLocalDate(),
                            "半年抽查" + (passed ? "通过" : "未通过"), "/cases/" + caseNo, passed));
                });
    }
}
