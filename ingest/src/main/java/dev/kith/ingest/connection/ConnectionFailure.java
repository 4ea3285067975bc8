package dev.kith.ingest.connection;

import dev.kith.graph.KithException;
import java.net.URI;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.SecurityException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.SessionExpiredException;
import org.neo4j.driver.exceptions.TransientException;

/** Turns what the driver throws into one sentence: what is wrong, and what to do. */
final class ConnectionFailure {
    /** How the server introduces what a procedure of Kith's refused: a sentence that needs no other around it. */
    private static final String FROM_PROCEDURE = "Caused by: " + KithException.class.getName() + ": ";

    private ConnectionFailure() {}

    static <T> T explaining(URI uri, Supplier<T> work) {
        try {
            return work.get();
        } catch (Neo4jException e) {
            throw new KithException(sentence(uri, e), e);
        }
    }

    private static String sentence(URI uri, Neo4jException e) {
        if (e instanceof AuthenticationException) {
            return "The server at %s refuses this user and password; give the right ones with --user and --password."
                    .formatted(uri);
        }
        if (causedBy(e, SSLException.class)
                || (isEncrypted(uri) && String.valueOf(e.getMessage()).contains("handshake"))) {
            return ("The server at %s does not speak TLS the way the address asks for; use bolt:// for a server without"
                            + " TLS, bolt+s:// for one with a trusted certificate, bolt+ssc:// for a self-signed one.")
                    .formatted(uri);
        }
        if (e instanceof ServiceUnavailableException || e instanceof SessionExpiredException) {
            return unavailable(uri, e);
        }
        if (e.code().contains("ProcedureNotFound")
                && String.valueOf(e.getMessage()).contains("kith.")) {
            return ("The server at %s does not have Kith's procedures; copy the jar kith-procedures from Kith's plugin"
                            + " folder into the server's plugins folder and restart it.")
                    .formatted(uri);
        }
        int ofKith = String.valueOf(e.getMessage()).indexOf(FROM_PROCEDURE);
        if (ofKith >= 0) {
            return e.getMessage().substring(ofKith + FROM_PROCEDURE.length());
        }
        if (e instanceof TransientException) {
            return "The server at %s could not finish the work in time (%s); run the command again."
                    .formatted(uri, message(e));
        }
        if (e instanceof SecurityException) {
            return "The server at %s refuses: %s.".formatted(uri, message(e));
        }
        return "The server at %s reports: %s.".formatted(uri, message(e));
    }

    private static boolean isEncrypted(URI uri) {
        return uri.getScheme().contains("+s");
    }

    private static String unavailable(URI uri, Neo4jException e) {
        return String.valueOf(e.getMessage()).contains("encryption settings")
                ? ("The server at %s ended the connection; check that it is still running, and use bolt+s:// or"
                                + " bolt+ssc:// if it asks for TLS.")
                        .formatted(uri)
                : "There is no Neo4j server at %s; check the address, or start one with 'kith serve'.".formatted(uri);
    }

    private static String message(Neo4jException e) {
        String message = String.valueOf(e.getMessage()).strip();
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }

    private static boolean causedBy(Throwable e, Class<? extends Throwable> kind) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
