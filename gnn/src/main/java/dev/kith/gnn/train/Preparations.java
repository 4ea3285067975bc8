package dev.kith.gnn.train;

import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.file.MatrixFile;
import dev.kith.gnn.model.Matrices;
import dev.kith.gnn.model.Preparation;
import dev.kith.gnn.model.Preparation.Prepared;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What networks had prepared for them, so that those that ask for the same share it. It lies in memory as long as all of
 * it together takes at most half of what may be used, else in mapped files.
 */
final class Preparations implements AutoCloseable {
    private static final double SHARE = 0.5;

    private final Map<Key, Prepared> made = new HashMap<>();
    private long bytesInMemory;

    private record Key(Preparation preparation, Input x, Neighbourhoods graph) {}

    synchronized Prepared of(Preparation preparation, Engine engine, Input x, Neighbourhoods graph, Settings settings) {
        return made.computeIfAbsent(new Key(preparation, x, graph), key -> {
            long bytes = preparation.bytes(x.rows(), x.columns());
            boolean fits = fits(bytesInMemory + bytes, settings);
            Matrices.Space space = fits
                    ? Matrices::inMemory
                    : (names, rows, columns) -> MatrixFile.create(scratch(), names, rows, columns);
            Prepared prepared = preparation.prepare(engine, x, graph, space);
            bytesInMemory += fits ? bytes : 0;
            return prepared;
        });
    }

    /** Bytes of memory that a preparation takes; 0 where it would go to a file. */
    static long bytesInMemory(Preparation preparation, Input x, Settings settings) {
        long bytes = preparation.bytes(x.rows(), x.columns());
        return fits(bytes, settings) ? bytes : 0;
    }

    private static boolean fits(long bytes, Settings settings) {
        return bytes <= SHARE * MemoryEstimate.allowedBytes(settings.real("maxMemoryGiB"));
    }

    private static Path scratch() {
        return Path.of(System.getProperty("kith.scratch", System.getProperty("java.io.tmpdir")));
    }

    @Override
    public synchronized void close() {
        made.values().forEach(Prepared::close);
        made.clear();
        bytesInMemory = 0;
    }
}
