package org.govintegrity.complaint;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What the tables of law say about complaints on a day. */
public interface ComplaintRules {

    /**
     * @param rule       deadline rule of handling
     * @param acceptRule deadline rule of telling whether it is taken up
     * @param reviewable whether review and second review are open
     */
    record Limit(String rule, String acceptRule, boolean reviewable, String basis) {
    }

    /** Why a complaint is not taken up, and where to go instead. */
    record RefusalReason(String code, String label, String where, String basis) {
    }

    /** @param dailyRate 0 where no statute named one */
    record Interest(BigDecimal dailyRate, String basis) {
    }

    /** How many upheld complaints within how many months ask for an inspection. */
    record Cluster(int count, int months) {
    }

    Cluster cluster(LocalDate day);

    Limit limit(Channel channel, Category category, LocalDate day);

    List<RefusalReason> refusals(LocalDate day);

    Interest interest(LocalDate overdueFrom);

    default Optional<RefusalReason> refusal(String code, LocalDate day) {
        return refusals(day).stream().filter(reason -> reason.code().equals(code)).findFirst();
    }
}
