package org.govintegrity.filing;

import org.govintegrity.credit.CreditSubject;
import org.govintegrity.credit.CreditSubjects;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.registry.CreditCode;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds whose rows these are: units by credit code, first among those of the registry, then among the archive's; persons by the
 * keyed hash of the identity number. A name that does not agree makes no match, for a wrong record is worse than a clerk's look.
 */
final class Matching {

    private final Registry registry;
    private final LocalDate today;
    private final Map<String, Unit> unitsByCode = new HashMap<>();
    private final Map<String, Unit> unitsByName = new HashMap<>();
    private final Map<String, Person> people = new HashMap<>();
    private final Map<String, CreditSubject> byCode;
    private final Map<String, CreditSubject> byIdentity;

    /**
     * @param ref   whose record it is; null if nobody could be told
     * @param name  for a file that is opened now
     * @param trace words in front of the facts: whose it was before; empty if it was always the subject's
     * @param why   why nobody could be told; null if somebody was
     */
    record Match(CreditSubjects.Ref ref, String name, String trace, String why) {

        static Match found(SubjectKind kind, String id, String name) {
            return new Match(new CreditSubjects.Ref(kind, id), name, "", null);
        }

        static Match undecided(String why) {
            return new Match(null, null, "", why);
        }
    }

    Matching(Collection<Checked> rows, CreditSubjects subjects, Registry registry, LocalDate today) {
        this.registry = registry;
        this.today = today;
        for (Unit unit : registry.units()) {
            boolean now = unit.validOn(today);
            for (String name : List.of(unit.fullName(), unit.shortName(), unit.id())) {
                unitsByName.merge(name, unit, (before, after) -> now ? after : before);
            }
            if (unit.creditCode() != null) {
                unitsByCode.merge(unit.creditCode().text(), unit, (before, after) -> now ? after : before);
            }
        }
        registry.people().forEach(person -> people.put(person.id(), person));
        byCode = subjects.byCodes(rows.stream().map(Checked::code).filter(Objects::nonNull).map(CreditCode::text).toList());
        byIdentity = subjects.byIdentityKeys(rows.stream().map(r -> r.row().identity()).filter(Objects::nonNull).map(i -> i.key()).toList());
    }

    /** The files found, whether or not the names agree. */
    Collection<CreditSubject> files() {
        return Stream.concat(byCode.values().stream(), byIdentity.values().stream()).toList();
    }

    Match of(Checked row) {
        return row.subject() == SubjectKind.PERSON ? person(row) : body(row);
    }

    private Match body(Checked row) {
        CreditCode code = row.code();
        if (code == null) {
            return Match.undecided("没有统一社会信用代码，请认定是哪个主体");
        }
        Unit unit = unitsByCode.get(code.text());
        if (unit != null) {
            return named(row.name(), unit.fullName(), unit.shortName()) ? unit(unit)
                    : Match.undecided("这个代码是" + unit.fullName() + "的，与所填名称不一致，请核对后认定");
        }
        CreditSubject known = byCode.get(code.text());
        if (known != null) {
            return named(row.name(), known.name()) ? Match.found(known.kind(), known.subjectId(), known.name())
                    : Match.undecided("这个代码是" + known.name() + "的，与所填名称不一致，请核对后认定");
        }
        return Match.undecided(code.valid() ? "档案中没有这个代码的主体，请认定或者新建档案"
                : "代码的校验位不符（按前17位应为" + code.expectedCheck().orElseThrow() + "），可能是早期旧码，请核对证书后认定");
    }

    /** A unit, or who has taken over from it. */
    Match unit(Unit unit) {
        if (unit.validOn(today)) {
            return Match.found(SubjectKind.UNIT, unit.id(), unit.fullName());
        }
        return registry.successorOf(unit.id(), today).map(now -> new Match(new CreditSubjects.Ref(SubjectKind.UNIT, now.id()), now.fullName(),
                        "原" + unit.fullName() + "，由" + now.fullName() + "承接。", null))
                .orElseGet(() -> Match.undecided(unit.fullName() + "已不存续，也没有登记承接单位，请认定"));
    }

    private Match person(Checked row) {
        if (row.row().identity() == null) {
            return Match.undecided("没有身份号码，请认定是哪个人");
        }
        CreditSubject known = byIdentity.get(row.row().identity().key());
        if (known == null) {
            return Match.undecided("档案中没有这个身份号码，请认定或者新建档案");
        }
        String name = person(known.subjectId()).map(Person::name).orElse(known.name());
        return named(row.name(), name) ? Match.found(SubjectKind.PERSON, known.subjectId(), name)
                : Match.undecided("这个身份号码登记的姓名与所填姓名不一致，请核对后认定");
    }

    Optional<Person> person(String id) {
        return Optional.ofNullable(people.get(id));
    }

    /** The unit a person was with at the time, by its name or id. */
    Optional<Unit> unitNamed(String name) {
        return Optional.ofNullable(name == null ? null : unitsByName.get(name));
    }

    private static boolean named(String written, String... known) {
        return List.of(known).contains(written);
    }
}
