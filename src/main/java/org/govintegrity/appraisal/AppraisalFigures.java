package org.govintegrity.appraisal;

import org.govintegrity.casefile.FigureKind;
import org.govintegrity.casefile.FigureRow;
import org.govintegrity.casefile.FigureSource;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.database.Streams;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What people say of units: scores of campaigns, and bad votes that stand. Comments are nowhere told. */
@Component
class AppraisalFigures implements FigureSource {

    private static final String SCORE = "appraisal.score";
    private static final String BAD = "appraisal.upheld-bad";
    private static final int SCALE = 6;

    private final Streams streams;

    AppraisalFigures(Streams streams) {
        this.streams = streams;
    }

    /** A unit's score in one campaign. */
    private record Scored(String unitId, String campaignNo, String title, LocalDate day, int answers, BigDecimal score) {
    }

    @Override
    public List<FigureKind> figures() {
        return List.of(FigureKind.score(SCORE, "群众评议得分（几次评议按有效份数平均）", "分"), FigureKind.count(BAD, "成立的差评（单位认可或者经认定成立）", "件"));
    }

    @Override
    @Transactional(readOnly = true)
    public void rows(String figureId, LocalDate from, LocalDate to, Consumer<FigureRow> each) {
        if (figureId.equals(SCORE)) {
            scores(from, to, each);
        } else {
            bad(from, to, each);
        }
    }

    /** A campaign counts in the period in which it was counted first, with the result that counts at the end of the period. */
    private void scores(LocalDate from, LocalDate to, Consumer<FigureRow> each) {
        LocalDateTime end = to.plusDays(1).atStartOfDay();
        List<Scored> ofUnit = new ArrayList<>();
        streams.sql("""
                        select r.unit_id, r.campaign_no, c.title, f.counted_at, r.answers, r.score
                        from appraisal_result r join appraisal_campaign c on c.case_no = r.campaign_no
                        join appraisal_result f on f.campaign_no = r.campaign_no and f.unit_id = r.unit_id and f.version = 1
                        where f.counted_at >= :from and f.counted_at < :end and r.score is not null and r.version = (select max(n.version) from appraisal_result n
                            where n.campaign_no = r.campaign_no and n.unit_id = r.unit_id and n.counted_at < :end)
                        order by r.unit_id, r.campaign_no""")
                .param("from", from.atStartOfDay()).param("end", end).query((RowCallbackHandler) row -> {
                    Scored next = new Scored(row.getString("unit_id"), row.getString("campaign_no"), row.getString("title"), row.getObject("counted_at", LocalDateTime.class).toLocalDate(),
                            row.getInt("answers"), row.getBigDecimal("score"));
                    if (!ofUnit.isEmpty() && !ofUnit.get(0).unitId().equals(next.unitId())) {
                        tell(ofUnit, each);
                    }
                    ofUnit.add(next);
                });
        tell(ofUnit, each);
    }

    /** Each adds its share of the mean; the last one takes up what rounding left. */
    private static void tell(List<Scored> ofUnit, Consumer<FigureRow> each) {
        BigDecimal answers = BigDecimal.valueOf(ofUnit.stream().mapToInt(Scored::answers).sum());
        BigDecimal left = ofUnit.isEmpty() ? BigDecimal.ZERO
                : ofUnit.stream().map(s -> s.score().multiply(BigDecimal.valueOf(s.answers()))).reduce(BigDecimal.ZERO, BigDecimal::add).divide(answers, SCALE, RoundingMode.HALF_UP);
        for (int i = 0; i < ofUnit.size(); i++) {
            Scored s = ofUnit.get(i);
            BigDecimal amount = i == ofUnit.size() - 1 ? left : s.score().multiply(BigDecimal.valueOf(s.answers())).divide(answers, SCALE, RoundingMode.DOWN);
            left = left.subtract(amount);
            each.accept(new FigureRow(s.unitId(), s.campaignNo(), s.day(), "“" + s.title() + "”" + s.score().toPlainString() + "分，有效评议" + s.answers() + "份",
                    "/appraisals/" + s.campaignNo(), amount, BigDecimal.ZERO));
        }
        ofUnit.clear();
    }

    /** On the day on which the unit took it as it is, or somebody outside the unit decided that it stands. */
    private void bad(LocalDate from, LocalDate to, Consumer<FigureRow> each) {
        streams.sql("""
                        select case_no, unit_id, grade, grounds, stood_at from (
                            select b.case_no, v.unit_id, v.grade, b.grounds, (select min(e.happened_at) from casefile_event e
                                where e.case_no = b.case_no and e.type = case when b.grounds is null then 'call-back' else 'judged' end) as stood_at
                            from appraisal_bad_review b join appraisal_vote v on v.id = b.vote_id where b.verdict is null or b.verdict <> 'false') bad
                        where stood_at >= :from and stood_at < :end order by case_no""")
                .param("from", from.atStartOfDay()).param("end", to.plusDays(1).atStartOfDay()).query((RowCallbackHandler) row -> {
                    LocalDate day = row.getObject("stood_at", LocalDateTime.class).toLocalDate();
                    String caseNo = row.getString("case_no");
                    each.accept(FigureRow.count(row.getString("unit_id"), caseNo, day, "差评（" + Grade.of(row.getString("grade")).label + "）" + caseNo + "，" + ChineseDates.date(day)
                            + (row.getString("grounds") == null ? "单位认可" : "认定成立"), "/cases/" + caseNo, 1));
                });
    }
}
