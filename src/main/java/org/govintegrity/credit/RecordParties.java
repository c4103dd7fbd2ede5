package org.govintegrity.credit;

import org.govintegrity.common.Refusal;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.govintegrity.registry.Unit;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Who may ask for something about a record, who has to answer, and whom the answer is served on. */
@Component
public class RecordParties {

    /** How somebody comes to ask. */
    public enum Way {
        /** for their own unit's record, or their own */
        OWN,
        /** the credit centre takes it down for somebody at the counter */
        COUNTER
    }

    private final CreditArchive archive;
    private final ReadLog readings;
    private final Registry registry;
    private final Clock clock;

    RecordParties(CreditArchive archive, ReadLog readings, Registry registry, Clock clock) {
        this.archive = archive;
        this.readings = readings;
        this.registry = registry;
        this.clock = clock;
    }

    /** What may be asked for, and how. */
    public record Claim(CreditRecord record, Way way, CameInPerson counter) {
        public boolean atCounter() {
            return way == Way.COUNTER;
        }
    }

    /** How this person may ask; empty if the record is not theirs. */
    public Optional<Way> way(CreditRecord record, String personId) {
        Optional<Person> person = registry.findPerson(personId);
        boolean own = switch (record.subject()) {
            case UNIT -> person.filter(p -> p.has(Role.HEAD) || p.has(Role.CLERK)).filter(p -> p.unitId().equals(actingUnit(record))).isPresent();
            case PERSON -> record.subjectId().equals(personId);
            case ORGANISATION -> false;
        };
        boolean counter = record.subject() != SubjectKind.UNIT && person.filter(p -> p.has(Role.CREDIT_CENTRE)).isPresent();
        return own ? Optional.of(Way.OWN) : counter ? Optional.of(Way.COUNTER) : Optional.empty();
    }

    /**
     * @param counter who came in person; null, or not looked at, where somebody asks for themselves
     * @throws Refusal (not found) in the same words whether there is no such record or it is not this person's; (invalid) if
     *                 the counter has not noted who asks
     */
    public Claim claim(String recordNo, String personId, CameInPerson counter) {
        CreditRecord record = askable(recordNo, personId);
        if (way(record, personId).orElseThrow() == Way.OWN) {
            return new Claim(record, Way.OWN, null);
        }
        if (counter == null) {
            throw Refusal.invalid("当面受理的，请填写当事人、怎样核验身份和联系方式。");
        }
        return new Claim(record, Way.COUNTER, counter.checked());
    }

    /** @throws Refusal (not found) in the same words whether there is no such record or it is not this person's */
    public CreditRecord askable(String recordNo, String personId) {
        return archive.find(recordNo).filter(r -> way(r, personId).isPresent()).orElseThrow(() -> notFound(recordNo));
    }

    /** The unit that acts for a unit's record today: itself, or who took over its duties; null for others. */
    public String actingUnit(CreditRecord record) {
        return record.subject() == SubjectKind.UNIT ? registry.successorOf(record.subjectId(), today()).map(Unit::id).orElse(record.subjectId()) : null;
    }

    /** The role that handles what is asked: the credit centre, or the joint office where the record is the centre's own or of its staff. */
    public Role desk(CreditRecord record) {
        boolean own = Stream.concat(Stream.of(record.unitId() == null ? "" : record.unitId(), record.subjectId()),
                registry.findPerson(record.subjectId()).map(Person::unitId).stream()).anyMatch(this::ofCentre);
        return own ? Role.JOINT_OFFICE : Role.CREDIT_CENTRE;
    }

    /**
     * The group of the unit that filed the record, if that is another than the credit centre and the subject itself. For a
     * person's record the head alone, not the whole unit.
     */
    public Optional<String> source(CreditRecord record) {
        return registry.findUnit(record.source()).flatMap(unit -> registry.successorOf(unit.id(), today())).map(Unit::id)
                .filter(unit -> !ofCentre(unit) && !unit.equals(actingUnit(record)))
                .map(unit -> record.restricted() ? Registry.headGroup(unit) : unit)
                .filter(group -> registry.peopleInGroup(group).stream().anyMatch(p -> !p.id().equals(record.subjectId())));
    }

    /** Whom the answer is served on: the unit, the person, or the credit centre where it has to be handed over. */
    public String addressee(CreditRecord record, boolean atCounter) {
        return atCounter || record.subject() == SubjectKind.ORGANISATION ? Role.CREDIT_CENTRE.id()
                : record.subject() == SubjectKind.UNIT ? actingUnit(record) : Registry.personGroup(record.subjectId());
    }

    /** Who has seen a record: groups of the registry, and readers it does not know, such as the key of an interface. */
    public record Audience(Set<String> groups, List<String> others) {
    }

    /**
     * Whoever filed a record or has looked into the file since it was entered: for a unit's record the reader's unit, for a
     * person's the reader alone, and never the subject.
     */
    public Audience shownTo(CreditRecord record) {
        Set<String> groups = new LinkedHashSet<>(source(record).stream().toList());
        List<String> others = new ArrayList<>();
        for (String reader : readings.readersSince(record.subject(), record.subjectId(), record.recordedAt())) {
            registry.findPerson(reader).map(p -> record.restricted() ? Registry.personGroup(p.id()) : p.unitId())
                    .ifPresentOrElse(groups::add, () -> others.add(reader));
        }
        groups.remove(addressee(record, false));
        return new Audience(groups, others);
    }

    /** How a paper addresses them; what came in at the counter is to be handed over. */
    public String salutation(CreditRecord record, CameInPerson counter) {
        return counter != null ? counter.name() + "（请信用中心按登记的联系方式送达：" + counter.contact() + "）"
                : record.subject() == SubjectKind.UNIT ? registry.unit(actingUnit(record)).fullName() : registry.displayName(record.subjectId());
    }

    /** Whom a confidential case is about; empty for a unit or somebody without an account. */
    public List<String> party(CreditRecord record) {
        return record.subject() == SubjectKind.PERSON && registry.findPerson(record.subjectId()).isPresent() ? List.of(record.subjectId()) : List.of();
    }

    private boolean ofCentre(String unitId) {
        return registry.peopleWithRole(Role.CREDIT_CENTRE).stream().anyMatch(p -> p.unitId().equals(unitId));
    }

    private static Refusal notFound(String recordNo) {
        return Refusal.notFound("没有编号为“" + (recordNo.length() > 40 ? recordNo.substring(0, 40) + "…" : recordNo)
                + "”、可以由您提出申请的信用记录。请从本单位或者本人的记录列表中选择。");
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
