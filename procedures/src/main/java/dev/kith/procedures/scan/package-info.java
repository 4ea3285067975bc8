// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * How a transaction's graph is read: by the kernel's cursors where they fit this Neo4j, else by the public API. Both see
 * what the caller may see, and the caller's own changes. O(nodes + relationships), constant memory beside the id map.
 */
package dev.kith.procedures.scan;
