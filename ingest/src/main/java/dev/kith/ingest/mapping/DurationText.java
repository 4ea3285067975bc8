package dev.kith.ingest.mapping;

import dev.kith.ingest.file.BrokenValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import org.neo4j.driver.Values;
import org.neo4j.driver.types.IsoDuration;

/** Durations as ISO 8601 writes them, for example {@code P1Y2M10DT2H30M}. */
final class DurationText {
    private DurationText() {}

    static IsoDuration read(String given) throws BrokenValue {
        String text = given.strip();
        // A sign before all of it is that of its dates and of its times, and the parsers know one of them each.
        boolean signed = text.startsWith("-P") || text.startsWith("+P");
        String body = signed ? text.substring(1) : text;
        int sign = text.startsWith("-P") ? -1 : 1;
        int time = body.indexOf('T');
        try {
            String days = time < 0 ? body : body.substring(0, time);
            Period period = (days.equals("P") && time > 0 ? Period.ZERO : Period.parse(days)).multipliedBy(sign);
            Duration rest = (time < 0 ? Duration.ZERO : Duration.parse("P" + body.substring(time))).multipliedBy(sign);
            return Values.isoDuration(
                            period.toTotalMonths(), period.get(ChronoUnit.DAYS), rest.getSeconds(), rest.getNano())
                    .asIsoDuration();
        } catch (DateTimeException | ArithmeticException e) {
            throw new BrokenValue("'" + text + "' is no duration such as P1Y2M10DT2H30M");
        }
    }
}
