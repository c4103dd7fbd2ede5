package org.govintegrity.common;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Rows of a form's list, each of which says by its field {@code no} which item it is about. */
public final class NumberedRows {

    private NumberedRows() {
    }

    /**
     * @return the rows by number, every expected number exactly once
     * @throws Refusal naming what is missing, twice, or not there at all
     */
    public static Map<Integer, Map<String, Object>> exactlyOnce(Collection<Integer> expected, List<Map<String, Object>> rows) {
        Map<Integer, Map<String, Object>> byNumber = new TreeMap<>();
        for (Map<String, Object> row : rows) {
            int no = ((Number) row.get("no")).intValue();
            if (!expected.contains(no)) {
                throw Refusal.invalid("没有第" + no + "项。应填写的是第" + numbers(expected) + "项。");
            }
            if (byNumber.put(no, row) != null) {
                throw Refusal.invalid("第" + no + "项填写了两次，请只保留一行。");
            }
        }
        List<Integer> missing = expected.stream().filter(no -> !byNumber.containsKey(no)).toList();
        if (!missing.isEmpty()) {
            throw Refusal.invalid("第" + numbers(missing) + "项没有填写，请逐项填写。");
        }
        return byNumber;
    }

    private static String numbers(Collection<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining("、"));
    }
}
