package org.govintegrity.warning;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What the tables say on a day about signals and warnings. */
public interface WarningRules {

    /** What several weak signals of one unit together are called in the table. */
    String TOGETHER = "together";

    /** The signals that are watched. */
    List<Watched> watched(LocalDate day);

    /**
     * A row of the table {@code warning-rule} that applies.
     *
     * @param rule    id of the rule; several rows may be of one rule
     * @param words   why, with the figures' places marked {@code {current}}, {@code {expected}} …
     * @param cooling days after a warning is closed in which another of the rule about the unit is raised only if it has grown
     * @param growth  how many times the figure then it has to be
     */
    record Hit(String rule, String title, Level level, String words, int cooling, double growth) {
    }

    /**
     * @param streak weeks with something in them; of {@link #TOGETHER} 0
     * @param share  0 to 1
     */
    record Question(String signal, double current, double expected, double surprise, double share, int streak, LocalDate day) {
    }

    List<Hit> hits(Question question);

    /** A row of the rules as people read it. @param conditions in words, as the table has them @param to null while it holds */
    record RuleText(String rule, String title, String signal, Level level, String conditions, String words, int cooling, double growth, LocalDate from, LocalDate to, String basis,
                    boolean projectDefault) {
    }

    /** Every row, those that are no longer or not yet in force included. */
    List<RuleText> texts();

    /** Why a warning is dismissed. */
    record Reason(String code, String label) {
    }

    List<Reason> dismissals(LocalDate day);

    default Optional<Reason> dismissal(String code, LocalDate day) {
        return dismissals(day).stream().filter(r -> r.code().equals(code)).findFirst();
    }
}
