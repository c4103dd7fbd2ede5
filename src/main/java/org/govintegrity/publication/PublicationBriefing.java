package org.govintegrity.publication;

import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.TaskBriefing;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.FormText;
import org.govintegrity.credit.CreditRecord;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the forms of a publication case show above their fields: each record as the public would see it. */
@Component
class PublicationBriefing implements TaskBriefing {

    /** More do not fit on a form; the rest are on the page of the case. */
    private static final int SHOWN = 50;

    private final PublicationService publications;
    private final DocumentGate documents;
    private final RowGate rows;
    private final PublicTexts texts;
    private final Cases cases;

    PublicationBriefing(PublicationService publications, DocumentGate documents, RowGate rows, PublicTexts texts, Cases cases) {
        this.publications = publications;
        this.documents = documents;
        this.rows = rows;
        this.texts = texts;
        this.cases = cases;
    }

    @Override
    public Map<String, Object> brief(String caseNo, String taskKey, String item) {
        if (cases.find(caseNo).filter(file -> file.kind().equals(PublicationService.KIND)).isEmpty()) {
            return Map.of();
        }
        if (documents.has(caseNo)) {
            return Map.of("count", "1", "records", describe(documents.get(caseNo)));
        }
        if (rows.has(caseNo)) {
            int count = rows.reviewing(caseNo).size();
            return Map.of("count", String.valueOf(count), "records", rows.preview(caseNo, SHOWN).stream().map(PublicationBriefing::describe).collect(Collectors.joining("\n\n")) + rest(count));
        }
        List<String> reviewing = publications.ofCase(caseNo).stream().filter(i -> i.state().equals(PublicationItem.REVIEWING)).map(PublicationItem::recordNo).toList();
        List<CreditRecord> records = publications.records(reviewing.subList(0, Math.min(SHOWN, reviewing.size())));
        List<String> names = texts.names(records);
        String list = records.stream().map(r -> describe(r, names)).collect(Collectors.joining("\n\n"));
        return Map.of("count", String.valueOf(reviewing.size()), "records", list + rest(reviewing.size()));
    }

    private static String rest(int count) {
        return count > SHOWN ? "\n\n（只列前" + SHOWN + "条，其余" + (count - SHOWN) + "条见案件页）" : "";
    }

    private static String describe(PublicRow row) {
        return "**" + row.rowNo() + "**　" + FormText.plain(row.subject()) + "　" + FormText.plain(row.documentNo()) + "　拟公示至" + ChineseDates.date(row.until()) + "<br>"
                + row.content().entrySet().stream().map(cell -> cell.getKey() + "：" + FormText.plain(cell.getValue())).collect(Collectors.joining("<br>"));
    }

    private String describe(DocumentItem item) {
        PublicDocument shown = documents.preview(item.caseNo());
        Set<String> found = documents.found(item);
        String table = shown.rows().isEmpty() ? "" : "<br>" + String.join("　", shown.columns()) + "<br>" + shown.rows().stream().limit(SHOWN)
                .map(row -> FormText.plain(String.join("　", row))).collect(Collectors.joining("<br>")) + (shown.rows().size() > SHOWN ? "<br>（只列前" + SHOWN + "行，全文见案件页）" : "");
        return "**" + item.caseNo() + "**　" + FormText.plain(shown.title()) + "　拟公开至" + ChineseDates.date(shown.until()) + "<br>"
                + shown.paragraphs().stream().map(FormText::plain).collect(Collectors.joining("<br>")) + table + (found.isEmpty() ? "" : "<br>**已自动遮盖**：" + String.join("、", found));
    }

    private String describe(CreditRecord r, List<String> names) {
        List<String> found = texts.found(r, names);
        return "**" + r.recordNo() + "**　" + FormText.plain(texts.subjectName(r)) + "，" + r.kind().label + "，" + r.breachClass().label + "　《"
                + FormText.plain(texts.clean(r.documentName(), names)) + "》（" + FormText.plain(texts.clean(r.documentNo(), names)) + "，" + ChineseDates.date(r.documentDate())
                + "）　拟公示至" + ChineseDates.date(r.terms().publishUntil()) + "<br>" + FormText.plain(texts.clean(r.facts(), names)) + "<br>"
                + FormText.plain(texts.clean(r.decision(), names)) + (found.isEmpty() ? "" : "<br>**已自动遮盖**：" + String.join("、", found));
    }
}
