package org.govintegrity.filing;

/**
 * How far a filing has come.
 *
 * @param staged    rows still to be looked at
 * @param filed     rows that have become records
 * @param known     rows whose document was filed before; nothing was entered twice
 * @param refused   rows that came back with words
 * @param undecided rows whose subject a clerk has to decide
 * @param pending   records held 在途 of which nothing was reported yet
 * @param reading   the file has more rows than {@code total}; none is looked at before all are read
 */
public record Progress(int total, int staged, int filed, int known, int refused, int undecided, int pending, boolean reading) {

    /** Of a file that is read whole. */
    public Progress(int total, int staged, int filed, int known, int refused, int undecided, int pending) {
        this(total, staged, filed, known, refused, undecided, pending, false);
    }

    /** Rows that have been looked at. */
    public int done() {
        return total - staged;
    }

    public int percent() {
        return total == 0 ? 100 : (int) (100L * done() / total);
    }

    public boolean running() {
        return reading || staged > 0;
    }

    /** Rows that are in the returned file. */
    public int returned() {
        return known + refused;
    }
}
