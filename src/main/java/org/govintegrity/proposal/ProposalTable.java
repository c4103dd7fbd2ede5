package org.govintegrity.proposal;

import org.govintegrity.common.table.TableSheet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The columns of a file of suggestions and proposals. */
public final class ProposalTable {

    static final String KIND = "类别";
    static final String SESSION = "届次";
    static final String NUMBER = "编号";
    static final String SUBJECT = "标题";
    static final String LEADING = "领衔人";
    static final String JOINT = "附议人";
    static final String CONFIDENTIAL = "保密";
    static final String KEY_ITEM = "重点督办";
    static final String TEXT = "内容";
    static final List<String> COLUMNS = List.of(KIND, SESSION, NUMBER, SUBJECT, LEADING, JOINT, CONFIDENTIAL, KEY_ITEM, TEXT);

    private static final List<List<String>> HINTS = List.of(
            List.of(KIND, "必填", "代表建议或者政协提案"), List.of(SESSION, "必填", "例如：十九届五次会议；闭会期间的写明年度"), List.of(NUMBER, "必填", "大会编号，同一届次、同一类别不能重复"),
            List.of(SUBJECT, "必填", "最多200字"), List.of(LEADING, "必填", "姓名"), List.of(JOINT, "", "姓名之间用顿号分开；没有的不填"),
            List.of(CONFIDENTIAL, "", "保密的填“是”，内容只供办理人员查看"), List.of(KEY_ITEM, "", "重点督办的填“是”"), List.of(TEXT, "必填", "最多" + Proposals.LONGEST_TEXT + "字"),
            List.of("合并单元格", "", "类别、届次、保密、重点督办可以合并；一件占几行时，合并编号、每行一位附议人；其他合并的行会退回"));

    private ProposalTable() {
    }

    public static void template(OutputStream out) throws IOException {
        TableSheet.xlsx(out, new TableSheet.Sheet("建议提案", COLUMNS, List.of()), new TableSheet.Sheet("填写说明", List.of("列名", "是否必填", "怎样填写"), HINTS));
    }

    /** A row as a proposal; what is missing is null or empty. */
    static NewProposal read(Map<String, String> cells) {
        return new NewProposal(ProposalKind.labelled(cells.getOrDefault(KIND, "")).orElse(null), cells.get(SESSION), cells.get(NUMBER), cells.get(SUBJECT), cells.get(TEXT),
                cells.get(LEADING), names(cells.get(JOINT)), yes(cells.get(CONFIDENTIAL)), yes(cells.get(KEY_ITEM)));
    }

    /** Names as people write them one after the other. */
    public static List<String> names(String typed) {
        return typed == null ? List.of() : Arrays.stream(typed.split("[、，,；;\\s]+")).map(String::strip).filter(n -> !n.isEmpty()).toList();
    }

    private static boolean yes(String cell) {
        return "是".equals(cell);
    }

    /** What is neither 是 nor 否 where only these can be. */
    static List<String> unclear(Map<String, String> cells) {
        return Stream.of(CONFIDENTIAL, KEY_ITEM).filter(c -> cells.get(c) != null && !List.of("是", "否").contains(cells.get(c)))
                .map(c -> "“" + c + "”应填“是”或者“否”，不填为否").toList();
    }
}
