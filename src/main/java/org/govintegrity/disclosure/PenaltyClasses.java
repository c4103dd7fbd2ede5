package org.govintegrity.disclosure;

import org.govintegrity.credit.BreachClass;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;

/** How heavy a penalty counts as a credit record ({@code penalty-class.dmn}); read by the engine module. */
public interface PenaltyClasses {

    /**
     * @param kinds of penalty in one decision, at least one; the heaviest counts
     * @param fine  in 万元; zero without one
     */
    BreachClass of(Collection<String> kinds, BigDecimal fine, LocalDate decidedOn);
}
