package dev.kith.graph.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * All procedures of the plugin, for those who do not see it: the file {@code procedures.json} beside this class, which a
 * test of the procedures holds equal to their code.
 *
 * @param procedures in the order in which their examples can be run one after the other
 * @param projection keys of a projection map
 */
public record ProcedureCatalogue(List<Procedure> procedures, List<MapKey> projection) {

    /**
     * @param mode {@code READ} or {@code WRITE}
     * @param keys of the configuration, without settings of a model or an analysis
     * @param settings whose settings are keys of the configuration as well: {@code models}, {@code amud} or nothing
     * @param example a query that can be run as it stands
     */
    public record Procedure(
            String name,
            String mode,
            String description,
            List<Argument> arguments,
            List<Yield> yields,
            List<MapKey> keys,
            String settings,
            String example) {}

    /** @param fallback as Cypher, or null where the argument is required */
    public record Argument(String name, String type, String fallback) {}

    public record Yield(String name, String type, String sentence) {}

    /** @param fallback in words, {@code required} where it must be given */
    public record MapKey(String name, String type, String fallback, String sentence) {}

    /** What this Kith's plugin has. */
    public static ProcedureCatalogue current() {
        try (InputStream in = ProcedureCatalogue.class.getResourceAsStream("procedures.json")) {
            return JobFolder.JSON.readValue(in, ProcedureCatalogue.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
