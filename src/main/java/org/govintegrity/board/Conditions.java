package org.govintegrity.board;

import org.govintegrity.calendar.DeadlineService;
import org.govintegrity.calendar.WorkingDays;
import org.govintegrity.registry.PlanClause;
import org.govintegrity.registry.Registry;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The conditions that figures and their lists share, as SQL, and the values of their parameters. */
@Component
class Conditions {

    /** In the place of a clause: what the plan of this district has no clause for. */
    static final String OTHER = "-";

    /** A head reads nothing of a confidential case that is not served on them and that their unit does not handle. */
    private static final String NO_SECRETS = """
             and (c.case_no is null or c.confidential = false or exists (select 1 from casefile_member m where m.case_no = c.case_no
                and (m.role = 'party' and m.person_id = :me or m.role = 'office' and m.person_id in (:groups))))""";

    private final Registry registry;
    private final DeadlineService deadlines;
    private final WorkingDays workingDays;
    private final Clock clock;

    Conditions(Registry registry, DeadlineService deadlines, WorkingDays workingDays, Clock clock) {
        this.registry = registry;
        this.deadlines = deadlines;
        this.workingDays = workingDays;
        this.clock = clock;
    }

    /** Tables and conditions of everything a set may hold for this reader and filter, after {@code from}; the set's own condition comes on top. */
    String source(BoardSet.Of of, BoardQuery query) {
        boolean secret = !query.reader().districtWide();
        return switch (of) {
            case TASKS -> "casefile_task t" + (secret ? " left join casefile_case c on c.case_no = t.case_no" : "") + " where t.duty = true" + ofTask(query) + (secret ? NO_SECRETS : "");
            case STEPS -> "ladder_step s join casefile_task t on t.task_id = s.task_id" + (secret ? " left join casefile_case c on c.case_no = s.case_no" : "") + " where 1 = 1"
                    + ofTask(query).replace("t.owner_group", "s.owner_group") + (secret ? NO_SECRETS : "");
            case CASES -> "casefile_case c where 1 = 1"
                    + (query.unit() == null ? "" : " and (c.unit_id = :unit or exists (select 1 from casefile_member o where o.case_no = c.case_no and o.role = 'office' and o.person_id = :unit))")
                    + (query.clause() == null ? "" : clause("c.clauses", query.clause())) + (secret ? NO_SECRETS : "");
            case WARNINGS -> throw new IllegalArgumentException("warnings are not in a table");
        };
    }

    /** The same with what a list shows besides: the case, and the step if there is one. */
    String listSource(BoardSet.Of of, BoardQuery query) {
        String source = source(of, query);
        return switch (of) {
            case TASKS -> query.reader().districtWide() ? source.replaceFirst(" where ", " left join casefile_case c on c.case_no = t.case_no where ") : source;
            case STEPS -> query.reader().districtWide() ? source.replaceFirst(" where ", " left join casefile_case c on c.case_no = s.case_no where ") : source;
            default -> source;
        };
    }

    Map<String, Object> params(BoardQuery query) {
        LocalDate today = LocalDate.now(clock);
        Map<String, Object> params = new HashMap<>();
        params.put("today", today);
        LocalDate until = query.to().isBefore(today) ? query.to() : today;
        params.put("until", until);
        params.put("afterUntil", until.plusDays(1).atStartOfDay());
        params.put("near", near(today));
        params.put("from", query.from());
        params.put("to", query.to());
        params.put("start", query.from().atStartOfDay());
        params.put("end", query.to().plusDays(1).atStartOfDay());
        params.put("since", query.since().atStartOfDay());
        params.put("sinceOn", query.since());
        params.put("sinceDue", query.since().minusDays(1));
        params.put("age15", today.minusDays(15));
        params.put("age60", today.minusDays(60));
        params.put("age90", today.minusDays(90));
        if (query.unit() != null) {
            params.put("unit", query.unit());
            params.put("owners", List.of(query.unit(), Registry.headGroup(query.unit())));
        }
        if (OTHER.equals(query.clause())) {
            int n = 0;
            for (PlanClause clause : registry.clauses()) {
                params.put("clause" + n++, "%," + clause.id() + ",%");
            }
        } else if (query.clause() != null) {
            params.put("clause", "%," + query.clause() + ",%");
        }
        if (query.process() != null) {
            params.put("process", query.process());
        }
        if (!query.reader().districtWide()) {
            params.put("me", query.reader().personId());
            params.put("groups", query.reader().groups().isEmpty() ? List.of("-") : query.reader().groups());
        }
        return params;
    }

    /** Last day that is near: as far ahead as the ladder's first step looks. */
    LocalDate near(LocalDate today) {
        return workingDays.plus(today, deadlines.rule("escalation.reminder", today).amount());
    }

    private String ofTask(BoardQuery query) {
        return (query.unit() == null ? "" : " and t.owner_group in (:owners)") + (query.clause() == null ? "" : clause("t.clauses", query.clause()))
                + (query.process() == null ? "" : " and t.process_key = :process");
    }

    private String clause(String column, String wanted) {
        if (!OTHER.equals(wanted)) {
            return " and ',' || " + column + " || ',' like :clause";
        }
        StringBuilder none = new StringBuilder();
        for (int i = 0; i < registry.clauses().size(); i++) {
            none.append(" and ',' || ").append(column).append(" || ',' not like :clause").append(i);
        }
        return none.toString();
    }
}
