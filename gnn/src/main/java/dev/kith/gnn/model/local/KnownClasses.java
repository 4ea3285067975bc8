package dev.kith.gnn.model.local;

/**
 * Classes that training knows.
 *
 * @param nodes the training nodes, none twice
 * @param codes class of each of them
 * @param classes how many classes there are
 */
public record KnownClasses(int[] nodes, int[] codes, int classes) {}
