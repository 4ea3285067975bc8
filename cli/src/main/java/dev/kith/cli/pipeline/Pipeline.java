package dev.kith.cli.pipeline;

import java.util.List;

/**
 * What a pipeline file says.
 *
 * @param name under which databases and metrics know it
 * @param sha256 of the file
 */
public record Pipeline(String name, List<Step> steps, String sha256) {}
