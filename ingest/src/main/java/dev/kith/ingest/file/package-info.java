/**
 * Files as rows: CSV, JSON Lines, Parquet and Arrow, plain or compressed, each read once from front to back. A row that
 * makes no sense is a {@link dev.kith.ingest.file.Row.Broken} with its line and its text, and reading goes on behind it;
 * a file that makes none ends it with one sentence. Time is linear; memory holds a row, or a batch of a columnar file.
 */
package dev.kith.ingest.file;
