package dev.kith.graph;

/**
 * Labels of nodes; a node may have several.
 *
 * @param names all labels
 * @param offsets {@code [nodes + 1]}
 * @param codes positions in {@code names}; those of node i at {@code offsets[i] .. offsets[i+1]}
 */
public record NodeLabels(java.util.List<String> names, int[] offsets, int[] codes) {
    /** Every node with this one label. */
    public static NodeLabels all(String name, int nodes) {
        int[] offsets = new int[nodes + 1];
        for (int i = 0; i <= nodes; i++) {
            offsets[i] = i;
        }
        return new NodeLabels(java.util.List.of(name), offsets, new int[nodes]);
    }
}
