package org.govintegrity.proposal;

import org.govintegrity.calendar.DeadlineService;
import org.govintegrity.casefile.FigureKind;
import org.govintegrity.casefile.FigureRow;
import org.govintegrity.casefile.FigureSource;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.database.Streams;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;

/** How lead units answer proposals and keep what they promise. What a proposal says, and who made it, is for its case. */
@Component
class ProposalFigures implements FigureSource {

    private static final String KEPT = "promises.kept";
    private static final String ON_TIME = "proposals.on-time";
    private static final String FALSE = "proposals.false-claims";
    /** No limit of an answer, extended or not, lasts as long. */
    private static final int LONGEST_MONTHS = 18;

    private final Streams streams;
    private final DeadlineService deadlines;
    private final Clock clock;

    ProposalFigures(Streams streams, DeadlineService deadlines, Clock clock) {
        this.streams = streams;
        this.deadlines = deadlines;
        this.clock = clock;
    }

    @Override
    public List<FigureKind> figures() {
        return List.of(FigureKind.rate(KEPT, "答复承诺兑现率"), FigureKind.rate(ON_TIME, "建议提案按期答复率"), FigureKind.count(FALSE, "经查失实的A类答复", "件"));
    }

    @Override
    @Transactional(readOnly = true)
    public void rows(String figureId, LocalDate from, LocalDate to, Consumer<FigureRow> each) {
        switch (figureId) {
            case KEPT -> promises(from, to, each);
            case ON_TIME -> {
                answers(1, "dispatched_on", "", from, to, each);
                answers(2, "unsatisfied_on", "Again", from, to, each);
            }
            default -> falseClaims(from, to, each);
        }
    }

    /**
     * A promise of the last signed answer counts in the period its day falls in, and is kept if that was verified by the end of the
     * period. One that the unit has reported as kept and nobody has verified yet is left out: the wait is not the unit's.
     */
    private void promises(LocalDate from, LocalDate to, Consumer<FigureRow> each) {
        streams.sql("""
                        select q.case_no, q.seq, q.due_on, q.kept_on, p.kind, p.session, p.number, p.part, p.lead_unit
                        from proposal_promise q join proposal p on p.case_no = q.case_no
                        where q.due_on between :from and :to and p.lead_unit is not null and (q.kept_on <= :to or q.due_on <= :settled)
                        and q.round = (select max(a.round) from proposal_answer a where a.case_no = q.case_no and a.signed_on is not null)
                        and (q.kept_on <= :to or not exists (select 1 from casefile_task t where t.case_no = q.case_no and t.task_key = 'userTask_verifyPromise'
                            and t.item = cast(q.seq as varchar(10)) and t.opened_at < :end and (t.closed_at is null or t.closed_at >= :end)))
                        order by q.case_no, q.seq""")
                .param("from", from).param("to", to).param("settled", settled(to)).param("end", to.plusDays(1).atStartOfDay())
                .query((RowCallbackHandler) row -> {
                    LocalDate due = row.getObject("due_on", LocalDate.class);
                    LocalDate keptOn = row.getObject("kept_on", LocalDate.class);
                    boolean kept = keptOn != null && !keptOn.isAfter(to);
                    each.accept(FigureRow.share(row.getString("lead_unit"), row.getString("case_no") + "-" + row.getInt("seq"), due, name(row) + "的第" + row.getInt("seq") + "项承诺，"
                            + ChineseDates.date(due) + "前完成，" + (kept ? ChineseDates.date(keptOn) + "核实落实" : "没有落实"), "/cases/" + row.getString("case_no"), kept));
                });
    }

    /** An answer counts in the period its limit ends in, and is in time if it has reached everybody who signed by then. */
    private void answers(int round, String start, String suffix, LocalDate from, LocalDate to, Consumer<FigureRow> each) {
        LocalDate settled = settled(to);
        streams.sql("""
                        select p.case_no, p.kind, p.session, p.number, p.part, p.lead_unit, p.%s as start_on, c.opened_on,
                            (select max(t.due_on) from casefile_task t where t.case_no = p.case_no and t.task_key in (:steps)) as due_on,
                            (select count(*) from casefile_task t where t.case_no = p.case_no and t.task_key = :deliver) as recipients,
                            (select count(*) from casefile_task t where t.case_no = p.case_no and t.task_key = :deliver and t.closed_at < :end and t.closed_how = 'completed') as told,
                            (select max(y.delivered_on) from proposal_reply y where y.case_no = p.case_no and y.round = :round) as last_on
                        from proposal p join casefile_case c on c.case_no = p.case_no
                        where p.%s between :earliest and :to and p.lead_unit is not null and coalesce(c.outcome, '') <> 'cancelled' order by p.case_no""".formatted(start, start))
                .param("steps", List.of("userTask_draftAnswer" + suffix, "userTask_signAnswer" + suffix, "userTask_deliverAnswer" + suffix))
                .param("deliver", "userTask_deliverAnswer" + suffix).param("end", to.plusDays(1).atStartOfDay()).param("round", round)
                .param("earliest", from.minusMonths(LONGEST_MONTHS)).param("to", to)
                .query((RowCallbackHandler) row -> {
                    LocalDate due = row.getObject("due_on", LocalDate.class);
                    if (due == null) {   // nobody has begun to answer, the limit runs all the same
                        due = deadlines.due(round == 1 ? ProposalKind.of(row.getString("kind")).answerRule : "proposal.again", row.getObject("start_on", LocalDate.class),
                                row.getObject("opened_on", LocalDate.class)).due();
                    }
                    boolean told = row.getInt("recipients") > 0 && row.getInt("told") == row.getInt("recipients");
                    if (due.isBefore(from) || due.isAfter(to) || !told && due.isAfter(settled)) {
                        return;
                    }
                    LocalDate last = row.getObject("last_on", LocalDate.class);
                    boolean inTime = told && !last.isAfter(due);
                    each.accept(FigureRow.share(row.getString("lead_unit"), row.getString("case_no") + "-" + round, due, name(row) + (round == 1 ? "答复" : "再次答复") + "，期限"
                            + ChineseDates.date(due) + "，" + (told ? ChineseDates.date(last) + "全部送达" : "没有全部送达"), "/cases/" + row.getString("case_no"), inTime));
                });
    }

    private void falseClaims(LocalDate from, LocalDate to, Consumer<FigureRow> each) {
        streams.sql("select case_no, kind, session, number, part, lead_unit, false_on from proposal where false_on between ? and ? and lead_unit is not null order by case_no")
                .params(from, to).query((RowCallbackHandler) row -> {
                    LocalDate day = row.getObject("false_on", LocalDate.class);
                    each.accept(FigureRow.count(row.getString("lead_unit"), row.getString("case_no"), day, name(row) + "的A类答复，" + ChineseDates.date(day) + "查明失实并移送",
                            "/cases/" + row.getString("case_no"), 1));
                });
    }

    /** The last day that is over, as seen at the end of the period: what is due later may still be done. */
    private LocalDate settled(LocalDate to) {
        LocalDate yesterday = LocalDate.now(clock).minusDays(1);
        return yesterday.isBefore(to) ? yesterday : to;
    }

    private static String name(ResultSet row) throws SQLException {
        return ProposalKind.of(row.getString("kind")).label + row.getString("session") + "第" + row.getString("number") + "号"
                + (row.getInt("part") == 0 ? "" : "第" + row.getInt("part") + "部分");
    }
}
