package org.govintegrity.appraisal;

import org.govintegrity.casefile.FigureRow;
import org.govintegrity.common.Refusal;
import org.govintegrity.scenario.ChainTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** A campaign and its bad reviews, one test for each way they can end. */
class AppraisalProcessTest extends ChainTest {

    private static final String OTHER = "jiaotongju";

    @Autowired
    private AppraisalService campaigns;
    @Autowired
    private AppraisalTokens tokens;
    @Autowired
    private VoteService votes;
    @Autowired
    private BadReviews badReviews;

    private String no;

    @BeforeEach
    void campaign() {
        no = as("joint1", () -> campaigns.open(new NewCampaign("2026年政务服务评议", LocalDate.of(2026, 3, 2), LocalDate.of(2026, 3, 31), List.of(UNIT, OTHER))));
        runJobs(no);
    }

    @Test
    void countedToldAndCommentsReleased() {
        assertThat(no).matches("PY-2026-\\d{4}");
        assertThat(notices(no)).containsExactlyInAnyOrder("appraisal-opened:" + UNIT, "appraisal-opened:" + OTHER);
        vote(20, "very-good", null);
        vote(9, "fair", null);
        vote(1, "good", "王小明科长很耐心，电话13812345678");
        vote(1, "good", "广告：加微信abc12345");
        moveClockTo(LocalDateTime.of(2026, 4, 1, 0, 1));
        fireTimer("event_periodOver", no);
        runJobs(no);
        assertThat(result(UNIT).answers()).isEqualTo(31);
        assertThat(result(UNIT).score()).isEqualByComparingTo("87.1");   // (20·100 + 9·60 + 2·80) / 31
        assertThat(result(OTHER).answers()).isZero();
        assertThat(body(no, "appraisal-result", UNIT)).contains("有效评议31份", "87.1分");
        assertThat(body(no, "appraisal-results", "jointoffice")).contains("31份，87.1分", "有效评议不足30份，不计分");
        assertThat(String.valueOf(tasks.getVariable(task("userTask_releaseComments", no).getId(), "brief"))).contains("87.1分");

        List<Comment> comments = campaigns.comments(no, null);
        assertThat(comments).hasSize(2).allMatch(comment -> !comment.released());
        assertThat(comments.get(0).text()).isEqualTo("王某科长很耐心，电话138******78");
        assertThat(campaigns.published(no)).isEmpty();
        String advertisement = String.valueOf(comments.get(1).id());
        assertThat(refusalOf(() -> complete("userTask_releaseComments", no, "joint1", Map.of("decision", "some", "held", advertisement)))).hasMessageContaining("写明理由");
        assertThat(refusalOf(() -> complete("userTask_releaseComments", no, "joint1", Map.of("decision", "some", "held", "99999999", "reason", "广告")))).hasMessageContaining("99999999");
        complete("userTask_releaseComments", no, "joint1", Map.of("decision", "some", "held", advertisement, "reason", "广告"));
        assertThat(ended(no)).isTrue();
        assertThat(cases.get(no).outcome()).isEqualTo("counted");
        assertThat(campaigns.published(no)).singleElement().satisfies(shown -> assertThat(shown.text()).startsWith("王某科长"));
        assertThat(passed(no)).containsSubsequence("serviceTask_announceCampaign", "event_periodOver", "serviceTask_countAnswers", "serviceTask_serveResults",
                "userTask_releaseComments", "endEvent_campaignClosed");
    }

    @Test
    void belowThirtyAnswersThereIsNoScoreAndWithoutCommentsNothingToRelease() {
        vote(29, "very-good", null);
        moveClockTo(LocalDateTime.of(2026, 4, 1, 0, 1));
        fireTimer("event_periodOver", no);
        runJobs(no);
        assertThat(result(UNIT)).satisfies(r -> {
            assertThat(r.answers()).isEqualTo(29);
            assertThat(r.score()).isNull();
        });
        assertThat(body(no, "appraisal-result", UNIT)).contains("有效评议不足30份，不计分");
        assertThat(ended(no)).isTrue();
        assertThat(passed(no)).doesNotContain("userTask_releaseComments");
        assertThat(refusalOf(() -> vote(1, "good", null))).hasMessageContaining("已经统计");
    }

