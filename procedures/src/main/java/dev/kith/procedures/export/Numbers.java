// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.export;

import org.neo4j.graphdb.spatial.Point;

/** Arrays of numbers as Neo4j gives them, and points, which are their coordinates: longitude before latitude. */
final class Numbers {
    private Numbers() {}

    /** Length of an array of numbers or of a point's coordinates, -1 for anything else. */
    static int length(Object value) {
        if (value instanceof double[] array) {
            return array.length;
        } else if (value instanceof float[] array) {
            return array.length;
        } else if (value instanceof long[] array) {
            return array.length;
        } else if (value instanceof int[] array) {
            return array.length;
        } else if (value instanceof short[] array) {
            return array.length;
        } else if (value instanceof Point point) {
            return point.getCoordinate().getCoordinate().length;
        }
        return -1;
    }

    static float element(Object value, int index) {
        if (value instanceof double[] array) {
            return (float) array[index];
        } else if (value instanceof float[] array) {
            return array[index];
        } else if (value instanceof long[] array) {
            return (float) array[index];
        } else if (value instanceof int[] array) {
            return (float) array[index];
        } else if (value instanceof Point point) {
            return (float) point.getCoordinate().getCoordinate()[index];
        }
        return ((short[]) value)[index];
    }
}
