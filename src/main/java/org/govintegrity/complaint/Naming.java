package org.govintegrity.complaint;

import org.govintegrity.common.Refusal;

import java.util.Arrays;
import java.util.Optional;

/** Whether the complainant gave a name, and who may know it: in no case the unit that handles the complaint. */
public enum Naming {
    NAMED("named", "实名"),
    CONFIDENTIAL("confidential", "实名并要求保密"),
    ANONYMOUS("anonymous", "匿名");

    public final String code;
    public final String label;

    Naming(String code, String label) {
        this.code = code;
        this.label = label;
    }

    public static Optional<Naming> find(String code) {
        return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
    }

    /** By the word people see. */
    static Optional<Naming> labelled(String label) {
        return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
    }

    /** @throws Refusal (invalid) if there is none */
    public static Naming of(String code) {
        return find(code).orElseThrow(() -> Refusal.invalid("请选择实名、实名并要求保密或者匿名。"));
    }
}
