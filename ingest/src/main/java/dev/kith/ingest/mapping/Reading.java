package dev.kith.ingest.mapping;

import dev.kith.ingest.file.BrokenValue;
import dev.kith.ingest.file.Row;

/** Makes entities of the rows of one file. */
interface Reading {
    Entity entity(Row.Cells row, Origin origin) throws BrokenValue;
}
