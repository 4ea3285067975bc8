/**
 * Link prediction: which pairs of nodes are, or will be, linked. Splits of relationships with negative pairs, heuristics
 * of the neighbourhood (Liben-Nowell and Kleinberg 2007), and encoders with pair decoders, among them neural common
 * neighbours with completion (Wang, Yang and Zhang, ICLR 2024). A decoder reads node vectors, the message graph and
 * pairs; what it costs for a pair of degrees d is O(d) rows for NCN and O(d²) for NCNC, and nothing is n × n.
 */
package dev.kith.gnn.link;
