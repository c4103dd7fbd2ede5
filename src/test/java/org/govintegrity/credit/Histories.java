package org.govintegrity.credit;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

import java.time.LocalDate;
import java.util.List;

/**
 * Histories of records such as could come in, and many that never should. All within two months or so: what matters is which
 * day comes before which, and that days often meet.
 */
final class Histories {

    static final LocalDate START = LocalDate.of(2024, 1, 1);
    private static final String HASH = "0".repeat(64);

    private Histories() {
    }

    /** Within the times that histories speak of, and somewhat around them. */
    static Arbitrary<LocalDate> days() {
        return Arbitraries.integers().between(-5, 70).map(START::plusDays);
    }

    static Arbitrary<CreditEvent> events() {
        Arbitrary<Standing> standings = Arbitraries.of(Standing.PENDING, Standing.IN_FORCE, Standing.OBJECTED, Standing.CORRECTED, Standing.RELEASED, Standing.REPAIRED,
                Standing.SUPERSEDED, Standing.WITHDRAWN);
        return Combinators.combine(Arbitraries.longs().between(1, 1_000_000), standings, days(), Arbitraries.of("document", "YY-1", "YY-2", "XF-1"))
                .as((seq, standing, day, ref) -> new CreditEvent(seq, "XY-2024-000001", standing, day, ref, standing.label, day.atStartOfDay(), "system", HASH));
    }

    static Arbitrary<CreditRecord> records() {
        Arbitrary<Integer> offsets = Arbitraries.integers().between(0, 15);
        return Combinators.combine(Arbitraries.of(SubjectKind.class), Arbitraries.of(BreachClass.MINOR, BreachClass.GENERAL, BreachClass.SERIOUS), offsets,
                        Arbitraries.integers().between(0, 40), Arbitraries.integers().between(0, 50), Arbitraries.integers().between(0, 25).injectNull(0.6), Arbitraries.of(true, false),
                        events().list().ofMaxSize(6))
                .as((kind, breachClass, begin, shown, used, sanction, publishable, events) -> {
                    LocalDate day = START.plusDays(begin);
                    Terms terms = new Terms(publishable, day.plusDays(used / 4), publishable ? day.plusDays(Math.min(shown, used)) : null, day.plusDays(used), "规则");
                    return record(kind, breachClass, day, terms, sanction == null ? null : day.plusDays(sanction), events);
                });
    }

    /** Records that count on the day of their document. */
    static Arbitrary<CreditRecord> counting() {
        return records().map(r -> record(r.subject(), r.breachClass(), r.documentDate(), r.terms(), r.sanctionUntil(), List.of()));
    }

    static CreditRecord record(SubjectKind kind, BreachClass breachClass, LocalDate day, Terms terms, LocalDate sanctionUntil, List<CreditEvent> events) {
        return new CreditRecord(1, "XY-2024-000001", kind, "s", "某主体", "caizhengju", null, RecordKind.BREACH, breachClass, null, "事实", "文书", "1号", day, "决定", terms,
                sanctionUntil, "规则", "SX-2024-0001", "xinyongzhongxin", day.atStartOfDay(), "credit1", HASH, events, day);
    }

    static CreditRecord with(CreditRecord r, List<CreditEvent> events) {
        return record(r.subject(), r.breachClass(), r.documentDate(), r.terms(), r.sanctionUntil(), events);
    }
}
