package dev.kith.gnn.geometry;

/**
 * What could not be fixed.
 *
 * @param ambiguousSigns columns whose sign no moment decides
 * @param degenerateGroups groups of columns of nearly equal spread, any turn of which is as good
 * @param symmetric whether a symmetry of the set leaves such a group without a frame: no rule can choose one then
 * @param negativeMass share of negative eigenvalues of distances that no points in a space of any dimension have
 * @param stress {@code ‖B - H Hᵀ‖ / ‖B‖} of distances; 0 of coordinates
 */
public record ScalingFlags(
        int ambiguousSigns, int degenerateGroups, boolean symmetric, double negativeMass, double stress) {
    static final ScalingFlags NONE = new ScalingFlags(0, 0, false, 0.0, 0.0);

    ScalingFlags of(double mass, double relativeStress) {
        return new ScalingFlags(ambiguousSigns, degenerateGroups, symmetric, mass, relativeStress);
    }

    /** Of several sets: sums, and the worst shares. */
    public ScalingFlags and(ScalingFlags other) {
        return new ScalingFlags(
                ambiguousSigns + other.ambiguousSigns,
                degenerateGroups + other.degenerateGroups,
                symmetric || other.symmetric,
                Math.max(negativeMass, other.negativeMass),
                Math.max(stress, other.stress));
    }

    /** Whether there is nothing to report. */
    public boolean clear() {
        return equals(NONE);
    }
}
