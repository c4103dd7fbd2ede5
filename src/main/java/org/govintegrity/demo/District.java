package org.govintegrity.demo;

import java.util.List;
import java.util.Set;

/** Which units of the Wendeng seeds do what in the played year. A part that a seed does not have is left out by those who ask. */
final class District {

    /** Where supervisors, the joint office, the credit centre and inspectors sit, and who looks into complaints: nothing is planted there, and they are on time. */
    static final Set<String> OFFICES = Set.of("zhengfuban", "xinyongzhongxin", "lianxiban", "shenjiju", "sifaju", "jiwei", "tongjiju", "zuzhibu", "dashujuju", "fayuan", "jianchayuan", "fagaiju");
    /** Units that publish permits and penalties every month. */
    static final List<String> DISCLOSING = List.of("shichangju", "yingjiju", "zonghezhifaju", "ziranziyuanju", "zhujianju", "jiaotongju", "nongyeju", "weijianju", "shuiwuju", "xiaofangdui");
    /** Sources of credit records that file every month. */
    static final List<String> FILING = List.of("fayuan", "caizhengju", "rensheju", "gonganju", "huanjingfenju", "shichangju", "yingjiju", "zonghezhifaju", "zhujianju", "jiaotongju", "weijianju");
    static final List<String> SOURCES_THAT_MAY_FALL_SILENT = List.of("gonganju", "huanjingfenju", "rensheju", "yingjiju");
    static final List<String> SOURCES_OF_DOUBTFUL_RECORDS = List.of("caizhengju", "zonghezhifaju", "zhujianju", "shichangju");
    static final List<String> SUPERVISORS = List.of("supervisor1", "supervisor2");
    static final List<String> JOINT = List.of("joint1", "joint2");
    static final List<String> CREDIT = List.of("credit1", "credit2");

    private District() {
    }
}
