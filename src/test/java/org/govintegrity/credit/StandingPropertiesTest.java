package org.govintegrity.credit;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for every history of a record, over thousands of them. */
class StandingPropertiesTest {

    private static final RatingRules RULES = TableRules.fromFiles();

    @Provide
    Arbitrary<CreditRecord> histories() {
        return Histories.records();
    }

    @Provide
    Arbitrary<LocalDate> days() {
        return Histories.days();
    }

    @Provide
    Arbitrary<CreditEvent> events() {
        return Histories.events();
    }

    @Provide
    Arbitrary<Standing> finals() {
        return Arbitraries.of(Standing.REPAIRED, Standing.WITHDRAWN, Standing.SUPERSEDED);
    }

    @Property
    void theOrderInWhichEventsCameInDoesNotMatter(@ForAll("histories") CreditRecord record, @ForAll("days") LocalDate day, @ForAll Random random) {
        List<CreditEvent> shuffled = new ArrayList<>(record.events());
        Collections.shuffle(shuffled, random);
        assertThat(Histories.with(record, shuffled).standingOn(day)).isEqualTo(record.standingOn(day));
    }

    @Property
    void nothingIsPublishableBeyondItsTerm(@ForAll("histories") CreditRecord record, @ForAll("days") LocalDate day) {
        if (record.publishableOn(day)) {
            assertThat(day).isBetween(record.documentDate(), record.terms().publishUntil()).isBeforeOrEqualTo(record.endsOn());
            assertThat(record.standingOn(day).counts()).isTrue();
        }
        assertThat(record.publishableOn(record.endsOn().plusDays(1))).isFalse();
    }

    @Property
    void aPersonsRecordIsNeverPublishable(@ForAll("histories") CreditRecord record, @ForAll("days") LocalDate day) {
        CreditRecord persons = Histories.record(SubjectKind.PERSON, record.breachClass(), record.documentDate(), record.terms(), record.sanctionUntil(), record.events());
        assertThat(persons.publishableOn(day)).isFalse();
    }

    @Property
    void whatIsRepairedOrTakenBackNeverCountsAgain(@ForAll("histories") CreditRecord record, @ForAll("finals") Standing end, @ForAll("days") LocalDate ended,
                                                   @ForAll("events") CreditEvent later, @ForAll("events") CreditEvent another, @ForAll("days") LocalDate day) {
        List<CreditEvent> events = new ArrayList<>(record.events());
        events.add(new CreditEvent(7, "XY-2024-000001", end, ended, "XF-9", "结束", ended.atStartOfDay(), "system", ""));
        events.add(later);
        events.add(another);
        CreditRecord now = Histories.with(record, events);
        if (!day.isBefore(ended)) {
            assertThat(now.countsOn(day)).isFalse();
            assertThat(now.publishableOn(day)).isFalse();
        }
    }

    @Property
    void spansSayTheSameAsEachDay(@ForAll("histories") CreditRecord one, @ForAll("histories") CreditRecord other, @ForAll("days") LocalDate day) {
        List<CreditRecord> both = List.of(one, other);
        List<Span> spans = Span.of(both);
        assertThat(spans.stream().filter(span -> span.holdsOn(day)).count()).isEqualTo(both.stream().anyMatch(r -> r.countsOn(day)) ? 1 : 0);
        for (Span span : spans) {
            assertThat(span.endedBy().counts()).isFalse();
            assertThat(span.first().countsOn(span.from())).isTrue();
        }
    }

    @Property(tries = 1000)
    void theSameRecordsGiveTheSameRatingInAnyOrder(@ForAll("several") List<CreditRecord> records, @ForAll("days") LocalDate day, @ForAll Random random) {
        List<CreditRecord> shuffled = new ArrayList<>(records);
        Collections.shuffle(shuffled, random);
        assertThat(Rating.of(day, shuffled, RULES).level()).isEqualTo(Rating.of(day, records, RULES).level());
    }

    @Property(tries = 1000)
    void aCountingRecordMoreNeverMakesARatingBetter(@ForAll("several") List<CreditRecord> records, @ForAll("counting") CreditRecord more) {
        LocalDate day = more.documentDate();
        assertThat(more.countsOn(day)).isTrue();
        List<CreditRecord> all = new ArrayList<>(records);
        all.add(more);
        assertThat(Rating.of(day, all, RULES).level()).isGreaterThanOrEqualTo(Rating.of(day, records, RULES).level());
    }

    @Property(tries = 1000)
    void whatDoesNotCountDoesNotChangeARating(@ForAll("several") List<CreditRecord> records, @ForAll("histories") CreditRecord more, @ForAll("days") LocalDate day) {
        Assume.that(!more.countsOn(day));
        List<CreditRecord> all = new ArrayList<>(records);
        all.add(more);
        assertThat(Rating.of(day, all, RULES).level()).isEqualTo(Rating.of(day, records, RULES).level());
    }

    @Provide
    Arbitrary<CreditRecord> counting() {
        return Histories.counting();
    }

    @Provide
    Arbitrary<List<CreditRecord>> several() {
        return Histories.records().list().ofMaxSize(8);
    }
}
