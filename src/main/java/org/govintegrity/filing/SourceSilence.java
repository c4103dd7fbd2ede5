package org.govintegrity.filing;

import org.govintegrity.calendar.DeadlineService;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.registry.Registry;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/** Sources of which nothing was heard for as long as the rule {@code filing.silence} says are asked, and answer or climb the ladder. */
@Service
@Transactional
public class SourceSilence {

    public static final String KIND = "source-silence";

    private final JdbcClient jdbc;
    private final FilingSources sources;
    private final DeadlineService deadlines;
    private final Cases cases;
    private final Registry registry;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    SourceSilence(JdbcClient jdbc, FilingSources sources, DeadlineService deadlines, Cases cases, Registry registry, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.sources = sources;
        this.deadlines = deadlines;
        this.cases = cases;
        this.registry = registry;
        this.clock = clock;
        this.events = events;
    }

    /**
     * @param lastHeard day of the last filing or declaration; the day it became a source where there is none
     * @param silent    whether that was longer ago than the rule allows
     * @param askedIn   the open case in which it is asked; null if there is none
     */
    public record Heard(FilingSource source, LocalDate lastHeard, boolean silent, String askedIn) {
    }

    /** All sources of today, with when they were last heard of. */
    @Transactional(readOnly = true)
    public List<Heard> all() {
        LocalDate today = today();
        return sources.today().stream().map(source -> {
            LocalDate last = lastHeard(source);
            return new Heard(source, last, deadlines.due("filing.silence", last, today).due().isBefore(today), openCase(source.unitId()).orElse(null));
        }).toList();
    }

    /** Opens a case for each source that is silent and not asked already; safe to repeat. */
    public int ask() {
        int asked = 0;
        for (Heard heard : all()) {
            if (heard.silent() && heard.askedIn() == null) {
                String unitId = heard.source().unitId();
                CaseFile file = cases.open(NewCase.numbered("CB", KIND, "归集催报：" + registry.unit(unitId).shortName(), unitId, List.of(FilingService.CLAUSE), null));
                jdbc.sql("insert into filing_silence (case_no, source_id, last_heard) values (?, ?, ?)").params(file.caseNo(), unitId, heard.lastHeard()).update();
                events.publishEvent(new FilingSignal(FilingSignal.SOURCE_SILENT, file.caseNo()));
                asked++;
            }
        }
        return asked;
    }

    /** The source says that there is nothing to file. */
    public void declareNothing(String caseNo, String words) {
        answer(caseNo, "nothing", "声明本期无新增" + (words == null || words.isBlank() ? "" : "：" + words.strip()));
    }

    @EventListener
    void on(FilingReceived received) {
        openCase(received.sourceId()).ifPresent(caseNo -> {
            answer(caseNo, "filed", "已经报送");
            events.publishEvent(new FilingSignal(FilingSignal.SOURCE_FILED, caseNo));
        });
    }

    private void answer(String caseNo, String answer, String words) {
        if (jdbc.sql("update filing_silence set answer = ?, answered_on = ? where case_no = ? and answer is null").params(answer, today(), caseNo).update() == 0) {
            throw Refusal.conflict("催报" + caseNo + "已经答复。");
        }
        cases.close(caseNo, answer, words);
    }

    /** Since when nothing was heard, as it was when the source was asked. */
    @Transactional(readOnly = true)
    public LocalDate silentSince(String caseNo) {
        return jdbc.sql("select last_heard from filing_silence where case_no = ?").param(caseNo).query(LocalDate.class).single();
    }

    private LocalDate lastHeard(FilingSource source) {
        LocalDate filed = jdbc.sql("select filed_at from filing where source_id = ? and total > 0 order by filed_at desc fetch first 1 rows only").param(source.unitId())
                .query(LocalDateTime.class).optional().map(LocalDateTime::toLocalDate).orElse(source.since());
        LocalDate declared = jdbc.sql("select max(answered_on) from filing_silence where source_id = ? and answer is not null").param(source.unitId())
                .query((row, i) -> Optional.ofNullable(row.getObject(1, LocalDate.class))).single().orElse(source.since());
        LocalDate last = filed.isAfter(declared) ? filed : declared;
        return last.isAfter(source.since()) ? last : source.since();
    }

    private Optional<String> openCase(String unitId) {
        return jdbc.sql("select case_no from filing_silence where source_id = ? and answer is null").param(unitId).query(String.class).optional();
    }

    /** The rule in words, for the task. */
    @Transactional(readOnly = true)
    public String since(String caseNo) {
        return ChineseDates.date(silentSince(caseNo));
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
