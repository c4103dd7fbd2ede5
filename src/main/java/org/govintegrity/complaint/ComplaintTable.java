package org.govintegrity.complaint;

import org.govintegrity.common.table.TableSheet;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The columns of the hotline's file. */
public final class ComplaintTable {

    static final String NUMBER = "工单编号";
    static final String UNIT = "被投诉单位";
    static final String CATEGORY = "类别";
    static final String FACTS = "投诉内容";
    static final String NAMING = "署名";
    static final String NAME = "姓名";
    static final String PHONE = "电话";
    static final String AMOUNT = "欠款金额";
    static final String FROM = "逾期起始日";
    static final List<String> COLUMNS = List.of(NUMBER, UNIT, CATEGORY, FACTS, NAMING, NAME, PHONE, AMOUNT, FROM);

    private static final List<List<String>> HINTS = List.of(
            List.of(NUMBER, "必填", "12345热线的工单编号，不能重复"), List.of(UNIT, "必填", "全称或者简称，应与单位名录一致"),
            List.of(CATEGORY, "必填", String.join("、", Arrays.stream(Category.values()).map(c -> c.label).toList())),
            List.of(FACTS, "必填", "最多" + Complaints.LONGEST_FACTS + "字"), List.of(NAMING, "", "实名、实名并要求保密、匿名；不填的，有姓名为实名并要求保密，没有姓名为匿名"),
            List.of(NAME, "", "加密保存，办理单位看不到"), List.of(PHONE, "", "加密保存，办理单位看不到"),
            List.of(AMOUNT, "拖欠中小企业款项的必填", "元"), List.of(FROM, "拖欠中小企业款项的必填", "例如 2026-03-01"));

    private ComplaintTable() {
    }

    public static void template(OutputStream out) throws IOException {
        TableSheet.xlsx(out, new TableSheet.Sheet("热线工单", COLUMNS, List.of()), new TableSheet.Sheet("填写说明", List.of("列名", "是否必填", "怎样填写"), HINTS));
    }

    /** A row as a complaint; what is missing is null. */
    static NewComplaint read(Map<String, String> cells) {
        String name = cells.get(NAME);
        Naming naming = cells.get(NAMING) == null ? name == null ? Naming.ANONYMOUS : Naming.CONFIDENTIAL : Naming.labelled(cells.get(NAMING)).orElse(null);
        return new NewComplaint(Channel.HOTLINE, naming, Category.labelled(cells.getOrDefault(CATEGORY, "")).orElse(null), cells.getOrDefault(UNIT, ""), cells.getOrDefault(FACTS, ""),
                amount(cells.get(AMOUNT)), day(cells.get(FROM)), new Informer(name, cells.get(PHONE), null, null), List.of(), null, cells.get(NUMBER), false);
    }

    /** What cannot be read at all; the words do not repeat a cell, which may name somebody. */
    static List<String> unclear(Map<String, String> cells) {
        List<String> unclear = new ArrayList<>();
        if (cells.get(NUMBER) == null) {
            unclear.add("“" + NUMBER + "”没有填写");
        }
        if (cells.get(CATEGORY) != null && Category.labelled(cells.get(CATEGORY)).isEmpty()) {
            unclear.add("“" + CATEGORY + "”不在列出的类别中，请对照填写说明");
        }
        if (cells.get(NAMING) != null && Naming.labelled(cells.get(NAMING)).isEmpty()) {
            unclear.add("“" + NAMING + "”应为实名、实名并要求保密或者匿名");
        }
        if (cells.get(AMOUNT) != null && amount(cells.get(AMOUNT)) == null) {
            unclear.add("“" + AMOUNT + "”应为数字，以元为单位");
        }
        if (cells.get(FROM) != null && day(cells.get(FROM)) == null) {
            unclear.add("“" + FROM + "”应为日期，例如 2026-03-01");
        }
        return unclear;
    }

    /** Null for what is no amount. */
    public static BigDecimal amount(String typed) {
        String plain = typed == null ? "" : typed.strip().replace(",", "").replace("，", "");
        return plain.matches("\\d{1,12}(\\.\\d{1,2})?") ? new BigDecimal(plain) : null;
    }

    /** Null for what is no day. */
    public static LocalDate day(String typed) {
        try {
            return typed == null || typed.isBlank() ? null : LocalDate.parse(typed.strip().length() >= 10 ? typed.strip().substring(0, 10).replace('/', '-') : typed.strip());
        } catch (DateTimeParseException none) {
            return null;
        }
    }
}
