package org.govintegrity.complaint;

import org.govintegrity.casefile.FigureRow;
import org.govintegrity.casefile.SignalKind;
import org.govintegrity.casefile.SignalSource;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.database.Streams;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;

/**
 * Complaints about a unit, on the day they came in: those refused, joined to another, withdrawn or found otherwise by the last day that counts are left out, and so
 * is what an early warning itself has handed over, which would feed on itself. The unit must not know of them, so their rows are shielded.
 */
@Component
class ComplaintSignals implements SignalSource {

    private static final String RECEIVED = "complaints.received";
    private static final String ARREARS = "complaints.arrears";

    private final Streams streams;

    ComplaintSignals(Streams streams) {
        this.streams = streams;
    }

    @Override
    public List<SignalKind> signals() {
        return List.of(new SignalKind(RECEIVED, true), new SignalKind(ARREARS, true));
    }

    @Override
    @Transactional(readOnly = true)
    public void rows(String signalId, LocalDate from, LocalDate to, Consumer<FigureRow> each) {
        boolean arrears = signalId.equals(ARREARS);
        streams.sql("""
                        select case_no, unit_id, category, channel, received_on from complaint
                        where received_on between ? and ? and unit_id is not null and state not in (?, ?, ?) and (answered_on is null or answered_on > ? or finding <> ?)
                        and (external_no is null or not exists (select 1 from casefile_case w where w.case_no = complaint.external_no))"""
                        + (arrears ? " and category = '" + Category.ARREARS.code + "'" : "") + " order by received_on, case_no")
                .params(from, to, ComplaintState.REFUSED.code, ComplaintState.JOINED.code, ComplaintState.WITHDRAWN.code, to, Finding.UNFOUNDED.code)
                .query((RowCallbackHandler) row -> {
                    LocalDate day = row.getObject("received_on", LocalDate.class);
                    String caseNo = row.getString("case_no");
                    each.accept(FigureRow.count(row.getString("unit_id"), caseNo, day, "失信投诉" + caseNo + "（" + Category.of(row.getString("category")).label + "，"
                            + Channel.of(row.getString("channel")).label + "），" + ChineseDates.date(day) + "收到", "/cases/" + caseNo, 1));
                });
    }
}
