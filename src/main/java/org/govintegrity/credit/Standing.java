package org.govintegrity.credit;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** How a record stands; each change is an event of its own, the record itself never changes. */
public enum Standing {
    PENDING("pending", "在途"),
    IN_FORCE("in-force", "生效"),
    OBJECTED("objected", "异议处理中"),
    CORRECTED("corrected", "已更正"),
    RELEASED("released", "期满解除"),
    REPAIRED("repaired", "已修复"),
    /** another record says it right */
    SUPERSEDED("superseded", "已由更正记录取代"),
    WITHDRAWN("withdrawn", "已撤销"),
    /** beyond its term of use; no event says so, the day does */
    CLOSED("closed", "使用期满，归入封闭档案");

    /** What ends a record for good, strongest first: nothing that comes later revives it. */
    private static final List<Standing> FINAL = List.of(WITHDRAWN, SUPERSEDED, REPAIRED);

    public final String code;
    public final String label;

    Standing(String code, String label) {
        this.code = code;
        this.label = label;
    }

    /** Whether the record still counts against its subject. */
    public boolean counts() {
        return this == IN_FORCE || this == OBJECTED || this == CORRECTED;
    }

    /** @throws IllegalArgumentException for a code that is none of these */
    public static Standing of(String code) {
        return Arrays.stream(values()).filter(s -> s.code.equals(code)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no standing: " + code));
    }

    /**
     * How a record stood on a day, by the days on which its events took effect and not by the order in which they came in.
     * An objection, or a document under review, lasts from its event to the next other event of the same reference.
     *
     * @param events of this record, in any order
     */
    public static Standing on(LocalDate day, LocalDate useUntil, LocalDate sanctionUntil, Collection<CreditEvent> events) {
        List<CreditEvent> known = events.stream().filter(e -> !e.effectiveOn().isAfter(day)).toList();
        for (Standing end : FINAL) {
            if (has(known, end)) {
                return end;
            }
        }
        if (day.isAfter(useUntil)) {
            return CLOSED;
        }
        if (open(known, PENDING)) {
            return PENDING;
        }
        if (has(known, RELEASED) || sanctionUntil != null && day.isAfter(sanctionUntil)) {
            return RELEASED;
        }
        if (open(known, OBJECTED)) {
            return OBJECTED;
        }
        return has(known, CORRECTED) ? CORRECTED : IN_FORCE;
    }

    private static boolean has(List<CreditEvent> events, Standing standing) {
        return events.stream().anyMatch(e -> e.standing() == standing);
    }

    private static boolean open(List<CreditEvent> events, Standing standing) {
        return events.stream().filter(e -> e.standing() == standing)
                .anyMatch(e -> events.stream().noneMatch(other -> other.standing() != standing && other.ref().equals(e.ref())));
    }
}
