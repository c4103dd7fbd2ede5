package org.govintegrity.credit;

import java.time.LocalDate;

/** The dated tables of ratings and lists ({@code credit-rating.dmn}, {@code credit-lists.dmn}); read by the engine module. */
public interface RatingRules {

    /** The level for so many counting records of each class, as the table in force on that day says. */
    Verdict rate(LocalDate day, int serious, int general, int minor);

    /** Who is on a list on that day. */
    Lists lists(LocalDate day);

    /** @param projectDefault this project's own default, which a district may change */
    record Verdict(RatingLevel level, String basis, boolean projectDefault) {
    }

    /**
     * @param blackFrom the lightest class that puts its subject on the black list
     * @param redMonths whole months without a counting record until a unit is on the red list
     */
    record Lists(BreachClass blackFrom, int redMonths, String basis, boolean projectDefault) {
    }
}
