package dev.kith.gnn.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.KithException;
import java.io.IOException;
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
    private static final long MOST_BYTES = Integer.MAX_VALUE - 16L;

    private SafeTensors() {}

    /** A matrix {@code [rows, columns]}, row-major. */
    public record Matrix(int rows, int columns, float[] values) {
        public static Matrix of(Tensor tensor) {
            return new Matrix(tensor.rows(), tensor.columns(), tensor.toArray());
        }
    }

    /**
     * @param matrices by name
     * @param metadata texts that go into the header
     */
    public record Content(Map<String, Matrix> matrices, Map<String, String> metadata) {}

    /** @throws KithException above 2 GiB */
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
        if (8 + text.length + at > MOST_BYTES) {
            throw new KithException("The weights would take " + at
                    + " bytes, more than one file of Kith's holds (2 GiB); use a smaller hidden, or features with fewer"
                    + " columns.");
        }
        ByteBuffer out = ByteBuffer.allocate((int) (8 + text.length + at)).order(ByteOrder.LITTLE_ENDIAN);
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
        ByteBuffer data = in.slice().order(ByteOrder.LITTLE_ENDIAN);
        Map<String, Matrix> matrices = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        // Matrices stand one after the other: no two share bytes, so no more is taken than the file has.
        for (Map.Entry<String, JsonNode> entry : header(text, name).properties()) {
            if (entry.getKey().equals("__metadata__")) {
                entry.getValue()
                        .properties()
                        .forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
            } else {
                matrices.put(entry.getKey(), matrix(data, entry.getKey(), entry.getValue(), name));
            }
        }
        if (data.hasRemaining()) {
            throw damaged(name, "it has " + data.remaining() + " bytes that belong to no matrix");
        }
        return new Content(matrices, metadata);
    }

    private static JsonNode header(byte[] text, String name) {
        try {
            JsonNode header = JSON.readTree(text);
            if (header != null && header.isObject()) {
                return header;
            }
        } catch (IOException e) {
            // Said below: the parser's words would name bytes nobody typed.
        }
        throw damaged(name, "its header is not JSON");
    }

    /** The next matrix; {@code data} stands behind it then. */
    private static Matrix matrix(ByteBuffer data, String key, JsonNode description, String name) {
        JsonNode shape = description.path("shape");
        JsonNode offsets = description.path("data_offsets");
        long rows = shape.path(0).asLong(-1);
        long columns = shape.path(1).asLong(-1);
        boolean fits = description.path("dtype").asText().equals("F32")
                && shape.size() == 2
                && offsets.size() == 2
                && rows >= 0
                && columns >= 0
                && rows <= Integer.MAX_VALUE
                && columns <= Integer.MAX_VALUE
                && rows * columns <= data.remaining() / Float.BYTES
                && offsets.path(0).asLong(-1) == data.position()
                && offsets.path(1).asLong(-1) == data.position() + rows * columns * Float.BYTES;
        if (!fits) {
            throw damaged(name, "the entry '" + key + "' does not describe the float matrix that follows");
        }
        float[] values = new float[(int) (rows * columns)];
        data.asFloatBuffer().get(values);
        data.position(data.position() + values.length * Float.BYTES);
        return new Matrix((int) rows, (int) columns, values);
    }

    private static KithException damaged(String name, String why) {
        return new KithException(
                "The file " + name + " is damaged: " + why + ". Restore it, or train the model again.");
    }
}
