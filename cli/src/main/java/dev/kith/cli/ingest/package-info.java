/** What the command line says and asks about files that are ingested. */
package dev.kith.cli.ingest;
