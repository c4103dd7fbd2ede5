package org.govintegrity.credit;

import org.govintegrity.common.Refusal;
import org.govintegrity.registry.CreditCode;
import org.govintegrity.scenario.ProcessTest;
import org.govintegrity.scenario.StatementCounter;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Standing of a subject, lists and search, as of any day, with their database. */
class CreditRatingsTest extends ProcessTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final LocalDate MARCH = LocalDate.of(2026, 3, 2);

    @Autowired private CreditArchive archive;
    @Autowired private CreditSubjects subjects;
    @Autowired private CreditRatings ratings;
    @Autowired private CreditLists lists;
    @Autowired private CreditSearch search;
    @Autowired private RatingRules rules;
    @Autowired private TransactionTemplate transaction;
    @Autowired private StatementCounter statements;

    @Test
    void aRatingFollowsFromRecordsAndEventsOnAnyDay() {
        CreditSubjects.Ref firm = firm();
        CreditRecord minor = record(firm, BreachClass.MINOR, LocalDate.of(2025, 1, 10));
        CreditRecord general = record(firm, BreachClass.GENERAL, LocalDate.of(2025, 6, 1));
        CreditRecord serious = record(firm, BreachClass.SERIOUS, LocalDate.of(2026, 2, 2));
        assertThat(level(firm, LocalDate.of(2025, 1, 9))).isEqualTo(RatingLevel.TRUSTED);
        assertThat(level(firm, LocalDate.of(2025, 1, 10))).isEqualTo(RatingLevel.WATCHED);
        assertThat(level(firm, LocalDate.of(2025, 6, 1))).isEqualTo(RatingLevel.WATCHED);
        assertThat(level(firm, MARCH)).isEqualTo(RatingLevel.SERIOUS);
        event(serious, Standing.REPAIRED, MARCH);
        event(general, Standing.WITHDRAWN, LocalDate.of(2025, 7, 1));
        event(minor, Standing.OBJECTED, LocalDate.of(2025, 2, 1));
        assertThat(level(firm, LocalDate.of(2026, 3, 1))).as("the day before the repair").isEqualTo(RatingLevel.SERIOUS);
        assertThat(level(firm, MARCH)).as("an objection does not suspend").isEqualTo(RatingLevel.WATCHED);
        assertThat(level(firm, LocalDate.of(2030, 1, 11))).as("after five years").isEqualTo(RatingLevel.TRUSTED);
        Rating rating = ratings.on(firm, MARCH);
        assertThat(rating).isEqualTo(ratings.on(firm, MARCH));
        assertThat(rating.why()).isEqualTo("计入评价的记录1条：严重0条、一般0条、轻微1条");
        assertThat(rating.projectDefault()).isTrue();
        assertThat(rating.basis()).contains("系统默认");
    }

    @Test
    void theTableHasNoGapAndRefusesDaysBeforeItsTime() {
        for (int serious = 0; serious < 3; serious++) {
            for (int general = 0; general < 4; general++) {
                for (int minor = 0; minor < 5; minor++) {
                    assertThat(rules.rate(MARCH, serious, general, minor)).isNotNull();
                }
            }
        }
        assertThat(rules.rate(MARCH, 0, 2, 0).level()).isEqualTo(RatingLevel.FOCUS);
        assertThat(rules.rate(MARCH, 0, 1, 3).level()).isEqualTo(RatingLevel.FOCUS);
        assertThatThrownBy(() -> rules.rate(LocalDate.of(2017, 12, 31), 0, 0, 0)).isInstanceOf(Refusal.class).hasMessageContaining("2017年12月31日");
    }

    @Test
    void aUnitAnswersForTheRecordsOfThoseItHasSucceeded() {
        CreditRecord old = transaction.execute(s -> archive.record(CreditSamples.about(key(), SubjectKind.UNIT, "zhengwuzhongxinban", "zhengwuzhongxinban", BreachClass.SERIOUS,
                LocalDate.of(2018, 6, 1)), "区政务服务中心管理办", "credit1"));
        CreditSubjects.Ref successor = new CreditSubjects.Ref(SubjectKind.UNIT, "shenpiju");
        CreditSubjects.Ref predecessor = new CreditSubjects.Ref(SubjectKind.UNIT, "zhengwuzhongxinban");
        assertThat(ratings.records(successor, LocalDate.of(2018, 12, 31))).doesNotContain(old);
        assertThat(ratings.records(successor, LocalDate.of(2019, 1, 1))).contains(old);
        assertThat(ratings.on(successor, LocalDate.of(2020, 1, 1)).level()).isEqualTo(RatingLevel.SERIOUS);
        assertThat(ratings.on(predecessor, LocalDate.of(2018, 7, 1)).level()).isEqualTo(RatingLevel.SERIOUS);
        // still in use for whoever asked then
        clock.set(LocalDate.of(2022, 3, 1).atTime(9, 0));
        assertThat(lists.blackUnits(LocalDate.of(2020, 1, 1))).filteredOn(one -> one.subjectId().equals("shenpiju")).singleElement().satisfies(one -> {
            assertThat(one.why()).contains("原区政务服务中心管理办（由本单位承接）", old.recordNo());
            assertThat(one.until()).isEqualTo(LocalDate.of(2023, 6, 2));
            assertThat(one.exit()).contains("使用期满");
        });
        assertThat(lists.blackUnits(LocalDate.of(2018, 7, 1))).extracting(CreditLists.Listed::subjectId).contains("zhengwuzhongxinban").doesNotContain("shenpiju");
        clock.set(LocalDate.of(2024, 3, 1).atTime(9, 0));
        assertThat(lists.blackUnits(LocalDate.of(2020, 1, 1))).as("beyond its term it is not used").extracting(CreditLists.Listed::subjectId).doesNotContain("shenpiju");
    }

    @Test
    void listsSayEntryExitAndReasonOnAnyDay() {
        CreditSubjects.Ref unit = new CreditSubjects.Ref(SubjectKind.UNIT, "tongzhanbu");
        assertThat(onRed("tongzhanbu", MARCH)).isTrue();
        CreditRecord record = record(unit, BreachClass.SERIOUS, LocalDate.of(2025, 3, 3));
        assertThat(lists.red(LocalDate.of(2025, 3, 2))).filteredOn(one -> one.subjectId().equals("tongzhanbu")).singleElement().satisfies(one -> {
            assertThat(one.until()).isEqualTo(LocalDate.of(2025, 3, 3));
            assertThat(one.from()).as("since before anything was on file").isNull();
            assertThat(one.why()).isEqualTo("没有计入评价的记录");
            assertThat(one.exit()).startsWith("新增记录" + record.recordNo() + "，《行政处罚决定书》").endsWith("认定为严重");
        });
        assertThat(onRed("tongzhanbu", LocalDate.of(2025, 3, 3))).isFalse();
        assertThat(lists.red(MARCH)).as("who has left is still told, with day and reason").filteredOn(one -> one.subjectId().equals("tongzhanbu")).singleElement().satisfies(one -> {
            assertThat(one.onListOn(MARCH)).isFalse();
            assertThat(one.until()).isEqualTo(LocalDate.of(2025, 3, 3));
            assertThat(one.exit()).contains(record.recordNo());
        });
        assertThat(black("tongzhanbu", LocalDate.of(2025, 3, 2))).isEmpty();
        CreditLists.Listed listed = black("tongzhanbu", MARCH).get(0);
        assertThat(listed.from()).isEqualTo(LocalDate.of(2025, 3, 3));
        assertThat(listed.until()).as("at the end of its use").isEqualTo(LocalDate.of(2030, 3, 4));
        assertThat(listed.why()).contains("《行政处罚决定书》", "严重", record.recordNo());
        event(record, Standing.REPAIRED, LocalDate.of(2026, 2, 1));
        CreditLists.Listed left = black("tongzhanbu", MARCH).get(0);
        assertThat(left.onListOn(MARCH)).isFalse();
        assertThat(left.until()).isEqualTo(LocalDate.of(2026, 2, 1));
        assertThat(left.exit()).isEqualTo("记录" + record.recordNo() + "已修复");
        assertThat(black("tongzhanbu", LocalDate.of(2026, 1, 31)).get(0).onListOn(LocalDate.of(2026, 1, 31))).isTrue();
        clock.set(LocalDate.of(2027, 6, 1).atTime(9, 0));
        assertThat(onRed("tongzhanbu", LocalDate.of(2027, 1, 31))).isFalse();
        assertThat(lists.red(LocalDate.of(2027, 2, 1))).filteredOn(one -> one.subjectId().equals("tongzhanbu")).singleElement()
                .satisfies(one -> {
                    assertThat(one.from()).isEqualTo(LocalDate.of(2027, 2, 1));
                    assertThat(one.until()).isNull();
                    assertThat(one.why()).isEqualTo("记录" + record.recordNo() + "已修复后连续12个月没有计入评价的记录");
                });
    }

    @Test
    void organisationsAreListedByPagesAndPersonsNever() {
        CreditSubjects.Ref firm = firm();
        CreditRecord record = record(firm, BreachClass.SERIOUS, MARCH);
        record(firm(), BreachClass.SERIOUS, MARCH);
        record(new CreditSubjects.Ref(SubjectKind.PERSON, "tongzhanbu1"), BreachClass.SERIOUS, MARCH);
        assertThat(statements.of(() -> lists.blackOrganisations(MARCH, 1, 200))).isLessThanOrEqualTo(4);
        CreditLists.Page page = lists.blackOrganisations(MARCH, 1, 200);
        assertThat(page.entries()).filteredOn(one -> one.subjectId().equals(firm.subjectId())).singleElement().satisfies(one -> assertThat(one.why()).contains(record.recordNo()));
        assertThat(page.entries()).extracting(CreditLists.Listed::kind).containsOnly(SubjectKind.ORGANISATION);
        assertThat(lists.blackOrganisations(MARCH, 2, 1).entries()).hasSize(1);
        assertThat(lists.blackOrganisations(LocalDate.of(2026, 3, 1), 1, 200).entries()).extracting(CreditLists.Listed::subjectId).doesNotContain(firm.subjectId());
    }

    @Test
    void recordsAreFoundByEachConditionInFewStatements() {
        CreditSubjects.Ref firm = firm();
        String name = subjects.find(firm.kind(), firm.subjectId()).orElseThrow().name();
        CreditRecord one = record(firm, BreachClass.GENERAL, MARCH);
        CreditRecord two = record(firm, BreachClass.SERIOUS, LocalDate.of(2026, 2, 2));
        CreditRecord gone = record(firm, BreachClass.GENERAL, LocalDate.of(2020, 1, 1));
        event(two, Standing.REPAIRED, LocalDate.of(2026, 2, 20));
        assertThat(numbers(filter(name, null, null, null, null, null, null, null))).as("beyond its term is not found").containsExactly(two.recordNo(), one.recordNo()).doesNotContain(gone.recordNo());
        assertThat(numbers(filter(firm.subjectId(), null, null, null, null, null, null, null))).containsExactly(two.recordNo(), one.recordNo());
        assertThat(numbers(filter(one.recordNo().toLowerCase(), null, null, null, null, null, null, null))).containsExactly(one.recordNo());
        assertThat(numbers(filter(name, BreachClass.SERIOUS, null, null, null, null, null, null))).containsExactly(two.recordNo());
        assertThat(numbers(filter(name, null, Standing.REPAIRED, null, null, null, null, null))).containsExactly(two.recordNo());
        assertThat(numbers(filter(name, null, Standing.IN_FORCE, null, null, null, null, null))).containsExactly(one.recordNo());
        assertThat(numbers(filter(name, null, null, "三.1", null, null, null, null))).isEmpty();
        assertThat(numbers(filter(name, null, null, "三.5", "xinyongzhongxin", null, null, null))).hasSize(2);
        assertThat(numbers(filter(name, null, null, null, null, LocalDate.of(2026, 2, 3), MARCH, null))).containsExactly(one.recordNo());
        assertThat(numbers(filter(null, null, null, null, null, null, null, one.documentNo()))).containsExactly(one.recordNo());
        assertThat(numbers(filter("%", null, null, null, null, null, null, null))).doesNotContain(one.recordNo());
        int before = statements.count();
        search.page(filter(name, null, Standing.IN_FORCE, null, null, null, null, null), 1, 30);
        assertThat(statements.count() - before).isLessThanOrEqualTo(3);
        assertThat(search.before(filter(name, null, null, null, null, null, null, null), two.seq(), 10)).extracting(CreditRecord::recordNo).containsExactly(one.recordNo());
        assertThatThrownBy(() -> new CreditSearch.Filter(null, SubjectKind.PERSON, null, null, null, null, null, null, null, null, null, null)).isInstanceOf(IllegalArgumentException.class);
    }

    private List<String> numbers(CreditSearch.Filter filter) {
        return search.page(filter, 1, 100).records().stream().map(CreditRecord::recordNo).toList();
    }

    private static CreditSearch.Filter filter(String text, BreachClass level, Standing standing, String clause, String source, LocalDate from, LocalDate to, String document) {
        return new CreditSearch.Filter(text, null, null, level, standing, clause, null, source, from, to, document, null);
    }

    private boolean onRed(String unit, LocalDate day) {
        return lists.red(day).stream().anyMatch(one -> one.subjectId().equals(unit) && one.onListOn(day));
    }

    private List<CreditLists.Listed> black(String unit, LocalDate day) {
        return lists.blackUnits(day).stream().filter(one -> one.subjectId().equals(unit)).toList();
    }

    private RatingLevel level(CreditSubjects.Ref subject, LocalDate day) {
        return ratings.on(subject, day).level();
    }

    /** An enterprise of its own for the test. */
    private CreditSubjects.Ref firm() {
        int number = NUMBER.incrementAndGet();
        String body = "91371081MA" + String.format("%07d", number + 1000 * (int) (System.nanoTime() % 9000));
        CreditCode code = CreditCode.of(body + CreditCode.of(body + "0").expectedCheck().orElseThrow());
        transaction.executeWithoutResult(s -> subjects.openOrganisation(code, "文登" + code.text() + "建材有限公司"));
        return new CreditSubjects.Ref(SubjectKind.ORGANISATION, code.text());
    }

    private CreditRecord record(CreditSubjects.Ref subject, BreachClass breachClass, LocalDate day) {
        String name = subjects.find(subject.kind(), subject.subjectId()).map(CreditSubject::name).orElse(subject.subjectId());
        return transaction.execute(s -> archive.record(CreditSamples.about(key(), subject.kind(), subject.subjectId(),
                subject.kind() == SubjectKind.ORGANISATION ? null : "tongzhanbu", breachClass, day), name, "credit1"));
    }

    private void event(CreditRecord record, Standing standing, LocalDate day) {
        transaction.executeWithoutResult(s -> archive.event(new StandingChange(record.recordNo(), standing.code + record.recordNo(), standing, day, "test", standing.label), "credit1"));
    }

    private static String key() {
        return "r" + NUMBER.incrementAndGet() + "-" + System.nanoTime();
    }
}
