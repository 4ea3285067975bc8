package dev.kith.gnn.link;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Scored pairs.
 *
 * @param scores logits
 * @param commonNeighbours how many each pair has
 */
public record LinkScores(Pairs pairs, float[] scores, int[] commonNeighbours) {
    public int count() {
        return scores.length;
    }

    /**
     * {@code σ(score)} in [0, 1]. It was trained on as many pairs without a link as with one, so it ranks pairs, and is not
     * how often such a pair is linked.
     */
    public double probability(int row) {
        return 1.0 / (1.0 + Math.exp(-(double) scores[row]));
    }

    /** These, then those. */
    LinkScores followedBy(LinkScores others) {
        float[] all = Arrays.copyOf(scores, count() + others.count());
        int[] common = Arrays.copyOf(commonNeighbours, all.length);
        System.arraycopy(others.scores, 0, all, count(), others.count());
        System.arraycopy(others.commonNeighbours, 0, common, count(), others.count());
        return new LinkScores(pairs.followedBy(others.pairs), all, common);
    }

    /** Over pairs and scores, little-endian: equal where all of them are. */
    public String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer row = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
            for (int k = 0; k < count(); k++) {
                row.clear().putInt(pairs.source()[k]).putInt(pairs.target()[k]).putFloat(scores[k]);
                digest.update(row.array());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
