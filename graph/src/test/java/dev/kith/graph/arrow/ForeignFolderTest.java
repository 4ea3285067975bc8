package dev.kith.graph.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.SampleGraphs;
import dev.kith.graph.column.VectorColumn;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sound Arrow streams and descriptions that another program wrote: what is no graph is refused with the reason. */
class ForeignFolderTest {
    private static final FieldType CODES = new FieldType(false, TableSchema.INT16, TableSchema.TYPE_CODES);

    @TempDir
    Path folder;

    @BeforeEach
    void write() {
        GraphFolder.write(SampleGraphs.random(3, 2, 2), folder);
    }

    @Test
    void nodesWithoutTheColumnsOfNodes() {
        nodes(schema(field("name", TableSchema.TEXT)), root -> {});
        refused("The table of nodes does not begin with the columns id, labels");
    }

    @Test
    void idsThatAreNumbersOfAnotherKind() {
        nodes(nodeSchema(field("id", TableSchema.FLOAT64)), root -> {});
        refused("Node ids are a number; they must be whole numbers or texts");
    }

    @Test
    void idsWithGaps() {
        nodes(nodeSchema(field("id", TableSchema.INT64)), root -> {
            ((BigIntVector) root.getVector(0)).setSafe(1, 7);
            root.setRowCount(2);
        });
        refused("The column 'id' has gaps");
    }

    @Test
    void aPropertyOfAnotherType() {
        nodes(nodeSchema(field("id", TableSchema.INT64), field("age", TableSchema.INT32)), root -> {});
        refused("The column 'age' has the Arrow type Int(32, true)");
    }

    @Test
    void aPropertyThatIsDictionaryEncoded() {
        DictionaryEncoding encoding = new DictionaryEncoding(1, false, new ArrowType.Int(64, true));
        Field colour = new Field("colour", new FieldType(true, TableSchema.INT64, encoding), null);
        nodes(nodeSchema(field("id", TableSchema.INT64), colour), root -> {});
        refused("The column 'colour' is dictionary-encoded");
    }

    @Test
    void labelsThatAreNoCodes() {
        Field text = new Field("item", FieldType.nullable(TableSchema.TEXT), null);
        Field labels = new Field("labels", FieldType.nullable(new ArrowType.List()), List.of(text));
        nodes(schema(field("id", TableSchema.INT64), labels), root -> {});
        refused("The column 'item' must be dictionary-encoded text");
    }

    @Test
    void textThatIsNotUtf8() {
        nodes(nodeSchema(field("id", TableSchema.INT64), field("name", TableSchema.TEXT)), root -> {
            ((BigIntVector) root.getVector(0)).setSafe(0, 1);
            labels(root, 1);
            ((VarCharVector) root.getVector(2)).setSafe(0, "Zürich".getBytes(StandardCharsets.ISO_8859_1));
            root.setRowCount(1);
        });
        refused("The text in row 0 of the column 'name' is not UTF-8");
    }

    @Test
    void aVectorThatLacksAnElement() {
        nodes(nodeSchema(field("id", TableSchema.INT64), vector("embedding", 2)), root -> vectors(root, true));
        refused("A vector of the column 'embedding' lacks an element");
    }

    /** Other writers leave the elements of a missing vector missing, too. */
    @Test
    void aVectorThatIsMissingWithItsElementsIsTaken() {
        nodes(nodeSchema(field("id", TableSchema.INT64), vector("embedding", 2)), root -> vectors(root, false));
        write(GraphFolder.RELATIONSHIPS, relationshipSchema(), List.of("KNOWS"), root -> root.setRowCount(0));
        Graph graph = GraphFolder.complete(folder, description());
        VectorColumn vectors = (VectorColumn) graph.nodes().properties().get("embedding");
        assertThat(vectors.isNull(0)).isFalse();
        assertThat(vectors.isNull(1)).isTrue();
        assertThat(vectors.values()).containsExactly(1f, 2f, 0f, 0f);
    }

    @Test
    void vectorsOfAnUnboundedLength() {
        nodes(nodeSchema(field("id", TableSchema.INT64), vector("embedding", Integer.MAX_VALUE)), root -> {});
        refused("have 2147483647 numbers, and Kith takes 16777216 at most");
    }

    @Test
    void sparseVectorsWhoseIndicesDoNotAscend() {
        nodes(nodeSchema(field("id", TableSchema.INT64), sparse("words")), root -> {
            ((BigIntVector) root.getVector(0)).setSafe(0, 1);
            labels(root, 1);
            StructVector words = (StructVector) root.getVector(2);
            words.setIndexDefined(0);
            for (String child : List.of("indices", "values")) {
                ListVector list = words.getChild(child, ListVector.class);
                list.startNewValue(0);
                for (int k = 0; k < 2; k++) {
                    if (list.getDataVector() instanceof IntVector indices) {
                        indices.setSafe(k, 5 - k);
                    } else {
                        ((Float4Vector) list.getDataVector()).setSafe(k, 1f);
                    }
                }
                list.endValue(0, 2);
                list.setValueCount(1);
            }
            root.setRowCount(1);
        });
        refused("The sparse vectors of the column 'words' must have indices that ascend from 0 to 8; row 0 has not");
    }

    @Test
    void relationshipsThatLeadNowhere() {
        relationships(3, 1);
        refused("Relationship 0 joins nodes 0 and 3, and there are 3");
    }

    @Test
    void relationshipsOfATypeWithoutAName() {
        relationships(1, 2);
        refused("Relationship 0 has the type number 2, and the table names 2");
    }

