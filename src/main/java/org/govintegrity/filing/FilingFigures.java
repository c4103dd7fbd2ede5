package org.govintegrity.filing;

import org.govintegrity.casefile.FigureKind;
import org.govintegrity.casefile.FigureRow;
import org.govintegrity.casefile.FigureSource;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.OneOf;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.CreditRecord;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Units that courts list as debtors who do not pay what they have been sentenced to, as filed; the listing stands as long as its record
 * counts. A record that corrects one is of the same document, so it is found by that.
 */
@Component
class FilingFigures implements FigureSource {

    static final String COURT_DEBTOR = "失信被执行人";

    private final JdbcClient jdbc;
    private final CreditArchive archive;
    private final Clock clock;

    FilingFigures(JdbcClient jdbc, CreditArchive archive, Clock clock) {
        this.jdbc = jdbc;
        this.archive = archive;
        this.clock = clock;
    }

    @Override
    public List<FigureKind> figures() {
        return List.of(FigureKind.count("credit.court-debtor", "期末生效的失信被执行人记录", "条"));
    }

    @Override
    @Transactional(readOnly = true)
    public void rows(String figureId, LocalDate from, LocalDate to, Consumer<FigureRow> each) {
        LocalDate today = LocalDate.now(clock);
        LocalDate day = today.isBefore(to) ? today : to;
        List<String> listed = jdbc.sql("""
                        select r.record_no from credit_record r join credit_subject s on s.id = r.subject
                        where s.kind = 'unit' and r.kind = 'judgment' and r.document_date <= :day and r.ends_on >= :day and r.recorded_at < :end
                        and exists (select 1 from filing_row f join credit_record o on o.record_no = f.record_no
                            where o.subject = r.subject and o.kind = r.kind and o.document_no = r.document_no and f.cells like :form)
                        order by r.seq""")
                .param("day", day).param("end", day.plusDays(1).atStartOfDay()).param("form", "%\"" + Column.FORM.title + "\":\"" + COURT_DEBTOR + "\"%").query(String.class).list();
        if (listed.isEmpty()) {
            return;
        }
        OneOf numbers = OneOf.of("r.record_no", listed);
        for (CreditRecord record : archive.read("where " + numbers.sql() + " order by r.seq", Map.of("values", numbers.value()))) {
            if (record.countsOn(day)) {
                each.accept(FigureRow.count(record.subjectId(), record.recordNo(), day, COURT_DEBTOR + "：信用记录" + record.recordNo() + "，" + ChineseDates.date(record.documentDate()),
                        "/credit/subjects/unit/" + record.subjectId(), 1));
            }
        }
    }
}
