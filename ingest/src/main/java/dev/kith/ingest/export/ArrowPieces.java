package dev.kith.ingest.export;

import dev.kith.graph.KithException;
import dev.kith.ingest.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The Arrow stream of one table, written piece by piece as it comes in. It stands under a temporary name until {@link
 * #complete}.
 */
final class ArrowPieces implements AutoCloseable {
    private final Path file;
    private final Path partial;
    private final FileChannel channel;
    private long bytes;

    ArrowPieces(Path file) throws IOException {
        this.file = file;
        this.partial = file.resolveSibling(file.getFileName() + ".part");
        this.channel = FileChannel.open(
                partial, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    void add(byte[] piece, Progress progress) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(piece);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw new KithException("The file " + partial + " cannot be written: " + e.getMessage() + ".", e);
        }
        bytes += piece.length;
        progress.add(piece.length);
    }

    long bytes() {
        return bytes;
    }

    /** Gives the finished file its name. */
    void complete() throws IOException {
        channel.close();
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Removes what is not complete. */
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(partial);
    }
}
