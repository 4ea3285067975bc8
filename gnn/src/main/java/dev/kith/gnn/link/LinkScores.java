package dev.kith.gnn.link;

import dev.kith.gnn.train.ResultHash;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Scored pairs.
 *
 * @param scores logits
 * @param commonNeighbours how many each pair has
 */
public record LinkScores(Pairs pairs, float[] scores, int[] commonNeighbours) {
    private static final int BYTES = 2 * Integer.BYTES + Float.BYTES;

    public int count() {
        return scores.length;
    }

    /**
     * {@code σ(score)} in [0, 1]. It was trained on as many pairs without a link as with one, so it ranks pairs, and is not
     * how often such a pair is linked.
     */
    public double probability(int row) {
        return probability(scores[row]);
    }

    static double probability(float score) {
        return 1.0 / (1.0 + Math.exp(-(double) score));
    }

    /** The score that has this probability; finite for 0 and 1 too. */
    static double logit(double probability) {
        double inside = Math.min(Math.max(probability, Double.MIN_NORMAL), Math.nextDown(1.0));
        return Math.log(inside) - Math.log1p(-inside);
    }

    /** Those of at least some probability. */
    LinkScores atLeast(double threshold) {
        return rows(IntStream.range(0, count())
                .filter(row -> probability(row) >= threshold)
                .toArray());
    }

    private LinkScores rows(int[] rows) {
        float[] some = new float[rows.length];
        int[] common = new int[rows.length];
        for (int r = 0; r < rows.length; r++) {
            some[r] = scores[rows[r]];
            common[r] = commonNeighbours[rows[r]];
        }
        return new LinkScores(pairs.rows(rows), some, common);
    }

    /** All of them, one part after the other. */
    static LinkScores joined(List<LinkScores> parts) {
        int size = parts.stream().mapToInt(LinkScores::count).sum();
        LinkScores all = new LinkScores(new Pairs(new int[size], new int[size]), new float[size], new int[size]);
        int at = 0;
        for (LinkScores part : parts) {
            System.arraycopy(part.pairs.source(), 0, all.pairs.source(), at, part.count());
            System.arraycopy(part.pairs.target(), 0, all.pairs.target(), at, part.count());
            System.arraycopy(part.scores, 0, all.scores, at, part.count());
            System.arraycopy(part.commonNeighbours, 0, all.commonNeighbours, at, part.count());
            at += part.count();
        }
        return all;
    }

    /** Over pairs and scores, little-endian: equal where all of them are. */
    public String sha256() {
        return ResultHash.of(count(), BYTES, (row, k) -> row.putInt(pairs.source()[k])
                .putInt(pairs.target()[k])
                .putFloat(scores[k]));
    }
}
