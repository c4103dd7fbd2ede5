package org.govintegrity.casefile;

import org.govintegrity.absence.Absence;
import org.govintegrity.absence.Absences;
import org.govintegrity.common.Refusal;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may read which case (project default, after the plan's division of duties): the central roles all of them; the team of
 * a case or of the case it came from; the receiving authority what was handed over to it; the people of the unit it is about,
 * unless it is confidential, and then those whom it has been served on; the offices named for a case. Where a confidential
 * case names its offices, no other central role reads it. A substitute may read what the absent person may, in the
 * cases where that person has an open task or the substitute did one in their stead, as long as the absence lasts. To everybody
 * else a case does not exist.
 */
@Service
@Transactional(readOnly = true)
public class CaseAccess {

    private static final Set<String> DISTRICT_WIDE = Set.of(Role.SUPERVISOR.id(), Role.JOINT_OFFICE.id(), Role.CREDIT_CENTRE.id(),
            Role.LEADER.id(), Role.ADMIN.id());
    /** {@code #} stands for what tells one reader's parameters from another's. */
    private static final String READABLE = """
            (c.confidential = false and c.unit_id in (:units#) or exists (select 1 from casefile_member m where m.person_id = :person#
                and (m.role = 'team' and (m.case_no = c.case_no or c.confidential = false and m.case_no = c.parent_no)
                    or m.role = 'party' and m.case_no = c.case_no))
             or exists (select 1 from casefile_member o where o.case_no = c.case_no and o.role = 'office' and o.person_id in (:units#))
             or exists (select 1 from casefile_task t where t.case_no = c.case_no and t.owner_group = 'authority' and t.owner_group in (:units#)))""";
    /** Where a substitute acts for the absent person: there is a task to do, or one was done in their stead. */
    private static final String ACTED_IN = """
            (exists (select 1 from casefile_task t where t.case_no = c.case_no and t.closed_at is null and t.owner_group in (:units#))
             or exists (select 1 from casefile_submission s where s.case_no = c.case_no and s.person_id = :person and s.on_behalf_of = :person#))""";

    private static final String OPEN_TO_CENTRAL_ROLES = """
            (c.confidential = false or not exists (select 1 from casefile_member o where o.case_no = c.case_no and o.role = 'office'))""";

    private final JdbcClient jdbc;
    private final Cases cases;
    private final Registry registry;
    private final Absences absences;
    private final Clock clock;

    CaseAccess(JdbcClient jdbc, Cases cases, Registry registry, Absences absences, Clock clock) {
        this.absences = absences;
        this.jdbc = jdbc;
        this.cases = cases;
        this.registry = registry;
        this.clock = clock;
    }

    /** Whether the person's office covers the whole district. */
    public boolean districtWide(String personId) {
        return registry.groupsOf(personId).stream().anyMatch(DISTRICT_WIDE::contains);
    }

    /** @throws Refusal (not found) in the same words whether there is no such case or it is not this person's to read */
    public CaseFile read(String caseNo, String personId) {
        return find(caseNo, personId).orElseThrow(() -> Refusal.notFound("没有编号为“" + shortened(caseNo) + "”的案件，请核对编号。"));
    }

    /** The case, if there is one and this person may read it. */
    public Optional<CaseFile> find(String caseNo, String personId) {
        return cases.find(caseNo).filter(file -> mayRead(file, personId) || actedFor(file, personId).stream().anyMatch(absent -> mayRead(file, absent)));
    }

    /** Which of these cases the person may read, in one statement. */
    public Set<String> readable(Collection<String> caseNos, String personId) {
        Map<String, Object> params = new HashMap<>();
        String where = String.join(" and ", conditions(personId, CaseFilter.NONE, params));
        Set<String> found = new HashSet<>();
        List<String> all = List.copyOf(Set.copyOf(caseNos));
        for (int from = 0; from < all.size(); from += 500) {
            found.addAll(jdbc.sql("select c.case_no from casefile_case c where c.case_no in (:nos) and " + where).params(params)
                    .param("nos", all.subList(from, Math.min(all.size(), from + 500))).query(String.class).list());
        }
        return found;
    }

    /**
     * Whether the person is on the supervising side: a central role, or the team, or acting for somebody who is. The inspected
     * unit is not, and must not read findings and drafts before they are served on it.
     */
    public boolean insider(CaseFile file, String personId) {
        return ownInsider(file, personId) || actedFor(file, personId).stream().anyMatch(absent -> ownInsider(file, absent));
    }

    /** Groups whose notices and tasks in this case are the person's to see: their own, and those of whom they act for in it. */
    public Set<String> groupsIn(CaseFile file, String personId) {
        Set<String> groups = new HashSet<>(registry.groupsOf(personId));
        actedFor(file, personId).forEach(absent -> groups.addAll(registry.groupsOf(absent)));
        return groups;
    }

    /** The absent persons for whom this one acts in the case today. */
    private List<String> actedFor(CaseFile file, String personId) {
        return absences.actedForBy(personId).stream().map(Absence::personId).filter(absent -> jdbc.sql("select count(*) from casefile_case c where c.case_no = :caseNo and "
                + ACTED_IN.replace("#", "0")).param("caseNo", file.caseNo()).param("person", personId).param("person0", absent)
                .param("units0", registry.groupsOf(absent)).query(Integer.class).single() > 0).toList();
    }

    private boolean mayRead(CaseFile file, String personId) {
        return ownInsider(file, personId) || concernsUnitOf(file, personId);
    }

    private boolean ownInsider(CaseFile file, String personId) {
        List<String> offices = cases.members(file.caseNo(), Cases.OFFICE);
        if (!offices.isEmpty()) {
            boolean office = registry.groupsOf(personId).stream().anyMatch(offices::contains);
            if (office || cases.confidential(file.caseNo())) {
                return office;
            }
        }
        return districtWide(personId) || cases.members(file.caseNo(), Cases.TEAM).contains(personId)
                || file.parentNo() != null && !cases.confidential(file.caseNo()) && cases.members(file.parentNo(), Cases.TEAM).contains(personId)
                || handedOverTo(file, personId);
    }

    /**
     * The cases a person may read, running ones first, newest first.
     *
     * @param page from 1; beyond the last page the last one is given
     * @param size cases a page, at least 1
     */
    public CasePage list(String personId, CaseFilter filter, int page, int size) {
        Map<String, Object> params = new HashMap<>();
        String where = " from casefile_case c where " + String.join(" and ", conditions(personId, filter, params));
        long total = jdbc.sql("select count(*)" + where).params(params).query(Long.class).single();
        int pages = (int) Math.max(1, (total + size - 1) / size);
        int shown = Math.min(Math.max(1, page), pages);
        params.put("offset", (shown - 1) * size);
        params.put("size", size);
        List<CaseFile> found = jdbc.sql("""
                        select c.case_no, c.kind, c.title, c.unit_id, c.clauses, c.parent_no, c.opened_on, c.opened_by, c.closed_at, c.outcome
                        """ + where + """
                         order by case when c.closed_at is null then 0 else 1 end, c.opened_on desc, c.case_no desc
                        offset :offset rows fetch next :size rows only""")
                .params(params).query(Cases.CASE).list();
        return new CasePage(found, shown, pages, total);
    }

    private List<String> conditions(String personId, CaseFilter filter, Map<String, Object> params) {
        List<String> conditions = new ArrayList<>();
        String readable = readable(personId, params);
        conditions.add(districtWide(personId) ? "(" + OPEN_TO_CENTRAL_ROLES + " or " + readable + ")" : readable);
        if (filter.text() != null && !filter.text().isBlank()) {
            conditions.add("(lower(c.case_no) like :text escape '!' or lower(c.title) like :text escape '!' or c.unit_id in (:named))");
            params.put("text", "%" + filter.text().strip().toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%");
            params.put("named", filter.named().isEmpty() ? List.of("-") : filter.named());
        }
        if (filter.kind() != null) {
            conditions.add("c.kind = :kind");
            params.put("kind", filter.kind());
        }
        if (filter.unit() != null) {
            conditions.add("c.unit_id = :unit");
            params.put("unit", filter.unit());
        }
        if (filter.open() != null) {
            conditions.add("c.closed_at is " + (filter.open() ? "null" : "not null"));
        }
        if (filter.clause() != null) {
            conditions.add("',' || c.clauses || ',' like :clause escape '!'");
            params.put("clause", "%," + filter.clause().replaceAll("[!%_]", "!$0") + ",%");
        }
        if (filter.late()) {
            conditions.add("exists (select 1 from casefile_task t where t.case_no = c.case_no and t.closed_at is null and t.due_on < :today)");
            params.put("today", LocalDate.now(clock));
        }
        return conditions.isEmpty() ? List.of("1 = 1") : conditions;
    }

    private String readable(String personId, Map<String, Object> params) {
        List<String> ways = new ArrayList<>(List.of(READABLE.replace("#", "")));
        List<String> groups = registry.groupsOf(personId);
        params.put("units", groups.isEmpty() ? List.of("-") : groups);
        params.put("person", personId);
        for (Absence absence : absences.actedForBy(personId)) {
            String n = String.valueOf(ways.size());
            params.put("units" + n, registry.groupsOf(absence.personId()));
            params.put("person" + n, absence.personId());
            ways.add(ACTED_IN.replace("#", n) + " and " + (districtWide(absence.personId()) ? "(" + OPEN_TO_CENTRAL_ROLES + " or " + READABLE.replace("#", n) + ")" : READABLE.replace("#", n)));
        }
        return "(" + String.join(" or ", ways) + ")";
    }

    private boolean concernsUnitOf(CaseFile file, String personId) {
        return cases.confidential(file.caseNo()) ? cases.members(file.caseNo(), Cases.PARTY).contains(personId)
                : file.unitId() != null && registry.groupsOf(personId).contains(file.unitId());
    }

    /** The authority reads what it has been given to decide, from its first task in the case on. */
    private boolean handedOverTo(CaseFile file, String personId) {
        return registry.groupsOf(personId).contains(Role.AUTHORITY.id())
                && jdbc.sql("select count(*) from casefile_task where case_no = ? and owner_group = ?").params(file.caseNo(), Role.AUTHORITY.id())
                .query(Integer.class).single() > 0;
    }

    private static String shortened(String caseNo) {
        return caseNo.length() > 40 ? caseNo.substring(0, 40) + "…" : caseNo;
    }
}
