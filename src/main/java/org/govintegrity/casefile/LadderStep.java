package org.govintegrity.casefile;

/** The steps of the ladder, in order; each is taken once per task. */
public enum LadderStep {
    REMINDER("临期提醒"),
    YELLOW("黄牌"),
    RED("红牌"),
    INTERVIEW("约谈");

    public final String label;

    LadderStep(String label) {
        this.label = label;
    }

    /** The step after this one, or null after the last. */
    public LadderStep next() {
        return this == INTERVIEW ? null : values()[ordinal() + 1];
    }
}
