package org.govintegrity.check;

import org.govintegrity.casefile.FigureKind;
import org.govintegrity.casefile.FigureRow;
import org.govintegrity.casefile.FigureSource;
import org.govintegrity.database.Streams;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The share of matters with a credit check. Units report by the month, so the months that end in the period count. */
@Component
class CheckFigures implements FigureSource {

    private final Streams streams;
    private final UseRules rules;

    CheckFigures(Streams streams, UseRules rules) {
        this.streams = streams;
        this.rules = rules;
    }

    @Override
    public List<FigureKind> figures() {
        return List.of(FigureKind.rate("check.share", "“逢办必查”核查比例"));
    }

    @Override
    @Transactional(readOnly = true)
    public void rows(String figureId, LocalDate from, LocalDate to, Consumer<FigureRow> each) {
        YearMonth last = YearMonth.from(to.plusDays(1)).minusMonths(1);
        Map<String, String> labels = rules.purposes(to).stream().collect(Collectors.toMap(Purpose::code, Purpose::label, (a, b) -> a));
        streams.sql("""
                        select m.id, m.unit_id, m.purpose, m.report_month, m.matter_no, case when exists (select 1 from credit_check c where c.unit_id = m.unit_id
                            and c.matter_no = m.matter_no and c.purpose = m.purpose and c.answered_at < :end) then 1 else 0 end as checked
                        from credit_matter m where m.report_month between :first and :last order by m.id""")
                .param("first", YearMonth.from(from).toString()).param("last", last.toString()).param("end", to.plusDays(1).atStartOfDay())
                .query((RowCallbackHandler) row -> {
                    String month = row.getString("report_month");
                    String purpose = row.getString("purpose");
                    boolean checked = row.getInt("checked") == 1;
                    each.accept(FigureRow.share(row.getString("unit_id"), String.valueOf(row.getLong("id")), YearMonth.parse(month).atEndOfMonth(), month + " "
                            + labels.getOrDefault(purpose, purpose) + "“" + row.getString("matter_no") + "”" + (checked ? "已核查" : "没有核查"),
                            "/credit/checks/share/matters?month=" + month + "&unit=" + row.getString("unit_id") + "&purpose=" + purpose, checked));
                });
    }
}