    @Test
    void aBadVoteIsCalledBackAndMended() {
        String token = matter();
        votes.vote(token, new Ballot("bad", List.of("late", "attitude"), "等了两个小时", "13812345678"), new Voter("10.1.1.1", "b"));
        String bad = no + "-01";
        assertThat(cases.get(bad).unitId()).isEqualTo(UNIT);
        assertThat(dueOf("userTask_callBack", bad)).isEqualTo(LocalDate.of(2026, 3, 3));
        assertThat(jdbc.sql("select contact from appraisal_bad_review where case_no = ?").param(bad).query(String.class).single()).doesNotContain("138");
        assertThat(badReviews.contact(badReviews.get(bad))).contains("13812345678");
        assertThat(String.valueOf(tasks.getVariable(task("userTask_callBack", bad).getId(), "brief"))).contains("等了两个小时", "超过承诺的时间；服务态度差").doesNotContain("13812345678");
        assertThat(refusalOf(() -> complete("userTask_callBack", bad, UNIT + "1", Map.of("reached", "anonymous", "words", "查看监控", "finding", "true")))).hasMessageContaining("留下了联系方式");
        complete("userTask_callBack", bad, UNIT + "1", Map.of("reached", "reached", "words", "当日两个窗口停开", "finding", "true"));
        assertThat(dueOf("userTask_mendReview", bad)).isEqualTo(LocalDate.of(2026, 3, 9));
        assertThat(votes.door(token)).hasValueSatisfying(door -> assertThat(door.state()).isEqualTo("待整改"));
        complete("userTask_mendReview", bad, UNIT + "1", Map.of("measures", "增开一个窗口并向群众致歉", "prevention", "建立潮汐窗口制度"));
        assertThat(ended(bad)).isTrue();
        assertThat(cases.get(bad).outcome()).isEqualTo("mended");
        assertThat(badReviews.get(bad).contact()).as("forgotten once it is settled").isNull();
        assertThat(votes.door(token)).hasValueSatisfying(door -> assertThat(door.state()).isEqualTo("已整改"));
        assertThat(ended(no)).as("the campaign goes on").isFalse();
    }

    @Test
    void contestedAndUpheldItStaysAndIsMended() {
        String bad = badReview();
        assertThat(refusalOf(() -> complete("userTask_callBack", bad, UNIT + "1", Map.of("reached", "anonymous", "words", "查看监控", "finding", "false")))).hasMessageContaining("写明理由");
        complete("userTask_callBack", bad, UNIT + "1", Map.of("reached", "anonymous", "words", "查看监控", "finding", "false", "grounds", "当日该窗口没有办件"));
        complete("userTask_judgeReview", bad, "joint1", Map.of("verdict", "upheld", "reasons", "叫号记录显示有人等候"));
        assertThat(notices(bad)).contains("appraisal-judged:" + UNIT);
        complete("userTask_mendReview", bad, UNIT + "1", Map.of("measures", "更换窗口人员", "prevention", "加强培训"));
        assertThat(cases.get(bad).outcome()).isEqualTo("mended");
        count();
        assertThat(result(UNIT)).satisfies(r -> {
            assertThat(r.answers()).isEqualTo(1);
            assertThat(r.bad()).isEqualTo(1);
        });
    }

    @Test
    void contestedAndFalseItIsStruckOutAfterTheCountTooAndLeavesItsTrace() {
        vote(30, "very-good", null);
        String bad = badReview();
        complete("userTask_callBack", bad, UNIT + "1", Map.of("reached", "anonymous", "words", "查看监控", "finding", "false", "grounds", "评的是其他单位"));
        count();
        assertThat(result(UNIT).score()).isEqualByComparingTo("96.8");   // 3000 / 31
        complete("userTask_judgeReview", bad, "joint1", Map.of("verdict", "false", "reasons", "评议内容是供水，不属本单位"));
        runJobs(bad);
        assertThat(ended(bad)).isTrue();
        assertThat(cases.get(bad).outcome()).isEqualTo("voided");
        UnitResult after = result(UNIT);
        assertThat(after.version()).isEqualTo(2);
        assertThat(after.answers()).isEqualTo(30);
        assertThat(after.voided()).isEqualTo(1);
        assertThat(after.score()).isEqualByComparingTo(BigDecimal.valueOf(100));
        assertThat(jdbc.sql("select score from appraisal_result where campaign_no = ? and unit_id = ? and version = 1").params(no, UNIT).query(BigDecimal.class).single())
                .as("what was counted before stays").isEqualByComparingTo("96.8");
        assertThat(jdbc.sql("select count(*) from appraisal_vote where campaign_no = ?").param(no).query(Integer.class).single()).as("the vote itself stays").isEqualTo(31);
        assertThat(jdbc.sql("select reason from appraisal_void where case_no = ?").param(bad).query(String.class).single()).contains("供水");
        assertThat(texts(no)).anyMatch(line -> line.contains("重新统计") && line.contains(bad));
    }

