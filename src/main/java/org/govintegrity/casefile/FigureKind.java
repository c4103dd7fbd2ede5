package org.govintegrity.casefile;

/**
 * A figure that a family tells.
 *
 * @param id    such as {@code tasks.on-time}; lower-case words with a dot
 * @param title Chinese, for people
 * @param rate  true: the sum of amounts over the sum of bases, 0 to 1; false: the sum of amounts
 * @param unit  Chinese unit of a sum ({@code 件}, {@code 张}); {@code %} for a rate, which is shown as a percentage
 * @param none  what a unit without any row has: {@code true} for a sum of 0, {@code false} for no figure at all. Always {@code false} for a rate
 */
public record FigureKind(String id, String title, boolean rate, String unit, boolean none) {

    public static FigureKind rate(String id, String title) {
        return new FigureKind(id, title, true, "%", false);
    }

    /** A count, 0 for a unit without rows. */
    public static FigureKind count(String id, String title, String unit) {
        return new FigureKind(id, title, false, unit, true);
    }

    /** A score or the like: a unit without rows has none. */
    public static FigureKind score(String id, String title, String unit) {
        return new FigureKind(id, title, false, unit, false);
    }
}
