package org.govintegrity.engine.access;

import java.util.Map;

/** The central roles; each is a group of the engine. */
public final class Roles {

    public static final String SUPERVISOR = "supervisor";
    public static final String JOINT_OFFICE = "jointoffice";
    public static final String CREDIT_CENTRE = "creditcentre";
    public static final String LEADER = "leader";
    public static final String INSPECTOR = "inspector";
    public static final String REVIEWER = "reviewer";
    public static final String INFORMER_KEEPER = "informerkeeper";
    public static final String AUTHORITY = "authority";
    public static final String ADMIN = "camunda-admin";

    public static final Map<String, String> NAMES = Map.of(
            SUPERVISOR, "监督员", JOINT_OFFICE, "联席办", CREDIT_CENTRE, "信用中心", LEADER, "区政府领导",
            INSPECTOR, "检查人员", REVIEWER, "评议员", INFORMER_KEEPER, "投诉人身份保管人", AUTHORITY, "纪检组织接收方", ADMIN, "管理员");

    private Roles() {
    }
}
