package org.govintegrity.appraisal;

import org.govintegrity.common.Refusal;
import org.govintegrity.scenario.ProcessTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

import static org.assertj.core.api.Assertions.assertThat;

/** One vote for each token, person and matter, and nothing of the voter kept. */
class VoteServiceTest extends ProcessTest {

    private static final String UNIT = "caizhengju";
    private static final Ballot GOOD = new Ballot("good", List.of(), null, null);

    @Autowired
    private AppraisalService campaigns;
    @Autowired
    private AppraisalTokens tokens;
    @Autowired
    private VoteService votes;
    @Autowired
    private CommentMask mask;

    private Campaign campaign;

    @BeforeEach
    void campaign() {
        String no = as("joint1", () -> campaigns.open(new NewCampaign("窗口评议", LocalDate.of(2026, 3, 2), LocalDate.of(2026, 3, 31), List.of(UNIT))));
        campaign = campaigns.get(no);
    }

    @Test
    void ofManyAtOnceWithOneMattersTokenExactlyOneCounts() throws Exception {
        String secret = matter("同时一号");
        int winners = atOnce(8, i -> new Voter("10.2.0." + i, "browser" + i), secret, new Ballot("bad", List.of("late"), null, null));
        assertThat(winners).isEqualTo(1);
        assertThat(received()).isEqualTo(1);
        assertThat(cases.children(campaign.caseNo())).as("and one case").hasSize(1);
    }

    @Test
    void ofOnePersonsVotesAtAWindowExactlyOneCountsEvenAtOnce() throws Exception {
        String secret = window();
        assertThat(atOnce(8, i -> new Voter("10.2.1.1", "browser"), secret, GOOD)).isEqualTo(1);
        assertThat(atOnce(8, i -> new Voter("10.2.1." + (10 + i), "browser"), secret, GOOD)).as("but everybody's").isEqualTo(8);
        assertThat(received()).isEqualTo(9);
    }

    @Test
    void theSamePersonMayComeAgainTheNextDayAndNobodyCanTell() {
        String secret = window();
        Voter voter = new Voter("10.2.2.1", "browser");
        votes.vote(secret, GOOD, voter);
        assertThat(refusalOf(() -> votes.vote(secret, GOOD, voter))).hasMessageContaining("每人每天").extracting(Refusal::kind).isEqualTo(Refusal.Kind.CONFLICT);
        String mark = mark();
        assertThat(mark).matches("[0-9a-f]{64}");
        moveClockTo(LocalDateTime.of(2026, 3, 3, 9, 0));
        votes.vote(secret, GOOD, voter);
        assertThat(jdbc.sql("select distinct voter_mark from appraisal_vote where campaign_no = ?").param(campaign.caseNo()).query(String.class).list()).hasSize(2);
        assertThat(jdbc.sql("select key_day from appraisal_day_key").query(LocalDate.class).list()).as("the key of the day before is gone").containsExactly(LocalDate.of(2026, 3, 3));
    }

    @Test
    void tokensAreStoredAsHashOnlyAndEndWhenRevokedOrPrintedAgain() {
        String first = matter("许可〔2026〕8号");
        assertThat(jdbc.sql("select token_hash from appraisal_token where campaign_no = ?").param(campaign.caseNo()).query(String.class).list())
                .containsExactly(AppraisalTokens.hash(first)).noneMatch(hash -> hash.contains(first));
        String second = matter("许可〔2026〕8号");
        assertThat(votes.door(first)).isEmpty();
        assertThat(refusalOf(() -> votes.vote(first, GOOD, new Voter("10.2.3.1", "b"))).kind()).isEqualTo(Refusal.Kind.NOT_FOUND);
        votes.vote(second, GOOD, new Voter("10.2.3.1", "b"));
        assertThat(refusalOf(() -> matter("许可〔2026〕8号"))).hasMessageContaining("已经评议");
        String window = window();
        tokens.revoke(campaign.caseNo(), tokens.windows(campaign.caseNo()).get(0).id());
        assertThat(refusalOf(() -> votes.vote(window, GOOD, new Voter("10.2.3.1", "b"))).kind()).isEqualTo(Refusal.Kind.NOT_FOUND);
        assertThat(refusalOf(() -> as(UNIT + "1", () -> tokens.forWindows(campaign, UNIT, List.of("1号", "1号"))))).hasMessageContaining("写了两次");
        assertThat(refusalOf(() -> as(UNIT + "1", () -> tokens.forWindows(campaign, "jiaotongju", List.of("1号"))))).hasMessageContaining("不在参评单位");
    }

