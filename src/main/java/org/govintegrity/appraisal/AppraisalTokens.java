package org.govintegrity.appraisal;

import org.govintegrity.casefile.Actor;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.common.Sha256;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Hands out what entitles to vote: one token for a service window, or one for each matter that was handled. */
@Service
@Transactional
public class AppraisalTokens {

    /** Printed at once. */
    public static final int MOST = 200;
    private static final int LONGEST = 80;
    private static final String SELECT = "select id, campaign_no, unit_id, label, matter_no, issued_by, issued_at, revoked_at from appraisal_token ";

    private final JdbcClient jdbc;
    private final Actor actor;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    AppraisalTokens(JdbcClient jdbc, Actor actor, Clock clock) {
        this.jdbc = jdbc;
        this.actor = actor;
        this.clock = clock;
    }

    /** @param windows names of the unit's service windows, each of which gets a new token; those printed before go on */
    public List<IssuedToken> forWindows(Campaign campaign, String unitId, List<String> windows) {
        List<String> labels = checked(windows, "窗口名称");
        return issue(campaign, unitId, labels, label -> {
            IssuedToken token = new IssuedToken(label, null, secret());
            insert(campaign, unitId, token);
            return token;
        });
    }

    /**
     * @param matterNos numbers of matters the unit has handled; one printed again gets a new token, and the old one ends
     * @throws Refusal (conflict) naming the matters that somebody has voted on already
     */
    public List<IssuedToken> forMatters(Campaign campaign, String unitId, List<String> matterNos) {
        List<String> numbers = checked(matterNos, "办件编号");
        return issue(campaign, unitId, numbers, number -> {
            IssuedToken token = new IssuedToken("办件" + number, number, secret());
            List<Long> known = jdbc.sql("select id from appraisal_token where campaign_no = ? and unit_id = ? and matter_no = ? for update")
                    .params(campaign.caseNo(), unitId, number).query(Long.class).list();
            if (known.isEmpty()) {
                insert(campaign, unitId, token);
            } else if (jdbc.sql("select count(*) from appraisal_vote where token_id = ?").param(known.get(0)).query(Integer.class).single() > 0) {
                throw Refusal.conflict("办件" + number + "已经评议，每件事只能评议一次，不能再发评议码。请从清单中去掉后重新打印。");
            } else {
                jdbc.sql("update appraisal_token set token_hash = ?, issued_by = ?, issued_at = ?, revoked_at = null where id = ?")
                        .params(hash(token.secret()), actor.id(), LocalDateTime.now(clock), known.get(0)).update();
            }
            return token;
        });
    }

    /** From now on the token is good for nothing; votes it was used for stay. */
    public void revoke(String campaignNo, long id) {
        if (jdbc.sql("update appraisal_token set revoked_at = ? where id = ? and campaign_no = ? and revoked_at is null")
                .params(LocalDateTime.now(clock), id, campaignNo).update() == 0) {
            throw Refusal.notFound("没有这个评议码，或者已经停用。请刷新页面。");
        }
    }

    /** The tokens of a campaign's windows, by unit. */
    @Transactional(readOnly = true)
    public List<Token> windows(String campaignNo) {
        return jdbc.sql(SELECT + "where campaign_no = ? and matter_no is null order by unit_id, id").param(campaignNo).query(Rows.of(Token.class)).list();
    }

    @Transactional(readOnly = true)
    public Optional<Token> find(String campaignNo, long id) {
        return jdbc.sql(SELECT + "where campaign_no = ? and id = ?").params(campaignNo, id).query(Rows.of(Token.class)).optional();
    }

    /** The token of that secret, revoked or not. */
    Optional<Token> find(String secret) {
        return secret == null || !secret.matches("[A-Za-z0-9_-]{22}") ? Optional.empty()
                : jdbc.sql(SELECT + "where token_hash = ?").param(hash(secret)).query(Rows.of(Token.class)).optional();
    }

    private List<IssuedToken> issue(Campaign campaign, String unitId, List<String> names, Function<String, IssuedToken> one) {
        if (campaign.counted()) {
            throw Refusal.conflict("评议活动" + campaign.caseNo() + "已经统计，不再发放评议码。");
        }
        if (campaign.cancelled()) {
            throw Refusal.conflict("评议活动" + campaign.caseNo() + "已经取消，不再发放评议码。");
        }
        if (jdbc.sql("select count(*) from appraisal_unit where case_no = ? and unit_id = ?").params(campaign.caseNo(), unitId).query(Integer.class).single() == 0) {
            throw Refusal.invalid("这个单位不在参评单位中，请核对。");
        }
        try {
            return names.stream().map(one).toList();
        } catch (DuplicateKeyException e) {
            throw Refusal.conflict("有人刚刚为同样的办件发放了评议码，请稍后重新打印。");
        }
    }

    private void insert(Campaign campaign, String unitId, IssuedToken token) {
        jdbc.sql("insert into appraisal_token (campaign_no, unit_id, label, matter_no, token_hash, issued_by, issued_at) values (?, ?, ?, ?, ?, ?, ?)")
                .params(campaign.caseNo(), unitId, token.label(), token.matterNo(), hash(token.secret()), actor.id(), LocalDateTime.now(clock)).update();
    }

    private static List<String> checked(List<String> lines, String what) {
        List<String> names = new ArrayList<>(lines.stream().map(String::strip).filter(line -> !line.isEmpty()).toList());
        if (names.isEmpty()) {
            throw Refusal.invalid("请填写" + what + "，一行一个。");
        }
        if (names.size() > MOST) {
            throw Refusal.invalid("一次最多打印" + MOST + "个，请分几次打印。");
        }
        names.stream().filter(name -> name.length() > LONGEST || name.chars().anyMatch(Character::isISOControl)).findFirst().ifPresent(name -> {
            throw Refusal.invalid(what + "最多" + LONGEST + "字：“" + name.substring(0, Math.min(20, name.length())) + "…”，请缩短。");
        });
        HashSet<String> seen = new HashSet<>();
        names.stream().filter(name -> !seen.add(name)).findFirst().ifPresent(name -> {
            throw Refusal.invalid(what + "“" + name + "”写了两次，请只保留一行。");
        });
        return names;
    }

    private String secret() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String hash(String secret) {
        return Sha256.hex(secret);
    }
}
