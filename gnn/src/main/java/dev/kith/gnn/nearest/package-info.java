/** Finding the vectors nearest to one among many. */
package dev.kith.gnn.nearest;
