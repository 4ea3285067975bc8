package dev.kith.ingest.source;

import dev.kith.graph.KithException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Finds the source that an argument means: the name of a built-in one, or a path. */
public final class Sources {
    private static final Map<String, Supplier<Source>> BUILT_IN = new LinkedHashMap<>();

    static {
        BUILT_IN.put("wordnet", WordNetSource::open);
    }

    private Sources() {}

    /** Opens and checks a source; nothing is written before. */
    public static Source open(String argument) {
        Supplier<Source> builtIn = BUILT_IN.get(argument);
        if (builtIn != null) {
            return builtIn.get();
        }
        Path path = Path.of(argument);
        if (!Files.exists(path)) {
            throw new KithException("There is no source '%s': neither a file or folder of that name, nor one of %s."
                    .formatted(argument, String.join(", ", BUILT_IN.keySet())));
        }
        return FolderSource.open(path);
    }
}
