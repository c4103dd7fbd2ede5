package org.govintegrity.inspection;

/** How serious a conclusion is; decided by the table inspection-severity.dmn. */
public enum Severity {
    NONE("未发现问题"),
    MINOR("轻微"),
    GENERAL("一般"),
    SERIOUS("严重");

    public final String label;

    Severity(String label) {
        this.label = label;
    }

    public static Severity of(String code) {
        return valueOf(code.toUpperCase(java.util.Locale.ROOT));
    }

    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
