package dev.kith.search.space;

import java.util.Map;

/** An architecture as what can be trained: a model of the registry with its settings. */
public record Plan(String model, Map<String, Object> settings) {}
