package org.govintegrity.objection;

import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.TaskBriefing;
import org.govintegrity.common.FormText;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.RecordBrief;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.stereotype.Component;

import java.util.Map;

/** What the forms of an objection show above their fields. */
@Component
class ObjectionBriefing implements TaskBriefing {

    private final ObjectionService objections;
    private final Cases cases;
    private final CreditArchive archive;
    private final Registry registry;

    ObjectionBriefing(ObjectionService objections, Cases cases, CreditArchive archive, Registry registry) {
        this.objections = objections;
        this.cases = cases;
        this.archive = archive;
        this.registry = registry;
    }

    @Override
    public Map<String, Object> brief(String caseNo, String taskKey, String item) {
        if (cases.find(caseNo).filter(f -> f.kind().equals(ObjectionService.KIND)).isEmpty()) {
            return Map.of();
        }
        Objection o = objections.get(caseNo);
        CreditRecord record = archive.get(o.target());
        RecordBrief words = new RecordBrief(record);
        Map<String, Object> brief = words.fields();
        brief.put("source", registry.findUnit(record.source()).map(Unit::shortName).orElse(record.source()));
        brief.put("grounds", words.unlessAPersons(o.grounds()));
        brief.put("answer", o.answerer() == null ? "没有征询" : o.answer() == null ? "逾期没有答复" : words.unlessAPersons(o.answer()));
        brief.put("first", o.outcome() == null ? "" : o.outcomeWords() + (record.restricted() ? "" : "。" + FormText.plain(o.reasons())));
        brief.put("second", words.unlessAPersons(o.secondGrounds()));
        return brief;
    }
}
