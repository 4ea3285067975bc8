/** Files as Neo4j's offline importer reads them: a first load that needs no transactions. */
package dev.kith.ingest.offline;
