package org.govintegrity.filing;

import org.govintegrity.common.Refusal;

import java.util.Arrays;
import java.util.Locale;

/** What a table may come and go as. */
public enum TableFormat {
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    CSV("text/csv;charset=UTF-8"),
    JSON("application/json");

    public final String mediaType;

    TableFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    public String suffix() {
        return "." + name().toLowerCase(Locale.ROOT);
    }

    /** @throws Refusal (invalid) for a file of another kind */
    public static TableFormat ofName(String fileName) {
        String name = fileName == null ? "" : fileName.toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(format -> name.endsWith(format.suffix())).findFirst().orElseThrow(() -> Refusal.invalid(
                name.endsWith(".xls") ? "这是旧版Excel文件（.xls）。请用表格软件打开，另存为Excel工作簿（.xlsx）后再上传。"
                        : "只能上传Excel（.xlsx）、CSV或者JSON文件。请下载模板填写后再上传。"));
    }
}
