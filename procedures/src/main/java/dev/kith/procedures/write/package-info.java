// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Write-back: predictions from Arrow bytes into node properties, in runs that a marker node describes. O(values), inside
 * the caller's transaction.
 */
package dev.kith.procedures.write;
