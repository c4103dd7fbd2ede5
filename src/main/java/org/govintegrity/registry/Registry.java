package org.govintegrity.registry;

import org.govintegrity.common.Refusal;
import org.springframework.stereotype.Service;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Answers who there is and who owes what. What it returns is a state of one moment and never changes. */
@Service
public class Registry {

    private static final String ONE_PERSON = "person:";

    private final RegistryStore store;

    Registry(RegistryStore store) {
        this.store = store;
    }

    /**
     * Lets what follows in a service without a transaction rest on the registry as this server knew it at most a second ago. What is
     * loaded on this server counts at once.
     */
    public void useRecent() {
        store.useRecent();
    }

    /** @throws Refusal when no district has been loaded yet */
    public Plan plan() {
        var plan = store.current().plan();
        if (plan == null) {
            throw Refusal.notFound("还没有装载地区的方案数据。请管理员先装载数据文件夹，再重试。");
        }
        return plan;
    }

    /** Every unit there is or was, in the order of the file. */
    public List<Unit> units() {
        return List.copyOf(store.current().units().values());
    }

    /** The units that exist on that day, in the order of the file. */
    public List<Unit> unitsOn(LocalDate day) {
        return store.current().units().values().stream().filter(unit -> unit.validOn(day)).toList();
    }

    public Optional<Unit> findUnit(String id) {
        return find(store.current().units(), id);
    }

    /** @throws Refusal naming the id and up to three similar ones */
    public Unit unit(String id) {
        var units = store.current().units();
        return find(units, id).orElseThrow(() -> {
            var names = new LinkedHashMap<String, List<String>>();
            units.values().forEach(unit -> names.put(unit.shortName() + " " + unit.id(),
                    List.of(unit.id(), unit.shortName(), unit.fullName())));
            return Refusal.notFound("没有编号为“" + Similar.shorten(id) + "”的单位。"
                    + Similar.hint(id, names, "请从单位名录中选择。"));
        });
    }

    /** Everybody, in the order of the file. */
    public List<Person> people() {
        return List.copyOf(store.current().people().values());
    }

    public Optional<Person> findPerson(String id) {
        return find(store.current().people(), id);
    }

    /** @throws Refusal naming the id and up to three similar ones */
    public Person person(String id) {
        var people = store.current().people();
        return find(people, id).orElseThrow(() -> {
            var ids = new LinkedHashMap<String, List<String>>();
            people.keySet().forEach(known -> ids.put(known, List.of(known)));
            return Refusal.notFound("没有账号为“" + Similar.shorten(id) + "”的人员。"
                    + Similar.hint(id, ids, "请从人员名录中选择。"));
        });
    }

    /** Everybody who belongs to that unit, whatever their role; empty for an unknown unit. */
    public List<Person> peopleOf(String unitId) {
        return people().stream().filter(person -> person.unitId().equals(unitId)).toList();
    }

    public List<Person> peopleWithRole(Role role) {
        return people().stream().filter(person -> person.has(role)).toList();
    }

    /** @throws Refusal when there is no such unit, or it is over and nobody heads it */
    public Person headOf(String unitId) {
        var unit = unit(unitId);
        return find(store.current().people(), unit.headId()).orElseThrow(() -> Refusal.notFound(
                unit.shortName() + "没有负责人" + (unit.validTo() == null ? "" : "（该单位已撤销）")
                        + "。请改选承接单位，或请管理员在单位名录中补上负责人。"));
    }

    /** Name and unit, such as {@code 王宁（区财政局）}; of somebody unknown, the id itself, so that old records stay readable. */
    public String displayName(String personId) {
        var now = store.current();
        return find(now.people(), personId)
                .map(person -> person.name() + "（" + now.units().get(person.unitId()).shortName() + "）")
                .orElse(personId);
    }

    /** Id of the group of a unit's head; the unit's own id is the group of all its people. */
    public static String headGroup(String unitId) {
        return unitId + "head";
    }

    /** Addresses one person alone, for what is served on them and not on their unit; no group of the engine. */
    public static String personGroup(String personId) {
        return ONE_PERSON + personId;
    }

    /** The person a {@link #personGroup} stands for. */
    public Optional<Person> personOfGroup(String group) {
        return group.startsWith(ONE_PERSON) ? findPerson(group.substring(ONE_PERSON.length())) : Optional.empty();
    }

    /** The unit behind a group: the unit's own, or that of its head; empty for a central role. */
    public Optional<Unit> unitOfGroup(String group) {
        return findUnit(group).or(() -> group.endsWith("head") ? findUnit(group.substring(0, group.length() - "head".length())) : Optional.empty());
    }

