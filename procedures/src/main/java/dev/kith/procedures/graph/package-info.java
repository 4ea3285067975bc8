// SPDX-License-Identifier: GPL-3.0-or-later
/** Graphs as arguments: inline projections, the catalogue of named ones, and the named graphs of Graph Data Science. */
package dev.kith.procedures.graph;
