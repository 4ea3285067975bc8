package dev.kith.gnn.model.amud;

/**
 * How a pattern's pairs agree in class, over ordered pairs of different labelled nodes.
 *
 * @param name the pattern's word
 * @param pairs pairs it connects, an estimate where nodes were sampled
 * @param homophily share of them with equal classes
 * @param kappa homophily corrected for chance: 1 where all agree, 0 as by chance
 * @param r Pearson correlation of "connected" and "of one class"; NaN where all pairs are connected
 * @param r2 its square
 */
public record PatternStatistics(String name, double pairs, double homophily, double kappa, double r, double r2) {

    /**
     * @param all labelled pairs N
     * @param equal those of one class, s; neither none nor all
     * @param connected those that the pattern connects, m; not none
     * @param both those that are both, a
     */
    static PatternStatistics of(String name, double all, double equal, double connected, double both) {
        double homophily = both / connected;
        double chance = equal / all;
        double kappa = (homophily - chance) / (1.0 - chance);
        double r = connected < all
                ? (all * both - connected * equal)
                        / (Math.sqrt(connected)
                                * Math.sqrt(all - connected)
                                * Math.sqrt(equal)
                                * Math.sqrt(all - equal))
                : Double.NaN;
        return new PatternStatistics(name, connected, homophily, kappa, r, r * r);
    }
}
