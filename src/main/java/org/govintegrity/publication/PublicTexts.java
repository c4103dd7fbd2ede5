package org.govintegrity.publication;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.govintegrity.credit.CreditEvent;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.CreditSubject;
import org.govintegrity.credit.CreditSubjects;
import org.govintegrity.credit.Standing;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes of a record what the public may see of it, and nothing more. */
@Component
class PublicTexts {

    private final Privacy privacy;
    private final Registry registry;
    private final CreditSubjects subjects;
    private final ObjectMapper json;

    PublicTexts(Privacy privacy, Registry registry, CreditSubjects subjects, ObjectMapper json) {
        this.privacy = privacy;
        this.registry = registry;
        this.subjects = subjects;
        this.json = json;
    }

    /** @param names of {@link #names}, for all records that are shown together */
    PublishedRecord of(CreditRecord r, String basis, LocalDate publishedOn, List<String> names) {
        return new PublishedRecord(r.recordNo(), subjectName(r), creditCode(r), r.kind().label, r.breachClass().label, clean(r.documentName(), names), clean(r.documentNo(), names),
                r.documentDate(), clean(r.facts(), names), clean(r.decision(), names), registry.findUnit(r.source()).map(Unit::fullName).orElse(null), publishedOn,
                r.terms().publishUntil(), basis, r.terms().basis(), r.standing().label, clean(last(r, Standing.CORRECTED), names));
    }

    PublishedNotice notice(CreditRecord r, LocalDate shownFrom, LocalDate shownTo, LocalDate publishedOn, LocalDate until) {
        List<String> names = names(List.of(r));
        return new PublishedNotice(r.recordNo(), subjectName(r), creditCode(r), clean(r.documentName(), names), clean(r.documentNo(), names),
                r.standing() == Standing.WITHDRAWN ? "撤销" : "更正", shownFrom, shownTo, clean(last(r, r.standing()), names), publishedOn, until);
    }

    List<String> names(Collection<CreditRecord> records) {
        return privacy.names(records.stream().map(CreditRecord::caseNo).toList(), records.stream().filter(CreditRecord::restricted).map(CreditRecord::subjectName).toList());
    }

    /** What would point to a person in what is shown of a record, in words. */
    List<String> found(CreditRecord r, List<String> names) {
        return Privacy.together(List.of(privacy.screen(r.documentName(), names), privacy.screen(r.documentNo(), names), privacy.screen(r.facts(), names),
                privacy.screen(r.decision(), names)));
    }

    String clean(String text, List<String> names) {
        return privacy.screen(text, names).text();
    }

    /** A person's name is never kept outside the archive. */
    String subjectName(CreditRecord r) {
        return r.restricted() ? "个人" : r.subjectName();
    }

    String creditCode(CreditRecord r) {
        return creditCodes(List.of(r), List.of()).get(r.recordNo());
    }

    /** The same for many in few statements, by number of the record; who has no code is not in the answer. @param known files that need not be read again */
    Map<String, String> creditCodes(Collection<CreditRecord> records, Collection<CreditSubject> known) {
        Map<String, Unit> units = registry.units().stream().collect(Collectors.toMap(Unit::id, Function.identity()));
        Map<CreditSubjects.Ref, CreditSubject> files = known.stream().collect(Collectors.toMap(file -> new CreditSubjects.Ref(file.kind(), file.subjectId()), Function.identity(), (a, b) -> a, HashMap::new));
        files.putAll(subjects.all(records.stream().filter(r -> !r.restricted()).map(r -> new CreditSubjects.Ref(r.subject(), r.subjectId())).distinct().filter(ref -> !files.containsKey(ref)).toList()));
        Map<String, String> codes = new HashMap<>();
        for (CreditRecord r : records) {
            if (!r.restricted()) {
                Optional.ofNullable(units.get(r.subjectId())).map(Unit::creditCode).map(Object::toString)
                        .or(() -> Optional.ofNullable(files.get(new CreditSubjects.Ref(r.subject(), r.subjectId()))).map(CreditSubject::creditCode))
                        .ifPresent(code -> codes.put(r.recordNo(), code));
            }
        }
        return codes;
    }

    String json(Object shown) {
        try {
            return json.writeValueAsString(shown);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is shown cannot be written as JSON", e);
        }
    }

    private static String last(CreditRecord r, Standing standing) {
        return r.events().stream().filter(e -> e.standing() == standing && !e.effectiveOn().isAfter(r.readOn())).map(CreditEvent::text).reduce((a, b) -> b).orElse(null);
    }
}
