// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * How a transaction's graph is read: by the kernel's cursors where they fit this Neo4j, by several threads as long as the
 * transaction has changed nothing, else by the public API. All see what the caller may see, and the caller's own changes.
 * O(nodes + relationships), constant memory beside the id map.
 */
package dev.kith.procedures.scan;