    @Test
    void namesThatAreTheSame() {
        write(GraphFolder.RELATIONSHIPS, relationshipSchema(), List.of("KNOWS", "KNOWS"), root -> root.setRowCount(0));
        refused("The dictionary of the column 'type' has a name twice");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"kith-graph\" | \"graphml\" | does not describe a graph of Kith's",
                "\"version\" : 1 | \"version\" : 2 | has format version 2, this Kith reads 1",
                "\"nodes\" : 3 | \"nodes\" : 4 | have 3 nodes and 2 relationships, graph.json says 4 and 2",
                "\"nodes\" : 3 | \"nodes\" : \"3\" | does not say how many nodes there are",
                "\"relationships\" : 2 | \"relationships\" : -2 | does not say how many relationships there are",
                "\"directed\" : true | \"directed\" : 1 | must say whether the graph is directed",
                "\"target\" : \"flag\" | \"target\" : \"flags\" | names the target 'flags'",
                "\"vector\" | \"vectors\" | names the feature 'vectors'",
                "\"train\" : [ ] | \"train\" : [ 3 ] | names node 3, and there are 3",
                "\"train\" : [ ] | \"train\" : [ -1 ] | names node -1",
                "\"train\" : [ ] | \"train\" : [ \"0\" ] | names node \"0\"",
                "\"train\" : [ ] | \"train\" : [ 1, 0 ] | does not name its nodes in ascending order",
                "\"train\" : [ ] | \"train\" : [ 0, 1, 2 ] | in two sets",
                "\"train\" : [ ] | \"train\" : { } | lacks one of train, validation and test",
                "\"validation\" : | \"validation2\" : | lacks one of train, validation and test",
            })
    void aDescriptionThatDoesNotFit(String found, String put, String reason) throws IOException {
        Path file = folder.resolve(GraphFolder.DESCRIPTION);
        String json = Files.readString(file).replaceAll("(?s)\"train\" : \\[[^]]*]", "\"train\" : [ ]");
        assertThat(json).contains(found);
        Files.writeString(file, json.replace(found, put));
        assertThatThrownBy(() -> GraphFolder.read(folder))
                .isInstanceOf(KithException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining(reason);
    }

    private void refused(String reason) {
        assertThatThrownBy(() -> GraphFolder.complete(folder, description()))
                .isInstanceOf(KithException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining(reason);
    }

    private static GraphFolder.Description description() {
        return new GraphFolder.Description("foreign", true, null, List.of(), Map.of());
    }

    private static Schema schema(Field... fields) {
        return new Schema(List.of(fields));
    }

    private static Field field(String name, ArrowType type) {
        return new Field(name, FieldType.nullable(type), null);
    }

    private static Field vector(String name, int dimension) {
        return new Field(
                name,
                FieldType.nullable(new ArrowType.FixedSizeList(dimension)),
                List.of(field("element", TableSchema.FLOAT32)));
    }

    private static Field sparse(String name) {
        return TableSchema.nodes(false, List.of(new TableSchema.Property(name, new TableSchema.Kind.SparseVector(9))))
                .getFields()
                .get(2);
    }

    private static Schema nodeSchema(Field id, Field... properties) {
        List<Field> fields = new ArrayList<>(List.of(properties));
        fields.add(0, id);
        fields.add(1, TableSchema.nodes(false, List.of()).getFields().get(1));
        return new Schema(fields);
    }

    private static Schema relationshipSchema() {
        return schema(
                field("source", TableSchema.INT32), field("target", TableSchema.INT32), new Field("type", CODES, null));
    }

    private void nodes(Schema schema, Consumer<VectorSchemaRoot> fill) {
        write(GraphFolder.NODES, schema, List.of("Node"), fill);
    }

    private void relationships(int target, int type) {
        write(GraphFolder.RELATIONSHIPS, relationshipSchema(), List.of("A", "B"), root -> {
            ((IntVector) root.getVector(0)).setSafe(0, 0);
            ((IntVector) root.getVector(1)).setSafe(0, target);
            ((SmallIntVector) root.getVector(2)).setSafe(0, type);
            root.setRowCount(1);
        });
    }

    /** Two vectors: the first lacks an element where {@code gap} says so, the second is missing as a whole. */
    private static void vectors(VectorSchemaRoot root, boolean gap) {
        FixedSizeListVector vectors = (FixedSizeListVector) root.getVector(2);
        vectors.allocateNew();
        Float4Vector elements = (Float4Vector) vectors.getDataVector();
        elements.allocateNew(4);
        vectors.setNotNull(0);
        elements.set(0, 1f);
        elements.set(1, 2f);
        if (gap) {
            elements.setNull(1);
        }
        elements.setNull(2);
        elements.setNull(3);
        for (int i = 0; i < 2; i++) {
            ((BigIntVector) root.getVector(0)).setSafe(i, i);
        }
        labels(root, 2);
        root.setRowCount(2);
    }

    private static void labels(VectorSchemaRoot root, int rows) {
        ListVector labels = (ListVector) root.getVector(1);
        for (int i = 0; i < rows; i++) {
            labels.startNewValue(i);
            labels.endValue(i, 0);
        }
    }

    private void write(String table, Schema schema, List<String> names, Consumer<VectorSchemaRoot> fill) {
        try (BufferAllocator allocator = new RootAllocator();
                Dictionaries dictionaries = table.equals(GraphFolder.NODES)
                        ? Dictionaries.labels(allocator, names)
                        : Dictionaries.types(allocator, names);
                VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator);
                FileChannel file = FileChannel.open(
                        folder.resolve(table), StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
                ArrowStreamWriter writer = new ArrowStreamWriter(root, dictionaries.provider(), file)) {
            root.getFieldVectors().forEach(FieldVector::reset);
            fill.accept(root);
            writer.start();
            writer.writeBatch();
            writer.end();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
