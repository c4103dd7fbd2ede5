package org.govintegrity.appraisal;

import org.govintegrity.casefile.Actor;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.common.Refusal;
import org.govintegrity.credit.IdentityVault;
import org.govintegrity.notice.Notices;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a bad vote leads to: it is called back and mended, which others confirm, or held to be false by the unit and decided on by others. */
@Service
@Transactional
public class BadReviews {

    /** Sent back once (project default): the second report decides. */
    private static final int MOST_REPORTS = 2;
    private static final RowMapper<BadReview> ROW = (row, i) -> new BadReview(row.getString("case_no"), row.getLong("vote_id"), row.getString("campaign_no"),
            row.getString("unit_id"), row.getString("label"), Grade.of(row.getString("grade")), row.getString("reasons"), row.getString("comment_text"),
            row.getObject("voted_at", LocalDateTime.class), row.getString("contact"), row.getString("reached"), row.getString("words"), row.getString("grounds"),
            row.getString("verdict"), row.getString("verdict_reasons"), row.getString("mended"), row.getInt("mend_round"), row.getString("mend_checked"), row.getString("mend_reasons"));
    private static final String SELECT = """
            select b.case_no, b.vote_id, v.campaign_no, v.unit_id, t.label, v.grade, v.reasons, v.comment_text, v.voted_at, b.contact, b.reached, b.words, b.grounds,
                   b.verdict, b.verdict_reasons, b.mended, b.mend_round, b.mend_checked, b.mend_reasons
            from appraisal_bad_review b join appraisal_vote v on v.id = b.vote_id join appraisal_token t on t.id = v.token_id
            """;

    private final JdbcClient jdbc;
    private final Cases cases;
    private final AppraisalService campaigns;
    private final Notices notices;
    private final Registry registry;
    private final IdentityVault vault;
    private final Actor actor;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    BadReviews(JdbcClient jdbc, Cases cases, AppraisalService campaigns, Notices notices, Registry registry, IdentityVault vault, Actor actor, Clock clock,
               ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.campaigns = campaigns;
        this.notices = notices;
        this.registry = registry;
        this.vault = vault;
        this.actor = actor;
        this.clock = clock;
        this.events = events;
    }

    /** Opens the case, as a part of the campaign's, within the vote's transaction. */
    void open(long voteId, Token token, Grade grade, String contact) {
        CaseFile file = cases.open(NewCase.part(token.campaignNo(), AppraisalService.KIND, "差评（" + grade.label + "）：" + registry.unit(token.unitId()).shortName() + token.label(),
                token.unitId(), List.of(AppraisalService.CLAUSE)));
        jdbc.sql("insert into appraisal_bad_review (case_no, vote_id, contact) values (?, ?, ?)")
                .params(file.caseNo(), voteId, contact == null ? null : vault.sealText(contact)).update();
        events.publishEvent(new AppraisalSignal(AppraisalSignal.Kind.BAD_REVIEW, file.caseNo()));
    }

    /**
     * The unit has called back and looked into it.
     *
     * @param reached {@code reached, unreachable, anonymous}
     * @param grounds why the vote is false; null if the unit takes it as it is
     */
    public void callBack(String caseNo, String reached, String words, String grounds) {
        BadReview review = get(caseNo);
        if (review.contact() != null && "anonymous".equals(reached)) {
            throw Refusal.invalid("群众留下了联系方式（在活动页面的差评清单中查看），请回访后如实填写回访情况。");
        }
        jdbc.sql("update appraisal_bad_review set reached = ?, words = ?, grounds = ? where case_no = ?").params(reached, words, grounds, caseNo).update();
        cases.note(caseNo, "call-back", "回访核实：" + switch (reached) {
            case "reached" -> "已联系上群众。";
            case "unreachable" -> "多次联系不上。";
            default -> "匿名。";
        } + words + (grounds == null ? "" : "。单位认为不实：" + grounds));
    }

    /** Somebody outside the unit decides whether it is false. */
    public void judge(String caseNo, boolean voided, String reasons) {
        BadReview review = get(caseNo);
        jdbc.sql("update appraisal_bad_review set verdict = ?, verdict_reasons = ? where case_no = ?").params(voided ? "false" : "upheld", reasons, caseNo).update();
        cases.note(caseNo, "judged", (voided ? "认定评议不实：" : "认定差评成立：") + reasons);
        notices.issue("appraisal-judged", caseNo, review.unitId(), Map.of("unit", registry.unit(review.unitId()).fullName(), "caseNo", caseNo, "reasons", reasons,
                "verdict", voided ? "评议不实，予以作废，不计入得分" : "差评成立，请在五个工作日内整改并反馈"));
    }

