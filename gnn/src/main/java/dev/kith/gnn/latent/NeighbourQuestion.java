package dev.kith.gnn.latent;

/**
 * Which inferred relationships are asked for.
 *
 * @param nodes rows of those whose neighbours are meant, or null for all
 * @param topK neighbours of a node at most, up to {@value #MOST}; 0 for as many as the model reads
 * @param threshold least probability, in [0, 1]
 */
public record NeighbourQuestion(int[] nodes, int topK, double threshold) {
    /** As many as a model can be told to read. */
    public static final int MOST = 256;

    public NeighbourQuestion {
        if (topK < 0 || topK > MOST || !(threshold >= 0.0 && threshold <= 1.0)) {
            throw new IllegalArgumentException("topK " + topK + ", threshold " + threshold);
        }
    }
}
