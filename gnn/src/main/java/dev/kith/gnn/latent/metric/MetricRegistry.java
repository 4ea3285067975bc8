package dev.kith.gnn.latent.metric;

import dev.kith.gnn.latent.metric.Snowflake.LogForm;
import dev.kith.gnn.model.Option;
import dev.kith.gnn.model.Settings;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The metrics by name; a new one is one file and one line here. */
public final class MetricRegistry {
    private static final List<Entry> ENTRIES = List.of(
            new Entry("snowflake", false, MetricRegistry::snowflake),
            new Entry(
                    "snowflake2",
                    false,
                    s -> new CoordinateSnowflake(s.whole("snowflakeLayers"), s.whole("snowflakeWidth"))),
            new Entry("fixed-snowflake", false, s -> Power.FIXED_SNOWFLAKE),
            new Entry("euclidean", true, s -> Power.EUCLIDEAN),
            new Entry("spherical", true, s -> CurvedSpace.SPHERICAL),
            new Entry("hyperbolic", true, s -> CurvedSpace.HYPERBOLIC),
            new Entry("product", true, s -> ProductSpace.OF_THREE));

    public static final List<Option> OPTIONS = List.of(
            Option.choice("geometry", "snowflake", names(), "Distance in the space that nodes are placed in."),
            Option.count("snowflakeLayers", 3, 1, 8, "Layers of a snowflake."),
            Option.count("snowflakeWidth", 16, 1, 256, "Width of a snowflake's layers."),
            Option.choice(
                    "logForm",
                    "outside",
                    List.of("outside", "inside"),
                    "Whether the snowflake's logarithmic part is ln(1+v)^b or ln(1+v^b)."),
            Option.flag("learnPower", true, "Trains the snowflake's outer power; off, it is 0 and the metric exact."));

    private MetricRegistry() {}

    /**
     * A metric's line.
     *
     * @param squared whether nodes are joined by its square, as in the graph module of Kazi et al.; a snowflake can learn it
     */
    public record Entry(String name, boolean squared, Function<Settings, Metric> factory) {}

    public static List<String> names() {
        return ENTRIES.stream().map(Entry::name).toList();
    }

    /** The one that settings with {@link #OPTIONS} name. */
    public static Entry of(Settings settings) {
        return ENTRIES.stream()
                .filter(entry -> entry.name.equals(settings.choice("geometry")))
                .findFirst()
                .orElseThrow();
    }

    private static Metric snowflake(Settings settings) {
        return Snowflake.of(
                settings.whole("snowflakeLayers"),
                settings.whole("snowflakeWidth"),
                LogForm.valueOf(settings.choice("logForm").toUpperCase(Locale.ROOT)),
                settings.flag("learnPower"));
    }
}
