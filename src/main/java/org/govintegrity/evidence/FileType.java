package org.govintegrity.evidence;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The types of file that are taken as evidence, each with the endings it may bear. */
enum FileType {

    PDF("application/pdf", "PDF", "pdf"),
    JPEG("image/jpeg", "JPEG 图片", "jpg", "jpeg"),
    PNG("image/png", "PNG 图片", "png"),
    DOC("application/msword", "Word（doc）", "doc"),
    XLS("application/vnd.ms-excel", "Excel（xls）", "xls"),
    PPT("application/vnd.ms-powerpoint", "PPT（ppt）", "ppt"),
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word（docx）", "docx"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel（xlsx）", "xlsx"),
    PPTX("application/vnd.openxmlformats-officedocument.presentationml.presentation", "PPT（pptx）", "pptx"),
    WPS("application/wps-office.wps", "WPS 文字（wps）", "wps"),
    ET("application/wps-office.et", "WPS 表格（et）", "et"),
    DPS("application/wps-office.dps", "WPS 演示（dps）", "dps"),
    ZIP("application/zip", "ZIP 压缩包", "zip");

    /** What is taken, in words. */
    static final String ALL = "PDF、Word、Excel、PPT、WPS（wps、et、dps）、JPEG、PNG 和 ZIP";

    final String mediaType;
    final String label;
    private final List<String> endings;

    FileType(String mediaType, String label, String... endings) {
        this.mediaType = mediaType;
        this.label = label;
        this.endings = List.of(endings);
    }

    /** The type that a file of this name claims to be. */
    static Optional<FileType> claimedBy(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return name.indexOf('.') < 0 ? Optional.empty() : Arrays.stream(values()).filter(type -> type.endings.contains(ending)).findFirst();
    }

    /** For a form's file field: {@code .pdf,.jpg,...} */
    static String accept() {
        return Arrays.stream(values()).flatMap(type -> type.endings.stream()).map(ending -> "." + ending).collect(Collectors.joining(","));
    }
}
