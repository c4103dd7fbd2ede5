package org.govintegrity.filing;

import org.govintegrity.casefile.TaskBriefing;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.FormText;
import org.govintegrity.credit.CreditRecord;
import org.springframework.stereotype.Component;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the forms of a filing show above their fields. */
@Component
class FilingBriefing implements TaskBriefing {

    /** Rows shown in the form itself; all are on the filing's page. */
    private static final int SHOWN = 20;

    private final FilingService filings;
    private final MatchDecisions matches;
    private final PendingDocuments pending;
    private final SourceSilence silence;

    FilingBriefing(FilingService filings, MatchDecisions matches, PendingDocuments pending, SourceSilence silence) {
        this.filings = filings;
        this.matches = matches;
        this.pending = pending;
        this.silence = silence;
    }

    @Override
    public Map<String, Object> brief(String caseNo, String taskKey, String item) {
        Map<String, Object> brief = new LinkedHashMap<>();
        switch (taskKey) {
            case "userTask_decideMatches" -> matches(caseNo, brief);
            case "userTask_reportPending" -> {
                List<CreditRecord> records = pending.records(caseNo);
                brief.put("records", records.stream().limit(SHOWN).map(r -> "- " + r.recordNo() + "：" + FormText.plain(r.subjectName()) + "，《" + FormText.plain(r.documentName()) + "》"
                        + FormText.plain(r.documentNo()) + "（" + ChineseDates.date(r.documentDate()) + "）").collect(Collectors.joining("\n")));
                brief.put("recordOptions", records.stream().map(r -> Map.of("value", r.recordNo(), "label", r.recordNo() + " " + r.documentNo())).toList());
            }
            case "userTask_answerSilence" -> brief.put("silentSince", silence.since(caseNo));
            default -> {
                return Map.of();
            }
        }
        return brief;
    }

    private void matches(String caseNo, Map<String, Object> brief) {
        List<StagedRow> rows = matches.undecided(caseNo);
        brief.put("undecided", filings.progress(caseNo).undecided());
        brief.put("rows", rows.stream().limit(SHOWN).map(r -> "- **第" + r.line() + "行**：" + said(r) + "。" + r.problem()).collect(Collectors.joining("\n"))
                + (rows.size() > SHOWN ? "\n\n（只列出前" + SHOWN + "行，其余见归集页）" : ""));
        brief.put("rowOptions", rows.stream().map(r -> Map.of("value", String.valueOf(r.rowNo()), "label", "第" + r.line() + "行 " + r.get(Column.SUBJECT_NAME))).toList());
        Map<String, String> subjects = new LinkedHashMap<>();
        rows.stream().limit(SHOWN).forEach(r -> matches.candidates(r).forEach(c -> subjects.putIfAbsent(c.value(), c.label())));
        brief.put("subjectOptions", subjects.entrySet().stream().map(s -> Map.of("value", s.getKey(), "label", s.getValue())).toList());
    }

    private static String said(StagedRow row) {
        String post = FormText.plain(row.get(Column.UNIT_THEN)) + FormText.plain(row.get(Column.POST_THEN));
        return Stream.of(FormText.plain(row.get(Column.SUBJECT_KIND)), FormText.plain(row.get(Column.SUBJECT_NAME)),
                        FormText.plain(row.get(row.identity() == null ? Column.CREDIT_CODE : Column.IDENTITY)), post,
                        "《" + FormText.plain(row.get(Column.DOCUMENT_NAME)) + "》" + FormText.plain(row.get(Column.DOCUMENT_NO)))
                .filter(part -> !part.isEmpty()).collect(Collectors.joining("，"));
    }
}
