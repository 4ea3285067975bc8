package dev.kith.ingest.file;

import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float2Vector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeSecVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.ViewVarCharVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.RepeatedValueVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * Values of Arrow vectors as properties. Each kind of vector is named: what {@code getObject} gives for an unsigned
 * number, half a float or a time is another number than the one that is meant.
 */
final class ArrowValues {
    private static final long MILLIS_A_DAY = 86_400_000;

    private ArrowValues() {}

    /** The value in a row, or null where there is none. */
    static Object of(FieldVector vector, int row) throws BrokenValue {
        return of(vector, row, vector.getName());
    }

    private static Object of(FieldVector vector, int row, String column) throws BrokenValue {
        if (vector.isNull(row)) {
            return null;
        }
        return switch (vector) {
            case BitVector flags -> flags.get(row) != 0;
            case TinyIntVector numbers -> (long) numbers.get(row);
            case SmallIntVector numbers -> (long) numbers.get(row);
            case IntVector numbers -> (long) numbers.get(row);
            case BigIntVector numbers -> numbers.get(row);
            case UInt1Vector numbers -> numbers.get(row) & 0xFFL;
            case UInt2Vector numbers -> (long) numbers.get(row);
            case UInt4Vector numbers -> numbers.get(row) & 0xFFFF_FFFFL;
            case UInt8Vector numbers -> unsigned(numbers.getObjectNoOverflow(row), column);
            case Float2Vector numbers -> (double) numbers.getValueAsFloat(row);
            case Float4Vector numbers -> (double) numbers.get(row);
            case Float8Vector numbers -> numbers.get(row);
            case VarCharVector texts -> text(texts.get(row), column);
            case LargeVarCharVector texts -> text(texts.get(row), column);
            case ViewVarCharVector texts -> text(texts.get(row), column);
            case DateDayVector days -> LocalDate.ofEpochDay(days.get(row));
            case DateMilliVector days -> LocalDate.ofEpochDay(Math.floorDiv(days.get(row), MILLIS_A_DAY));
            case TimeSecVector times -> time(times.get(row), 1_000_000_000L, column);
            case TimeMilliVector times -> time(times.get(row), 1_000_000L, column);
            case TimeMicroVector times -> time(times.get(row), 1_000L, column);
            case TimeNanoVector times -> time(times.get(row), 1L, column);
            case TimeStampVector moments -> moment(moments, row);
            case MapVector maps -> throw foreign(vector, column);
            case ListVector lists ->
                elements(lists.getDataVector(), lists.getElementStartIndex(row), lists.getElementEndIndex(row), column);
            case LargeListVector lists ->
                elements(lists.getDataVector(), lists.getElementStartIndex(row), lists.getElementEndIndex(row), column);
            case FixedSizeListVector lists ->
                elements(lists.getDataVector(), lists.getElementStartIndex(row), lists.getElementEndIndex(row), column);
            default -> throw foreign(vector, column);
        };
    }

    private static Long unsigned(BigInteger number, String column) throws BrokenValue {
        if (number.bitLength() >= Long.SIZE) {
            throw new BrokenValue("the number of its column '" + column + "' is larger than any that is stored");
        }
        return number.longValue();
    }

    private static String text(byte[] bytes, String column) throws BrokenValue {
        try {
            return Utf8Text.strict(bytes, bytes.length);
        } catch (CharacterCodingException e) {
            throw new BrokenValue("its column '" + column + "' is not UTF-8");
        }
    }

    private static LocalTime time(long since, long nanos, String column) throws BrokenValue {
        try {
            return LocalTime.ofNanoOfDay(Math.multiplyExact(since, nanos));
        } catch (DateTimeException | ArithmeticException e) {
            throw new BrokenValue("the time of its column '" + column + "' is within no day");
        }
    }

    private static Object moment(TimeStampVector moments, int row) {
        ArrowType.Timestamp type = (ArrowType.Timestamp) moments.getField().getType();
        long perSecond = type.getUnit() == TimeUnit.SECOND
                ? 1
                : type.getUnit() == TimeUnit.MILLISECOND
                        ? 1_000
                        : type.getUnit() == TimeUnit.MICROSECOND ? 1_000_000 : 1_000_000_000;
        long value = moments.get(row);
        Instant instant = Instant.ofEpochSecond(
                Math.floorDiv(value, perSecond), Math.floorMod(value, perSecond) * (1_000_000_000 / perSecond));
        return type.getTimezone() == null
                ? instant.atOffset(ZoneOffset.UTC).toLocalDateTime()
                : instant.atZone(ZoneOffset.UTC);
    }

    private static List<Object> elements(FieldVector values, long from, long to, String column) throws BrokenValue {
        // Only the dictionaries of whole columns are resolved; here stand their numbers.
        if (values.getField().getDictionary() != null) {
            throw new BrokenValue("its column '" + column + "' has lists with a dictionary, which Kith does not read");
        }
        if (values instanceof RepeatedValueVector) {
            throw foreign(values, column);
        }
        List<Object> elements = new ArrayList<>();
        for (long at = from; at < to; at++) {
            elements.add(of(values, Math.toIntExact(at), column));
        }
        return elements;
    }

    private static BrokenValue foreign(FieldVector vector, String column) {
        return new BrokenValue("its column '" + column + "' is of the Arrow type "
                + vector.getField().getType()
                + ", and a property holds numbers, texts, booleans and times or lists of them");
    }
}