    @Test
    void whatCannotBeAVoteIsRefusedWithWhatToDoAndTheTokenStaysGood() {
        String secret = matter("许可〔2026〕9号");
        Voter voter = new Voter("10.2.4.1", "b");
        assertThat(refusalOf(() -> votes.vote(secret, new Ballot(null, List.of(), null, null), voter))).hasMessageContaining("选择一个等级");
        assertThat(refusalOf(() -> votes.vote(secret, new Ballot("perfect", List.of(), null, null), voter))).hasMessageContaining("选择一个等级");
        assertThat(refusalOf(() -> votes.vote(secret, new Ballot("bad", List.of(), "不好", null), voter))).hasMessageContaining("至少勾选一项原因");
        assertThat(refusalOf(() -> votes.vote(secret, new Ballot("bad", List.of("nosuch"), null, null), voter))).hasMessageContaining("所列的原因");
        assertThat(refusalOf(() -> votes.vote(secret, new Ballot("good", List.of(), "好".repeat(501), null), voter))).hasMessageContaining("500字");
        assertThat(refusalOf(() -> votes.vote("x".repeat(22), GOOD, voter)).kind()).isEqualTo(Refusal.Kind.NOT_FOUND);
        assertThat(refusalOf(() -> votes.vote("' or 1=1 --", GOOD, voter)).kind()).isEqualTo(Refusal.Kind.NOT_FOUND);
        votes.vote(secret, new Ballot("good", List.of(), "好".repeat(498) + "\r\n" + "好", null), voter);
        assertThat(received()).isEqualTo(1);
        String late = matter("许可〔2026〕10号");
        moveClockTo(LocalDateTime.of(2026, 4, 1, 0, 0));
        assertThat(refusalOf(() -> votes.vote(late, GOOD, voter))).hasMessageContaining("2026年3月31日截止");
    }

    @ParameterizedTest
    @CsvSource({"窗口的王科长态度差, 窗口的王某科长态度差", "王小明主任不在, 王某主任不在", "我叫张三丰没人管, 我叫张某没人管", "打138 1234 5678找我, 打138******78找我",
            "电话１３８１２３４５６７８, 电话138******78", "座机8451234, 座机*******", "110101199003078515是我的, 110*************15是我的", "发到abc@example.com, 发到***@example.com",
            "微信号：wendeng2026, 微信号：***", "车牌鲁K12345停在门口, 车牌鲁K***停在门口", "等了2小时15分钟花了300元, 等了2小时15分钟花了300元"})
    void whatPointsToSomebodyIsMaskedAndMaskingAgainChangesNothing(String typed, String shown) {
        assertThat(mask.mask(typed)).isEqualTo(shown);
        assertThat(mask.mask(shown)).isEqualTo(shown);
    }

    @Test
    void everybodyOnFileIsMaskedByName() {
        registry.people().stream().filter(person -> person.name().length() > 1).forEach(person ->
                assertThat(mask.mask("今天" + person.name() + "不在岗")).as(person.name()).doesNotContain(person.name()));
        assertThat(mask.mask(null)).isNull();
    }

    /** @return how many of these votes, sent at once, were counted */
    private int atOnce(int threads, IntFunction<Voter> voter, String secret, Ballot ballot) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Voter one = voter.apply(i);
                Callable<Boolean> vote = () -> {
                    start.await();
                    try {
                        votes.vote(secret, ballot, one);
                        return true;
                    } catch (Refusal refusal) {
                        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.CONFLICT);
                        return false;
                    }
                };
                all.add(pool.submit(vote));
            }
            start.countDown();
            int counted = 0;
            for (Future<Boolean> one : all) {
                counted += one.get() ? 1 : 0;
            }
            return counted;
        } finally {
            pool.shutdownNow();
        }
    }

    private String matter(String number) {
        return as(UNIT + "1", () -> tokens.forMatters(campaign, UNIT, List.of(number))).get(0).secret();
    }

    private String window() {
        return as(UNIT + "1", () -> tokens.forWindows(campaign, UNIT, List.of("1号窗口"))).get(0).secret();
    }

    private int received() {
        return campaigns.received(campaign.caseNo()).getOrDefault(UNIT, 0);
    }

    private String mark() {
        return jdbc.sql("select voter_mark from appraisal_vote where campaign_no = ?").param(campaign.caseNo()).query(String.class).single();
    }
}