    /** Strikes the vote out, with the reason; the vote itself stays as it was. Safe to repeat. */
    public void strikeOut(String caseNo) {
        BadReview review = get(caseNo);
        if (jdbc.sql("select count(*) from appraisal_void where vote_id = ?").param(review.voteId()).query(Integer.class).single() == 0) {
            jdbc.sql("insert into appraisal_void (vote_id, case_no, reason, voided_at) values (?, ?, ?, ?)")
                    .params(review.voteId(), caseNo, review.verdictReasons(), LocalDateTime.now(clock)).update();
            campaigns.recount(review.campaignNo(), review.unitId(), "差评" + caseNo + "认定不实，予以作废");
        }
        settle(caseNo, "voided", "评议不实，已作废：" + review.verdictReasons());
    }

    /** The unit reports that it has mended it; that is looked at by others. */
    public void mend(String caseNo, String measures, String prevention) {
        jdbc.sql("update appraisal_bad_review set mended = ?, mend_round = mend_round + 1, mend_checked = null where case_no = ?")
                .params(measures + "\n防止再次发生：" + prevention, caseNo).update();
        cases.note(caseNo, "mended", "整改：" + measures + "；防止再次发生：" + prevention);
    }

    /**
     * Somebody outside the unit has looked at what it reports.
     *
     * @param reasons why it is not mended; required then
     * @return {@code confirmed}; {@code sent-back} the first time it is not mended, {@code failed} the second time
     */
    public String verify(String caseNo, boolean mended, String reasons) {
        BadReview review = get(caseNo);
        if (!mended && (reasons == null || reasons.isBlank())) {
            throw Refusal.invalid("整改没有到位的，请写明理由和还要做什么。");
        }
        String checked = mended ? "confirmed" : review.mendRound() < MOST_REPORTS ? "sent-back" : "failed";
        jdbc.sql("update appraisal_bad_review set mend_checked = ?, mend_reasons = ? where case_no = ?").params(checked, mended ? review.mendReasons() : reasons, caseNo).update();
        cases.note(caseNo, "mending-verified", mended ? "确认整改到位" : "整改没有到位：" + reasons);
        String unit = registry.unit(review.unitId()).fullName();
        switch (checked) {
            case "confirmed" -> settle(caseNo, "mended", "已整改，由联席办确认");
            case "sent-back" -> notices.issue("appraisal-mend-again", caseNo, review.unitId(), Map.of("unit", unit, "caseNo", caseNo, "reasons", reasons));
            default -> {
                for (String addressee : List.of(review.unitId(), Role.SUPERVISOR.id())) {
                    notices.issue("appraisal-not-mended", caseNo, addressee, Map.of("unit", unit, "caseNo", caseNo, "reasons", reasons));
                }
                settle(caseNo, "not-mended", "退回一次以后仍没有整改到位：" + reasons);
            }
        }
        return checked;
    }

    /** The process was ended from outside. */
    public void abandon(String caseNo) {
        settle(caseNo, "cancelled", "流程终止");
    }

    /** How to call back, for the unit only and until the review is settled. */
    @Transactional(readOnly = true)
    public Optional<String> contact(BadReview review) {
        return Optional.ofNullable(review.contact()).map(vault::openText);
    }

    @Transactional(readOnly = true)
    public BadReview get(String caseNo) {
        return find(caseNo).orElseThrow(() -> new IllegalStateException("no bad review " + caseNo));
    }

    /** Empty for the case of a campaign. */
    @Transactional(readOnly = true)
    public Optional<BadReview> find(String caseNo) {
        return jdbc.sql(SELECT + "where b.case_no = ?").param(caseNo).query(ROW).optional();
    }

    /** Newest first. @param unitId null for all units */
    @Transactional(readOnly = true)
    public List<BadReview> of(String campaignNo, String unitId) {
        return jdbc.sql(SELECT + "where v.campaign_no = :campaign and (cast(:unit as varchar(64)) is null or v.unit_id = :unit) order by v.id desc")
                .param("campaign", campaignNo).param("unit", unitId).query(ROW).list();
    }

    @Transactional(readOnly = true)
    public Optional<BadReview> ofVote(long voteId) {
        return jdbc.sql(SELECT + "where b.vote_id = ?").param(voteId).query(ROW).optional();
    }

    /** Closes the case and forgets how to reach the voter, for which there is no need any more. */
    private void settle(String caseNo, String outcome, String words) {
        jdbc.sql("update appraisal_bad_review set contact = null where case_no = ?").param(caseNo).update();
        cases.close(caseNo, outcome, words);
    }
}
