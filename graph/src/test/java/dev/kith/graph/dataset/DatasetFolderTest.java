package dev.kith.graph.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.Graph;
import dev.kith.graph.GraphSource;
import dev.kith.graph.KithException;
import dev.kith.graph.Split;
import dev.kith.graph.Target;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.SparseVectorColumn;
import dev.kith.graph.column.TextColumn;
import dev.kith.graph.column.VectorColumn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetFolderTest {
    @TempDir
    Path folder;

    private SampleDataset dataset;

    @BeforeEach
    void write() throws IOException {
        dataset = new SampleDataset(folder);
    }

    @Test
    void readsEverythingThatIsThere() {
        Graph graph = GraphSource.open(folder);
        assertThat(graph.name()).isEqualTo("sample");
        assertThat(graph.directed()).isTrue();
        assertThat(((LongColumn) graph.nodes().ids()).values()).containsExactly(0, 1, 2);
        assertThat(graph.nodes().labels().names()).containsExactly("Node");
        assertThat(((TextColumn) graph.nodes().properties().get("name")).values())
                .containsExactly("O'Hara, \"Ed\"", null, "Ünï");
        assertThat(((TextColumn) graph.nodes().properties().get("zip")).values())
                .containsExactly("007", null, "12");
        SparseVectorColumn features =
                (SparseVectorColumn) graph.nodes().properties().get("features");
        assertThat(features.offsets()).containsExactly(0, 2, 2, 3);
        assertThat(features.indices()).containsExactly(0, 3, 4);
        assertThat(features.values()).containsExactly(1f, 0.5f, -1e-3f);
        assertThat(features.dimension()).isEqualTo(5);
        Target target = graph.target("label");
        assertThat(target.classes()).containsExactly("blue", "red");
        assertThat(target.codes()).containsExactly(0, -1, 1);
        assertThat(graph.relationships().source()).containsExactly(0, 1, 1, 2);
        assertThat(graph.relationships().target()).containsExactly(1, 0, 0, 2);
        assertThat(graph.relationships().types()).containsExactly("EDGE");
        assertThat(graph.relationships().weights("weight")).containsExactly(2.5f, 1f, -3f, 1000f);
        assertThat(graph.relationships().properties().get("since")).isInstanceOf(LongColumn.class);
        Split split = graph.splits().get("public");
        assertThat(split.train()).containsExactly(0);
        assertThat(split.validation()).isEmpty();
        assertThat(split.test()).containsExactly(2);
    }

    @Test
    void readsDenseFeatures() throws IOException {
        dataset.put(
                "meta.json", SampleDataset.META.replace("\"sparse\", \"dimension\": 5", "\"dense\", \"dimension\": 2"));
        dataset.put("nodes.csv.gz", "id,label,features\n0,1,0.5 -2\n1,,1e-3 0\n2,0,.25 7.\n");
        VectorColumn features =
                (VectorColumn) GraphSource.open(folder).nodes().properties().get("features");
        assertThat(features.values()).containsExactly(0.5f, -2f, 1e-3f, 0f, 0.25f, 7f);
    }

    @Test
    void readsClassesWithoutNamesAsNumbers() throws IOException {
        dataset.put(
                "meta.json", SampleDataset.META.replace("\"class_names_known\": true", "\"class_names_known\": false"));
        assertThat(GraphSource.open(folder).target("label").classes()).containsExactly(0L, 1L);
    }

    @Test
    void readsWholeWeightsAsWholeNumbersAndOthersAsNumbers() throws IOException {
        dataset.put("edges.csv.gz", "source,target,weight\n0,1,2\n0,2,\n1,2,12\n2,2,-1\n");
        assertThat(DatasetFolder.read(folder).relationships().properties().get("weight"))
                .isInstanceOf(LongColumn.class);
        dataset.put("edges.csv.gz", "source,target,weight\n0,1,.5\n0,2,\n1,2,5.\n2,2,+1\n");
        assertThat(DatasetFolder.read(folder).relationships().weights("weight")).containsExactly(0.5f, 1f, 5f, 1f);
        assertThat(DatasetFolder.read(folder).relationships().properties().get("weight"))
                .isInstanceOf(DoubleColumn.class);
    }

    /** What is wrong, in which line, and what to do about it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2,0,4:-1e-3 | 1,0,4:-1e-3 | line 4: the id 1 stands twice; row k of the file must have the id k",
                "2,0,4:-1e-3 | 3,0,4:-1e-3 | line 4: the id 2 is left out; row k",
                "2,0,4:-1e-3 | x,0,4:-1e-3 | line 4: the id 'x' is not a whole number; correct it",
                "2,0,4:-1e-3 | 2,2,4:-1e-3 | line 4: node 2 has the class 2; meta.json knows classes 0 to 1",
                "2,0,4:-1e-3 | 2,red,4:-1e-3 | line 4: the label 'red' is not a whole number",
                "4:-1e-3 | 4:NaN | line 4: the feature 4 is NaN; features and weights must be finite numbers",
                "4:-1e-3 | 4:-Infinity | line 4: the feature 4 is -Infinity; features",
                "4:-1e-3 | 4:1e39 | line 4: the feature 4 is 1e39; features",
                "4:-1e-3 | 4:0x1p3 | line 4: the feature 4 '0x1p3' is not a decimal number",
                "4:-1e-3 | 4:1f | line 4: the feature 4 '1f' is not a decimal number",
                "4:-1e-3 | 4: | line 4: the feature 4 '' is not a number",
                "4:-1e-3 | 5:1 | line 4: the feature index 5 is outside 0 to 4; correct it, or the dimension in meta.json",
                "4:-1e-3 | 3 3 | line 4: the feature index 3 follows 3; indices must ascend within a line",
                "4:-1e-3 | 3  4 | line 4: the feature index '' is not a whole number",
                ",Ünï,12 | ,Ünï | line 4: the line has 4 fields; the header has 5; give each line as many",
                ",Ünï,12 | ,Ünï,12,13 | line 4: the line has 6 fields; the header has 5",
                "id,label,features,name | id,features,label,name | line 1: the header is id,features,label,name,zip; it must begin with id,label,features",
                "features,name,zip | features,name,label | line 1: column 5 has no name, or that of another column: 'label'; give every column a name of its own",
            })
    void refusesNodes(String found, String put, String reason) throws IOException {
        refuses("nodes.csv.gz", SampleDataset.NODES, found, put, reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0,1,2.5 | 0,3,2.5 | line 2: the target 3 is no node; the ids run from 0 to 2: add the node or remove the line",
                "0,1,2.5 | -1,1,2.5 | line 2: the source -1 is no node",
                "0,1,2.5 | 0,1.0,2.5 | line 2: the target '1.0' is not a whole number",
                "0,1,2.5 | 0,1,heavy | line 2: the weight 'heavy' is not a number",
                "0,1,2.5 | 0,1,NaN | line 2: the weight is NaN; features and weights must be finite numbers",
                "source,target | target,source | line 1: the header is target,source,weight,since; it must begin with source,target",
            })
    void refusesEdges(String found, String put, String reason) throws IOException {
        refuses("edges.csv.gz", SampleDataset.EDGES, found, put, reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2,test | 3,test | line 3: the id 3 is no node; the ids run from 0 to 2",
                "2,test | 0,test | line 3: the id 0 stands twice; a node is in one set at most",
                "2,test | 2,dev | line 3: the set 'dev' is unknown; use train, val or test",
                "id,set | node,set | line 1: the header is node,set; it must begin with id,set",
            })
    void refusesSplits(String found, String put, String reason) throws IOException {
        refuses("splits/public.csv.gz", SampleDataset.SPLIT, found, put, reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "splits/public.csv.gz | ../public.csv.gz | names the split file '../public.csv.gz'; it must be splits/NAME.csv.gz",
                "splits/public.csv.gz | splits/../public.csv.gz | names the split file",
                "splits/public.csv.gz | / | names the split file '/'",
                "splits/public.csv.gz | splits/a\\u0000b.csv.gz | names the split file",
                "\"directed\": true | \"directed\": \"yes\" | must say whether edges are directed",
                "{\"name\" | [\"name\" | cannot be read as JSON",
            })
    void refusesMeta(String found, String put, String reason) throws IOException {
        assertThat(SampleDataset.META).contains(found);
        dataset.put("meta.json", SampleDataset.META.replace(found, put));
        refused(folder.resolve("meta.json") + "", reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"dimension\": 0", "\"dimension\": -5", "\"dimension\": 2147483647", "\"dimensions\": 5"})
    void refusesADimensionOutOfBounds(String dimension) throws IOException {
        dataset.put("meta.json", SampleDataset.META.replace("\"dimension\": 5", dimension));
        refused("meta.json", "; it must be 1 to 16777216");
    }

    @Test
    void refusesFeaturesThatDoNotFitTheirKind() throws IOException {
        dataset.put("meta.json", SampleDataset.META.replace("\"sparse\"", "\"dense\""));
        refused(folder + "/nodes.csv.gz, line 2: ", "the node has 2 features; every node must have 5");
        dataset.put("meta.json", SampleDataset.META.replace("\"sparse\"", "\"none\""));
        refused(folder + "/nodes.csv.gz, line 2: ", "there are features; meta.json says that the set has none");
        dataset.put("meta.json", SampleDataset.META.replace("\"sparse\"", "\"images\""));
        refused("meta.json", "features are 'images'; they can be sparse, dense or none");
    }

    @Test
    void refusesAnotherNumberOfRowsThanMetaSays() throws IOException {
        dataset.put("meta.json", SampleDataset.META.replace("\"nodes\": 3", "\"nodes\": 4"));
        refused(folder + "/nodes.csv.gz", "has 3 rows and meta.json says 4; fetch the data set again");
        dataset.put("meta.json", SampleDataset.META.replace("\"edges\": 4", "\"edges\": 2"));
        refused(folder + "/edges.csv.gz, line 4: ", "there are more than the 2 rows of meta.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nodes.csv.gz", "edges.csv.gz", "splits/public.csv.gz"})
    void refusesFilesThatAreNone(String file) throws IOException {
        Path path = folder.resolve(file);
        byte[] sound = Files.readAllBytes(path);

        dataset.putBytes(file, new byte[0]);
        refused("The file " + path + " is empty", "fetch it again");

        dataset.put(file, "");
        refused("The file " + path + " holds no header line", "it must begin with ");

        dataset.putBytes(file, "id,label,features\n".getBytes(StandardCharsets.UTF_8));
        refused("The file " + path + " is not a gzip file", "fetch it again");

        for (int length = 1; length < sound.length; length++) {
            dataset.putBytes(file, Arrays.copyOf(sound, length));
            refused(path.toString(), "cut off");
        }

        Files.delete(path);
        refused("The file " + path + " is missing", "the data set needs it");
    }

    @Test
    void refusesTextThatIsNotUtf8WithItsLine() throws IOException {
        dataset.putBytes("nodes.csv.gz", SampleDataset.gzip(SampleDataset.NODES.getBytes(StandardCharsets.ISO_8859_1)));
        refused("Text that is not UTF-8 stands in line 1 of " + folder.resolve("nodes.csv.gz"), "convert the file");
    }

    /** The last byte of the data has bits that mean nothing; every other one is found, by the checksum if not before. */
    @Test
    void refusesDamagedGzipData() throws IOException {
        byte[] sound = Files.readAllBytes(folder.resolve("nodes.csv.gz"));
        String fingerprint = GraphSource.open(folder).fingerprint();
        int unharmed = 0;
        for (int at = 10; at < sound.length; at++) {
            byte[] damaged = sound.clone();
            damaged[at] ^= 0x10;
            dataset.putBytes("nodes.csv.gz", damaged);
            try {
                assertThat(GraphSource.open(folder).fingerprint()).isEqualTo(fingerprint);
                unharmed++;
            } catch (KithException e) {
                assertThat(e)
                        .hasMessageContaining(folder.resolve("nodes.csv.gz").toString());
            }
        }
        assertThat(unharmed).isLessThanOrEqualTo(1);
    }

    private void refuses(String file, String sound, String found, String put, String reason) throws IOException {
        assertThat(sound).contains(found);
        dataset.put(file, sound.replace(found, put));
        refused(folder.resolve(file) + ", ", reason);
    }

    private void refused(String where, String reason) {
        assertThatThrownBy(() -> GraphSource.open(folder))
                .isInstanceOf(KithException.class)
                .hasMessageContaining(where)
                .hasMessageContaining(reason)
                .message()
                .endsWith(".");
    }
}
