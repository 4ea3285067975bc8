package dev.kith.gnn.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.kith.gnn.link.LinkExample;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.train.Example;
import dev.kith.gnn.train.Model;
import dev.kith.graph.KithException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Model folders made by someone else, checksums right: they are refused with a sentence, and reading them takes no more
 * memory than a small multiple of their size.
 */
class ModelFuzzTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    /** For what a reader needs whatever the file: buffers, the registry, messages, and a first call's classes. */
    private static final long ANY_FILE = 8 << 20;

    private static final int TIMES = 40;
    private static final Pattern VALUE = Pattern.compile(": (\"[^\"]*\"|-?[0-9.E-]+|true|false)");

    private static final Map<String, Path> FOLDERS = new HashMap<>();
    private static final Map<String, String> DESCRIPTIONS = new HashMap<>();

    @BeforeContainer
    static void write() throws IOException {
        for (String name : ModelRegistry.entries(ModelRegistry.NODE_CLASSIFICATION).stream()
                .map(ModelEntry::name)
                .toList()) {
            Path folder = Files.createTempDirectory("kith-fuzz");
            try (Model model = Example.train(Example.GRAPH, name, Map.of("epochs", 1), 1)) {
                ModelFolder.write(model, folder);
            }
            remember(name, folder);
        }
        for (String name : LinkExample.models()) {
            Path folder = Files.createTempDirectory("kith-fuzz");
            try (Model model = LinkExample.train(name, Map.of(), 1)) {
                ModelFolder.write(model, folder);
            }
            remember(name, folder);
        }
    }

    private static void remember(String name, Path folder) throws IOException {
        FOLDERS.put(name, folder);
        DESCRIPTIONS.put(name, Files.readString(folder.resolve("model.json")));
    }

    @AfterContainer
    static void remove() throws IOException {
        for (Path folder : FOLDERS.values()) {
            for (String file : List.of("model.json", "weights.safetensors")) {
                Files.deleteIfExists(folder.resolve(file));
            }
            Files.delete(folder);
        }
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "2147483647",
                        "-2147483648",
                        "9223372036854775807",
                        "1e308",
                        "4096",
                        "64",
                        "0",
                        "-1",
                        "null",
                        "true",
                        "[]",
                        "{}",
                        "\"\"",
                        "\"identity\"",
                        "[[[[[[[[]]]]]]]]",
                        "\"" + "9".repeat(5000) + "\""),
                Arbitraries.integers().map(String::valueOf),
                Arbitraries.strings().alpha().ofMaxLength(20).map(text -> "\"" + text + "\""));
    }

    @Property(tries = 600)
    void anyValueOfTheDescription(
            @ForAll @IntRange(max = 1000) int which,
            @ForAll @IntRange(max = 1000) int at,
            @ForAll("values") String value)
            throws IOException {
        String name = FOLDERS.keySet().stream().sorted().toList().get(which % FOLDERS.size());
        String text = DESCRIPTIONS.get(name);
        List<MatchResult> places = VALUE.matcher(text).results().toList();
        // Not the checksum, which is first, and which is put right.
        MatchResult place = places.get(1 + at % (places.size() - 1));
        byte[] bytes = (text.substring(0, place.start(1)) + value + text.substring(place.end(1)))
                .getBytes(StandardCharsets.UTF_8);
        int digitsAt = Preamble.of(DESCRIPTIONS.get(name).getBytes(StandardCharsets.UTF_8))
                .digitsAt();
        byte[] digits = Checksum.without(bytes, digitsAt).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, bytes, digitsAt, digits.length);
        Files.write(FOLDERS.get(name).resolve("model.json"), bytes);
        read(FOLDERS.get(name));
    }

    /** A network far larger than its weights file is never built. */
    @Property(tries = 20)
    void aNetworkOfAnySize(
            @ForAll @IntRange(min = 17, max = 4096) int hidden, @ForAll @IntRange(min = 2, max = 64) int layers)
            throws IOException {
        Path folder = FOLDERS.get("gcn");
        Files.writeString(folder.resolve("model.json"), DESCRIPTIONS.get("gcn"));
        ModelFolderTest.resealed(folder, "\"hidden\" : 16", "\"hidden\" : " + hidden);
        ModelFolderTest.resealed(folder, "\"layers\" : 2", "\"layers\" : " + layers);
        read(folder);
    }

    private static void read(Path folder) throws IOException {
        long size = Files.size(folder.resolve("model.json")) + Files.size(folder.resolve("weights.safetensors"));
        long tensors = Tensor.liveBytes();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try (Model model = ModelFolder.read(folder)) {
            // A changed figure of the provenance, for example, makes another model of the same kind.
            if (model.task().equals(ModelRegistry.NODE_CLASSIFICATION)) {
                assertThat(model.classes()).hasSizeGreaterThan(1);
            }
            assertThat(Tensor.liveBytes() - tensors).isLessThan(TIMES * size);
        } catch (KithException e) {
            assertThat(e.getMessage()).contains(folder.toString()).matches("(?s).*[.?]");
        }
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(ANY_FILE + TIMES * size);
        assertThat(Tensor.liveBytes()).isEqualTo(tensors);
    }

    @Provide
    Arbitrary<String> headers() {
        Arbitrary<String> number =
                Arbitraries.of("0", "1", "3", "4", "8", "12", "16", "-4", "2147483647", "65536", "4611686018427387904");
        Arbitrary<String> entry = net.jqwik.api.Combinators.combine(
                        Arbitraries.of("F32", "F16", "I64"), number, number, number, number)
                .as((type, rows, columns, from, to) -> "{\"dtype\":\"" + type + "\",\"shape\":[" + rows + "," + columns
                        + "],\"data_offsets\":[" + from + "," + to + "]}");
        return entry.list().ofMaxSize(5).map(entries -> {
            StringBuilder header = new StringBuilder("{\"__metadata__\":{\"format\":\"kith\"}");
            for (int e = 0; e < entries.size(); e++) {
                header.append(",\"m").append(e).append("\":").append(entries.get(e));
            }
            return header.append("}").toString();
        });
    }

    @Property(tries = 1000)
    void anyWeightsHeader(@ForAll("headers") String header, @ForAll @IntRange(max = 64) int data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(8 + text.length + data).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(text.length).put(text);
        parse(file.array());
    }

    @Property(tries = 1000)
    void anyBytesAsWeights(@ForAll byte[] bytes) {
        parse(bytes);
        ByteBuffer file = ByteBuffer.allocate(8 + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(bytes.length).put(bytes);
        parse(file.array());
    }

    private static void parse(byte[] file) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            SafeTensors.Content content = SafeTensors.read(file, "weights");
            long values = content.matrices().values().stream()
                    .mapToLong(matrix -> 4L * matrix.values().length)
                    .sum();
            assertThat(values).isLessThanOrEqualTo(file.length);
        } catch (KithException e) {
            assertThat(e).hasMessageStartingWith("The file weights is damaged");
        }
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
    }
}
