package org.govintegrity.credit;

import java.time.LocalDate;

/** Records for tests of the archive. */
public final class CreditSamples {

    public static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    public static final Terms TERMS = new Terms(true, LocalDate.of(2026, 6, 2), LocalDate.of(2029, 3, 2), LocalDate.of(2031, 3, 2), "失信行为纠正后的信用信息修复管理办法（试行）");

    private CreditSamples() {
    }

    /** A breach found on {@link #DAY}, of a unit that no test of a process is about: there are thousands. */
    public static NewRecord entry(String key, Terms terms, boolean pending) {
        return new NewRecord(key, SubjectKind.UNIT, "ziranziyuanju", "ziranziyuanju", null, RecordKind.BREACH, BreachClass.GENERAL, "三.5", "三项承诺没有兑现𠮷",
                "检查结论书", "文诚检〔2026〕1号", DAY, "认定为一般失信", terms, null, pending, "breach-class", "SX-2025-0001", "xinyongzhongxin");
    }

    /** A document about anybody; used for five years, shown for three where the class is. */
    public static NewRecord about(String key, SubjectKind subject, String subjectId, String unitId, BreachClass breachClass, LocalDate day) {
        boolean shown = subject != SubjectKind.PERSON && breachClass != BreachClass.MINOR;
        Terms terms = new Terms(shown, day.plusMonths(3), shown ? day.plusMonths(36) : null, day.plusYears(5), "信用修复管理办法");
        return new NewRecord(key, subject, subjectId, unitId, subject == SubjectKind.PERSON ? "时任科长" : null, RecordKind.PENALTY, breachClass, "三.5", "未按合同付款",
                "行政处罚决定书", "文罚〔2026〕" + key, day, "=罚款三万元", terms, null, false, "test", "SX-2026-9999", "xinyongzhongxin");
    }
}
