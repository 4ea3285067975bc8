package dev.kith.cli.task;

import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.Settings;

/** Which model is trained with what. */
public record TrainingRequest(ModelEntry entry, Settings settings, long seed) {}
