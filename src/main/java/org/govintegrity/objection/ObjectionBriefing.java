package org.govintegrity.objection;

import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.TaskBriefing;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.FormText;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.stereotype.Component;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the forms of an objection show above their fields. Of a person's case no contents: what a task shows can be read by
 * whoever watches the tasks of the district, the case's page only by those whom it concerns.
 */
@Component
class ObjectionBriefing implements TaskBriefing {

    private static final String ON_THE_PAGE = "（涉及个人，内容不在待办中显示，请打开案件页查看）";

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
        boolean secret = record.restricted();
        Map<String, Object> brief = new LinkedHashMap<>();
        brief.put("recordNo", record.recordNo());
        brief.put("subject", secret ? "个人" : FormText.plain(record.subjectName()));
        brief.put("record", secret ? ON_THE_PAGE : record.kind().label + "，" + record.breachClass().label + "。《" + FormText.plain(record.documentName()) + "》（"
                + FormText.plain(record.documentNo()) + "，" + ChineseDates.date(record.documentDate()) + "）。" + FormText.plain(record.facts()));
        brief.put("source", registry.findUnit(record.source()).map(Unit::shortName).orElse(record.source()));
        brief.put("grounds", secret ? ON_THE_PAGE : FormText.plain(o.grounds()));
        brief.put("answer", o.answerer() == null ? "没有征询" : o.answer() == null ? "逾期没有答复" : secret ? ON_THE_PAGE : FormText.plain(o.answer()));
        brief.put("first", o.outcome() == null ? "" : o.outcomeWords() + (secret ? "" : "。" + FormText.plain(o.reasons())));
        brief.put("second", secret ? ON_THE_PAGE : FormText.plain(o.secondGrounds()));
        return brief;
    }
}
