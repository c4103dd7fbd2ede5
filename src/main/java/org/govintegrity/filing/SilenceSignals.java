package org.govintegrity.filing;

import org.govintegrity.casefile.FigureRow;
import org.govintegrity.casefile.SignalKind;
import org.govintegrity.casefile.SignalSource;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.database.Streams;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

/** Sources that have been asked and have not answered by the last day: for how many days nothing was heard of each. */
@Component
class SilenceSignals implements SignalSource {

    private final Streams streams;

    SilenceSignals(Streams streams) {
        this.streams = streams;
    }

    @Override
    public List<SignalKind> signals() {
        return List.of(new SignalKind("filing.silent-days", false));
    }

    @Override
    @Transactional(readOnly = true)
    public void rows(String signalId, LocalDate from, LocalDate to, Consumer<FigureRow> each) {
        streams.sql("""
                        select s.case_no, s.source_id, s.last_heard from filing_silence s join casefile_case c on c.case_no = s.case_no
                        where c.opened_on <= ? and (s.answered_on is null or s.answered_on > ?) and (c.closed_at is null or c.closed_at >= ?) order by s.case_no""")
                .params(to, to, to.plusDays(1).atStartOfDay()).query((RowCallbackHandler) row -> {
                    LocalDate last = row.getObject("last_heard", LocalDate.class);
                    String caseNo = row.getString("case_no");
                    each.accept(FigureRow.count(row.getString("source_id"), caseNo, to, "自" + ChineseDates.date(last) + "起没有报送，催报" + caseNo + "没有答复", "/cases/" + caseNo,
                            (int) Math.max(0, ChronoUnit.DAYS.between(last, to))));
                });
    }
}
