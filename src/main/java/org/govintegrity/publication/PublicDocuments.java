package org.govintegrity.publication;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.govintegrity.common.Refusal;
import org.govintegrity.credit.Links;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Texts that have passed the gate, as everybody may read them; by date, even if the job that takes one down is late. */
@Service
@Transactional(readOnly = true)
public class PublicDocuments {

    private static final String SHOWN = " from publication_document where state = 'published' and shown_until >= :today";

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Clock clock;

    PublicDocuments(JdbcClient jdbc, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** @param sha256 of the JSON that was published, as the log has it */
    public record Shown(PublicDocument document, String sha256) {
    }

    /** @param page from 1 */
    public record Page(List<Shown> documents, int page, int pages, long total) {
    }

    /**
     * Newest first.
     *
     * @param text part of a title; empty for all
     * @param page from 1; beyond the last page the last one is given
     */
    public Page find(String text, int page, int size) {
        PublicSearch<Shown> found = PublicSearch.of(jdbc, "shown", SHOWN + (text.isBlank() ? "" : " and lower(title) like :part escape '!'"), "published_on desc, case_no desc",
                PublicSearch.params(text, Map.of("today", LocalDate.now(clock))), page, size, this::read);
        return new Page(found.rows(), found.page(), found.pages(), found.total());
    }

    /** @throws Refusal if nothing of that number is shown today */
    public Shown get(String documentNo) {
        return jdbc.sql("select shown" + SHOWN + " and case_no = :no").param("today", LocalDate.now(clock)).param("no", documentNo).query(String.class).optional().map(this::read)
                .orElseThrow(() -> Refusal.notFound("没有这份公开件，或者公开期已满。请回到公开件列表查找。"));
    }

    /** What is shown today of these cases and of that kind, by the case it comes from. */
    public Map<String, PublicDocument> ofOrigins(Collection<String> originNos, String kind) {
        Map<String, PublicDocument> found = new HashMap<>();
        if (!originNos.isEmpty()) {
            jdbc.sql("select shown" + SHOWN + " and kind = :kind and origin_no in (:origins)").param("today", LocalDate.now(clock)).param("kind", kind).param("origins", originNos)
                    .query(String.class).list().stream().map(this::read).forEach(one -> found.put(one.document().originNo(), one.document()));
        }
        return found;
    }

    private Shown read(String shown) {
        try {
            return new Shown(json.readValue(shown, PublicDocument.class), Links.sha256(shown));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was published is not JSON", e);
        }
    }
}
