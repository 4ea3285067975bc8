package dev.kith.search.space;

/**
 * A place where a choice is made.
 *
 * @param actionClass index of the class
 * @param layer from 0; -1 for a choice of the whole architecture
 */
public record Position(int actionClass, int layer) {}
