/**
 * Graph layers, one file each, and {@link dev.kith.gnn.conv.Neighbourhoods}, what they ask of the graph. A layer is a
 * {@link dev.kith.gnn.conv.Conv}; its line in {@link dev.kith.gnn.conv.ConvRegistry} makes it a model by its name.
 * Row i of an adjacency holds the nodes that i hears from. Each layer costs O(arcs · f + n · f · h) a pass.
 */
package dev.kith.gnn.conv;
