package dev.kith.gnn.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.gnn.link.LinkExample;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.train.ChildJvm;
import dev.kith.gnn.train.Example;
import dev.kith.gnn.train.Model;
import dev.kith.gnn.train.Predictions;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelFolderTest {
    private static final Graph GRAPH = Example.GRAPH;
    private static final String DESCRIPTION = "model.json";
    private static final String WEIGHTS = "weights.safetensors";

    private static Path written;

    @BeforeContainer
    static void write() throws IOException {
        written = Files.createTempDirectory("kith-model");
        try (Model model = Example.train(GRAPH, "gcn", Map.of(), 1)) {
            ModelFolder.write(model, written);
        }
    }

    @AfterContainer
    static void remove() throws IOException {
        for (String name : List.of(DESCRIPTION, WEIGHTS)) {
            Files.deleteIfExists(written.resolve(name));
        }
        Files.delete(written);
    }

    static List<String> models() {
        return ModelRegistry.entries(ModelRegistry.NODE_CLASSIFICATION).stream()
                .map(ModelEntry::name)
                .toList();
    }

    private static String predicted(Model model) {
        if (model.task().equals(ModelRegistry.LINK_PREDICTION)) {
            return LinkExample.predicted(model);
        }
        try (Engine engine = new Engine(1)) {
            return Predictions.of(model, engine, GRAPH).sha256();
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void saysTheSameAfterItWasWrittenAndRead(String name, @TempDir Path folder) {
        for (Map<String, ?> given :
                List.<Map<String, ?>>of(Map.of("epochs", 2), Map.of("epochs", 1, "batchSize", 30))) {
            if (name.equals("latent") && given.containsKey("batchSize")) {
                continue; // It looks for neighbours among all nodes at once.
            }
            try (Model model = Example.train(GRAPH, name, given, 1)) {
                ModelFolder.write(model, folder);
                try (Model read = ModelFolder.read(folder)) {
                    assertThat(predicted(read)).isEqualTo(predicted(model));
                    assertThat(read.settings().asMap())
                            .isEqualTo(model.settings().asMap());
                    assertThat(read.provenance()).isEqualTo(model.provenance());
                    assertThat(read.metrics()).isEqualTo(model.metrics());
                    assertThat(read.classes()).isEqualTo(model.classes());
                    assertThat(read.features().width())
                            .isEqualTo(model.features().width());
                    assertThat(read.relationshipTypes()).isEqualTo(model.relationshipTypes());
                    assertThat(read.directed()).isEqualTo(model.directed());
                }
            }
        }
    }

    /** Reads models in a process of its own and tells the SHA-256 of their probabilities. */
    static final class Prediction {
        private Prediction() {}

        public static void main(String[] arguments) {
            StringJoiner all = new StringJoiner(" ");
            for (String folder : arguments) {
                try (Model model = ModelFolder.read(Path.of(folder))) {
                    all.add(predicted(model));
                }
            }
            System.out.println(all);
        }
    }

    @Test
    void everyModelSaysTheSameInANewProcess(@TempDir Path folder) throws IOException, InterruptedException {
        StringJoiner all = new StringJoiner(" ");
        List<String> folders = new ArrayList<>();
        List<String> names = new ArrayList<>(models());
        names.addAll(LinkExample.models());
        for (String name : names) {
            try (Model model = LinkExample.models().contains(name)
                    ? LinkExample.train(name, Map.of(), 1)
                    : Example.train(GRAPH, name, Map.of(), 1)) {
                Path its = Files.createDirectory(folder.resolve(name));
                ModelFolder.write(model, its);
                folders.add(its.toString());
                all.add(predicted(model));
            }
        }
        Process process = ChildJvm.start(Prediction.class, folders.toArray(String[]::new));
        assertThat(ChildJvm.lastLine(process)).isEqualTo(all.toString());
    }

    @Property(tries = 400)
    void anyFlippedBitIsNoticed(
            @ForAll boolean inDescription,
            @ForAll @IntRange(max = Integer.MAX_VALUE - 1) int at,
            @ForAll @IntRange(max = 7) int bit)
            throws IOException {
        Path file = written.resolve(inDescription ? DESCRIPTION : WEIGHTS);
        byte[] whole = Files.readAllBytes(file);
        byte[] changed = whole.clone();
        changed[at % whole.length] ^= (byte) (1 << bit);
        long before = Tensor.liveBytes();
        try {
            Files.write(file, changed);
            assertThatThrownBy(() -> ModelFolder.read(written).close()).isInstanceOf(KithException.class);
        } finally {
            Files.write(file, whole);
        }
        assertThat(Tensor.liveBytes()).isEqualTo(before);
    }

    @Property(tries = 60)
    void anyCutIsNoticed(@ForAll boolean inDescription, @ForAll @IntRange(max = Integer.MAX_VALUE - 1) int length)
            throws IOException {
        Path file = written.resolve(inDescription ? DESCRIPTION : WEIGHTS);
        byte[] whole = Files.readAllBytes(file);
        try {
            Files.write(file, java.util.Arrays.copyOf(whole, length % whole.length));
            assertThatThrownBy(() -> ModelFolder.read(written).close()).isInstanceOf(KithException.class);
        } finally {
            Files.write(file, whole);
        }
    }

    @Test
    void saysWhatIsWrong(@TempDir Path folder) throws IOException {
        refused(folder, "There is no model in");
        Files.writeString(folder.resolve(DESCRIPTION), "{\"model_type\": \"bert\", \"layers\": [1, {\"a\": 2}]}");
        refused(folder, "does not describe a Kith model");
        Files.writeString(folder.resolve(DESCRIPTION), "[1, 2]");
        refused(folder, "does not describe a Kith model");
        Files.writeString(folder.resolve(DESCRIPTION), "{\"format\": \"kith-model\", \"version\": 7, \"parts\": {}}");
        refused(folder, "format version 7, this Kith reads up to 1; use a newer Kith");
        Files.writeString(folder.resolve(DESCRIPTION), "{\"format\": \"kith-model\", \"version\": 1}");
        refused(folder, "was changed or damaged");
        Files.writeString(folder.resolve(DESCRIPTION), "{\"format\": \"kith-mo");
        refused(folder, "was changed or damaged");

        try (Model model = Example.train(GRAPH, "mlp", Map.of(), 1)) {
            ModelFolder.write(model, folder);
        }
        Files.delete(folder.resolve(WEIGHTS));
        refused(folder, "weights.safetensors is missing");
        Files.write(folder.resolve(WEIGHTS), new byte[100]);
        refused(folder, "are not those that model.json describes");
    }

    @Test
    void aModelOfAnotherKithIsRefused(@TempDir Path folder) throws IOException {
        try (Model model = Example.train(GRAPH, "mlp", Map.of(), 1)) {
            ModelFolder.write(model, folder);
        }
        resealed(folder, "\"architecture\" : \"mlp\"", "\"architecture\" : \"transformer\"");
        refused(folder, "was made by another Kith than this one; train it again. There is no model 'transformer'");
        resealed(folder, "\"architecture\" : \"transformer\"", "\"architecture\" : \"mlp\"");
        resealed(folder, "\"hidden\" : 16", "\"hidden\" : 4096");
        refused(folder, "Its weights lack 'layer0.weight' of 12 × 4096");
        resealed(folder, "\"hidden\" : 4096", "\"hidden\" : 16");
        resealed(folder, "\"layers\" : 2", "\"layers\" : 1");
        refused(folder, "Its weights lack 'layer0.weight' of 12 × 3");
        resealed(folder, "\"layers\" : 1", "\"layers\" : 2");
        resealed(folder, "\"task\" : \"node-classification\"", "\"task\" : \"graph-drawing\"");
        refused(folder, "is for the task 'graph-drawing'");
    }

    /** Changes the description and puts its checksum right again, as another program could. */
    static void resealed(Path folder, String from, String to) throws IOException {
        Path file = folder.resolve(DESCRIPTION);
        String text = Files.readString(file);
        assertThat(text).contains(from);
        byte[] bytes = text.replace(from, to).getBytes(StandardCharsets.UTF_8);
        int at = Preamble.of(bytes).digitsAt();
        byte[] digits = Checksum.without(bytes, at).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, bytes, at, digits.length);
        Files.write(file, bytes);
    }

    private static void refused(Path folder, String why) {
        long before = Tensor.liveBytes();
        assertThatThrownBy(() -> ModelFolder.read(folder).close())
                .isInstanceOf(KithException.class)
                .hasMessageContaining(why)
                .message()
                .doesNotContain("null")
                .endsWith(".");
        assertThat(Tensor.liveBytes()).isEqualTo(before);
    }
}
