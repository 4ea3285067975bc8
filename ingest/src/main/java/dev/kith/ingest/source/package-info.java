/**
 * Where rows come from. A {@link dev.kith.ingest.source.Source} pushes batches of nodes and then of relationships, in
 * columns; {@link dev.kith.ingest.source.Sources} finds the source that a name on the command line means. A new kind of
 * source is one file and one line there.
 */
package dev.kith.ingest.source;
