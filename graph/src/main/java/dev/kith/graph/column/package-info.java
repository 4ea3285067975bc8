/** Columns of node and relationship tables, one kind a file. */
package dev.kith.graph.column;
