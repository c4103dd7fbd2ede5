package org.govintegrity.warning;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Whether warnings are worth reading: years of signals with problems planted in them, the delivered tables, and a plain threshold rule beside. */
class WarningQualityTest {

    /** Not those the tables were set with; {@code -Dwarning.years=10} for as many as the decision record tells of. */
    private static final long[] SEEDS = LongStream.range(51, 51 + Integer.getInteger("warning.years", 3)).toArray();
    /** Single years scatter; the goals are held on ten. */
    private static final double SCATTER = SEEDS.length >= 10 ? 0 : 0.1;

    @Test
    void theRulesFindNineInTenAndSevenInTenAlarmsAreRight() {
        WarningRules rules = DeliveredRules.fromFiles();
        List<Watched> watched = rules.watched(MadeUpYear.FROM);
        int[] ours = new int[4];
        int[] plain = new int[4];
        StringBuilder report = new StringBuilder();
        for (long seed : SEEDS) {
            MadeUpYear year = new MadeUpYear(seed, watched);
            Quality.Measured measured = new Replay(rules, year.signals.keySet(), night -> Replay.night(year.signals, year.units, night)).measure(year.planted, MadeUpYear.FROM, MadeUpYear.TO, WarningQuality.GRACE);
            add(ours, measured.together());
            add(plain, measured.plainTogether());
            report.append("seed ").append(seed).append('\n');
            measured.rules().forEach(q -> report.append("  ").append(line(q)));
            report.append("  ours  ").append(line(measured.together()));
            measured.plainRules().forEach(q -> report.append("  plain ").append(line(q)));
            report.append("  plain ").append(line(measured.plainTogether()));
        }
        Quality all = new Quality("all", "全部", ours[0], ours[1], ours[2], ours[3]);
        Quality allPlain = new Quality("plain", "简单阈值", plain[0], plain[1], plain[2], plain[3]);
        report.append("ours:  ").append(line(all)).append("plain: ").append(line(allPlain));
        assertThat(all.recall()).as("recall of\n%s", report).isGreaterThanOrEqualTo(0.9 - SCATTER);
        assertThat(all.precision()).as("precision of\n%s", report).isGreaterThanOrEqualTo(0.7 - SCATTER);
        assertThat(allPlain.precision()).as("a plain threshold is worse, or the comparison is worth nothing\n%s", report).isLessThan(all.precision());
        System.getLogger(getClass().getName()).log(System.Logger.Level.INFO, report.toString());
    }

    /** The comparison is with the best a plain threshold can do, not with a low one. */
    @Test
    void noPlainThresholdHoweverHighDoesBoth() {
        WarningRules rules = DeliveredRules.fromFiles();
        StringBuilder report = new StringBuilder();
        for (double times : new double[]{2, 3, 5}) {
            List<Watched> higher = rules.watched(MadeUpYear.FROM).stream().map(w -> new Watched(w.id(), w.title(), w.source(), w.measure(), w.unit(), w.window(), w.past(), w.prior(),
                    w.measure() == Measure.STATE ? w.plain() : w.plain() * times, w.basis(), w.projectDefault())).toList();
            MadeUpYear year = new MadeUpYear(SEEDS[0], higher);
            Quality plain = new Replay(rules, year.signals.keySet(), night -> Replay.night(year.signals, year.units, night)).measure(year.planted, MadeUpYear.FROM, MadeUpYear.TO, WarningQuality.GRACE).plainTogether();
            report.append("thresholds × ").append(times).append(": ").append(line(plain));
            assertThat(plain.recall() >= 0.9 && plain.precision() >= 0.7).as(report.toString()).isFalse();
        }
        System.getLogger(getClass().getName()).log(System.Logger.Level.INFO, report.toString());
    }

    private static void add(int[] sum, Quality q) {
        sum[0] += q.alarms();
        sum[1] += q.right();
        sum[2] += q.planted();
        sum[3] += q.found();
    }

    private static String line(Quality q) {
        return String.format(Locale.ROOT, "%-20s alarms %3d right %3d precision %s; planted %2d found %2d recall %s%n", q.rule(), q.alarms(), q.right(), share(q.precision()), q.planted(), q.found(),
                share(q.recall()));
    }

    private static String share(Double share) {
        return share == null ? "-" : String.format(Locale.ROOT, "%.2f", share);
    }
}
