package org.govintegrity.web;

import org.govintegrity.casefile.CaseEvent;

import java.util.List;
import java.util.Set;

/**
 * What the inspected unit may read of its own file, and when: findings once the conclusion is served on it, drafts and
 * their review never (project default; 政府督查工作条例 第15条 serves the conclusion, not the drafts).
 */
final class CaseSecrecy {

    /** The event with which a conclusion is served. */
    static final String SERVED = "conclusion-served";

    private static final Set<String> INTERNAL = Set.of("drafted", "reviewed");
    private static final Set<String> UNTIL_SERVED = Set.of("item-checked", "severity");

    private CaseSecrecy() {
    }

    static List<CaseEvent> readable(List<CaseEvent> timeline, boolean insider, boolean served) {
        return insider ? timeline : timeline.stream().filter(event -> !INTERNAL.contains(event.type()))
                .filter(event -> served || !UNTIL_SERVED.contains(event.type())).toList();
    }
}
