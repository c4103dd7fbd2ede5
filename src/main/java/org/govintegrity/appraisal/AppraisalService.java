package org.govintegrity.appraisal;

import org.govintegrity.casefile.Actor;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.notice.Notices;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Campaigns: opened, counted, told, their comments released. */
@Service
@Transactional
public class AppraisalService {

    /** Of the cases of campaigns and of their bad reviews, which are parts of them; one model carries both. */
    public static final String KIND = "public-appraisal";
    static final String CLAUSE = "三.1";

    private static final int LONGEST_TITLE = 60;
    private static final String SELECT = "select case_no, title, period_from, period_to, counted_at, released_at from appraisal_campaign ";
    private static final String COMMENTS = """
            select v.id, v.unit_id, v.grade, v.comment_text as text, v.voted_at, case when r.vote_id is null then 0 else 1 end as released
            from appraisal_vote v left join appraisal_release r on r.vote_id = v.id
            where v.campaign_no = :campaign and v.comment_text is not null and not exists (select 1 from appraisal_void x where x.vote_id = v.id)
            """;

    private final JdbcClient jdbc;
    private final Cases cases;
    private final Registry registry;
    private final ScoreRules rules;
    private final Notices notices;
    private final CommentMask mask;
    private final Actor actor;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    AppraisalService(JdbcClient jdbc, Cases cases, Registry registry, ScoreRules rules, Notices notices, CommentMask mask, Actor actor, Clock clock,
                     ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.registry = registry;
        this.rules = rules;
        this.notices = notices;
        this.mask = mask;
        this.actor = actor;
        this.clock = clock;
        this.events = events;
    }

    /**
     * Opens a campaign and starts its process, in one transaction.
     *
     * @return the case's number, such as {@code PY-2026-0001}
     */
    public String open(NewCampaign wanted) {
        String title = wanted.title() == null ? "" : wanted.title().strip();
        if (title.length() < 2 || title.length() > LONGEST_TITLE || title.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.invalid("请填写评议名称，2到" + LONGEST_TITLE + "字，例如“2026年度政务服务群众评议”。");
        }
        if (wanted.from() == null || wanted.to() == null) {
            throw Refusal.invalid("请填写评议的起止日期。");
        }
        LocalDate today = today();
        if (wanted.from().isBefore(today) || wanted.to().isBefore(wanted.from())) {
            throw Refusal.invalid("起始日期应是今天（" + ChineseDates.date(today) + "）或以后，截止日期不早于起始日期。请调整。");
        }
        if (wanted.to().isAfter(wanted.from().plusYears(1))) {
            throw Refusal.invalid("一次评议最长一年。常年开展的，请每年开展一次。");
        }
        Set<String> there = registry.unitsOn(today).stream().map(unit -> unit.id()).collect(Collectors.toSet());
        List<String> units = wanted.unitIds() == null ? List.of() : wanted.unitIds().stream().distinct().toList();
        if (units.isEmpty() || !there.containsAll(units)) {
            throw Refusal.invalid("请至少选择一个参评单位，并从所列单位中选择。");
        }
        CaseFile file = cases.open(NewCase.numbered("PY", KIND, "群众评议：" + title, null, List.of(CLAUSE), null));
        jdbc.sql("insert into appraisal_campaign (case_no, title, period_from, period_to) values (?, ?, ?, ?)")
                .params(file.caseNo(), title, wanted.from(), wanted.to()).update();
        units.forEach(unit -> jdbc.sql("insert into appraisal_unit (case_no, unit_id) values (?, ?)").params(file.caseNo(), unit).update());
        events.publishEvent(new AppraisalSignal(AppraisalSignal.Kind.CAMPAIGN_OPENED, file.caseNo()));
        return file.caseNo();
    }

    public void announce(String caseNo) {
        Campaign campaign = get(caseNo);
        for (String unit : units(caseNo)) {
            notices.issue("appraisal-opened", caseNo, unit, Map.of("unit", registry.unit(unit).fullName(), "caseNo", caseNo, "title", campaign.title(),
                    "from", ChineseDates.date(campaign.periodFrom()), "to", ChineseDates.date(campaign.periodTo())));
        }
    }

    /** Counts all units' votes, once. */
    public void count(String caseNo) {
        if (get(caseNo).counted()) {
            return;
        }
        units(caseNo).forEach(unit -> write(caseNo, unit, 1, "评议截止"));
        jdbc.sql("update appraisal_campaign set counted_at = ? where case_no = ?").params(now(), caseNo).update();
        cases.note(caseNo, "counted", "统计评议结果：" + results(caseNo).stream().map(r -> registry.unit(r.unitId()).shortName() + r.answers() + "份，" + r.scoreWords())
                .collect(Collectors.joining("；")));
    }

