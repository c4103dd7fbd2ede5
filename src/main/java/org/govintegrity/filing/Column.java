package org.govintegrity.filing;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The columns of a filing's table: {@link #title} in spreadsheets, {@link #field} in JSON and in the form for a single entry. */
public enum Column {
    SUBJECT_KIND("主体类别", "subjectKind", 20, "必填：单位、个人、企业和社会组织"),
    SUBJECT_NAME("主体名称", "subjectName", 200, "必填：单位或者组织的全称，个人的姓名"),
    CREDIT_CODE("统一社会信用代码", "creditCode", 18, "单位、企业和社会组织必填，18位；确实没有的填“无”，由信用中心认定"),
    IDENTITY("身份号码", "identityNumber", 18, "个人必填，18位，请把本列设为文本格式；确实不掌握的填“无”，由信用中心认定。系统加密保存，只以遮盖形式显示"),
    UNIT_THEN("时任单位", "unitThen", 100, "公职人员必填：行为发生时所在的单位"),
    POST_THEN("时任职务", "postThen", 100, "公职人员必填：行为发生时的职务"),
    RECORD_KIND("记录种类", "recordKind", 20, "必填：司法判决、行政处罚、纪律处分、问责处理、违约失信"),
    FORM("处理类型", "form", 40, "按文书填写，见下方各记录种类可填的类型；据此得出失信等级"),
    BREACH_CLASS("失信等级", "breachClass", 10, "文书或者本单位已认定等级的填写：轻微、一般、严重；留空的按处理类型得出"),
    DOCUMENT_NAME("文书名称", "documentName", 200, "必填：例如行政处罚决定书"),
    DOCUMENT_NO("文书文号", "documentNo", 200, "必填：同一主体、同一种类的同一文号只记一次"),
    DOCUMENT_DATE("文书日期", "documentDate", 20, "必填：例如2026-03-02；公示、修复和使用期限从这一天起算"),
    ACT_DATE("行为发生日期", "actDate", 20, "选填：不晚于文书日期"),
    IN_FORCE_ON("生效日期", "inForceOn", 20, "选填：不早于文书日期"),
    IN_FORCE("是否生效", "inForce", 4, "必填：是、否。尚未生效或者正在复议、诉讼、复核的填“否”，先按在途保存，不公示、不使用"),
    FACTS("事实", "facts", 2000, "必填：时间、行为、后果。请不要写身份号码"),
    DECISION("处理结果", "decision", 1000, "必填：文书决定的内容");

    /** What people write where they know of no code or number. */
    static final String NONE = "无";
    /** The column a returned file has in addition. */
    static final String ERROR = "错误";

    public final String title;
    public final String field;
    /** characters */
    final int max;
    final String hint;

    Column(String title, String field, int max, String hint) {
        this.title = title;
        this.field = field;
        this.max = max;
        this.hint = hint;
    }

    boolean required() {
        return hint.startsWith("必填");
    }

    static List<String> titles() {
        return Arrays.stream(values()).map(column -> column.title).toList();
    }

    private static final Map<String, Column> BY_NAME = Arrays.stream(values()).flatMap(column -> Stream.of(Map.entry(column.title, column), Map.entry(column.field, column)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    /** @param name a title, or the name of a field */
    static Optional<Column> of(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
