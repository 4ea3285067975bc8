// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.graph.KithException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;

/** A model's files from chunks that a client sends. */
final class ModelFiles {
    private static final long MOST_BYTES = 2L << 30;

    private ModelFiles() {}

    /**
     * Writes the two files.
     *
     * @param rows {@code file} and {@code chunk} of each
     * @throws KithException where they are no model, or the weights are others than the description says
     */
    static void write(String name, Iterator<Map<String, Object>> rows, Path folder) throws IOException {
        MessageDigest digest = sha256();
        long bytes = 0;
        Path description = folder.resolve(ModelCard.DESCRIPTION);
        try (OutputStream json = Files.newOutputStream(description);
                OutputStream weights = Files.newOutputStream(folder.resolve(ModelCard.WEIGHTS))) {
            while (rows.hasNext()) {
                Map<String, Object> row = rows.next();
                Object file = row.get("file");
                if (!(row.get("chunk") instanceof byte[] chunk)
                        || !(ModelCard.DESCRIPTION.equals(file) || ModelCard.WEIGHTS.equals(file))) {
                    throw new KithException("The chunks of a model are maps of 'file' (" + ModelCard.DESCRIPTION
                            + " or " + ModelCard.WEIGHTS + ") and 'chunk' (bytes), as kith.model.export yields them.");
                }
                bytes += chunk.length;
                if (bytes > MOST_BYTES) {
                    throw new KithException("The model '" + name + "' has more than " + MOST_BYTES + " bytes.");
                }
                if (file.equals(ModelCard.WEIGHTS)) {
                    weights.write(chunk);
                    digest.update(chunk);
                } else {
                    json.write(chunk);
                }
            }
        }
        String expected;
        try {
            JsonNode json = ModelCard.parsed(name, Files.readAllBytes(description));
            expected = json.path("weightsSha256").asText();
        } catch (JsonProcessingException e) {
            throw new KithException("The file model.json of '" + name + "' is no JSON; export the model again.", e);
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(expected)) {
            throw new KithException("The weights of '" + name
                    + "' are not those that model.json describes; send all chunks, in their order.");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
