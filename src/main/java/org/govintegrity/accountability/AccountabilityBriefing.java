package org.govintegrity.accountability;

import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.Submissions;
import org.govintegrity.casefile.TaskBriefing;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.FormText;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the forms of an accountability case show above their fields. */
@Component
class AccountabilityBriefing implements TaskBriefing {

    private final AccountabilityService service;
    private final Cases cases;
    private final Submissions submissions;
    private final Registry registry;

    AccountabilityBriefing(AccountabilityService service, Cases cases, Submissions submissions, Registry registry) {
        this.service = service;
        this.cases = cases;
        this.submissions = submissions;
        this.registry = registry;
    }

    @Override
    public Map<String, Object> brief(String caseNo, String taskKey, String item) {
        CaseFile file = cases.find(caseNo).filter(f -> f.kind().equals(AccountabilityService.KIND)).orElse(null);
        if (file == null) {
            return Map.of();
        }
        Accountability a = service.get(caseNo);
        Map<String, Object> brief = new LinkedHashMap<>();
        brief.put("origin", a.originNo());
        brief.put("clue", FormText.plain(a.clue()));
        brief.put("returned", submissions.last(caseNo, "userTask_approveProposal").filter(s -> "return".equals(s.text("decision")))
                .map(s -> "**上次退回的理由**：" + FormText.plain(s.text("reason"))).orElse(""));
        brief.put("person", a.personId() == null ? "单位" : FormText.plain(registry.displayName(a.personId())) + (a.personPost() == null ? "" : "（" + FormText.plain(a.personPost()) + "）"));
        brief.put("facts", plain(a.facts()));
        brief.put("evidence", service.evidence(caseNo).stream().map(e -> "- " + FormText.plain(e)).collect(Collectors.joining("\n")));
        brief.put("rule", plain(a.ruleText()));
        brief.put("circumstances", plain(a.circumstances()));
        brief.put("suggestion", plain(a.suggestion()));
        brief.put("recipient", a.recipient() == null ? "" : Recipient.of(a.recipient()).label);
        brief.put("letter", a.letterNo() == null ? "" : FormText.plain(a.letterNo()) + "（" + ChineseDates.date(a.handedOn()) + "移送）");
        brief.put("urges", a.urges() == 0 ? "" : "**已催办" + a.urges() + "次**，请尽快回复。");
        brief.put("outcome", a.formTitle() == null ? "" : a.formTitle());
        if (taskKey.equals("userTask_proposeAccountability") || taskKey.equals("userTask_registerOutcome")) {
            brief.put("personOptions", people(file, a).stream().map(p -> Map.of("value", p.id(),
                    "label", p.name() + "（" + p.post() + (p.roles().isEmpty() || !p.unitId().equals(file.unitId()) ? "，已离岗" : "") + "）")).toList());
        }
        return brief;
    }

    /** People of the unit, and whoever the proposal names although they have moved on. */
    private List<Person> people(CaseFile file, Accountability a) {
        List<Person> people = new ArrayList<>(registry.peopleOf(file.unitId()));
        if (a.personId() != null && people.stream().noneMatch(p -> p.id().equals(a.personId()))) {
            registry.findPerson(a.personId()).ifPresent(people::add);
        }
        return people;
    }

    private static String plain(String text) {
        return text == null ? "" : FormText.plain(text);
    }
}
