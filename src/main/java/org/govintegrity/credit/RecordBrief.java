package org.govintegrity.credit;

import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.FormText;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the form of a task shows of the record it is about. Of a person's record no contents: what a task shows can be read by
 * whoever watches the tasks of the district, the case's page only by those whom it concerns.
 */
public final class RecordBrief {

    private static final String ON_THE_PAGE = "（涉及个人，内容不在待办中显示，请打开案件页查看）";

    private final CreditRecord record;

    public RecordBrief(CreditRecord record) {
        this.record = record;
    }

    /** The fields {@code recordNo}, {@code subject} and {@code record} of a form; to be added to. */
    public Map<String, Object> fields() {
        Map<String, Object> brief = new LinkedHashMap<>();
        brief.put("recordNo", record.recordNo());
        brief.put("subject", record.restricted() ? "个人" : FormText.plain(record.subjectName()));
        brief.put("record", unlessAPersons(record.kind().label + "，" + record.breachClass().label + "。《" + record.documentName() + "》（"
                + record.documentNo() + "，" + ChineseDates.date(record.documentDate()) + "）。" + record.facts()));
        return brief;
    }

    /** The text as a form shows it, or where it is to be read instead. */
    public String unlessAPersons(String text) {
        return record.restricted() ? ON_THE_PAGE : FormText.plain(text);
    }
}
