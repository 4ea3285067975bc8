package dev.kith.ingest.delivery;

import dev.kith.graph.KithException;
import dev.kith.ingest.mapping.Reject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A CSV file of the rows that were not written: file, line, reason, and the row as it stands there. It is made anew in
 * each run, those of the runs before included, and has its name only when it is complete. Threads may add at a time.
 */
public final class RejectFile implements AutoCloseable {
    private final Path file;
    private final Path partial;
    private final BufferedWriter writer;

    public RejectFile(Path file) {
        this.file = file;
        this.partial = file.resolveSibling(file.getFileName() + ".part");
        try {
            writer = Files.newBufferedWriter(partial);
            writer.write("file,line,reason,text\n");
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Adds a row. */
    public synchronized void add(Reject reject) {
        try {
            writer.write(quoted(reject.origin().file().toString())
                    + ','
                    + reject.origin().row().line()
                    + ','
                    + quoted(reject.reason())
                    + ','
                    + quoted(reject.origin().row().text())
                    + '\n');
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Brings it to the disk and gives it its name. */
    public synchronized void complete() {
        try {
            writer.close();
            try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private KithException unwritable(IOException e) {
        return new KithException(
                "The file of rejects " + file + " cannot be written: " + e.getMessage() + "; choose another.", e);
    }

    /** What is not complete stays under its other name. */
    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }
}
