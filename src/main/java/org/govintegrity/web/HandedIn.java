package org.govintegrity.web;

import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.table.ReturnedRow;
import org.govintegrity.common.table.TableSheet;
import org.springframework.web.multipart.MultipartFile;

import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** What pages that take files of rows have in common. */
final class HandedIn {

    private HandedIn() {
    }

    /** @throws Refusal (invalid) if no file was chosen */
    static MultipartFile chosen(MultipartFile file) {
        if (file == null || file.isEmpty() || file.getOriginalFilename() == null) {
            throw Refusal.invalid("请先选择要上传的文件。");
        }
        return file;
    }

    /** A download of the rows that came back, with a column 错误. */
    static void returned(HttpServletResponse response, String batchNo, List<String> headings, Collection<? extends ReturnedRow> rows) throws IOException {
        TableSheet.xlsx(ExcelTable.download(response, "退回的行" + batchNo + ".xlsx"), ReturnedRow.sheet(headings, rows));
    }

    /** For a batch that is not there, or that somebody else handed in. */
    static Refusal unknown(String batchNo) {
        return Refusal.notFound("没有编号为“" + (batchNo.length() > 40 ? batchNo.substring(0, 40) + "…" : batchNo) + "”的导入，或者不是您导入的，请核对编号。");
    }
}
