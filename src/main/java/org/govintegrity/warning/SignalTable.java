package org.govintegrity.warning;

import org.govintegrity.common.table.TableSheet;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The columns of a monitor's file. */
public final class SignalTable {

    static final String SOURCE = "来源";
    static final String REFERENCE = "来源编号";
    static final String UNIT = "单位";
    static final String KIND = "种类";
    static final String AMOUNT = "数量";
    static final String DAY = "日期";
    static final String WORDS = "内容";
    static final String LINK = "链接";
    static final List<String> COLUMNS = List.of(SOURCE, REFERENCE, UNIT, KIND, AMOUNT, DAY, WORDS, LINK);

    private static final List<List<String>> HINTS = List.of(List.of(SOURCE, "必填", "监测机构或者平台的名称，同一来源每次写法一致"),
            List.of(REFERENCE, "必填", "来源自己的编号；同一来源、同一编号只登记一次"), List.of(UNIT, "必填", "统一社会信用代码、全称或者简称，应与单位名录一致"),
            List.of(KIND, "必填", String.join("、", Arrays.stream(SignalSort.values()).map(s -> s.label).toList())), List.of(AMOUNT, "", "大于0的数，不填为1"),
            List.of(DAY, "必填", "例如 2026-03-02"), List.of(WORDS, "必填", "最多200字，不得含个人信息"), List.of(LINK, "", "http:// 或者 https:// 开头的网址"));

    private SignalTable() {
    }

    public static void template(OutputStream out) throws IOException {
        TableSheet.xlsx(out, new TableSheet.Sheet("预警信号", COLUMNS, List.of()), new TableSheet.Sheet("填写说明", List.of("列名", "是否必填", "怎样填写"), HINTS));
    }

    /** A row as a signal; what is missing or cannot be read is null, an amount that is none below 0, so that it is told. */
    static OutsideSignals.NewSignal read(Map<String, String> cells) {
        return new OutsideSignals.NewSignal(cells.get(SOURCE), cells.get(REFERENCE), cells.get(UNIT),
                SignalSort.labelled(cells.getOrDefault(KIND, "")).or(() -> SignalSort.find(cells.get(KIND))).map(s -> s.code).orElse(null), amount(cells.get(AMOUNT)), day(cells.get(DAY)),
                cells.get(WORDS), cells.get(LINK));
    }

    private static BigDecimal amount(String typed) {
        String plain = typed == null ? "" : typed.strip().replace(",", "").replace("，", "");
        return plain.isEmpty() ? null : plain.matches("\\d{1,9}(\\.\\d{1,4})?") ? new BigDecimal(plain) : BigDecimal.ONE.negate();
    }

    private static LocalDate day(String typed) {
        try {
            return typed == null ? null : LocalDate.parse(typed.strip().length() >= 10 ? typed.strip().substring(0, 10).replace('/', '-') : typed.strip());
        } catch (DateTimeParseException none) {
            return null;
        }
    }
}
