package dev.kith.gnn.train;

import dev.kith.gnn.geometry.ScalingFlags;
import dev.kith.gnn.model.amud.AmudReport;
import java.util.Map;

/**
 * Where a model came from: enough to train it again to the same bytes.
 *
 * @param graph name of the graph
 * @param graphFingerprint SHA-256 over the graph's content
 * @param split name of the split
 * @param settings all settings, defaults included
 * @param epochs epochs trained
 * @param bestEpoch epoch whose weights were kept, from 1
 * @param kernels provider of the kernels; bytes are the same within one provider and vector width
 * @param direction what AMUD said where the directionality was {@code auto}, else null
 * @param places what could not be fixed of features that are places, by what they were made from; null without such ones
 */
public record Provenance(
        String kithVersion,
        String graph,
        String graphFingerprint,
        String split,
        long seed,
        Map<String, Object> settings,
        int epochs,
        int bestEpoch,
        long trainMillis,
        double epochMillisMedian,
        long peakBytes,
        long parameters,
        String kernels,
        AmudReport direction,
        Map<String, ScalingFlags> places) {}
