// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.write;

import java.util.List;

/**
 * Which relationships a run writes, and where it does not.
 *
 * @param type of what is written
 * @param directed whether one the other way round is another one
 * @param labels of which both ends must still have one; none stands for any node
 * @param onTop whether a pair may get one beside a relationship that is there already
 * @param taken types of which a relationship is in the way, beside {@code type}; none stands for all types
 */
public record RelationshipRule(String type, boolean directed, List<String> labels, boolean onTop, List<String> taken) {}