    /**
     * The engine groups of a person: their unit, its head's group if they head it, and each central role.
     * Empty for somebody unknown.
     */
    public List<String> groupsOf(String personId) {
        return findPerson(personId).map(Registry::groups).orElse(List.of());
    }

    /** Everybody in a group, whether a unit's, a head's, a central role's or one person's own. */
    public List<Person> peopleInGroup(String group) {
        return personOfGroup(group).map(List::of).orElseGet(() -> people().stream().filter(person -> groups(person).contains(group)).toList());
    }

    private static List<String> groups(Person person) {
        var groups = new ArrayList<String>();
        if (!person.roles().isEmpty()) {   // somebody who has left keeps a name, but no rights
            groups.add(person.unitId());
        }
        for (Role role : person.roles()) {
            if (role == Role.HEAD) {
                groups.add(headGroup(person.unitId()));
            } else if (role != Role.CLERK) {
                groups.add(role.id());
            }
        }
        return List.copyOf(groups);
    }

    /** The plan's tasks and safeguards in the plan's order. */
    public List<PlanClause> clauses() {
        return List.copyOf(store.current().clauses().values());
    }

    public Optional<PlanClause> findClause(String id) {
        return find(store.current().clauses(), id);
    }

    /** @throws Refusal naming the id and up to three similar ones */
    public PlanClause clause(String id) {
        var clauses = store.current().clauses();
        return find(clauses, id).orElseThrow(() -> {
            var names = new LinkedHashMap<String, List<String>>();
            clauses.values().forEach(clause -> names.put(clause.id() + " " + clause.title(),
                    List.of(clause.id(), clause.title())));
            return Refusal.notFound("方案里没有“" + Similar.shorten(id) + "”这一条。"
                    + Similar.hint(id, names, "请从方案条目中选择，例如“三.1”。"));
        });
    }

    public List<UnitGroup> groups() {
        return List.copyOf(store.current().groups().values());
    }

    /** The units the plan names, as it names them. */
    public List<NamedUnit> namedUnits() {
        return List.copyOf(store.current().namedUnits().values());
    }

    /**
     * Everybody the clause binds on that day, the leading units first, each once: groups expanded to their members,
     * units that are over replaced by who took over.
     *
     * @throws Refusal when there is no such clause
     */
    public List<Unit> unitsResponsibleFor(String clauseId, LocalDate day) {
        var clause = clause(clauseId);
        return expand(Stream.concat(clause.leadUnits().stream(), clause.responsibleUnits().stream()), day);
    }

    /**
     * The units that lead the clause on that day; empty where the plan names none.
     *
     * @throws Refusal when there is no such clause
     */
    public List<Unit> unitsLeading(String clauseId, LocalDate day) {
        return expand(clause(clauseId).leadUnits().stream(), day);
    }

    /**
     * Who answers for that unit on that day: itself while it lasts, then its successor, its successor's successor …;
     * empty when it ended without one, or had not begun.
     *
     * @throws Refusal when there is no such unit
     */
    public Optional<Unit> successorOf(String unitId, LocalDate day) {
        return follow(store.current().units(), unit(unitId), day).filter(unit -> unit.validOn(day));
    }

    private List<Unit> expand(Stream<String> refs, LocalDate day) {
        var now = store.current();
        return refs.flatMap(ref -> {
                    var group = now.groups().get(ref);
                    return group == null ? Stream.of(now.units().get(ref)) : members(now, group, day);
                })
                .flatMap(unit -> follow(now.units(), unit, day).stream())
                .filter(unit -> unit.validOn(day))
                .distinct()
                .toList();
    }

    private static Stream<Unit> members(Snapshot now, UnitGroup group, LocalDate day) {
        return Stream.concat(
                // by kind only those of that day: a successor of another kind is not 镇街 because its predecessor was
                now.units().values().stream().filter(unit -> group.kinds().contains(unit.kind()) && unit.validOn(day)),
                group.unitIds().stream().map(now.units()::get));
    }

    /** Without regard to the beginning: the last of the line that is not over by that day. */
    static Optional<Unit> follow(Map<String, Unit> units, Unit first, LocalDate day) {
        var seen = new HashSet<String>();
        var unit = first;
        while (unit != null && unit.endedBy(day) && seen.add(unit.id())) {
            unit = find(units, unit.successorId()).orElse(null);
        }
        return Optional.ofNullable(unit);
    }

    private static <T> Optional<T> find(Map<String, T> all, String id) {
        return id == null ? Optional.empty() : Optional.ofNullable(all.get(id));
    }
}
