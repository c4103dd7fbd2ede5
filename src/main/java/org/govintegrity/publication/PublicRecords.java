package org.govintegrity.publication;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.govintegrity.credit.Links;
import org.govintegrity.credit.RecordKind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What the public page and the feed show. The query asks the archive once more and by date: never a person's record, never one
 * beyond its term or ended, even if the job that takes it down is late.
 */
@Service
@Transactional(readOnly = true)
public class PublicRecords {

    private static final String SHOWN = """
             from publication_item i join credit_record r on r.record_no = i.record_no join credit_subject s on s.id = r.subject
            where i.state = 'published' and i.shown_until >= :today and r.publish_until >= :today and r.publishable = true and s.kind <> 'person'
              and (r.sanction_until is null or r.sanction_until >= :today)
              and not exists (select 1 from credit_event e where e.record_no = i.record_no and e.effective_on <= :today
                  and e.standing in ('withdrawn', 'superseded', 'repaired', 'released'))
            """;
    private static final String NOTICED = """
             from publication_item i join credit_record r on r.record_no = i.record_no join credit_subject s on s.id = r.subject
            where i.state = 'taken-down' and i.notice is not null and i.notice_until >= :today and s.kind <> 'person'
            """;

    private final JdbcClient jdbc;
    private final PublicationLog log;
    private final ObjectMapper json;
    private final Clock clock;

    PublicRecords(JdbcClient jdbc, PublicationLog log, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.log = log;
        this.json = json;
        this.clock = clock;
    }

    /** @param sha256 of the JSON that was published, as the log has it */
    public record Shown(PublishedRecord record, String sha256) {
    }

    /** @param page from 1 */
    public record Page(List<Shown> records, List<PublishedNotice> notices, int page, int pages, long total) {
    }

    /**
     * Newest document first.
     *
     * @param text part of a unit's name or of a document's number, or a credit code; empty for all
     * @param page from 1; beyond the last page the last one is given
     */
    public Page find(String text, int page, int size) {
        return find(text, null, page, size);
    }

    /** @param kind only records of this kind; null for all */
    public Page find(String text, RecordKind kind, int page, int size) {
        Map<String, Object> params = PublicSearch.params(text, Map.of("today", LocalDate.now(clock)));
        if (kind != null) {
            params.put("kind", kind.code);
        }
        String asked = (kind == null ? "" : " and r.kind = :kind")
                + (text.isBlank() ? "" : " and (lower(i.subject_name) like :part escape '!' or i.subject_code = :code or lower(i.document_no) like :part escape '!')");
        PublicSearch<Shown> found = PublicSearch.of(jdbc, "i.shown", SHOWN + asked, "i.document_date desc, i.record_no desc", params, page, size,
                one -> new Shown(read(one, PublishedRecord.class), Links.sha256(one)));
        List<PublishedNotice> notices = jdbc.sql("select i.notice" + NOTICED + asked + " order by i.taken_down_on desc, i.record_no desc fetch first 200 rows only")
                .params(params).query(String.class).list().stream().map(one -> read(one, PublishedNotice.class)).toList();
        return new Page(found.rows(), notices, found.page(), found.pages(), found.total());
    }

    /** Changes whenever anything shown may have: with each act in the log and with each day. */
    public String version() {
        return LocalDate.now(clock) + "-" + log.head().substring(0, 32);
    }

    private <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was published is not JSON", e);
        }
    }
}
