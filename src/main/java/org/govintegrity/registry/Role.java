package org.govintegrity.registry;

import java.util.Arrays;
import java.util.Optional;

/** What a person may be in this district. {@link #id} is the word in {@code people.csv} and the group in the engine. */
public enum Role {
    SUPERVISOR("supervisor", "监督员"),
    JOINT_OFFICE("jointoffice", "联席会议办公室"),
    CREDIT_CENTRE("creditcentre", "信用中心"),
    LEADER("leader", "区政府领导"),
    INSPECTOR("inspector", "检查人员"),
    REVIEWER("reviewer", "评议员"),
    /** may open who complained, with a reason that stays */
    INFORMER_KEEPER("informerkeeper", "投诉人身份保管人"),
    AUTHORITY("authority", "责任建议接收方"),
    ADMIN("camunda-admin", "管理员"),
    /** in charge of the person's unit */
    HEAD("head", "负责人"),
    /** does the daily work of the person's unit */
    CLERK("clerk", "经办人");

    private final String id;
    private final String title;

    Role(String id, String title) {
        this.id = id;
        this.title = title;
    }

    public String id() {
        return id;
    }

    /** Chinese, for people. */
    public String title() {
        return title;
    }

    public static Optional<Role> of(String id) {
        return Arrays.stream(values()).filter(role -> role.id.equals(id)).findFirst();
    }
}
