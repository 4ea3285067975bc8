package dev.kith.graph;

/**
 * Something a user can mend. The message is one or two sentences for them: what is wrong, where (file and line, node,
 * property, key), and what to do.
 */
public class KithException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public KithException(String message) {
        super(message);
    }

    public KithException(String message, Throwable cause) {
        super(message, cause);
    }
}