    @Test
    void theScoreCountsWhereTheCampaignWasCountedFirstAndFollowsARecount() {
        vote(30, "very-good", null);
        String bad = badReview();
        complete("userTask_callBack", bad, UNIT + "1", Map.of("reached", "anonymous", "words", "查看监控", "finding", "false", "grounds", "评的是其他单位"));
        count();
        LocalDate counted = LocalDate.of(2026, 4, 1);
        moveClockTo(LocalDateTime.of(2026, 4, 2, 9, 0));
        complete("userTask_judgeReview", bad, "joint1", Map.of("verdict", "false", "reasons", "评议内容是供水，不属本单位"));
        runJobs(bad);
        assertThat(score(counted, counted)).hasValueSatisfying(row -> {
            assertThat(row.amount()).as("what happened later is not seen").isEqualByComparingTo("96.8");
            assertThat(row.words()).contains("96.8分", "31份");
            assertThat(row.link()).isEqualTo("/appraisals/" + no);
        });
        assertThat(score(counted, counted.plusDays(1))).hasValueSatisfying(row -> assertThat(row.amount()).isEqualByComparingTo("100"));
        assertThat(score(counted.plusDays(1), counted.plusDays(9))).as("it counts once").isEmpty();
        assertThat(score(counted.minusDays(31), counted.minusDays(1))).isEmpty();
        assertThat(figure("appraisal.score", counted, counted)).as("no score, no row").noneMatch(row -> row.ref().equals(no) && row.unitId().equals(OTHER));
        assertThat(figureRow("appraisal.upheld-bad", bad, LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31))).as("struck out").isEmpty();
    }

    @Test
    void severalCampaignsAreWeighedByTheirAnswersAndAddUpToTheirMean() {
        vote(30, "very-good", null);
        String first = no;
        campaign();
        vote(60, "fair", null);
        LocalDate counted = LocalDate.of(2026, 4, 1);
        count();
        String second = no;
        no = first;
        count();
        List<FigureRow> rows = figure("appraisal.score", counted, counted).stream().filter(row -> row.unitId().equals(UNIT)).toList();
        assertThat(rows).extracting(FigureRow::ref).contains(first, second);
        // whatever other tests have counted on that day: the mean of all, exactly
        BigDecimal expected = jdbc.sql("""
                select sum(r.score * r.answers) / sum(r.answers) from appraisal_result r where r.unit_id = ? and r.score is not null and r.counted_at >= ? and r.counted_at < ?
                and r.version = (select max(n.version) from appraisal_result n where n.campaign_no = r.campaign_no and n.unit_id = r.unit_id and n.counted_at < ?)""")
                .params(UNIT, counted.atStartOfDay(), counted.plusDays(1).atStartOfDay(), counted.plusDays(1).atStartOfDay()).query(BigDecimal.class).single();
        assertThat(rows.stream().map(FigureRow::amount).reduce(BigDecimal.ZERO, BigDecimal::add)).isCloseTo(expected, org.assertj.core.api.Assertions.within(new BigDecimal("0.000001")));
    }

    @Test
    void aBadVoteStandsOnceTheUnitTakesItOrSomebodyElseHasDecidedSo() {
        String taken = badReview();
        badReview();
        String contested = no + "-02";
        LocalDate day = LocalDate.of(2026, 3, 2);
        assertThat(figureRow("appraisal.upheld-bad", taken, day, day)).isEmpty();
        complete("userTask_callBack", taken, UNIT + "1", Map.of("reached", "anonymous", "words", "查看监控", "finding", "true"));
        complete("userTask_callBack", contested, UNIT + "1", Map.of("reached", "anonymous", "words", "查看监控", "finding", "false", "grounds", "当日该窗口没有办件"));
        assertThat(figureRow("appraisal.upheld-bad", taken, day, day)).hasValueSatisfying(row -> {
            assertThat(row.unitId()).isEqualTo(UNIT);
            assertThat(row.words()).contains("单位认可");
            assertThat(row.link()).isEqualTo("/cases/" + taken);
        });
        assertThat(figureRow("appraisal.upheld-bad", contested, day, day)).as("contested").isEmpty();
        moveClockTo(LocalDateTime.of(2026, 3, 4, 9, 0));
        complete("userTask_judgeReview", contested, "joint1", Map.of("verdict", "upheld", "reasons", "叫号记录显示有人等候"));
        assertThat(figureRow("appraisal.upheld-bad", contested, day, day.plusDays(1))).isEmpty();
        assertThat(figureRow("appraisal.upheld-bad", contested, day.plusDays(2), day.plusDays(2))).hasValueSatisfying(row -> assertThat(row.words()).contains("认定成立"));
    }

    private Optional<FigureRow> score(LocalDate from, LocalDate to) {
        return figure("appraisal.score", from, to).stream().filter(row -> row.ref().equals(no) && row.unitId().equals(UNIT)).findFirst();
    }

    @Test
    void theUnitMayNotJudgeItsOwnReview() {
        String bad = badReview();
        complete("userTask_callBack", bad, UNIT + "1", Map.of("reached", "anonymous", "words", "查看监控", "finding", "false", "grounds", "当日该窗口没有办件"));
        String id = task("userTask_judgeReview", bad).getId();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> as(UNIT + "head", () -> forms.submitTaskForm(id, Map.of("verdict", "false", "reasons", "不实")))))
                .isNotNull();
        assertThat(task("userTask_judgeReview", bad)).isNotNull();
    }

    @Test
    void aLateCallBackClimbsTheLadder() {
        String bad = badReview();
        moveClockTo(LocalDateTime.of(2026, 3, 6, 9, 0));
        sweep();
        assertThat(jdbc.sql("select step from escalation_step s join casefile_task t on t.task_id = s.task_id where t.case_no = ?").param(bad).query(String.class).list())
                .contains("YELLOW", "RED");
        complete("userTask_callBack", bad, UNIT + "1", Map.of("reached", "anonymous", "words", "查看监控", "finding", "true"));
        assertThat(task("userTask_mendReview", bad)).isNotNull();
    }

    @Test
    void whatCannotBeACampaignIsRefusedWithWhatToDo() {
        LocalDate day = LocalDate.of(2026, 3, 2);
        assertThat(refused(new NewCampaign("", day, day, List.of(UNIT)))).hasMessageContaining("评议名称");
        assertThat(refused(new NewCampaign("评议", day.minusDays(1), day, List.of(UNIT)))).hasMessageContaining("今天");
        assertThat(refused(new NewCampaign("评议", day, day.plusYears(2), List.of(UNIT)))).hasMessageContaining("最长一年");
        assertThat(refused(new NewCampaign("评议", day, day, List.of("nosuch")))).hasMessageContaining("参评单位");
    }

    private Refusal refused(NewCampaign wanted) {
        return refusalOf(() -> as("joint1", () -> campaigns.open(wanted)));
    }

    private String badReview() {
        votes.vote(matter(), new Ballot("very-bad", List.of("attitude"), null, null), new Voter("10.1.1.1", "b"));
        return no + "-01";
    }

    private void count() {
        moveClockTo(LocalDateTime.of(2026, 4, 1, 0, 1));
        fireTimer("event_periodOver", no);
        runJobs(no);
    }

    private String matter() {
        return as(UNIT + "1", () -> tokens.forMatters(campaigns.get(no), UNIT, List.of("许可" + System.nanoTime()))).get(0).secret();
    }

    private void vote(int times, String grade, String comment) {
        List<IssuedToken> issued = as(UNIT + "1", () -> tokens.forMatters(campaigns.get(no), UNIT,
                IntStream.range(0, times).mapToObj(i -> "件" + System.nanoTime() + "-" + i).toList()));
        issued.forEach(token -> votes.vote(token.secret(), new Ballot(grade, List.of(), comment, null), new Voter("10.1.1.1", "b")));
    }

    private UnitResult result(String unit) {
        return campaigns.results(no).stream().filter(r -> r.unitId().equals(unit)).findFirst().orElseThrow();
    }

    private LocalDate dueOf(String taskKey, String caseNo) {
        return book.get(task(taskKey, caseNo).getId()).dueOn();
    }

    private String body(String caseNo, String template, String addressee) {
        return jdbc.sql("select n.body from notice n where n.case_no = ? and n.template = ? and n.addressee = ?").params(caseNo, template, addressee).query(String.class).single();
    }

    /** The sweep is another family's; it is run as its process does, by its timer. */
    private void sweep() {
        management.executeJob(management.createJobQuery().processDefinitionKey("escalation").timers().list().get(0).getId());
        management.createJobQuery().processDefinitionKey("escalation").messages().list().forEach(job -> management.executeJob(job.getId()));
    }
}
