package org.govintegrity.publication;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.govintegrity.casefile.Actor;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.casefile.PublicationDecided;
import org.govintegrity.casefile.PublicationWanted;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.registry.PersonalTraces;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Texts at the publication gate: yearly results, answers to deputies. One case a text; the same reviews, the same log and the same
 * masking as records have. A newer text of the same case and kind takes the place of the earlier one.
 */
@Service
@Transactional
public class DocumentGate implements Gate {

    private static final int LONGEST_TITLE = 100;
    private static final String SELECT = """
            select case_no, origin_no, kind, title, body, state, gate, reason, basis, shown, published_on, shown_until, taken_down_on from publication_document
            """;

    private final JdbcClient jdbc;
    private final Cases cases;
    private final DocumentBasis basis;
    private final PublicationLog log;
    private final Privacy privacy;
    private final ObjectMapper json;
    private final ApplicationEventPublisher events;
    private final Actor actor;
    private final Clock clock;

    DocumentGate(JdbcClient jdbc, Cases cases, DocumentBasis basis, PublicationLog log, Privacy privacy, ObjectMapper json, ApplicationEventPublisher events, Actor actor,
                 Clock clock) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.basis = basis;
        this.log = log;
        this.privacy = privacy;
        this.json = json;
        this.events = events;
        this.actor = actor;
        this.clock = clock;
    }

    /** What a text consists of, as it came. */
    private record Body(List<String> paragraphs, List<String> columns, List<List<String>> rows) {
    }

    /** Opens a case for the text; one of the same origin and kind that is still under review gives way. @return the case's number */
    public String open(PublicationWanted wanted) {
        if (wanted.title().length() > LONGEST_TITLE) {
            throw new IllegalArgumentException("a title of " + wanted.title().length() + " characters");
        }
        String label = basis.of(wanted.kind(), today()).label();
        log.lock();
        String parent = cases.find(wanted.originNo()).isPresent() ? wanted.originNo() : null;
        List<String> clauses = parent == null ? List.of("三.6") : cases.get(parent).clauses();
        String caseNo = cases.open(NewCase.numbered("GS", PublicationService.KIND, label + "公开审查：" + wanted.title(), null, clauses, parent)).caseNo();
        jdbc.sql("insert into publication_document (case_no, origin_no, kind, title, body, state) values (?, ?, ?, ?, ?, ?)")
                .params(caseNo, wanted.originNo(), wanted.kind(), wanted.title(), write(new Body(wanted.paragraphs(), wanted.columns(), wanted.rows())), PublicationItem.REVIEWING).update();
        jdbc.sql(SELECT + "where origin_no = ? and kind = ? and state = ? and case_no <> ?").params(wanted.originNo(), wanted.kind(), PublicationItem.REVIEWING, caseNo)
                .query(Rows.of(DocumentItem.class)).list().forEach(earlier -> withhold(earlier.caseNo(), "standing", "有新的版本（" + caseNo + "）"));
        return caseNo;
    }

    /** Whether the case is about a text. */
    @Transactional(readOnly = true)
    public boolean has(String caseNo) {
        return find(caseNo).isPresent();
    }

    @Override
    public boolean review(String caseNo, String gate, Map<String, String> withheld) {
        for (Map.Entry<String, String> one : withheld.entrySet()) {
            if (one.getValue() == null || one.getValue().strip().length() < 5) {
                throw Refusal.invalid("不予公开的，请写明理由（至少5个字）。");
            }
            if (one.getKey() != null && !one.getKey().strip().equals(caseNo)) {
                throw Refusal.invalid("本案审查的只有“" + caseNo + "”一件，请选“全部可以公示”或者“全部不予公示”。");
            }
        }
        log.lock();
        withheld.values().forEach(reason -> withhold(caseNo, gate, reason.strip()));
        boolean left = reviewing(caseNo);
        cases.note(caseNo, "publication-" + gate, (gate.equals("secrecy") ? "保密审查：" : "隐私和第三方审查：") + (left ? "可以公开" : "不予公开"));
        return left;
    }

    @Override
    public void screenPrivacy(String caseNo) {
        Set<String> found = found(get(caseNo));
        cases.note(caseNo, "publication-screened", found.isEmpty() ? "自动检查：没有发现姓名、证件号码、电话等" : "自动检查：含" + String.join("、", found) + "，已作遮盖，待人工确认");
    }

    /** A text of these kinds is about a unit or about what a unit has answered; people in it are masked. */
    @Override
    public void excludePersons(String caseNo) {
        cases.note(caseNo, "publication-subject", "对象审查：不是个人的信用信息，文中涉及的个人已作遮盖");
    }

    @Override
    public boolean checkBasis(String caseNo) {
        log.lock();
        DocumentBasis.Answer answer = basis.of(get(caseNo).kind(), today());
        jdbc.sql("update publication_document set basis = ? where case_no = ?").params(answer.basis(), caseNo).update();
        if (!answer.allowed()) {
            withhold(caseNo, "basis", answer.basis());
        }
        return reviewing(caseNo);
    }

    @Override
    public void publish(String caseNo) {
        log.lock();
        DocumentItem item = get(caseNo);
        if (item.state().equals(PublicationItem.REVIEWING)) {
            LocalDate until = today().plusMonths(basis.of(item.kind(), today()).months());
            String shown = write(shown(item, item.basis(), today(), until));
            published(item.originNo(), item.kind()).forEach(earlier -> takeDown(earlier, "standing", "由新的版本（" + caseNo + "）取代"));
            jdbc.sql("update publication_document set state = 'published', shown = ?, published_on = ?, shown_until = ?, check_on = ? where case_no = ?")
                    .params(shown, today(), until, until.plusDays(1), caseNo).update();
            log.add(caseNo, caseNo, "publish", shown, "通过保密、隐私、对象和依据审查", actor.id());
        }
        boolean published = get(caseNo).state().equals(PublicationItem.PUBLISHED);
        cases.close(caseNo, published ? "published" : "withheld", published ? "已公开" : "没有公开：" + item.reason());
        tell(caseNo);
    }

    @Override
    public void closeWithheld(String caseNo) {
        cases.close(caseNo, "withheld", "不予公开");
        tell(caseNo);
    }

    @Override
    public void abandon(String caseNo) {
        if (reviewing(caseNo)) {
            log.lock();
            withhold(caseNo, "manual", "公开审查流程已终止");
            cases.close(caseNo, "withheld", "公开审查流程已终止");
            tell(caseNo);
        }
        cases.close(caseNo, "withheld", "公开审查流程已终止");
    }

    /** Whoever asked for the text may be waiting to hear. */
    private void tell(String caseNo) {
        DocumentItem item = get(caseNo);
        boolean published = item.state().equals(PublicationItem.PUBLISHED);
        events.publishEvent(new PublicationDecided(item.originNo(), item.kind(), caseNo, published, published ? null : item.reason()));
    }

    /** At the end of its term. */
    void settle(String caseNo) {
        log.lock();
        DocumentItem item = get(caseNo);
        if (item.state().equals(PublicationItem.PUBLISHED) && today().isAfter(item.shownUntil())) {
            takeDown(item, "term", "公开期满，自动撤下");
        }
    }

    /** @throws Refusal if it is not shown, or no reason is given */
    public void takeDownByHand(String caseNo, String reason) {
        if (reason == null || reason.strip().length() < 5) {
            throw Refusal.invalid("请写明撤下的理由（至少5个字）。");
        }
        log.lock();
        DocumentItem item = get(caseNo);
        if (!item.state().equals(PublicationItem.PUBLISHED)) {
            throw Refusal.conflict("这份公开件现在没有公开，不需要撤下。请刷新页面核对。");
        }
        takeDown(item, "manual", reason.strip());
    }

    @Transactional(readOnly = true)
    public DocumentItem get(String caseNo) {
        return find(caseNo).orElseThrow(() -> Refusal.notFound("没有编号为“" + (caseNo.length() > 40 ? caseNo.substring(0, 40) + "…" : caseNo) + "”的公开件，请核对编号。"));
    }

    @Transactional(readOnly = true)
    public Optional<DocumentItem> find(String caseNo) {
        return jdbc.sql(SELECT + "where case_no = ?").param(caseNo).query(Rows.of(DocumentItem.class)).optional();
    }

    /** As the public would see it today, and what was masked in it. */
    @Transactional(readOnly = true)
    public PublicDocument preview(String caseNo) {
        DocumentItem item = get(caseNo);
        DocumentBasis.Answer answer = basis.of(item.kind(), today());
        return shown(item, answer.basis(), today(), today().plusMonths(answer.months()));
    }

    /** What points to a person in it, in words. */
    Set<String> found(DocumentItem item) {
        List<String> names = names();
        Body body = body(item);
        List<PersonalTraces.Screened> parts = new ArrayList<>();
        parts.add(privacy.screen(item.title(), names));
        body.paragraphs().forEach(text -> parts.add(privacy.screen(text, names)));
        body.rows().forEach(row -> row.forEach(text -> parts.add(privacy.screen(text, names))));
        return new LinkedHashSet<>(Privacy.together(parts));
    }

    private PublicDocument shown(DocumentItem item, String law, LocalDate from, LocalDate until) {
        List<String> names = names();
        Body body = body(item);
        return new PublicDocument(item.caseNo(), item.originNo(), basis.of(item.kind(), today()).label(), clean(item.title(), names), body.paragraphs().stream().map(text -> clean(text, names)).toList(),
                body.columns(), body.rows().stream().map(row -> row.stream().map(text -> clean(text, names)).toList()).toList(), law, from, until);
    }

    private List<String> names() {
        return privacy.names(List.of(), List.of());
    }

    private String clean(String text, List<String> names) {
        return privacy.screen(text, names).text();
    }

    private List<DocumentItem> published(String originNo, String kind) {
        return jdbc.sql(SELECT + "where origin_no = ? and kind = ? and state = 'published'").params(originNo, kind).query(Rows.of(DocumentItem.class)).list();
    }

    private boolean reviewing(String caseNo) {
        return get(caseNo).state().equals(PublicationItem.REVIEWING);
    }

    private void withhold(String caseNo, String gate, String reason) {
        jdbc.sql("update publication_document set state = 'withheld', gate = ?, reason = ? where case_no = ?").params(gate, reason, caseNo).update();
        log.add(caseNo, caseNo, "withhold", null, reason, actor.id());
    }

    private void takeDown(DocumentItem item, String gate, String reason) {
        jdbc.sql("update publication_document set state = 'taken-down', gate = ?, reason = ?, taken_down_on = ?, check_on = null where case_no = ?")
                .params(gate, reason, today(), item.caseNo()).update();
        log.add(item.caseNo(), item.caseNo(), "take-down", null, reason, actor.id());
    }

    private Body body(DocumentItem item) {
        try {
            return json.readValue(item.body(), Body.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the text of " + item.caseNo() + " is not JSON", e);
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a text cannot be written as JSON", e);
        }
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
