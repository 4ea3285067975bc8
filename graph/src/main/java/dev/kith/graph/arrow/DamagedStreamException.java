package dev.kith.graph.arrow;

/** What a stream's bytes say does not fit together; the message is the second half of a sentence. */
final class DamagedStreamException extends RuntimeException {
    DamagedStreamException(String what) {
        super(what);
    }
}
