package org.govintegrity.publication;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.govintegrity.credit.Links;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Rows of public registers that have passed the gate, as everybody may look them up; by date, even if the job that takes one down is late. */
@Service
@Transactional(readOnly = true)
public class PublicRows {

    private static final String SHOWN = " from publication_row where state = 'published' and shown_until >= :today and kind = :kind";

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Clock clock;

    PublicRows(JdbcClient jdbc, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** @param sha256 of the JSON that was published, as the log has it */
    public record Shown(PublicRow row, String sha256) {
    }

    /** @param page from 1 */
    public record Page(List<Shown> rows, int page, int pages, long total) {
    }

    /**
     * Newest document first.
     *
     * @param text part of a name or of a document's number, or a credit code; empty for all
     * @param page from 1; beyond the last page the last one is given
     */
    public Page find(String kind, String text, int page, int size) {
        String asked = text.isBlank() ? "" : " and (lower(subject_name) like :part escape '!' or subject_code = :code or lower(document_no) like :part escape '!')";
        PublicSearch<Shown> found = PublicSearch.of(jdbc, "shown", SHOWN + asked, "document_date desc, row_no desc", PublicSearch.params(text, Map.of("today", LocalDate.now(clock), "kind", kind)),
                page, size, this::read);
        return new Page(found.rows(), found.page(), found.pages(), found.total());
    }

    private Shown read(String shown) {
        try {
            return new Shown(json.readValue(shown, PublicRow.class), Links.sha256(shown));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was published is not JSON", e);
        }
    }
}
