package dev.kith.ingest.mapping;

import dev.kith.ingest.file.BrokenValue;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A kind of value that a property can hold. Bolt knows whole numbers of 64 bits and real ones of 64 bits only. */
public enum Scalar {
    ANY,
    BYTE,
    SHORT,
    INT,
    LONG,
    FLOAT,
    DOUBLE,
    BOOLEAN,
    CHAR,
    STRING,
    POINT,
    DATE,
    LOCALTIME,
    TIME,
    LOCALDATETIME,
    DATETIME,
    DURATION;

    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern REAL =
            Pattern.compile("[+-]?(([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?|Infinity)|NaN");
    private static final int SHOWN = 60;

    /** With an offset, the name of a zone, or both; no day that is not in its month becomes another. */
    private static final DateTimeFormatter MOMENT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffsetId()
            .optionalEnd()
            .optionalStart()
            .appendLiteral('[')
            .appendZoneRegionId()
            .appendLiteral(']')
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    /** The value that a text, or a value of a typed file, stands for. */
    Object read(Object cell) throws BrokenValue {
        return switch (this) {
            case ANY -> cell;
            case STRING -> cell.toString();
            case CHAR -> character(cell);
            case BYTE -> whole(cell, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SHORT -> whole(cell, Short.MIN_VALUE, Short.MAX_VALUE);
            case INT -> whole(cell, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case LONG -> whole(cell, Long.MIN_VALUE, Long.MAX_VALUE);
            case FLOAT, DOUBLE -> real(cell);
            case BOOLEAN -> flag(cell);
            case POINT -> PointText.read(cell.toString());
            case DATE -> temporal(cell, LocalDate.class, LocalDate::parse);
            case LOCALTIME -> temporal(cell, LocalTime.class, LocalTime::parse);
            case TIME -> temporal(cell, OffsetTime.class, OffsetTime::parse);
            case LOCALDATETIME -> temporal(cell, LocalDateTime.class, LocalDateTime::parse);
            case DATETIME -> temporal(cell, ZonedDateTime.class, text -> ZonedDateTime.parse(text, MOMENT));
            case DURATION -> DurationText.read(cell.toString());
        };
    }

    private BrokenValue no(Object cell) {
        String text = cell.toString();
        return new BrokenValue("'" + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text) + "' is no "
                + name().toLowerCase(Locale.ROOT));
    }

    private Long whole(Object cell, long least, long most) throws BrokenValue {
        if (cell instanceof Double || cell instanceof Boolean) {
            throw no(cell);
        }
        String digits = cell.toString().strip();
        try {
            long number = WHOLE.matcher(digits).matches() ? Long.parseLong(digits) : least - 1;
            if (WHOLE.matcher(digits).matches() && number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // More digits than a long has; the sentence below says so.
        }
        throw no(cell);
    }

    private Double real(Object cell) throws BrokenValue {
        if (cell instanceof Number number) {
            return number.doubleValue();
        }
        String digits = cell.toString().strip();
        if (cell instanceof String && REAL.matcher(digits).matches()) {
            double number = Double.parseDouble(digits);
            if (!Double.isInfinite(number) || digits.endsWith("y")) {
                return number;
            }
        }
        throw no(cell);
    }

    private Boolean flag(Object cell) throws BrokenValue {
        return switch (cell.toString().strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw no(cell);
        };
    }

    private String character(Object cell) throws BrokenValue {
        String text = cell.toString();
        if (text.codePointCount(0, text.length()) != 1) {
            throw no(cell);
        }
        return text;
    }

    private <T> T temporal(Object cell, Class<T> type, Function<String, T> parse) throws BrokenValue {
        if (type.isInstance(cell)) {
            return type.cast(cell);
        }
        try {
            return parse.apply(cell.toString().strip());
        } catch (DateTimeException e) {
            throw no(cell);
        }
    }
}