    /** After a vote was struck out: where the campaign is counted, its unit's next version. */
    void recount(String caseNo, String unitId, String cause) {
        if (get(caseNo).counted()) {
            UnitResult before = results(caseNo).stream().filter(r -> r.unitId().equals(unitId)).findFirst().orElseThrow();
            write(caseNo, unitId, before.version() + 1, cause);
            cases.note(caseNo, "recounted", registry.unit(unitId).shortName() + "重新统计（" + cause + "）：由" + before.scoreWords() + "变为"
                    + results(caseNo).stream().filter(r -> r.unitId().equals(unitId)).findFirst().orElseThrow().scoreWords());
        }
    }

    private void write(String caseNo, String unitId, int version, String cause) {
        LocalDate day = today();
        Map<Grade, Integer> votes = new EnumMap<>(Grade.class);
        jdbc.sql("""
                        select v.grade, count(*) as votes from appraisal_vote v where v.campaign_no = ? and v.unit_id = ?
                        and not exists (select 1 from appraisal_void x where x.vote_id = v.id) group by v.grade""")
                .params(caseNo, unitId).query((row, i) -> votes.put(Grade.of(row.getString("grade")), row.getInt("votes"))).list();
        int answers = votes.values().stream().mapToInt(n -> n).sum();
        int bad = votes.entrySet().stream().filter(e -> e.getKey().bad()).mapToInt(Map.Entry::getValue).sum();
        int minimum = rules.minimum(day);
        long points = votes.entrySet().stream().mapToLong(e -> (long) rules.points(e.getKey(), day) * e.getValue()).sum();
        BigDecimal score = answers < minimum ? null : BigDecimal.valueOf(points).divide(BigDecimal.valueOf(answers), 1, RoundingMode.HALF_UP);
        int voided = jdbc.sql("select count(*) from appraisal_void x join appraisal_vote v on v.id = x.vote_id where v.campaign_no = ? and v.unit_id = ?")
                .params(caseNo, unitId).query(Integer.class).single();
        jdbc.sql("""
                        insert into appraisal_result (campaign_no, unit_id, version, answers, bad, voided, score, minimum, counted_at, cause)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(caseNo, unitId, version, answers, bad, voided, score, minimum, now(), cause).update();
    }

    public void serveResults(String caseNo) {
        Campaign campaign = get(caseNo);
        List<UnitResult> results = results(caseNo);
        for (UnitResult result : results) {
            notices.issue("appraisal-result", caseNo, result.unitId(), Map.of("unit", registry.unit(result.unitId()).fullName(), "title", campaign.title(),
                    "answers", String.valueOf(result.answers()), "bad", String.valueOf(result.bad()), "voided", String.valueOf(result.voided()), "score", result.scoreWords()));
        }
        notices.issue("appraisal-results", caseNo, Role.JOINT_OFFICE.id(), Map.of("title", campaign.title(), "results", words(results)));
    }

    /** Every unit's result in a line of its own. */
    public String words(List<UnitResult> results) {
        return results.stream().map(r -> registry.unit(r.unitId()).shortName() + "：" + r.answers() + "份，" + r.scoreWords() + "，差评" + r.bad() + "份")
                .collect(Collectors.joining("\n"));
    }

    /**
     * Lets everybody read the comments that a person has looked at.
     *
     * @param decision {@code all, some, none}
     * @param held     numbers of those not shown; only with {@code some}
     * @param reason   why any is not shown
     */
    public void release(String caseNo, String decision, List<Long> held, String reason) {
        List<Comment> all = comments(caseNo, null);
        Set<Long> hidden = new HashSet<>(held);
        if (!decision.equals("all") && (reason == null || reason.isBlank())) {
            throw Refusal.invalid("有意见不公布的，请写明理由。");
        }
        if (decision.equals("some") == hidden.isEmpty()) {
            throw Refusal.invalid("选“部分公布”的，请填写不公布的意见编号；选其他的，请把编号清空。");
        }
        Set<Long> known = all.stream().map(Comment::id).collect(Collectors.toSet());
        hidden.stream().filter(id -> !known.contains(id)).findFirst().ifPresent(id -> {
            throw Refusal.invalid("没有编号为" + id + "的意见，请与活动页面核对。");
        });
        List<Comment> shown = decision.equals("none") ? List.of() : all.stream().filter(comment -> !hidden.contains(comment.id())).toList();
        for (Comment comment : shown) {
            jdbc.sql("insert into appraisal_release (vote_id, text, released_at, released_by) values (?, ?, ?, ?)")
                    .params(comment.id(), mask.mask(comment.text()), now(), actor.id()).update();
        }
        jdbc.sql("update appraisal_campaign set released_at = ? where case_no = ?").params(now(), caseNo).update();
        cases.note(caseNo, "released", "公布意见" + shown.size() + "条，不公布" + (all.size() - shown.size()) + "条" + (decision.equals("all") ? "" : "。理由：" + reason));
    }

    public void close(String caseNo) {
        cases.close(caseNo, "counted", "评议结束，结果已经公布");
    }

    /** The process was ended from outside. */
    public void abandon(String caseNo) {
        cases.close(caseNo, "cancelled", "流程终止");
    }

    @Transactional(readOnly = true)
    public Campaign get(String caseNo) {
        return find(caseNo).orElseThrow(() -> Refusal.notFound("没有编号为“" + (caseNo.length() > 40 ? caseNo.substring(0, 40) + "…" : caseNo) + "”的评议活动，请核对编号。"));
    }

    @Transactional(readOnly = true)
    public Optional<Campaign> find(String caseNo) {
        return jdbc.sql(SELECT + "where case_no = ?").param(caseNo).query(Rows.of(Campaign.class)).optional();
    }

    /** Newest first. @param unitId null for all, or only those the unit takes part in */
    @Transactional(readOnly = true)
    public List<Campaign> all(String unitId) {
        return jdbc.sql(SELECT + """
                        c where cast(:unit as varchar(64)) is null or exists (select 1 from appraisal_unit u where u.case_no = c.case_no and u.unit_id = :unit)
                        order by c.period_from desc, c.case_no desc""").param("unit", unitId).query(Rows.of(Campaign.class)).list();
    }

    @Transactional(readOnly = true)
    public List<String> units(String caseNo) {
        return jdbc.sql("select unit_id from appraisal_unit where case_no = ? order by unit_id").param(caseNo).query(String.class).list();
    }

    /** How many votes came in for each unit so far, struck out ones included. */
    @Transactional(readOnly = true)
    public Map<String, Integer> received(String caseNo) {
        return jdbc.sql("select unit_id, count(*) as votes from appraisal_vote where campaign_no = ? group by unit_id").param(caseNo)
                .query((row, i) -> Map.entry(row.getString("unit_id"), row.getInt("votes"))).list().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The version of each unit's result that counts, by unit; empty before the count. */
    @Transactional(readOnly = true)
    public List<UnitResult> results(String caseNo) {
        return jdbc.sql("""
                select r.campaign_no, r.unit_id, r.version, r.answers, r.bad, r.voided, r.score, r.minimum, r.counted_at, r.cause from appraisal_result r
                where r.campaign_no = ? and r.version = (select max(n.version) from appraisal_result n where n.campaign_no = r.campaign_no and n.unit_id = r.unit_id)
                order by r.unit_id""").param(caseNo).query(Rows.of(UnitResult.class)).list();
    }

    /** Comments on votes that count, oldest first. @param unitId null for all units */
    @Transactional(readOnly = true)
    public List<Comment> comments(String caseNo, String unitId) {
        return jdbc.sql(COMMENTS + " and (cast(:unit as varchar(64)) is null or v.unit_id = :unit) order by v.id").param("campaign", caseNo).param("unit", unitId)
                .query(AppraisalService::comment).list();
    }

    /** What everybody may read of them, as it was released. */
    @Transactional(readOnly = true)
    public List<Comment> published(String caseNo) {
        return jdbc.sql("""
                select v.id, v.unit_id, v.grade, r.text, v.voted_at, 1 as released from appraisal_release r join appraisal_vote v on v.id = r.vote_id
                where v.campaign_no = ? and not exists (select 1 from appraisal_void x where x.vote_id = v.id) order by v.id""").param(caseNo).query(AppraisalService::comment).list();
    }

    private static Comment comment(ResultSet row, int number) throws SQLException {
        return new Comment(row.getLong("id"), row.getString("unit_id"), Grade.of(row.getString("grade")), row.getString("text"),
                row.getObject("voted_at", LocalDateTime.class), row.getInt("released") == 1);
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private LocalDateTime now() {
        return LocalDateTime.now(clock);
    }
}
