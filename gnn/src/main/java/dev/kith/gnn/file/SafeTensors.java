package dev.kith.gnn.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.graph.KithException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The safetensors format, float32 matrices only: eight bytes of header length, a JSON header, the values one after the
 * other, little-endian.
 */
public final class SafeTensors {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_HEADER_BYTES = 16 << 20;

    private SafeTensors() {}

    /** A matrix {@code [rows, columns]}, row-major. */
    public record Matrix(int rows, int columns, float[] values) {}

    /**
     * @param matrices by name
     * @param metadata texts that go into the header
     */
    public record Content(Map<String, Matrix> matrices, Map<String, String> metadata) {}

    public static byte[] write(Content content) {
        ObjectNode header = JSON.createObjectNode();
        ObjectNode metadata = header.putObject("__metadata__");
        content.metadata().forEach(metadata::put);
        long at = 0;
        for (Map.Entry<String, Matrix> entry : content.matrices().entrySet()) {
            Matrix matrix = entry.getValue();
            ObjectNode description = header.putObject(entry.getKey());
            description.put("dtype", "F32");
            description.putArray("shape").add(matrix.rows()).add(matrix.columns());
            long end = at + 4L * matrix.values().length;
            description.putArray("data_offsets").add(at).add(end);
            at = end;
        }
        byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer out =
                ByteBuffer.allocate(Math.toIntExact(8 + text.length + at)).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(text.length).put(text);
        for (Matrix matrix : content.matrices().values()) {
            for (float value : matrix.values()) {
                out.putFloat(value);
            }
        }
        return out.array();
    }

    /**
     * @param name of the file, for messages
     * @throws KithException where the bytes are not such a file
     */
    public static Content read(byte[] bytes, String name) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < 8) {
            throw damaged(name, "it is only " + bytes.length + " bytes long");
        }
        long headerLength = in.getLong();
        if (headerLength < 2 || headerLength > Math.min(MOST_HEADER_BYTES, bytes.length - 8L)) {
            throw damaged(name, "its header would be " + headerLength + " bytes long");
        }
        byte[] text = new byte[(int) headerLength];
        in.get(text);
        int data = 8 + (int) headerLength;
        Map<String, Matrix> matrices = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : header(text, name).properties()) {
            if (entry.getKey().equals("__metadata__")) {
                entry.getValue()
                        .properties()
                        .forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
            } else {
                matrices.put(entry.getKey(), matrix(in, data, entry.getKey(), entry.getValue(), name));
            }
        }
        return new Content(matrices, metadata);
    }

    private static JsonNode header(byte[] text, String name) {
        try {
            JsonNode header = JSON.readTree(new String(text, StandardCharsets.UTF_8));
            if (header != null && header.isObject()) {
                return header;
            }
        } catch (JsonProcessingException e) {
            // Said below: the parser's words would name bytes nobody typed.
        }
        throw damaged(name, "its header is not JSON");
    }

    private static Matrix matrix(ByteBuffer in, int data, String key, JsonNode description, String name) {
        long rows = description.path("shape").path(0).asLong(-1);
        long columns = description.path("shape").path(1).asLong(-1);
        long from = description.path("data_offsets").path(0).asLong(-1);
        long to = description.path("data_offsets").path(1).asLong(-1);
        long available = in.capacity() - (long) data;
        boolean fits = description.path("dtype").asText().equals("F32")
                && rows >= 0
                && columns >= 0
                && rows <= Integer.MAX_VALUE
                && columns <= Integer.MAX_VALUE
                && from >= 0
                && to >= from
                && to <= available
                && to - from == rows * columns * 4;
        if (!fits) {
            throw damaged(name, "the entry '" + key + "' does not describe a float matrix inside the file");
        }
        float[] values = new float[(int) (rows * columns)];
        in.slice(data + (int) from, (int) (to - from))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return new Matrix((int) rows, (int) columns, values);
    }

    private static KithException damaged(String name, String why) {
        return new KithException(
                "The file " + name + " is damaged: " + why + ". Restore it, or train the model again.");
    }
}
