/**
 * The way to a Neo4j server: where it is, how to log in, and one clear sentence when that fails. Names of labels, types
 * and properties are quoted here before they become part of a query.
 */
package dev.kith.ingest.connection;
