package org.govintegrity.publication;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.govintegrity.casefile.Actor;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.casefile.RowsWanted;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.registry.PersonalTraces;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rows of public registers at the publication gate: one case for all rows handed in together, each row reviewed, masked, logged and taken down
 * by itself. Penalties do not come here: against organisations they are records of the archive and pass as such ({@link PublicationService}).
 */
@Service
@Transactional
public class RowGate implements Gate {

    private static final String SELECT = """
            select row_no, case_no, kind, subject_name, subject_code, document_no, document_date, last_day, body, state, gate, reason, shown, published_on, shown_until, taken_down_on
            from publication_row
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final Cases cases;
    private final DocumentBasis basis;
    private final PublicationLog log;
    private final Privacy privacy;
    private final ObjectMapper json;
    private final Actor actor;
    private final Clock clock;

    RowGate(JdbcClient jdbc, JdbcTemplate batch, Cases cases, DocumentBasis basis, PublicationLog log, Privacy privacy, ObjectMapper json, Actor actor, Clock clock) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.cases = cases;
        this.basis = basis;
        this.log = log;
        this.privacy = privacy;
        this.json = json;
        this.actor = actor;
        this.clock = clock;
    }

    /** What a row consists of, as it came. */
    private record Body(Map<String, String> content, List<String> people) {
    }

    /** Opens a case for the rows. @return its number; empty if none of them may be shown any more */
    public Optional<String> open(RowsWanted wanted) {
        List<RowsWanted.Row> rows = wanted.rows().stream().filter(row -> !today().isAfter(row.until())).toList();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        String caseNo = cases.open(NewCase.numbered("GS", PublicationService.KIND, wanted.title(), null, List.of("三.6"), null)).caseNo();
        batch.batchUpdate("""
                        insert into publication_row (row_no, case_no, kind, subject_name, subject_code, document_no, document_date, last_day, body, state)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                rows.stream().map(row -> new Object[]{row.rowNo(), caseNo, wanted.kind(), row.subject(), row.code(), row.documentNo(), row.documentDate(), row.until(),
                        write(new Body(row.content(), row.people())), PublicationItem.REVIEWING}).toList());
        return Optional.of(caseNo);
    }

    /** Whether the case is about rows. */
    @Transactional(readOnly = true)
    public boolean has(String caseNo) {
        return jdbc.sql("select count(*) from publication_row where case_no = ?").param(caseNo).query(Long.class).single() > 0;
    }

    @Override
    public boolean review(String caseNo, String gate, Map<String, String> withheld) {
        Map<String, RowItem> reviewing = new LinkedHashMap<>();
        reviewing(caseNo).forEach(row -> reviewing.put(row.rowNo(), row));
        Map<String, String> reasons = Gate.reasons(withheld, reviewing.keySet());
        log.lock();
        reasons.forEach((no, reason) -> withhold(reviewing.get(no), gate, reason));
        cases.note(caseNo, "publication-" + gate, Gate.reviewed(gate, reasons.size(), reviewing.size()));
        return reviewing.size() > reasons.size();
    }

    @Override
    public void screenPrivacy(String caseNo) {
        List<String> names = names();
        long hits = reviewing(caseNo).stream().filter(row -> !found(row, names).isEmpty()).count();
        cases.note(caseNo, "publication-screened", hits == 0 ? "自动检查：没有发现姓名、证件号码、电话等" : "自动检查：" + hits + "条含姓名、证件号码或者电话等，已作遮盖，待人工确认");
    }

    /** Rows about people are not handed to the gate; that one is of an organisation was checked when it was taken in. */
    @Override
    public void excludePersons(String caseNo) {
        cases.note(caseNo, "publication-subject", "对象审查：均为法人、非法人组织或者个体工商户，自然人的不公示");
    }

    @Override
    public boolean checkBasis(String caseNo) {
        log.lock();
        List<RowItem> rows = reviewing(caseNo);
        if (rows.isEmpty()) {
            return false;   // revoked meanwhile
        }
        DocumentBasis.Answer answer = answer(rows);
        if (!answer.allowed()) {
            rows.forEach(row -> withhold(row, "basis", answer.basis()));
        }
        return answer.allowed();
    }

    @Override
    public void publish(String caseNo) {
        log.lock();   // before reading: whoever revokes one waits here, or has been seen
        List<String> names = names();
        List<RowItem> rows = reviewing(caseNo);
        DocumentBasis.Answer answer = rows.isEmpty() ? null : answer(rows);
        int published = 0;
        for (RowItem row : rows) {
            PublicRow shown = shown(row, answer, names);
            if (today().isAfter(shown.until())) {
                withhold(row, "term", "审查结束时公示期已满");
                continue;
            }
            String text = write(shown);
            jdbc.sql("update publication_row set state = 'published', shown = ?, published_on = ?, shown_until = ?, check_on = ? where row_no = ?")
                    .params(text, today(), shown.until(), shown.until().plusDays(1), row.rowNo()).update();
            log.add(row.rowNo(), caseNo, "publish", text, "通过保密、隐私、对象和依据审查", actor.id());
            published++;
        }
        cases.close(caseNo, published > 0 ? "published" : "withheld", published > 0 ? "公示" + published + "条" : "没有可以公示的信息");
    }

    @Override
    public void closeWithheld(String caseNo) {
        cases.close(caseNo, "withheld", "全部不予公示");
    }

    @Override
    public void abandon(String caseNo) {
        List<RowItem> left = reviewing(caseNo);
        if (!left.isEmpty()) {
            log.lock();
            left.forEach(row -> withhold(row, "manual", "公示审查流程已终止"));
        }
        cases.close(caseNo, "withheld", "公示审查流程已终止");
    }

    /** Takes one down, or out of review, in the transaction that revokes it; nothing happens to one that never was at the gate. */
    public void revoke(String rowNo, String reason) {
        log.lock();
        find(rowNo).ifPresent(row -> {
            if (row.state().equals(PublicationItem.REVIEWING)) {
                withhold(row, "standing", reason);
            } else if (row.state().equals(PublicationItem.PUBLISHED)) {
                takeDown(row, "standing", reason);
            }
        });
    }

    /** At the end of its term. */
    void settle(String rowNo) {
        log.lock();
        RowItem row = find(rowNo).orElseThrow();
        if (row.state().equals(PublicationItem.PUBLISHED) && today().isAfter(row.shownUntil())) {
            takeDown(row, "term", "公示期满，自动撤下");
        }
    }

    /** @throws Refusal if it is not shown, or no reason is given */
    public void takeDownByHand(String rowNo, String reason) {
        if (reason == null || reason.strip().length() < 5) {
            throw Refusal.invalid("请写明撤下的理由（至少5个字）。");
        }
        log.lock();
        takeDown(find(rowNo).filter(row -> row.state().equals(PublicationItem.PUBLISHED))
                .orElseThrow(() -> Refusal.conflict("这条信息现在没有公示，不需要撤下。请刷新页面核对。")), "manual", reason.strip());
    }

    @Transactional(readOnly = true)
    public Optional<RowItem> find(String rowNo) {
        return jdbc.sql(SELECT + "where row_no = ?").param(rowNo).query(Rows.of(RowItem.class)).optional();
    }

    /** The rows of a case, in the order of their numbers. */
    @Transactional(readOnly = true)
    public List<RowItem> ofCase(String caseNo) {
        return jdbc.sql(SELECT + "where case_no = ? order by row_no").param(caseNo).query(Rows.of(RowItem.class)).list();
    }

    /** As the public would see each today; at most that many. */
    @Transactional(readOnly = true)
    List<PublicRow> preview(String caseNo, int limit) {
        List<String> names = names();
        List<RowItem> rows = reviewing(caseNo);
        if (rows.isEmpty()) {
            return List.of();
        }
        DocumentBasis.Answer answer = answer(rows);
        return rows.stream().limit(limit).map(row -> shown(row, answer, names)).toList();
    }

    List<RowItem> reviewing(String caseNo) {
        return ofCase(caseNo).stream().filter(row -> row.state().equals(PublicationItem.REVIEWING)).toList();
    }

    /** What the table says of the rows of a case, which are all of one kind. */
    private DocumentBasis.Answer answer(List<RowItem> rows) {
        return basis.of(rows.get(0).kind(), today());
    }

    private PublicRow shown(RowItem row, DocumentBasis.Answer answer, List<String> names) {
        Body body = body(row);
        List<String> hidden = hidden(names, body);
        Map<String, String> content = new LinkedHashMap<>();
        body.content().forEach((label, value) -> content.put(label, privacy.screen(value, hidden).text()));
        LocalDate longest = today().plusMonths(answer.months());
        return new PublicRow(row.rowNo(), answer.label(), row.subjectName(), row.subjectCode(), row.documentNo(), row.documentDate(), content, answer.basis(), today(),
                row.lastDay().isBefore(longest) ? row.lastDay() : longest);
    }

    private List<String> found(RowItem row, List<String> names) {
        Body body = body(row);
        List<String> hidden = hidden(names, body);
        List<PersonalTraces.Screened> parts = new ArrayList<>();
        body.content().values().forEach(value -> parts.add(privacy.screen(value, hidden)));
        return Privacy.together(parts);
    }

    /** Longest first, as the screening needs them. */
    private static List<String> hidden(List<String> names, Body body) {
        return body.people().isEmpty() ? names
                : Stream.concat(body.people().stream().filter(name -> name.length() > 1), names.stream()).sorted((a, b) -> Integer.compare(b.length(), a.length())).toList();
    }

    private List<String> names() {
        return privacy.names(List.of(), Set.of());
    }

    private void withhold(RowItem row, String gate, String reason) {
        jdbc.sql("update publication_row set state = 'withheld', gate = ?, reason = ? where row_no = ?").params(gate, reason, row.rowNo()).update();
        log.add(row.rowNo(), row.caseNo(), "withhold", null, reason, actor.id());
    }

    private void takeDown(RowItem row, String gate, String reason) {
        jdbc.sql("update publication_row set state = 'taken-down', gate = ?, reason = ?, taken_down_on = ?, check_on = null where row_no = ?").params(gate, reason, today(), row.rowNo()).update();
        log.add(row.rowNo(), row.caseNo(), "take-down", null, reason, actor.id());
    }

    private Body body(RowItem row) {
        try {
            return json.readValue(row.body(), Body.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("row " + row.rowNo() + " is not JSON", e);
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row cannot be written as JSON", e);
        }
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
