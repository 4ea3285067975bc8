package dev.kith.ingest.file;

/** A value, or a row, that makes no sense; the message is half a sentence for the file of rejects. */
public final class BrokenValue extends Exception {
    public BrokenValue(String reason) {
        // It is thrown for every rejected row, and nobody reads its stack.
        super(reason, null, false, false);
    }
}
