package dev.kith.graph.arrow;

import dev.kith.graph.Features;
import dev.kith.graph.KithException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The Arrow schemas of the two tables. Nodes: {@code id}, {@code labels}, then properties; row k is node k.
 * Relationships: {@code source}, {@code target} (rows of the node table), {@code type}, then properties. Labels and types
 * are dictionary-encoded.
 */
public final class TableSchema {
    public static final String ID = "id";
    public static final String LABELS = "labels";
    public static final String SOURCE = "source";
    public static final String TARGET = "target";
    public static final String TYPE = "type";

    static final ArrowType INT16 = new ArrowType.Int(16, true);
    static final ArrowType INT32 = new ArrowType.Int(32, true);
    static final ArrowType INT64 = new ArrowType.Int(64, true);
    static final ArrowType FLOAT32 = new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
    static final ArrowType FLOAT64 = new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
    static final ArrowType TEXT = new ArrowType.Utf8();
    static final DictionaryEncoding LABEL_CODES = new DictionaryEncoding(1, false, (ArrowType.Int) INT32);
    static final DictionaryEncoding TYPE_CODES = new DictionaryEncoding(2, false, (ArrowType.Int) INT16);
    static final String DIMENSION = "kith.dimension";
    static final String INDICES = "indices";
    static final String VALUES = "values";
    private static final String PROPERTY = "kith.property";

    private TableSchema() {}

    /** What a property column holds. */
    public sealed interface Kind {
        record Whole() implements Kind {}

        record Real() implements Kind {}

        record Flag() implements Kind {}

        record Text() implements Kind {}

        record Vector(int dimension) implements Kind {}

        record SparseVector(int dimension) implements Kind {}
    }

    /** A property's column. */
    public record Property(String name, Kind kind) {}

    /** @param textIds whether ids are texts rather than whole numbers */
    public static Schema nodes(boolean textIds, List<Property> properties) {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field(ID, FieldType.notNullable(textIds ? TEXT : INT64), null));
        Field code = new Field("label", new FieldType(false, INT32, LABEL_CODES), null);
        fields.add(new Field(LABELS, FieldType.notNullable(new ArrowType.List()), List.of(code)));
        properties.forEach(property -> fields.add(field(property)));
        return new Schema(fields);
    }

    public static Schema relationships(List<Property> properties) {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field(SOURCE, FieldType.notNullable(INT32), null));
        fields.add(new Field(TARGET, FieldType.notNullable(INT32), null));
        fields.add(new Field(TYPE, new FieldType(false, INT16, TYPE_CODES), null));
        properties.forEach(property -> fields.add(field(property)));
        return new Schema(fields);
    }

    /** Columns of an arbitrary table of values, for write-back: {@code id} and one column a property. */
    public static Schema values(List<Property> properties) {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field(ID, FieldType.notNullable(INT64), null));
        properties.forEach(property -> fields.add(field(property)));
        return new Schema(fields);
    }

    private static Field field(Property property) {
        String name = property.name();
        Kind kind = property.kind();
        Map<String, String> metadata = Map.of(PROPERTY, "true");
        if (kind instanceof Kind.Whole) {
            return new Field(name, new FieldType(true, INT64, null, metadata), null);
        } else if (kind instanceof Kind.Real) {
            return new Field(name, new FieldType(true, FLOAT64, null, metadata), null);
        } else if (kind instanceof Kind.Flag) {
            return new Field(name, new FieldType(true, new ArrowType.Bool(), null, metadata), null);
        } else if (kind instanceof Kind.Text) {
            return new Field(name, new FieldType(true, TEXT, null, metadata), null);
        } else if (kind instanceof Kind.Vector vector) {
            Field element = new Field("element", FieldType.notNullable(FLOAT32), null);
            ArrowType type = new ArrowType.FixedSizeList(vector.dimension());
            return new Field(name, new FieldType(true, type, null, metadata), List.of(element));
        }
        int dimension = ((Kind.SparseVector) kind).dimension();
        Field index = new Field("index", FieldType.notNullable(INT32), null);
        Field value = new Field("value", FieldType.notNullable(FLOAT32), null);
        return new Field(
                name,
                new FieldType(
                        false,
                        new ArrowType.Struct(),
                        null,
                        Map.of(PROPERTY, "true", DIMENSION, Integer.toString(dimension))),
                List.of(
                        new Field(INDICES, FieldType.notNullable(new ArrowType.List()), List.of(index)),
                        new Field(VALUES, FieldType.notNullable(new ArrowType.List()), List.of(value))));
    }

    /** The kind of a property column, as a reader finds it. */
    static Kind kind(Field field) {
        ArrowType type = field.getType();
        List<Field> children = field.getChildren();
        if (field.getDictionary() != null) {
            throw new KithException("The column '" + field.getName()
                    + "' is dictionary-encoded, which only labels and types may be; write its values as they are.");
        } else if (type.equals(INT64)) {
            return new Kind.Whole();
        } else if (type.equals(FLOAT64)) {
            return new Kind.Real();
        } else if (type.equals(TEXT)) {
            return new Kind.Text();
        } else if (type instanceof ArrowType.Bool) {
            return new Kind.Flag();
        } else if (type instanceof ArrowType.FixedSizeList list && are(children, FLOAT32)) {
            return new Kind.Vector(dimension(field, list.getListSize()));
        } else if (type instanceof ArrowType.Struct
                && children.size() == 2
                && isList(children.get(0), INDICES, INT32)
                && isList(children.get(1), VALUES, FLOAT32)
                && field.getMetadata().getOrDefault(DIMENSION, "").matches("[0-9]{1,9}")) {
            return new Kind.SparseVector(
                    dimension(field, Integer.parseInt(field.getMetadata().get(DIMENSION))));
        }
        throw new KithException("The column '" + field.getName() + "' has the Arrow type " + type
                + ", which no Kith graph uses; use int64, float64, bool, utf8 or a fixed-size list of float32.");
    }

    /** The dictionary whose codes the field holds; refuses a field of another type. */
    static long dictionary(Field field, ArrowType codes) {
        if (field.getDictionary() == null
                || !field.getType().equals(codes)
                || !field.getChildren().isEmpty()) {
            throw new KithException("The column '" + field.getName() + "' must be dictionary-encoded text with codes "
                    + codes + "; it is no graph of Kith's.");
        }
        return field.getDictionary().getId();
    }

    private static boolean isList(Field field, String name, ArrowType element) {
        return name.equals(field.getName())
                && field.getType() instanceof ArrowType.List
                && field.getDictionary() == null
                && are(field.getChildren(), element);
    }

    private static boolean are(List<Field> children, ArrowType element) {
        return children.size() == 1
                && children.get(0).getType().equals(element)
                && children.get(0).getDictionary() == null;
    }

    private static int dimension(Field field, int dimension) {
        if (dimension > Features.MOST_COLUMNS) {
            throw new KithException("The vectors of the column '" + field.getName() + "' have " + dimension
                    + " numbers, and Kith takes " + Features.MOST_COLUMNS + " at most; make them shorter.");
        }
        return dimension;
    }
}
