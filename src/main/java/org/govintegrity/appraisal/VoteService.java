package org.govintegrity.appraisal;

import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Takes votes. A vote is one row, committed together with the case that a bad grade opens, before the voter is thanked. That
 * a token, a person and a matter vote once is kept by the database's unique key, whoever is faster.
 */
@Service
public class VoteService {

    /** Characters. */
    public static final int LONGEST_COMMENT = 500;
    private static final int LONGEST_CONTACT = 60;
    /** In place of a voter's mark: a matter's token has one vote, whoever casts it. */
    private static final String ONCE = "once";

    private final JdbcClient jdbc;
    private final AppraisalTokens tokens;
    private final AppraisalService campaigns;
    private final BadReviews badReviews;
    private final VoterMarks marks;
    private final CommentMask mask;
    private final Clock clock;
    private final TransactionTemplate transaction;

    VoteService(JdbcClient jdbc, AppraisalTokens tokens, AppraisalService campaigns, BadReviews badReviews, VoterMarks marks, CommentMask mask, Clock clock,
                PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.tokens = tokens;
        this.campaigns = campaigns;
        this.badReviews = badReviews;
        this.marks = marks;
        this.mask = mask;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    private record Checked(Grade grade, String reasons, String comment, String contact) {
    }

    /** What a token opens; empty for none, or one that was revoked. */
    public Optional<Door> door(String secret) {
        return tokens.find(secret).filter(token -> token.revokedAt() == null).map(this::door);
    }

    /**
     * Counts a vote.
     *
     * @throws Refusal (not found) for no token or a revoked one; (unprocessable) outside of the campaign's days; (conflict) for a second vote with
     *                 the same token by the same person; (invalid) for what cannot be a vote
     */
    public void vote(String secret, Ballot ballot, Voter voter) {
        Token token = tokens.find(secret).filter(t -> t.revokedAt() == null).orElseThrow(VoteService::unknown);
        Door door = door(token);
        switch (door.kind()) {
            case EARLY -> throw Refusal.unprocessable("评议还没有开始，请在" + ChineseDates.date(door.campaign().periodFrom()) + "以后再来。");
            case OVER -> throw Refusal.unprocessable("评议已于" + ChineseDates.date(door.campaign().periodTo()) + "截止，感谢您的关心。");
            case CANCELLED -> throw Refusal.unprocessable("评议已经取消，不再接收。感谢您的关心。");
            case USED -> throw alreadyVoted(token);
            default -> {
            }
        }
        Checked checked = check(ballot);
        String mark = token.single() ? ONCE : marks.of(voter);
        transaction.executeWithoutResult(status -> {
            long vote = insert(token, mark, checked);
            if (checked.grade().bad()) {
                badReviews.open(vote, token, checked.grade(), checked.contact());
            }
        });
    }

    private long insert(Token token, String mark, Checked vote) {
        KeyHolder id = new GeneratedKeyHolder();
        try {
            jdbc.sql("""
                            insert into appraisal_vote (token_id, voter_mark, campaign_no, unit_id, grade, reasons, comment_text, voted_at)
                            values (?, ?, ?, ?, ?, ?, ?, ?)""")
                    .params(token.id(), mark, token.campaignNo(), token.unitId(), vote.grade().code, vote.reasons(), vote.comment(), LocalDateTime.now(clock))
                    .update(id, "id");
        } catch (DuplicateKeyException e) {
            throw alreadyVoted(token);
        }
        return Objects.requireNonNull(id.getKey()).longValue();
    }

    private Door door(Token token) {
        Campaign campaign = campaigns.get(token.campaignNo());
        LocalDate today = LocalDate.now(clock);
        Optional<Long> cast = token.single() ? jdbc.sql("select id from appraisal_vote where token_id = ?").param(token.id()).query(Long.class).optional() : Optional.empty();
        Door.State kind = cast.isPresent() ? Door.State.USED : campaign.cancelled() ? Door.State.CANCELLED : today.isBefore(campaign.periodFrom()) ? Door.State.EARLY
                : today.isAfter(campaign.periodTo()) || campaign.counted() ? Door.State.OVER : Door.State.OPEN;
        return new Door(kind, token.unitId(), token.label(), token.single(), campaign, cast.flatMap(badReviews::ofVote).map(BadReview::state).orElse(null));
    }

    private Checked check(Ballot ballot) {
        Grade grade = Grade.of(ballot.grade());
        List<Reason> reasons = ballot.reasons() == null ? List.of() : ballot.reasons().stream().distinct().map(Reason::of).toList();
        if (grade.bad() && reasons.isEmpty()) {
            throw Refusal.invalid("选择“" + grade.label + "”的，请至少勾选一项原因，便于单位整改。");
        }
        String comment = text(ballot.comment(), LONGEST_COMMENT, "意见");
        String contact = text(ballot.contact(), LONGEST_CONTACT, "联系方式");
        return new Checked(grade, reasons.stream().map(reason -> reason.code).collect(Collectors.joining(",")), mask.mask(comment), grade.bad() ? contact : null);
    }

    private static String text(String typed, int longest, String what) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        // what a browser sends as \r\n it counts as one; characters beyond the basic plane count once
        String text = typed.strip().replace("\r\n", "\n").replaceAll("[\\p{Cntrl}&&[^\\n]]", "");
        if (text.codePointCount(0, text.length()) > longest) {
            throw Refusal.invalid(what + "最多" + longest + "字，请缩短后再提交。");
        }
        return text.isEmpty() ? null : text;
    }

    private static Refusal unknown() {
        return Refusal.notFound("没有这个评议码，或者已经停用。请重新扫描窗口的二维码，或者向工作人员索取新的评议码。");
    }

    private static Refusal alreadyVoted(Token token) {
        return Refusal.conflict(token.single() ? "这件事已经评议过了，每件事只能评议一次。感谢您的关心。"
                : "今天已经用这部手机在这个窗口评议过了，每人每天在一个窗口只能评议一次。办了另一件事的，请向工作人员索取该办件的评议码。");
    }
}
