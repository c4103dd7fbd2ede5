package org.govintegrity.evaluation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/** The decision tables that indicators may name, to be tried before anybody is scored by them: a district is loaded before they are deployed. */
public interface DecisionTables {

    /** Empty where there is no table of that key. */
    Optional<Table> find(String key);

    interface Table {

        /** Its {@code points}; empty where not exactly one row applies, or what it gives is no number. */
        Optional<BigDecimal> points(BigDecimal value, LocalDate day);
    }
}
