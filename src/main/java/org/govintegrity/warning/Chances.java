package org.govintegrity.warning;

/** How likely it is to see so much by chance, the uncertainty of the expectation included. */
final class Chances {

    /** Beyond this nobody can tell how unlikely something is. */
    static final double MOST = 12;
    private static final double[] LANCZOS = {676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
            -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7};

    private Chances() {
    }

    /**
     * Events of which the rate is known as well as from {@code seen} events in {@code exposure}: the count in {@code window} is negative binomial. Two places
     * with few events each are told apart from chance only by a large difference.
     *
     * @return −log10 P(X ≥ count), 0 to {@link #MOST}
     */
    static double ofEvents(double count, double seen, double exposure, double window) {
        if (count <= 0 || exposure <= 0) {
            return 0;
        }
        double p = exposure / (exposure + window);
        double below = 0;
        int k = (int) Math.ceil(count);
        for (int i = 0; i < k; i++) {
            below += Math.exp(gamma(i + seen) - gamma(seen) - gamma(i + 1.0) + seen * Math.log(p) + i * Math.log1p(-p));
        }
        double tail = 1 - below;
        if (tail < 1e-9) {   // cancelled out: sum the tail itself
            tail = 0;
            for (int i = k; i < k + 400; i++) {
                tail += Math.exp(gamma(i + seen) - gamma(seen) - gamma(i + 1.0) + seen * Math.log(p) + i * Math.log1p(-p));
            }
        }
        return surprise(tail);
    }

    /**
     * {@code bad} of {@code all}, where {@code badBefore} and {@code goodBefore} were seen (both above 0): the count is beta-binomial.
     *
     * @return −log10 P(X ≥ bad), 0 to {@link #MOST}
     */
    static double ofShare(double bad, double all, double badBefore, double goodBefore) {
        if (bad <= 0 || all <= 0) {
            return 0;
        }
        int n = (int) Math.round(all);
        double whole = gamma(badBefore) + gamma(goodBefore) - gamma(badBefore + goodBefore);
        double tail = 0;
        for (int i = (int) Math.ceil(bad); i <= n; i++) {
            double term = Math.exp(gamma(n + 1.0) - gamma(i + 1.0) - gamma(n - i + 1.0) + gamma(i + badBefore) + gamma(n - i + goodBefore)
                    - gamma(n + badBefore + goodBefore) - whole);
            tail += term;
            if (term < tail * 1e-9) {
                break;
            }
        }
        return surprise(tail);
    }

    /** A value that lies {@code deviations} standard deviations below what was expected. @return −log10 of its chance, 0 to 4: a handful of values tells no more */
    static double ofDrop(double deviations) {
        // Abramowitz and Stegun 26.2.17
        if (deviations <= 0) {
            return 0;
        }
        double t = 1 / (1 + 0.2316419 * deviations);
        double tail = Math.exp(-deviations * deviations / 2) / Math.sqrt(2 * Math.PI)
                * t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return Math.min(4, surprise(tail));
    }

    private static double surprise(double tail) {
        return tail <= 0 ? MOST : Math.min(MOST, Math.max(0, -Math.log10(Math.min(1, tail))));
    }

    /** ln Γ(x), x above 0 (Lanczos). */
    private static double gamma(double x) {
        if (x < 0.5) {
            return Math.log(Math.PI / Math.sin(Math.PI * x)) - gamma(1 - x);
        }
        double y = x - 1;
        double sum = 0.99999999999980993;
        for (int i = 0; i < LANCZOS.length; i++) {
            sum += LANCZOS[i] / (y + i + 1);
        }
        double t = y + LANCZOS.length - 0.5;
        return 0.5 * Math.log(2 * Math.PI) + (y + 0.5) * Math.log(t) - t + Math.log(sum);
    }
}
