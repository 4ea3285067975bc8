package dev.kith.gnn.latent.embed;

/** Distances between all nodes of trees with edges of length 1: what no flat space holds. */
public final class Trees {
    private Trees() {}

    /** A node with others around it. */
    public static double[][] star(int leaves) {
        int[] parents = new int[leaves + 1];
        return distances(parents);
    }

    /** A binary tree that is filled level by level. */
    public static double[][] binary(int nodes) {
        int[] parents = new int[nodes];
        for (int i = 1; i < nodes; i++) {
            parents[i] = (i - 1) / 2;
        }
        return distances(parents);
    }

    /** @param parents of each node but the first, a smaller one */
    private static double[][] distances(int[] parents) {
        double[][] d = new double[parents.length][parents.length];
        for (int i = 1; i < parents.length; i++) {
            for (int j = 0; j < i; j++) {
                d[i][j] = d[parents[i]][j] + 1;
                d[j][i] = d[i][j];
            }
        }
        return d;
    }
}
