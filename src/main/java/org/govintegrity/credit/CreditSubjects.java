package org.govintegrity.credit;

import org.govintegrity.common.OneOf;
import org.govintegrity.common.Refusal;
import org.govintegrity.registry.CreditCode;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The files of the archive: whose they are, and how a subject is found by code or identity number. */
@Service
@Transactional
public class CreditSubjects {

    private static final String FIELDS = "id, kind, subject_id, name, credit_code, legacy_code, identity_key, since";
    private static final String SELECT = "select " + FIELDS + " from credit_subject ";
    private static final RowMapper<CreditSubject> SUBJECT = (row, i) -> new CreditSubject(row.getLong("id"), SubjectKind.of(row.getString("kind")),
            row.getString("subject_id"), row.getString("name"), row.getString("credit_code"), row.getBoolean("legacy_code"), row.getString("identity_key") != null,
            row.getObject("since", LocalDate.class));
    /** How many values one statement may ask for at a time. */
    static final int STRIDE = 1_000;

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final IdentityVault vault;
    private final Clock clock;

    CreditSubjects(JdbcClient jdbc, JdbcTemplate batch, IdentityVault vault, Clock clock) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.vault = vault;
        this.clock = clock;
    }

    /** Which file; the id alone does not tell a person from a unit. */
    public record Ref(SubjectKind kind, String subjectId) {
    }

    @Transactional(readOnly = true)
    public Optional<CreditSubject> find(SubjectKind kind, String subjectId) {
        return jdbc.sql(SELECT + "where kind = ? and subject_id = ?").params(kind.code, subjectId).query(SUBJECT).optional();
    }

    @Transactional(readOnly = true)
    public Optional<CreditSubject> findByCode(CreditCode code) {
        return jdbc.sql(SELECT + "where credit_code = ?").param(code.text()).query(SUBJECT).optional();
    }

    @Transactional(readOnly = true)
    public Optional<CreditSubject> findByIdentity(IdentityNumber number) {
        return findByIdentityKey(vault.keyOf(number));
    }

    /** @param key what {@link IdentityVault#keyOf} gave */
    @Transactional(readOnly = true)
    public Optional<CreditSubject> findByIdentityKey(String key) {
        return jdbc.sql(SELECT + "where identity_key = ?").param(key).query(SUBJECT).optional();
    }

    /** The files with these keyed hashes of identity numbers, by hash; who has none is not in the answer. */
    @Transactional(readOnly = true)
    public Map<String, CreditSubject> byIdentityKeys(Collection<String> keys) {
        return by("identity_key", keys);
    }

    /** The files with these credit codes, by code. */
    @Transactional(readOnly = true)
    public Map<String, CreditSubject> byCodes(Collection<String> codes) {
        return by("credit_code", codes);
    }

    private Map<String, CreditSubject> by(String column, Collection<String> values) {
        Map<String, CreditSubject> found = new LinkedHashMap<>();
        List<String> all = values.stream().distinct().toList();
        for (int from = 0; from < all.size(); from += STRIDE) {
            OneOf some = OneOf.of(column, all.subList(from, Math.min(all.size(), from + STRIDE)));
            jdbc.sql("select " + column + " as found_by, " + FIELDS + " from credit_subject where " + some.sql()).param("values", some.value())
                    .query((row, i) -> found.put(row.getString("found_by"), SUBJECT.mapRow(row, i))).list();
        }
        return found;
    }

    /** Files of that name, whoever they belong to; at most {@code limit}. */
    @Transactional(readOnly = true)
    public List<CreditSubject> named(String name, int limit) {
        return jdbc.sql(SELECT + "where name = ? order by id fetch first ? rows only").params(name, limit).query(SUBJECT).list();
    }

    /** The identity number as it may be shown; empty where none is on file. */
    @Transactional(readOnly = true)
    public Optional<String> maskedIdentity(CreditSubject subject) {
        return jdbc.sql("select identity_cipher from credit_subject where id = ? and identity_cipher is not null").param(subject.id()).query(String.class).optional()
                .map(sealed -> vault.open(sealed).masked());
    }

    /** Opens a file, or gives the one that is there. */
    public CreditSubject open(SubjectKind kind, String subjectId, String name) {
        return openAll(Map.of(new Ref(kind, subjectId), name)).get(new Ref(kind, subjectId));
    }

    /** Opens the file of an enterprise or another body that is no unit; its code is its id. */
    public CreditSubject openOrganisation(CreditCode code, String name) {
        CreditSubject subject = findByCode(code).orElseGet(() -> open(SubjectKind.ORGANISATION, code.text(), name));
        if (subject.creditCode() == null) {
            setCode(subject.kind(), subject.subjectId(), code);
        }
        return find(subject.kind(), subject.subjectId()).orElseThrow();
    }

    /** The same for many in few statements, by code; a file that is there stays as it is. */
    public Map<String, CreditSubject> openOrganisations(Map<CreditCode, String> names) {
        Map<String, CreditSubject> found = byCodes(names.keySet().stream().map(CreditCode::text).toList());
        Map<Ref, String> missing = new LinkedHashMap<>();
        List<Object[]> codes = new ArrayList<>();
        names.forEach((code, name) -> {
            if (!found.containsKey(code.text())) {
                missing.put(new Ref(SubjectKind.ORGANISATION, code.text()), name);
                codes.add(new Object[]{code.text(), !code.valid(), SubjectKind.ORGANISATION.code, code.text()});
            }
        });
        if (!missing.isEmpty()) {
            openAll(missing);
            batch.batchUpdate("update credit_subject set credit_code = ?, legacy_code = ? where kind = ? and subject_id = ? and credit_code is null", codes);
            found.putAll(byCodes(missing.keySet().stream().map(Ref::subjectId).toList()));
        }
        return found;
    }

    /** Notes the code of a file; a real code that fails its check digit is marked. */
    public void setCode(SubjectKind kind, String subjectId, CreditCode code) {
        jdbc.sql("update credit_subject set credit_code = ?, legacy_code = ? where kind = ? and subject_id = ?")
                .params(code.text(), !code.valid(), kind.code, subjectId).update();
    }

    /** Opens the file of a natural person who is nobody of the registry; its id is made of the keyed hash and says nothing. */
    public CreditSubject openPerson(IdentityNumber number, String name) {
        return openPerson(vault.sealed(number), name);
    }

    /** The same for a number that is sealed already. */
    public CreditSubject openPerson(SealedIdentity number, String name) {
        Optional<CreditSubject> there = findByIdentityKey(number.key());
        if (there.isPresent()) {
            return there.get();
        }
        String id = idOfStranger(number.key());
        identify(id, name, number);
        return find(SubjectKind.PERSON, id).orElseThrow();
    }

    /** The same for many in few statements, by keyed hash of the number. */
    public Map<String, CreditSubject> openPeople(Map<SealedIdentity, String> names) {
        Map<String, CreditSubject> found = byIdentityKeys(names.keySet().stream().map(SealedIdentity::key).toList());
        Map<Ref, String> missing = new LinkedHashMap<>();
        List<Object[]> numbers = new ArrayList<>();
        names.forEach((number, name) -> {
            if (!found.containsKey(number.key())) {
                missing.put(new Ref(SubjectKind.PERSON, idOfStranger(number.key())), name);
                numbers.add(new Object[]{number.key(), number.cipher(), SubjectKind.PERSON.code, idOfStranger(number.key())});
            }
        });
        if (!missing.isEmpty()) {
            openAll(missing);
            batch.batchUpdate("update credit_subject set identity_key = ?, identity_cipher = ? where kind = ? and subject_id = ? and identity_key is null", numbers);
            found.putAll(byIdentityKeys(numbers.stream().map(row -> (String) row[0]).toList()));
        }
        return found;
    }

    /** The id of a natural person who is nobody of the registry, whether or not there is a file: made of the keyed hash, it says nothing. */
    public static String idOfStranger(String identityKey) {
        return "N" + identityKey.substring(0, 20);
    }

    /**
     * Puts a person's identity number on file, sealed.
     *
     * @throws Refusal (conflict) if the number stands in somebody else's file, or this file has another number
     */
    public void identify(String personId, String name, IdentityNumber number) {
        identify(personId, name, vault.sealed(number));
    }

    private void identify(String personId, String name, SealedIdentity number) {
        String key = number.key();
        CreditSubject subject = open(SubjectKind.PERSON, personId, name);
        findByIdentityKey(key).filter(other -> other.id() != subject.id()).ifPresent(other -> {
            throw Refusal.conflict("这个身份号码已登记在另一份个人档案（" + other.name() + "）。请核对是否填错，确有重复的请联系信用中心合并。");
        });
        String known = jdbc.sql("select identity_key from credit_subject where id = ?").param(subject.id()).query((row, i) -> Optional.ofNullable(row.getString(1)))
                .single().orElse(null);
        if (known != null && !known.equals(key)) {
            throw Refusal.conflict(name + "的档案已登记另一个身份号码。请核对；确需更正的，请由信用中心核实后办理。");
        }
        if (known == null) {
            jdbc.sql("update credit_subject set identity_key = ?, identity_cipher = ? where id = ?").params(key, number.cipher(), subject.id()).update();
        }
    }

    /** Opens many files at once; what is there stays as it is. Of two who open the same one, the second waits and finds it. */
    public Map<Ref, CreditSubject> openAll(Map<Ref, String> names) {
        if (names.isEmpty()) {
            return Map.of();
        }
        Map<Ref, CreditSubject> found = all(names.keySet());
        if (found.size() < names.size()) {
            jdbc.sql("select seq from credit_chain where id = 1 for update").query(Long.class).single();
            found = all(names.keySet());
            List<Object[]> missing = new ArrayList<>();
            for (Map.Entry<Ref, String> one : names.entrySet()) {
                if (!found.containsKey(one.getKey())) {
                    missing.add(new Object[]{one.getKey().kind().code, one.getKey().subjectId(), one.getValue(), LocalDate.now(clock)});
                }
            }
            batch.batchUpdate("insert into credit_subject (kind, subject_id, name, since, legacy_code) values (?, ?, ?, ?, false)", missing);
            found = all(names.keySet());
        }
        return found;
    }

    /** The files of these, as far as there are any. */
    @Transactional(readOnly = true)
    public Map<Ref, CreditSubject> all(Collection<Ref> refs) {
        Map<Ref, CreditSubject> found = new LinkedHashMap<>();
        Set<Ref> wanted = Set.copyOf(refs);
        List<String> ids = refs.stream().map(Ref::subjectId).distinct().toList();
        for (int from = 0; from < ids.size(); from += STRIDE) {
            // by id alone, for with the kind before it H2 would read all files of that kind
            OneOf some = OneOf.of("subject_id", ids.subList(from, Math.min(ids.size(), from + STRIDE)));
            jdbc.sql(SELECT + "where " + some.sql()).param("values", some.value()).query(SUBJECT).list().forEach(subject -> {
                Ref ref = new Ref(subject.kind(), subject.subjectId());
                if (wanted.contains(ref)) {
                    found.put(ref, subject);
                }
            });
        }
        return found;
    }
}
