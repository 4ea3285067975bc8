package dev.kith.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float2Vector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeSecVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ArrowValuesTest {
    private final BufferAllocator allocator = new RootAllocator();

    @AfterEach
    void close() {
        allocator.close();
    }

    private interface Fill<V> {
        void set(V vector);
    }

    private <V extends FieldVector> Object value(V vector, Fill<V> fill) throws BrokenValue {
        try (vector) {
            vector.allocateNew();
            fill.set(vector);
            vector.setValueCount(1);
            return ArrowValues.of(vector, 0);
        }
    }

    @Test
    void unsignedNumbers() throws BrokenValue {
        assertThat(value(new UInt1Vector("c", allocator), v -> v.setSafe(0, 200)))
                .isEqualTo(200L);
        assertThat(value(new UInt2Vector("c", allocator), v -> v.setSafe(0, 60_000)))
                .isEqualTo(60_000L);
        assertThat(value(new UInt4Vector("c", allocator), v -> v.setSafe(0, (int) 4_000_000_000L)))
                .isEqualTo(4_000_000_000L);
        assertThat(value(new UInt8Vector("c", allocator), v -> v.setSafe(0, Long.MAX_VALUE)))
                .isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> value(new UInt8Vector("c", allocator), v -> v.setSafe(0, -1L)))
                .isInstanceOf(BrokenValue.class)
                .hasMessageContaining("'c' is larger than any");
    }

    @Test
    void halfFloatsAndTimes() throws BrokenValue {
        assertThat(value(new Float2Vector("c", allocator), v -> v.setSafe(0, (short) 0x3E00)))
                .isEqualTo(1.5);
        LocalTime time = LocalTime.of(10, 0, 1);
        assertThat(value(new TimeSecVector("c", allocator), v -> v.setSafe(0, 36_001)))
                .isEqualTo(time);
        assertThat(value(new TimeMilliVector("c", allocator), v -> v.setSafe(0, 36_001_000)))
                .isEqualTo(time);
        assertThat(value(new TimeMicroVector("c", allocator), v -> v.setSafe(0, 36_001_000_000L)))
                .isEqualTo(time);
        assertThat(value(new TimeNanoVector("c", allocator), v -> v.setSafe(0, 36_001_000_000_000L)))
                .isEqualTo(time);
        assertThat(value(new DateMilliVector("c", allocator), v -> v.setSafe(0, 86_400_000L)))
                .isEqualTo(LocalDate.ofEpochDay(1));
        assertThatThrownBy(() -> value(new TimeSecVector("c", allocator), v -> v.setSafe(0, -1)))
                .isInstanceOf(BrokenValue.class)
                .hasMessageContaining("within no day");
    }

    @Test
    void listsHaveTheValuesThatColumnsHave() throws BrokenValue {
        assertThat(list(new UInt1Vector("p", allocator), v -> ((UInt1Vector) v).setSafe(0, 200)))
                .isEqualTo(List.of(200L));
        assertThat(list(new DateDayVector("p", allocator), v -> ((DateDayVector) v).setSafe(0, 3)))
                .isEqualTo(List.of(LocalDate.ofEpochDay(3)));
        assertThat(list(new Float2Vector("p", allocator), v -> ((Float2Vector) v).setSafe(0, (short) 0x3E00)))
                .isEqualTo(List.of(1.5));
    }

    private Object list(FieldVector prototype, Fill<FieldVector> fill) throws BrokenValue {
        try (prototype;
                ListVector list = ListVector.empty("c", allocator)) {
            FieldVector elements = (FieldVector)
                    list.addOrGetVector(FieldType.nullable(prototype.getField().getType()))
                            .getVector();
            list.allocateNew();
            list.startNewValue(0);
            fill.set(elements);
            list.endValue(0, 1);
            elements.setValueCount(1);
            list.setValueCount(1);
            return ArrowValues.of(list, 0);
        }
    }

    @Test
    void otherKindsAreRefused() {
        assertThatThrownBy(
                        () -> value(new DecimalVector("c", allocator, 5, 2), v -> v.setSafe(0, new BigDecimal("1.25"))))
                .isInstanceOf(BrokenValue.class)
                .hasMessageContaining("'c' is of the Arrow type Decimal");
        assertThatThrownBy(() -> value(new VarBinaryVector("c", allocator), v -> v.setSafe(0, new byte[1])))
                .isInstanceOf(BrokenValue.class)
                .hasMessageContaining("Binary");
        assertThatThrownBy(() -> value(new VarCharVector("c", allocator), v -> v.setSafe(0, new byte[] {(byte) 0xFF})))
                .isInstanceOf(BrokenValue.class)
                .hasMessageContaining("is not UTF-8");
    }
}
