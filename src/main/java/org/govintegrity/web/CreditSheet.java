package org.govintegrity.web;

import org.govintegrity.common.Refusal;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.CreditSearch;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** A list of records as a spreadsheet. */
@Component
public class CreditSheet {

    private static final int STRIDE = 500;
    private static final List<String> HEADINGS = List.of("记录编号", "主体类别", "主体名称", "种类", "等级", "条款", "文书名称", "文书编号", "文书日期", "决定", "状态", "可申请修复日", "公示截止",
            "使用截止", "归集单位", "登记时间", "来源案件");

    private final CreditRecordSearch search;
    private final PageWords words;

    CreditSheet(CreditRecordSearch search, PageWords words) {
        this.search = search;
        this.words = words;
    }

    /** @throws Refusal before anything is written, if more rows are found than a sheet is written for */
    void check(CreditRecordSearch.Query query) {
        if (query.persons()) {
            throw Refusal.unprocessable("个人记录不列入清单，不能导出。");
        }
        if (search.page(query, 1, 1).more()) {
            throw Refusal.unprocessable("符合条件的记录超过" + CreditSearch.MAX_COUNTED + "条，一次最多导出这么多。请增加条件后再导出。");
        }
    }

    void write(CreditRecordSearch.Query query, OutputStream out) throws IOException {
        try (ExcelTable table = new ExcelTable("信用记录", HEADINGS)) {
            long seq = Long.MAX_VALUE;
            List<CreditRecord> next;
            do {
                next = search.before(query, seq, STRIDE);
                for (CreditRecord record : next) {
                    table.row(cells(record));
                    seq = record.seq();
                }
            } while (next.size() == STRIDE);
            table.write(out, 18, 14, 36, 12, 8, 24, 24, 24, 16, 40, 14, 16, 16, 16, 20, 22, 18);
        }
    }

    private List<String> cells(CreditRecord r) {
        return List.of(r.recordNo(), r.subject().label, r.subjectName(), r.kind().label, r.breachClass().label, r.clause() == null ? "" : words.clause(r.clause()),
                r.documentName(), r.documentNo(), words.date(r.documentDate()), r.decision(), r.standing().label, words.date(r.terms().repairFrom()),
                words.date(r.terms().publishUntil()), words.date(r.endsOn()), words.unit(r.source()), words.time(r.recordedAt()), r.caseNo());
    }
}
