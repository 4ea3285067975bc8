// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Architecture searches: jobs that nobody waits for, whose folders stay until they are dropped, and which go on after a
 * restart where they were. What they tried stands in the graph as well.
 */
package dev.kith.procedures.search;
