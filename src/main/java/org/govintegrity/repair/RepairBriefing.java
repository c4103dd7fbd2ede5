package org.govintegrity.repair;

import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.TaskBriefing;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.RecordBrief;
import org.springframework.stereotype.Component;

import java.util.Map;

/** What the form of a repair shows above its fields. */
@Component
class RepairBriefing implements TaskBriefing {

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
        RecordBrief words = new RecordBrief(record);
        Map<String, Object> brief = words.fields();
        brief.put("term", "已满，自" + ChineseDates.date(record.terms().repairFrom()) + "起可以申请");
        brief.put("correction", words.unlessAPersons(r.correction()));
        brief.put("duty", words.unlessAPersons(r.duty()));
        brief.put("commitment", words.unlessAPersons(r.commitment()));
        return brief;
    }
}
