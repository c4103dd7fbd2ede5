package org.govintegrity.complaint;

import org.govintegrity.common.ChineseDates;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * What is owed to a small firm with the interest that has run (保障中小企业款项支付条例 第17条).
 *
 * @param amount   yuan, above 0
 * @param from     first day of being overdue
 * @param until    day up to which interest is counted, not before {@code from}
 * @param rate     a day
 * @param interest yuan, rounded to fen
 */
public record Arrears(BigDecimal amount, LocalDate from, LocalDate until, BigDecimal rate, BigDecimal interest, String basis) {

    static Arrears of(BigDecimal amount, LocalDate from, LocalDate until, ComplaintRules.Interest rule) {
        long days = Math.max(0, ChronoUnit.DAYS.between(from, until));
        return new Arrears(amount, from, until, rule.dailyRate(), amount.multiply(rule.dailyRate()).multiply(BigDecimal.valueOf(days)).setScale(2, RoundingMode.HALF_UP), rule.basis());
    }

    public String words() {
        return "欠款" + amount.setScale(2, RoundingMode.HALF_UP).toPlainString() + "元，自" + ChineseDates.date(from) + "起逾期" + ChronoUnit.DAYS.between(from, until) + "日，至"
                + ChineseDates.date(until) + "利息" + interest.toPlainString() + "元（" + basis + "；合同另有更高约定的从约定）";
    }
}
