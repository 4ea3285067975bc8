package dev.kith.ingest.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.KithException;
import dev.kith.ingest.file.BrokenValue;
import java.time.LocalDate;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neo4j.driver.Values;

class ValueTypeTest {

    @Property
    void everyLongComesBack(@ForAll long number) throws BrokenValue {
        assertThat(read("long", Long.toString(number))).isEqualTo(number);
    }

    @Property
    void everyDoubleComesBack(@ForAll double number) throws BrokenValue {
        assertThat(read("double", Double.toString(number))).isEqualTo(number);
        assertThat(read("double", "%.17e".formatted(number))).isEqualTo(Double.parseDouble("%.17e".formatted(number)));
    }

    @Property
    void anyTextIsAValueOrBroken(@ForAll String text) {
        for (Scalar scalar : Scalar.values()) {
            for (boolean list : new boolean[] {false, true}) {
                try {
                    assertThat(new ValueType(scalar, list).read(text, ";")).isNotNull();
                } catch (BrokenValue e) {
                    assertThat(e.getMessage()).isNotBlank();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "byte,127,128",
        "short,-32768,-32769",
        "int,+2147483647,2147483648",
        "long,-9223372036854775808,9223372036854775808",
        "long,007,0x10",
        "long,' 5 ',5.0",
        "long,0,''",
        "double,.5,1d",
        "double,5.,0x1p3",
        "double,1E-400,1e999",
        "double,-Infinity,inf",
        "double,NaN,nan",
        "float,1.5,1_000",
        "boolean,TRUE,yes",
        "char,ä,ab",
        "date,2024-02-29,2023-02-29",
        "time,10:00:00+02:00,10:00",
        "localtime,10:00,25:00",
        "localdatetime,2024-01-01T10:00,2024-01-01",
        "datetime,2024-01-01T10:00:00[Europe/Berlin],2024-01-01T10:00",
        "datetime,2024-02-29T10:00:00Z,2023-02-30T10:00:00Z",
        "duration,P1Y2M3DT4H5.5S,1 day",
        "duration,-P1DT2H,--P1DT2H",
        "point,'{x: 1, y: -2.5}','{x: 1}'",
        "point,'{latitude:-90, longitude:8.5}','{latitude:95, longitude:8.5}'",
        "point,'{latitude:47.1, longitude:8.5, height:400}','(1,2)'"
    })
    void formats(String type, String good, String bad) throws BrokenValue {
        assertThat(read(type, good)).isNotNull();
        assertThatThrownBy(() -> read(type, bad)).isInstanceOf(BrokenValue.class);
    }

    @Test
    void valuesOfEachKind() throws BrokenValue {
        assertThat(read("date", "2024-02-29")).isEqualTo(LocalDate.of(2024, 2, 29));
        assertThat(read("time", "10:00:00+02:00")).isEqualTo(OffsetTime.parse("10:00+02:00"));
        assertThat(read("datetime", "2024-01-01T10:00:00Z")).isEqualTo(ZonedDateTime.parse("2024-01-01T10:00:00Z"));
        assertThat(read("duration", "P1Y2M3DT4H"))
                .isEqualTo(Values.isoDuration(14, 3, 4 * 3600, 0).asIsoDuration());
        assertThat(read("duration", "-P1M1DT2H"))
                .isEqualTo(Values.isoDuration(-1, -1, -2 * 3600, 0).asIsoDuration());
        assertThat(read("duration", "-P1DT-2H"))
                .isEqualTo(Values.isoDuration(0, -1, 2 * 3600, 0).asIsoDuration());
        assertThat(read("point", "{latitude: 47.1, longitude: 8.5}"))
                .isEqualTo(Values.point(4326, 8.5, 47.1).asPoint());
        assertThat(read("int[]", "1;2;3")).isEqualTo(List.of(1L, 2L, 3L));
        assertThat(read("string[]", "a;;c")).isEqualTo(List.of("a", "", "c"));
        assertThat(read("string[]", "")).isEqualTo(List.of());
        assertThatThrownBy(() -> read("int[]", "1;;3")).isInstanceOf(BrokenValue.class);
    }

    @Test
    void typedValues() throws BrokenValue {
        assertThat(ValueType.ANY.read(List.of(1L, 2.5), ";")).isEqualTo(List.of(1.0, 2.5));
        assertThat(ValueType.of("string").read(7L, ";")).isEqualTo("7");
        assertThat(ValueType.of("float").read(7L, ";")).isEqualTo(7.0);
        assertThatThrownBy(() -> ValueType.ANY.read(List.of(1L, "a"), ";"))
                .isInstanceOf(BrokenValue.class)
                .hasMessageContaining("several kinds");
        assertThatThrownBy(() -> ValueType.of("long").read(7.5, ";")).isInstanceOf(BrokenValue.class);
    }

    @Test
    void anUnknownTypeNamesTheNearest() {
        assertThatThrownBy(() -> ValueType.of("strng"))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("did you mean 'string'");
    }

    private static Object read(String type, String text) throws BrokenValue {
        return ValueType.of(type).read(text, ";");
    }
}
