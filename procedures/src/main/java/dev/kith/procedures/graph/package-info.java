// SPDX-License-Identifier: GPL-3.0-or-later
/** Graphs as arguments: inline projections, and the catalogue of named ones. */
package dev.kith.procedures.graph;
