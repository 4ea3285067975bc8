// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.export;

/**
 * A row of {@code kith.graph.export}.
 *
 * @param table {@code nodes} or {@code relationships}
 * @param chunk the next bytes of that table's Arrow stream
 */
public record Chunk(String table, byte[] chunk) {}
