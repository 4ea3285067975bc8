// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Rows that {@code kith ingest} sends as Arrow, written in the caller's transaction through the embedded API: no row
 * becomes a map, and no Cypher is planned or run for it. O(1) an index entry a node, O(the lesser degree) a relationship
 * that is merged.
 */
package dev.kith.procedures.ingest;
