package org.govintegrity.check;

import com.fasterxml.jackson.annotation.JsonInclude;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/**
 * What a check answers; stored as JSON and never made anew, so that its hash proves it. Holds no identity number.
 *
 * @param subject    the subject's name as asked, its code, and whether it has a file
 * @param level      {@code none, minor, general} or {@code serious}
 * @param listed     on the list of serious cases (a person never is)
 * @param words      the answer in one sentence
 * @param records    in force on {@code asOf}, heaviest first, as far as the purpose may see them
 * @param measures   what may follow at most; nothing else may
 * @param suggestion what the table suggests
 * @param tableBasis why these measures
 * @param ground     why the asker may ask
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Answer(String checkNo, String unitId, String unit, Purpose purpose, String basis, String matterNo, String ground, Subject subject,
                     LocalDateTime answeredAt, LocalDate asOf, LocalDate validUntil, String level, String levelWords, boolean listed, String words,
                     List<Entry> records, List<Measure> measures, Outcome suggestion, String suggestionWords, String tableBasis) {

    /**
     * @param kind       {@code unit, organisation} or {@code person}
     * @param name       as the asker gave it; null if not given
     * @param legacyCode the code fails its check digit: an old one, or mistyped
     * @param onFile     whether there is a file; null for a person, for a file of records that the purpose may not see would say too much
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Subject(String kind, String kindWords, String name, String creditCode, boolean legacyCode, Boolean onFile) {
    }

    /**
     * A record in force. For a purpose that may see a summary only, document number, decision and clause are left out.
     *
     * @param standing   {@code in-force, objected} (an objection is being handled) or {@code corrected}
     * @param repair     whether and from when it may be repaired, in words
     * @param repairFrom first day on which repair may be asked for
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Entry(String recordNo, String kind, String kindWords, String breachClass, String classWords, String standing, String standingWords,
                        String documentName, String documentNo, LocalDate documentDate, String decision, LocalDate useUntil, String repair,
                        LocalDate repairFrom) {
    }
}
