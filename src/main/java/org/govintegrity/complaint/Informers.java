package org.govintegrity.complaint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.govintegrity.casefile.Cases;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.credit.IdentityVault;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.PersonalTraces;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.text.Normalizer;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who complained: encrypted, apart from the complaint, and opened only by officers named for it ({@link Role#INFORMER_KEEPER}) with a reason that stays
 * (信访工作条例 第30条). Also takes out of the complainant's own words whatever points to them before these are kept in the open.
 */
@Service
@Transactional
public class Informers {

    static final String MASK = "〔投诉人〕";
    /** Spaces of every width and dashes of every kind. */
    private static final String BETWEEN = "[\\s\\p{Z}\\p{Pd}]";
    private static final Pattern SPACED_MOBILE = Pattern.compile("(?<!\\d)1[3-9]\\d[ -]?\\d{4}[ -]?\\d{4}(?!\\d)");
    private static final int LONGEST_REASON = 500;
    private static final int SHORTEST_REASON = 5;

    private final JdbcClient jdbc;
    private final IdentityVault vault;
    private final Registry registry;
    private final Cases cases;
    private final ObjectMapper json;
    private final Clock clock;

    Informers(JdbcClient jdbc, IdentityVault vault, Registry registry, Cases cases, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.registry = registry;
        this.cases = cases;
        this.json = json;
        this.clock = clock;
    }

    /** What one sees after opening. @param originals the complainant's words as they came, where they differ from what is kept in the open */
    public record Opened(Informer informer, List<Original> originals) {
    }

    /** @param what {@code facts}, {@code message}, … */
    public record Original(String what, LocalDateTime at, String text) {
    }

    void keep(String caseNo, Informer informer) {
        if (!informer.known()) {
            return;
        }
        String found = informer.phone() != null ? informer.phone() : informer.number() != null ? informer.number() : informer.name();
        jdbc.sql("insert into complaint_identity (case_no, sealed, informer_key) values (?, ?, ?)")
                .params(caseNo, vault.sealText(write(informer)), found == null ? null : vault.keyOf("complaint informer", found.strip())).update();
    }

    /** Cases of the same complainant, as far as they can be told. */
    @Transactional(readOnly = true)
    List<String> sameAs(String caseNo) {
        return jdbc.sql("select o.case_no from complaint_identity o join complaint_identity t on t.informer_key = o.informer_key where t.case_no = ? and o.case_no <> ?")
                .params(caseNo, caseNo).query(String.class).list();
    }

    /**
     * The complainant's words as they may be kept in the open: without their name, numbers and addresses, and without any telephone, identity or card
     * number at all. Where that changes something, the words as they came are kept encrypted.
     *
     * @param what what they are, for whoever opens them
     */
    String shielded(String caseNo, String what, String words) {
        return shielded(caseNo, what, words, identity(caseNo));
    }

    /** @param informer as given with the words, whether it is kept or not: who wants to stay anonymous may have signed all the same */
    String shielded(String caseNo, String what, String words, Informer informer) {
        String masked = masked(informer, words);
        if (!masked.equals(words)) {
            jdbc.sql("insert into complaint_original (case_no, what, sealed, kept_at) values (?, ?, ?, ?)").params(caseNo, what, vault.sealText(words), now()).update();
        }
        return masked;
    }

    static String masked(Informer informer, String words) {
        String masked = words;
        for (String trace : informer.traces()) {
            masked = spaced(trace).matcher(masked).replaceAll(MASK);
        }
        masked = SPACED_MOBILE.matcher(masked).replaceAll(number -> number.group().replaceAll("\\D", ""));
        return PersonalTraces.screen(masked, List.of()).text();
    }

    /** However somebody spaces it, in whatever case and width. */
    private static Pattern spaced(String trace) {
        return Pattern.compile(Normalizer.normalize(trace, Normalizer.Form.NFKC).replaceAll(BETWEEN, "").codePoints()
                .mapToObj(letter -> letter > ' ' && letter < 0x7f ? "(?:" + Pattern.quote(Character.toString(letter)) + "|" + Character.toString(letter + 0xFEE0) + ")"
                        : Pattern.quote(Character.toString(letter))).collect(Collectors.joining(BETWEEN + "*")), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** Whether this person is one of those named to open identities. */
    public boolean mayOpen(String personId, String caseNo) {
        Optional<Person> person = registry.findPerson(personId);
        return person.filter(p -> p.has(Role.INFORMER_KEEPER)).isPresent()
                && jdbc.sql("select count(*) from complaint where case_no = ? and unit_id = ?").params(caseNo, person.get().unitId()).query(Integer.class).single() == 0;
    }

    /**
     * Opens an identity; that somebody did, and why, stays and can be read by the supervisors.
     *
     * @throws Refusal (forbidden) if the person is not named for it or works for the body complained of, (invalid) without a reason
     */
    public Opened open(String caseNo, String personId, String reason) {
        log(caseNo, personId, "identity", reason);
        List<Original> originals = jdbc.sql("select what, sealed, kept_at from complaint_original where case_no = ? order by id").param(caseNo)
                .query((row, i) -> new Original(row.getString("what"), row.getObject("kept_at", LocalDateTime.class), vault.openText(row.getString("sealed")))).list();
        return new Opened(identity(caseNo), originals);
    }

    /** @throws Refusal as {@link #open} */
    void log(String caseNo, String personId, String what, String reason) {
        if (!mayOpen(personId, caseNo)) {
            throw Refusal.forbidden("投诉人身份只有指定的保管人员可以查看，被投诉单位的人员一律不得查看。");
        }
        String words = reason == null ? "" : reason.strip();
        if (words.length() < SHORTEST_REASON) {
            throw Refusal.invalid("请写明查看投诉人身份的理由，至少" + SHORTEST_REASON + "个字；查看记录由监督员检查。");
        }
        if (words.length() > LONGEST_REASON) {
            throw Refusal.invalid("理由最多" + LONGEST_REASON + "字，请缩短。");
        }
        jdbc.sql("insert into complaint_opening (case_no, person_id, what, reason, opened_at) values (?, ?, ?, ?, ?)").params(caseNo, personId, what, words, now()).update();
        cases.note(caseNo, "internal-identity-opened", "查看投诉人" + (what.equals("identity") ? "身份" : "原始附件") + "，理由已登记");
    }

    /** Newest first. @param caseNo null for all */
    @Transactional(readOnly = true)
    public List<Opening> openings(String caseNo, int limit) {
        return jdbc.sql("select id, case_no, person_id, what, reason, opened_at from complaint_opening" + (caseNo == null ? "" : " where case_no = :no")
                        + " order by id desc fetch first :limit rows only").param("no", caseNo).param("limit", limit).query(Rows.of(Opening.class)).list();
    }

    /** For masking only; whatever shows it goes through {@link #open}. */
    Informer identity(String caseNo) {
        return jdbc.sql("select sealed from complaint_identity where case_no = ?").param(caseNo).query(String.class).optional().map(vault::openText).map(this::read)
                .orElse(Informer.UNKNOWN);
    }

    private LocalDateTime now() {
        return LocalDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS);
    }

    private String write(Informer informer) {
        try {
            return json.writeValueAsString(informer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an identity cannot be written");   // without what it was
        }
    }

    private Informer read(String text) {
        try {
            return json.readValue(text, Informer.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a kept identity cannot be read");   // without what it was
        }
    }
}
