package org.govintegrity.credit;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.govintegrity.credit.SanctionTerms.Combined;
import org.govintegrity.credit.SanctionTerms.Sanction;
import org.junit.jupiter.api.Test;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** Several sanctions of a person make one term, never over 48 months. */
class SanctionTermsTest {

    private static final int CAP = 48;

    @Test
    void nobodyWithoutSanctionsHasATerm() {
        assertThat(SanctionTerms.combined(List.of(), CAP)).isEmpty();
    }

    @Test
    void aNewOneAddsToWhatIsLeft() {
        Combined combined = combined(sanction("a", "2026-01-01", 12), sanction("b", "2026-07-01", 6));
        assertThat(combined.from()).isEqualTo("2026-01-01");
        assertThat(combined.until()).isEqualTo("2027-07-04");   // six months from 1 July to 1 January, and the 184 days that were left
        assertThat(combined.recordNos()).containsExactly("a", "b");
        assertThat(combined.capped()).isFalse();
        assertThat(combined.sum()).contains("12个月", "6个月", "加上原处分期尚未执行的期限（至2027年1月1日）");
    }

    @Test
    void neverOverFortyEightMonthsFromTheLatest() {
        Combined combined = combined(sanction("a", "2026-01-01", 24), sanction("b", "2026-02-01", 24), sanction("c", "2026-03-01", 24));
        assertThat(combined.until()).isEqualTo("2030-03-01");
        assertThat(combined.capped()).isTrue();
        assertThat(combined.sum()).contains("合并不超过48个月，已按上限计算");
    }

    @Test
    void onOneDayTheHeaviestCountsAndEqualOnesAddUp() {
        assertThat(combined(sanction("a", "2026-01-01", 6), sanction("b", "2026-01-01", 18)).until()).isEqualTo("2027-07-01");
        assertThat(combined(sanction("a", "2026-01-01", 12), sanction("b", "2026-01-01", 12)).until()).isEqualTo("2028-01-01");
        assertThat(combined(sanction("a", "2026-01-01", 18), sanction("b", "2026-01-01", 18), sanction("c", "2026-01-01", 18)).until()).isEqualTo("2030-01-01");
    }

    @Test
    void afterTheTermANewOneStandsAlone() {
        Combined combined = combined(sanction("a", "2024-01-01", 6), sanction("b", "2026-01-01", 12));
        assertThat(combined.recordNos()).containsExactly("b");
        assertThat(combined.until()).isEqualTo("2027-01-01");
        assertThat(combined.sum()).doesNotContain("加上");
    }

    @Property
    void neverLongerThanTheLimitNeverShorterThanTheLongestAndInAnyOrder(@ForAll("lives") List<Sanction> life, @ForAll long seed) {
        Combined combined = SanctionTerms.combined(life, CAP).orElseThrow();
        LocalDate latest = life.stream().map(Sanction::from).max(Comparator.naturalOrder()).orElseThrow();
        assertThat(combined.until()).isBeforeOrEqualTo(latest.plusMonths(CAP));
        assertThat(combined.until()).isAfterOrEqualTo(life.stream().filter(s -> s.from().equals(latest)).map(Sanction::until).max(Comparator.naturalOrder()).orElseThrow());
        List<Sanction> shuffled = new ArrayList<>(life);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(SanctionTerms.combined(shuffled, CAP)).contains(combined);
    }

    @Provide
    Arbitrary<List<Sanction>> lives() {
        Arbitrary<Sanction> one = Combinators.combine(Arbitraries.integers().between(0, 3000), Arbitraries.of(6, 12, 18, 24), Arbitraries.integers().between(1, 100_000))
                .as((day, months, no) -> new Sanction("XY-" + no, LocalDate.of(2018, 1, 1).plusDays(day), LocalDate.of(2018, 1, 1).plusDays(day).plusMonths(months)));
        return one.list().ofMinSize(1).ofMaxSize(8).uniqueElements(Sanction::recordNo);
    }

    private static Combined combined(Sanction... sanctions) {
        return SanctionTerms.combined(List.of(sanctions), CAP).orElseThrow();
    }

    private static Sanction sanction(String no, String from, int months) {
        return new Sanction(no, LocalDate.parse(from), LocalDate.parse(from).plusMonths(months));
    }
}
