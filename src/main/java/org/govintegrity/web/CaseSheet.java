package org.govintegrity.web;

import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.CasePage;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.Refusal;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.io.OutputStream;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/** A list of cases as a spreadsheet, written row by row so that memory stays flat. */
@Component
public class CaseSheet {

    /** More than this is not a list anybody reads: narrow the search. */
    static final int MAX_ROWS = 50_000;
    private static final int STRIDE = 500;
    private static final List<String> HEADINGS = List.of("案件编号", "类别", "名称", "单位", "依据条款", "立案日期", "状态", "结案时间", "当前环节", "办理人", "办理期限", "超期天数", "来源案件");

    private final CaseSearch search;
    private final PageWords words;

    CaseSheet(CaseSearch search, PageWords words) {
        this.search = search;
        this.words = words;
    }

    /** @throws Refusal before anything is written, if more rows are found than a sheet is written for */
    void check(CaseSearch.Query query) {
        long total = search.page(query, 1, 1).total();
        if (total > MAX_ROWS) {
            throw Refusal.unprocessable("符合条件的案件有" + total + "件，一次最多导出" + MAX_ROWS + "件。请增加条件后再导出。");
        }
    }

    void write(CaseSearch.Query query, OutputStream out) throws IOException {
        try (ExcelTable table = new ExcelTable("案件", HEADINGS)) {
            CasePage page;
            int number = 1;
            do {
                page = search.page(query, number, STRIDE);
                search.withTasks(page.cases()).forEach(found -> table.row(cells(found)));
            } while (number++ < page.pages());
            table.write(out, 18, 12, 40, 20, 24, 16, 10, 20, 24, 20, 16, 10, 18);
        }
    }

    private List<String> cells(CaseSearch.Found found) {
        CaseFile file = found.file();
        TaskEntry first = found.tasks().isEmpty() ? null : found.tasks().get(0);
        long late = first == null ? 0 : ChronoUnit.DAYS.between(first.dueOn(), words.today());
        return List.of(file.caseNo(), words.kind(file.kind()), file.title(), words.unitFull(file.unitId()), words.clauses(file.clauses()),
                words.date(file.openedOn()), file.open() ? "办理中" : "已结案", words.time(file.closedAt()),
                found.tasks().stream().map(TaskEntry::taskName).distinct().collect(Collectors.joining("、")),
                found.tasks().stream().map(task -> words.group(task.owner())).distinct().collect(Collectors.joining("、")),
                first == null ? "" : words.date(first.dueOn()), late > 0 ? String.valueOf(late) : "", file.parentNo() == null ? "" : file.parentNo());
    }
}
