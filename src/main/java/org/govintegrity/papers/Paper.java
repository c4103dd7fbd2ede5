package org.govintegrity.papers;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The papers there are, with the process they belong to and the fields a template may use; {@code @} is a picture, {@code #} a table. */
public enum Paper {
    INSPECTION_NOTICE("inspection-notice", "监督检查通知书", "unit-inspection", "unit", "title", "authority", "approver", "period", "team", "items", "clauses"),
    FACT_SHEET("fact-sheet", "事实确认书", "unit-inspection", "unit", "title", "facts", "answer"),
    CONCLUSION("conclusion", "检查结论书", "unit-inspection", "unit", "title", "conclusion", "severity", "problems", "reviewUntil"),
    RECTIFICATION_NOTICE("rectification-notice", "整改通知书", "rectification", "unit", "title", "items"),
    BREACH_PROPOSAL("breach-proposal", "失信认定事先告知书", "breach-finding", "unit", "facts", "document", "kind", "class", "basis", "measures", "defenceUntil"),
    BREACH_DECISION("breach-decision", "失信认定决定书", "breach-finding", "unit", "facts", "document", "kind", "class", "basis", "measures", "reasons", "appealUntil"),
    ACCOUNTABILITY_LETTER("accountability-letter", "责任建议移送函", "accountability", "recipient", "unit", "person", "facts", "evidence", "rule", "circumstances", "suggestion"),
    CREDIT_REPORT("credit-report", "信用报告", "credit-report", "subject", "code", "purpose", "asOf", "summary", "records", "objection", "validUntil", "verify",
            "verifyCode", "sha256", "@qr"),
    EVALUATION_REPORT("evaluation-report", "政务诚信考核评价年度报告", "evaluation-report", "year", "period", "version", "basis", "summary", "grades", "#ranking", "#clauses", "sha256"),
    WEEKLY_REPORT("weekly-report", "政务诚信监督看板周报", "weekly-report", "range", "summary", "changes", "ladder", "complaints", "#units", "#clauses", "#late", "sha256");

    /** Fields every paper has: number, place for the seal, date, and whether it is a draft. */
    public static final List<String> COMMON = List.of("docNo", "issuer", "date", "draft", "caseNo");

    public final String id;
    public final String title;
    public final String caseKind;
    public final List<String> fields;

    Paper(String id, String title, String caseKind, String... fields) {
        this.id = id;
        this.title = title;
        this.caseKind = caseKind;
        this.fields = List.of(fields);
    }

    /** The fields of its own as a template writes them. */
    public String tags() {
        return tags(fields);
    }

    /** Names as a template writes them: {@code {{unit}} {{title}}}. */
    public static String tags(List<String> names) {
        return names.stream().map(name -> "{{" + name + "}}").collect(Collectors.joining(" "));
    }

    public static Optional<Paper> of(String id) {
        return Arrays.stream(values()).filter(paper -> paper.id.equals(id)).findFirst();
    }
}
