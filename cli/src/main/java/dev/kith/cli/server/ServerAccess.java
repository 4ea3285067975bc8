package dev.kith.cli.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kith.graph.KithException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * How to reach a local server. It stands in {@code server.json} of the server's home, readable by its owner only.
 *
 * @param uri where it listened last, for example {@code bolt://127.0.0.1:7687}
 * @param user always {@code neo4j}
 * @param password drawn at random when the home was made
 */
record ServerAccess(String uri, String user, String password) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PASSWORD_BYTES = 18;

    static Path file(Path home) {
        return home.resolve("server.json");
    }

    /**
     * The access to the server whose home is {@code home}; empty where none was ever started there.
     *
     * @throws KithException where the file is damaged
     */
    static Optional<ServerAccess> find(Path home) {
        Path file = file(home);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            ServerAccess access = JSON.readValue(file.toFile(), ServerAccess.class);
            if (access.uri == null || access.user == null || access.password == null) {
                throw damaged(file, null);
            }
            return Optional.of(access);
        } catch (JsonProcessingException e) {
            throw damaged(file, e);
        } catch (IOException e) {
            throw new KithException("The file " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    static ServerAccess withNewPassword(String uri) {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new ServerAccess(
                uri, "neo4j", Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    ServerAccess at(String newUri) {
        return new ServerAccess(newUri, user, password);
    }

    void write(Path home) throws IOException {
        Path fresh = Files.createTempFile(home, "server", ".json");
        Files.write(fresh, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
        Files.move(fresh, file(home), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The password stays out of logs. */
    @Override
    public String toString() {
        return user + "@" + uri;
    }

    private static KithException damaged(Path file, Throwable cause) {
        return new KithException(
                "The file " + file + " is damaged, and with it the password of that server. Restore the file, or remove"
                        + " the folder to begin with an empty server.",
                cause);
    }
}
