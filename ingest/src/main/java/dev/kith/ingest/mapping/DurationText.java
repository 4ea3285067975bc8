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
        int time = text.indexOf('T');
        try {
            String days = time < 0 ? text : text.substring(0, time);
            Period period = days.equals("P") && time > 0 ? Period.ZERO : Period.parse(days);
            Duration rest = time < 0 ? Duration.ZERO : Duration.parse("P" + text.substring(time));
            return Values.isoDuration(
                            period.toTotalMonths(), period.get(ChronoUnit.DAYS), rest.getSeconds(), rest.getNano())
                    .asIsoDuration();
        } catch (DateTimeException | ArithmeticException e) {
            throw new BrokenValue("'" + text + "' is no duration such as P1Y2M10DT2H30M");
        }
    }
}
