package dev.kith.graph;

/**
 * Something the user can mend. The message is one or two sentences: what is wrong, where, and what to do; it is shown
 * as it is, without a stack trace.
 */
public class KithException extends RuntimeException {
    public KithException(String message) {
        super(message);
    }

    public KithException(String message, Throwable cause) {
        super(message, cause);
    }
}
