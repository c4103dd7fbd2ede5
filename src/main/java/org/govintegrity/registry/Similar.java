package org.govintegrity.registry;

import cn.hutool.core.text.TextSimilarity;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds what somebody may have meant when they wrote something unknown. */
public final class Similar {

    /** Longer than any id or name: comparing costs the product of the lengths, and anybody can send anything. */
    private static final int LONGEST = 60;
    private static final double CLOSE_ENOUGH = 0.5;

    private Similar() {
    }

    /** What was written, short enough to be repeated in a message. */
    public static String shorten(String written) {
        if (written == null) {
            return "";
        }
        var oneLine = written.replaceAll("\\s+", " ").strip();
        return oneLine.codePointCount(0, oneLine.length()) <= LONGEST ? oneLine
                : oneLine.substring(0, oneLine.offsetByCodePoints(0, LONGEST)) + "…";
    }

    /**
     * A sentence with up to three candidates, or {@code otherwise} when nothing is close.
     *
     * @param candidates what to show, to the words by which it may be known
     */
    public static String hint(String written, Map<String, List<String>> candidates, String otherwise) {
        var found = candidates(written, candidates);
        return found.isEmpty() ? otherwise : "您是不是要找：" + String.join("、", found) + "？";
    }

    static List<String> candidates(String written, Map<String, List<String>> candidates) {
        var wanted = shorten(written);
        if (wanted.isEmpty()) {
            return List.of();
        }
        var scores = candidates.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                candidate -> candidate.getValue().stream().mapToDouble(word -> score(wanted, word)).max().orElse(0)));
        return candidates.keySet().stream()
                .filter(candidate -> scores.get(candidate) >= CLOSE_ENOUGH)
                .sorted(Comparator.comparing(scores::get).reversed())
                .limit(3)
                .toList();
    }

    private static double score(String wanted, String word) {
        var likeness = TextSimilarity.similar(wanted, word);
        var within = wanted.length() >= 2 && (word.contains(wanted) || wanted.contains(word));
        return within ? Math.max(likeness, CLOSE_ENOUGH + likeness / 2) : likeness;
    }
}
