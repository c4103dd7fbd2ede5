package org.govintegrity.registry;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import static org.govintegrity.common.ChineseDates.ZONE;

/** The registry's tables. */
@Repository
class RegistryStore {

    /**
     * A snapshot and the version it was read at; a load that changes anything makes a new version.
     *
     * @param askedAt when it was last asked for outside any transaction, in milliseconds; 0 if never
     */
    private record Versioned(long version, Snapshot snapshot, long askedAt) {
    }

    /** For how long {@link #useRecent} does without asking for the version. */
    private static final long RECENT_MILLIS = 1_000;

    private final JdbcClient jdbc;
    private final AtomicReference<Versioned> last = new AtomicReference<>();
    private final Object seenKey = new Object();

    RegistryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The registry as this transaction sees it. Kept in memory, but the version is asked for in each transaction, so neither
     * a load on another server, nor an unfinished, nor an undone one can leave something old or false behind.
     */
    Snapshot current() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return latest();
        }
        var seen = (Snapshot) TransactionSynchronizationManager.getResource(seenKey);
        if (seen == null) {
            seen = latest();
            see(seen);
        }
        return seen;
    }

    private void see(Snapshot seen) {
        TransactionSynchronizationManager.bindResource(seenKey, seen);
        TransactionSynchronizationManager.registerSynchronization(new ForgetAfterwards());
    }

    /**
     * Lets what follows rest on the registry as it was at most a second ago: for reading without a transaction, where asking for the
     * version each time would cost more than the reading. Only a load on another server can go unnoticed for so long.
     */
    void useRecent() {
        var known = last.get();
        if (known != null && known.askedAt + RECENT_MILLIS > System.currentTimeMillis() && TransactionSynchronizationManager.isSynchronizationActive()
                && !TransactionSynchronizationManager.isActualTransactionActive() && !TransactionSynchronizationManager.hasResource(seenKey)) {
            see(known.snapshot);
        }
    }

    /** What one transaction has seen is neither for the next nor for another one within it. */
    private class ForgetAfterwards implements TransactionSynchronization {

        private Object suspended;

        @Override
        public void suspend() {
            suspended = TransactionSynchronizationManager.unbindResourceIfPossible(seenKey);
        }

        @Override
        public void resume() {
            if (suspended != null) {
                TransactionSynchronizationManager.bindResource(seenKey, suspended);
            }
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(seenKey);
        }
    }

    private Snapshot latest() {
        var known = last.get();
        // within a transaction this may be a load that nobody else may see yet
        var askedAt = TransactionSynchronizationManager.isActualTransactionActive() ? 0 : System.currentTimeMillis();
        var version = version();
        while (known == null || known.version != version) {
            var read = new Versioned(version, read(), askedAt);
            version = version();
            // a load that ended while we read makes the reading a mixture: read again
            if (version == read.version) {
                last.set(read);
            }
            known = read;
        }
        if (known.askedAt < askedAt) {
            last.compareAndSet(known, new Versioned(version, known.snapshot, askedAt));
        }
        return known.snapshot;
    }

    private long version() {
        return jdbc.sql("select coalesce(max(id), 0) from registry_seed_load").query(Long.class).single();
    }

    Snapshot read() {
        return new Snapshot(readPlan(), readGroups(), readUnits(), readPeople(), readNamedUnits(), readClauses());
    }

    private Plan readPlan() {
        var goals = jdbc.sql("select due_on, description from registry_plan_goal order by position")
                .query((row, n) -> new Plan.Goal(day(row, "due_on"), row.getString("description"))).list();
        return jdbc.sql("select * from registry_plan")
                .query((row, n) -> new Plan(row.getString("district_id"), row.getString("district_code"),
                        row.getString("district_name"), row.getString("title"), lines(row, "basis"), goals))
                .optional().orElse(null);
    }

    private Map<String, UnitGroup> readGroups() {
        var groups = new LinkedHashMap<String, UnitGroup>();
        jdbc.sql("select * from registry_unit_group order by position, id").query((ResultSet row) -> {
            var kinds = lines(row, "kinds").stream().map(UnitKind::valueOf).toList();
            var id = row.getString("id");
            groups.put(id, new UnitGroup(id, row.getString("group_name"), kinds, lines(row, "unit_ids"), row.getString("note")));
        });
        return groups;
    }

    private Map<String, Unit> readUnits() {
        var units = new LinkedHashMap<String, Unit>();
        jdbc.sql("select * from registry_unit order by position, id").query((ResultSet row) -> {
            var code = row.getString("credit_code");
            var id = row.getString("id");
            units.put(id, new Unit(id, row.getString("full_name"), row.getString("short_name"),
                    UnitKind.valueOf(row.getString("kind")), code == null ? null : new CreditCode(code),
                    row.getString("credit_code_note"), row.getString("head_id"), day(row, "valid_from"),
                    day(row, "valid_to"), row.getString("successor_id"), row.getString("mail")));
        });
        return units;
    }

    private Map<String, Person> readPeople() {
        var roles = jdbc.sql("select person_id, role_id from registry_person_role")
                .query((row, n) -> Map.entry(row.getString("person_id"), Role.of(row.getString("role_id")).orElseThrow()))
                .stream().collect(Collectors.groupingBy(Map.Entry::getKey,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toSet())));
        var people = new LinkedHashMap<String, Person>();
        jdbc.sql("select * from registry_person order by position, id").query((ResultSet row) -> {
            var id = row.getString("id");
            people.put(id, new Person(id, row.getString("person_name"), row.getString("unit_id"), row.getString("post"),
                    roles.getOrDefault(id, Set.of()), row.getString("mail"), row.getString("note")));
        });
        return people;
    }

    private Map<String, NamedUnit> readNamedUnits() {
        var named = new LinkedHashMap<String, NamedUnit>();
        jdbc.sql("select * from registry_named_unit order by position, plan_name").query((ResultSet row) -> {
            var name = row.getString("plan_name");
            named.put(name, new NamedUnit(name, lines(row, "also_written"), row.getString("unit_id"),
                    row.getString("today_id"), day(row, "changed_on"), row.getString("note")));
        });
        return named;
    }

    private Map<String, PlanClause> readClauses() {
        record ClauseUnit(String clause, boolean leads, String ref) {
        }
        record ClauseMilestone(String clause, PlanClause.Milestone milestone) {
        }
        var refs = jdbc.sql("select clause_id, leads, coalesce(unit_id, group_id) as ref from registry_clause_unit order by position")
                .query((row, n) -> new ClauseUnit(row.getString("clause_id"), row.getBoolean("leads"), row.getString("ref")))
                .list();
        var milestones = jdbc.sql("select * from registry_clause_milestone order by position")
                .query((row, n) -> new ClauseMilestone(row.getString("clause_id"), new PlanClause.Milestone(
                        day(row, "due_on"), row.getString("description"), row.getString("source"))))
                .list();
        var clauses = new LinkedHashMap<String, PlanClause>();
        jdbc.sql("select * from registry_clause order by position, id").query((ResultSet row) -> {
            var id = row.getString("id");
            clauses.put(id, new PlanClause(id, row.getString("section"), row.getString("title"), row.getString("duty"),
                    refs.stream().filter(ref -> ref.clause.equals(id) && ref.leads).map(ClauseUnit::ref).toList(),
                    refs.stream().filter(ref -> ref.clause.equals(id) && !ref.leads).map(ClauseUnit::ref).toList(),
                    lines(row, "named_as"),
                    milestones.stream().filter(m -> m.clause.equals(id)).map(ClauseMilestone::milestone).toList(),
                    lines(row, "processes")));
        });
        return clauses;
    }

    void write(Plan plan) {
        jdbc.sql("delete from registry_plan_goal").update();
        jdbc.sql("delete from registry_plan").update();
        jdbc.sql("insert into registry_plan (district_id, district_code, district_name, title, basis) values (?, ?, ?, ?, ?)")
                .params(plan.districtId(), plan.districtCode(), plan.district(), plan.title(), String.join("\n", plan.basis()))
                .update();
        for (var i = 0; i < plan.goals().size(); i++) {
            jdbc.sql("insert into registry_plan_goal (position, due_on, description) values (?, ?, ?)")
                    .params(i, plan.goals().get(i).due(), plan.goals().get(i).text()).update();
        }
    }

    void write(UnitGroup group, boolean isNew) {
        jdbc.sql(isNew
                        ? "insert into registry_unit_group (group_name, kinds, unit_ids, note, id, position) values (?, ?, ?, ?, ?, 0)"
                        : "update registry_unit_group set group_name = ?, kinds = ?, unit_ids = ?, note = ? where id = ?")
                .params(nullable(group.name(), group.kinds().stream().map(Enum::name).collect(Collectors.joining("\n")),
                        String.join("\n", group.unitIds()), group.note(), group.id()))
                .update();
    }

    void write(Unit unit, boolean isNew) {
        jdbc.sql(isNew
                        ? """
                        insert into registry_unit (full_name, short_name, kind, credit_code, credit_code_note, head_id,
                            valid_from, valid_to, successor_id, mail, id, position)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)"""
                        : """
                        update registry_unit set full_name = ?, short_name = ?, kind = ?, credit_code = ?,
                            credit_code_note = ?, head_id = ?, valid_from = ?, valid_to = ?, successor_id = ?, mail = ?
                        where id = ?""")
                .params(nullable(unit.fullName(), unit.shortName(), unit.kind().name(),
                        unit.creditCode() == null ? null : unit.creditCode().text(), unit.creditCodeNote(), unit.headId(),
                        unit.validFrom(), unit.validTo(), unit.successorId(), unit.mail(), unit.id()))
                .update();
    }

    void write(Person person, boolean isNew) {
        jdbc.sql(isNew
                        ? "insert into registry_person (person_name, unit_id, post, mail, note, id, position) values (?, ?, ?, ?, ?, ?, 0)"
                        : "update registry_person set person_name = ?, unit_id = ?, post = ?, mail = ?, note = ? where id = ?")
                .params(nullable(person.name(), person.unitId(), person.post(), person.mail(), person.note(), person.id()))
                .update();
        jdbc.sql("delete from registry_person_role where person_id = ?").param(person.id()).update();
        for (var role : person.roles()) {
            jdbc.sql("insert into registry_person_role (person_id, role_id) values (?, ?)")
                    .params(person.id(), role.id()).update();
        }
    }

    void write(NamedUnit named, boolean isNew) {
        jdbc.sql(isNew
                        ? """
                        insert into registry_named_unit (also_written, unit_id, today_id, changed_on, note, plan_name, position)
                        values (?, ?, ?, ?, ?, ?, 0)"""
                        : """
                        update registry_named_unit set also_written = ?, unit_id = ?, today_id = ?, changed_on = ?, note = ?
                        where plan_name = ?""")
                .params(nullable(String.join("\n", named.alsoWritten()), named.unitId(), named.todayId(), named.from(),
                        named.note(), named.name()))
                .update();
    }

    /** @param isGroup tells the groups among the ids in the clause from the units */
    void write(PlanClause clause, boolean isNew, Predicate<String> isGroup) {
        jdbc.sql(isNew
                        ? """
                        insert into registry_clause (section, title, duty, named_as, processes, id, position)
                        values (?, ?, ?, ?, ?, ?, 0)"""
                        : "update registry_clause set section = ?, title = ?, duty = ?, named_as = ?, processes = ? where id = ?")
                .params(clause.section(), clause.title(), clause.duty(), String.join("\n", clause.namedAs()),
                        String.join("\n", clause.processes()), clause.id())
                .update();
        jdbc.sql("delete from registry_clause_unit where clause_id = ?").param(clause.id()).update();
        writeRefs(clause.id(), true, clause.leadUnits(), isGroup);
        writeRefs(clause.id(), false, clause.responsibleUnits(), isGroup);
        jdbc.sql("delete from registry_clause_milestone where clause_id = ?").param(clause.id()).update();
        for (var i = 0; i < clause.milestones().size(); i++) {
            var milestone = clause.milestones().get(i);
            jdbc.sql("insert into registry_clause_milestone (clause_id, position, due_on, description, source) values (?, ?, ?, ?, ?)")
                    .params(clause.id(), i, milestone.due(), milestone.text(), milestone.source()).update();
        }
    }

    private void writeRefs(String clause, boolean leads, List<String> refs, Predicate<String> isGroup) {
        for (var i = 0; i < refs.size(); i++) {
            var group = isGroup.test(refs.get(i));
            jdbc.sql("insert into registry_clause_unit (clause_id, leads, position, " + (group ? "group_id" : "unit_id")
                            + ") values (?, ?, ?, ?)")
                    .params(clause, leads, i, refs.get(i)).update();
        }
    }

    /** Puts rows in the order of their file, those no longer in it last. */
    void order(String table, String key, Collection<String> inOrder) {
        jdbc.sql("update " + table + " set position = ?").param(inOrder.size()).update();
        var position = 0;
        for (var id : inOrder) {
            jdbc.sql("update " + table + " set position = ? where " + key + " = ?").params(position++, id).update();
        }
    }

    Optional<String> lastSha256(String file) {
        return jdbc.sql("select sha256 from registry_seed_load where file_name = ? order by id desc fetch first 1 rows only")
                .param(file).query(String.class).optional();
    }

    void writeLoad(SeedReport.LoadedFile file, Instant at) {
        jdbc.sql("insert into registry_seed_load (file_name, sha256, loaded_at, added, changed) values (?, ?, ?, ?, ?)")
                .params(file.file(), file.sha256(), LocalDateTime.ofInstant(at, ZONE), file.added(), file.changed())
                .update();
        TransactionSynchronizationManager.unbindResourceIfPossible(seenKey);   // who asks in this transaction from now on sees what it has loaded
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                last.set(null);
            }
        });
    }

    private static List<Object> nullable(Object... params) {
        var list = new ArrayList<>(params.length);
        for (var param : params) {
            list.add(param);
        }
        return list;
    }

    private static LocalDate day(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }

    private static List<String> lines(ResultSet row, String column) throws SQLException {
        var text = row.getString(column);
        return text == null || text.isEmpty() ? List.of() : List.of(text.split("\n"));
    }
}
