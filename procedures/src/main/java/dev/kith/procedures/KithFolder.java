// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures;

import dev.kith.graph.KithException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.kernel.internal.GraphDatabaseAPI;

/**
 * What Kith keeps on the server's disk, readable by the server's own user alone: {@code data/kith} in Neo4j's home.
 * Folders of users and things are named by what they are called, with all but letters and digits as {@code %XX}.
 *
 * @param path the folder
 */
public record KithFolder(Path path) {
    private static final int LONGEST = 200;

    /** That of the server of this database. */
    public static KithFolder of(GraphDatabaseService database) {
        Path home =
                ((GraphDatabaseAPI) database).databaseLayout().getNeo4jLayout().homeDirectory();
        return new KithFolder(home.resolve("data").resolve("kith"));
    }

    public Path jobs() {
        return path.resolve("jobs");
    }

    public Path models() {
        return path.resolve("models");
    }

    public Path graphs() {
        return path.resolve("graphs");
    }

    public Path searches() {
        return path.resolve("searches");
    }

    /** Makes a folder, and those it lies in. */
    public static Path make(Path folder) {
        try {
            return Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new KithException("The folder " + folder + " cannot be made: " + e + ".", e);
        }
    }

    /** What lies in a folder, by name; nothing where it is not there. */
    public static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        } catch (IOException e) {
            throw new KithException("The folder " + folder + " cannot be read: " + e + ".", e);
        }
    }

    /** Removes a folder with all that is in it; one that is not there is as good. */
    public static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path left, IOException failure) throws IOException {
                    Files.deleteIfExists(left);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new KithException("The folder " + folder + " cannot be removed: " + e + ". Remove it by hand.", e);
        }
    }

    /**
     * The file name for a name of a user's choice: another one for another name.
     *
     * @param what the thing that is named, for messages
     */
    public static String fileName(String what, String name) {
        StringBuilder file = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '-' || b == '_';
            file.append(plain ? String.valueOf((char) b) : String.format(Locale.ROOT, "%%%02X", b));
        }
        if (name.isBlank() || file.length() > LONGEST) {
            throw new KithException("The name of a " + what + " must have 1 to " + LONGEST
                    + " characters, others than small letters and digits counting three times or more.");
        }
        return file.toString();
    }

    /** The name behind a file name. */
    public static String name(String fileName) {
        byte[] bytes = new byte[fileName.length()];
        int count = 0;
        for (int i = 0; i < fileName.length(); i++) {
            if (fileName.charAt(i) == '%' && i + 2 < fileName.length()) {
                bytes[count++] = (byte) Integer.parseInt(fileName.substring(i + 1, i + 3), 16);
                i += 2;
            } else {
                bytes[count++] = (byte) fileName.charAt(i);
            }
        }
        return new String(bytes, 0, count, StandardCharsets.UTF_8);
    }
}
