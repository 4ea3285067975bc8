/** Rows of a query on another Neo4j, fetched into a file before they are written. */
package dev.kith.ingest.query;
