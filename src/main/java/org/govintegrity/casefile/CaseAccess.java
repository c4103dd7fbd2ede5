package org.govintegrity.casefile;

import org.govintegrity.common.Refusal;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may read which case (project default, after the plan's division of duties): the central roles all of them; the team of
 * a case or of the case it came from; the people of the unit it is about. To everybody else a case does not exist.
 */
@Service
@Transactional(readOnly = true)
public class CaseAccess {

    private static final Set<String> DISTRICT_WIDE = Set.of(Role.SUPERVISOR.id(), Role.JOINT_OFFICE.id(), Role.CREDIT_CENTRE.id(),
            Role.LEADER.id(), Role.ADMIN.id());
    private static final String READABLE = """
            (c.unit_id in (:units) or exists (select 1 from casefile_member m where m.person_id = :person and m.role = 'team'
                and (m.case_no = c.case_no or m.case_no = c.parent_no)))""";

    private final JdbcClient jdbc;
    private final Cases cases;
    private final Registry registry;

    CaseAccess(JdbcClient jdbc, Cases cases, Registry registry) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.registry = registry;
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
        return cases.find(caseNo).filter(file -> insider(file, personId) || concernsUnitOf(file, personId));
    }

    /**
     * Whether the person is on the supervising side: a central role, or the team. The inspected unit is not, and must not read
     * findings and drafts before they are served on it.
     */
    public boolean insider(CaseFile file, String personId) {
        return districtWide(personId) || cases.members(file.caseNo(), Cases.TEAM).contains(personId)
                || file.parentNo() != null && cases.members(file.parentNo(), Cases.TEAM).contains(personId);
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
        if (!districtWide(personId)) {
            List<String> groups = registry.groupsOf(personId);
            conditions.add(READABLE);
            params.put("units", groups.isEmpty() ? List.of("-") : groups);
            params.put("person", personId);
        }
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
        return conditions.isEmpty() ? List.of("1 = 1") : conditions;
    }

    private boolean concernsUnitOf(CaseFile file, String personId) {
        return file.unitId() != null && registry.groupsOf(personId).contains(file.unitId());
    }

    private static String shortened(String caseNo) {
        return caseNo.length() > 40 ? caseNo.substring(0, 40) + "…" : caseNo;
    }
}
