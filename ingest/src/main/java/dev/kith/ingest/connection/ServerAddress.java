package dev.kith.ingest.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kith.graph.KithException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Where a server is and who logs in.
 *
 * @param address as it can be given again, the folder of a local server as an absolute path
 * @param uri {@code bolt}, {@code neo4j} and their forms with TLS ({@code +s}, {@code +ssc})
 */
public record ServerAddress(String address, URI uri, String user, String password) {
    private static final Set<String> SCHEMES = Set.of("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc");

    /** What an address begins with that means the folder of a local server. */
    public static final String LOCAL = "local:";

    /** The file in the folder of a local server that says where it listens and what its password is. */
    public static final String LOCAL_FILE = "server.json";

    /** Whether an argument means a server rather than a folder. */
    public static boolean isAddress(String argument) {
        return argument.startsWith(LOCAL) || argument.contains("://");
    }

    /** Asked for the password where the address needs one and none was given. */
    @FunctionalInterface
    public interface PasswordSource {
        /** The password of {@code user} at {@code uri}. */
        String password(URI uri, String user);
    }

    /**
     * Reads an address as it stands on a command line: a Bolt URI, or {@code local:DIR} for the server that {@code kith
     * serve} runs in that folder, which brings its own user and password.
     */
    public static ServerAddress parse(String address, String user, PasswordSource passwords) {
        if (address.startsWith(LOCAL)) {
            return local(Path.of(address.substring(LOCAL.length())));
        }
        URI uri = uri(address);
        return new ServerAddress(address, uri, user, passwords.password(uri, user));
    }

    private static URI uri(String address) {
        try {
            URI uri = URI.create(address);
            if (uri.getScheme() != null && SCHEMES.contains(uri.getScheme()) && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // the sentence below says what an address looks like
        }
        throw new KithException(
                "'" + address + "' is not the address of a Neo4j server; write bolt://HOST:PORT or local:DIR.");
    }

    private static ServerAddress local(Path folder) {
        Path file = folder.resolve(LOCAL_FILE);
        if (!Files.isRegularFile(file)) {
            throw new KithException(
                    "There is no local server in %s (%s is missing); start one with 'kith serve --dir %s'."
                            .formatted(folder, LOCAL_FILE, folder));
        }
        try {
            JsonNode json = new ObjectMapper().readTree(file.toFile());
            return new ServerAddress(
                    LOCAL + folder.toAbsolutePath().normalize(),
                    uri(json.path("uri").asText()),
                    json.path("user").asText(),
                    json.path("password").asText());
        } catch (IOException e) {
            throw new KithException("The file " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return user + "@" + uri;
    }
}
