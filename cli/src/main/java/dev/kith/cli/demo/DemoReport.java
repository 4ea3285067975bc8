package dev.kith.cli.demo;

import dev.kith.ingest.write.IngestReport;
import java.util.List;

/**
 * What the demo did and found.
 *
 * @param seconds of each station
 * @param scores of all classifiers
 * @param chosen the one whose predictions were written
 * @param confirmed nodes at which the database says what was predicted
 * @param runId of the predictions
 * @param links hypernyms that were hidden and predicted
 */
public record DemoReport(
        IngestReport ingested,
        int nodes,
        int relationships,
        double exportRelationshipsPerSecond,
        Seconds seconds,
        List<Score> scores,
        Score chosen,
        long confirmed,
        String runId,
        List<Judgement> judgements,
        HiddenLinks links) {

    /**
     * @param server until it answered
     * @param train all classifiers together
     * @param links their predictor trained and used
     * @param total with all of them
     */
    public record Seconds(
            double server, double ingest, double export, double train, double write, double links, double total) {}
}
