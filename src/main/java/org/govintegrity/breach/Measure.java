package org.govintegrity.breach;

import java.util.Arrays;

/** What may follow for a unit (国发〔2016〕76号); anything else is not for this system to impose. */
public enum Measure {
    EXPLAIN("explain", "书面说明原因并限期整改"),
    CRITICISM("criticism", "公开通报批评"),
    HONOURS("honours", "取消参加各类荣誉评选的资格"),
    LEADERS("leaders", "依法依规追究主要负责人责任（另行移送有权机关）");

    public final String code;
    public final String label;

    Measure(String code, String label) {
        this.code = code;
        this.label = label;
    }

    static Measure of(String code) {
        return Arrays.stream(values()).filter(m -> m.code.equals(code)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no measure " + code));
    }
}
