package org.govintegrity.repair;

import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.TaskBriefing;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.FormText;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.CreditRecord;
import org.springframework.stereotype.Component;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the form of a repair shows above its fields; of a person's case no contents, those are on the case's page. */
@Component
class RepairBriefing implements TaskBriefing {

    private static final String ON_THE_PAGE = "（涉及个人，内容不在待办中显示，请打开案件页查看）";

    private final RepairService repairs;
    private final Cases cases;
    private final CreditArchive archive;

    RepairBriefing(RepairService repairs, Cases cases, CreditArchive archive) {
        this.repairs = repairs;
        this.cases = cases;
        this.archive = archive;
    }

    @Override
    public Map<String, Object> brief(String caseNo, String taskKey, String item) {
        if (cases.find(caseNo).filter(f -> f.kind().equals(RepairService.KIND)).isEmpty()) {
            return Map.of();
        }
        Repair r = repairs.get(caseNo);
        CreditRecord record = archive.get(r.recordNo());
        boolean secret = record.restricted();
        Map<String, Object> brief = new LinkedHashMap<>();
        brief.put("recordNo", r.recordNo());
        brief.put("subject", secret ? "个人" : FormText.plain(record.subjectName()));
        brief.put("record", secret ? ON_THE_PAGE : record.kind().label + "，" + record.breachClass().label + "。《" + FormText.plain(record.documentName()) + "》（"
                + FormText.plain(record.documentNo()) + "，" + ChineseDates.date(record.documentDate()) + "）。" + FormText.plain(record.facts()));
        brief.put("term", "已满，自" + ChineseDates.date(record.terms().repairFrom()) + "起可以申请");
        brief.put("correction", secret ? ON_THE_PAGE : FormText.plain(r.correction()));
        brief.put("duty", secret ? ON_THE_PAGE : FormText.plain(r.duty()));
        brief.put("commitment", secret ? ON_THE_PAGE : FormText.plain(r.commitment()));
        return brief;
    }
}
