package dev.kith.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.cli.learn.Report;
import dev.kith.cli.server.LocalServer;
import java.util.Locale;
import java.util.Map;

/** What the demo shows at its end. */
public final class DemoScreen {
    private DemoScreen() {}

    /** For a person. */
    public static String words(DemoReport report) {
        StringBuilder text = new StringBuilder();
        DemoReport.Seconds seconds = report.seconds();
        line(text, "");
        line(text, "The way of the data");
        line(
                text,
                "  ingest  %,d nodes (%,.0f/s) and %,d relationships (%,.0f/s) into Neo4j, every one counted",
                report.ingested().nodes(),
                report.ingested().nodesPerSecond(),
                report.ingested().relationships(),
                report.ingested().relationshipsPerSecond());
        line(
                text,
                "  export  %.1f s, %,.0f relationships/s with their nodes' texts",
                seconds.export(),
                report.exportRelationshipsPerSecond());
        line(text, "  train   %.1f s, all classifiers together", seconds.train());
        line(
                text,
                "  write   %.1f s; Cypher finds at %,d nodes what was predicted (run %s)",
                seconds.write(),
                report.confirmed(),
                report.runId());
        line(text, "  total   %.0f s, %.0f of them until the server answered", seconds.total(), seconds.server());
        line(text, "");
        line(text, "Which supersense (of 45) has a synset?                validation      test   macro-F1");
        for (Score score : report.scores()) {
            Map<String, Double> test = score.metrics().get("test");
            line(
                    text,
                    "  %-50s %11.4f %9.4f %10.4f%s",
                    score.words(),
                    score.validationAccuracy(),
                    score.testAccuracy(),
                    test.get("macroF1"),
                    score.equals(report.chosen()) ? "  ← chosen on the validation nodes" : "");
        }
        line(text, "");
        line(text, "Judge for yourself: synsets whose supersense was hidden");
        for (Judgement judgement : report.judgements()) {
            line(text, "  %s: %s", judgement.lemma(), judgement.gloss());
            line(
                    text,
                    "      %s %s (%.0f %% sure)%s",
                    judgement.isRight() ? "✓" : "✗",
                    judgement.predicted(),
                    100 * judgement.confidence(),
                    judgement.isRight() ? "" : "; WordNet says " + judgement.truth());
        }
        links(text, report.links());
        return text.toString();
    }

    private static void links(StringBuilder text, HiddenLinks links) {
        line(text, "");
        line(text, "Which pairs are hypernyms? 20 %% hidden, beside as many pairs that are none   ROC-AUC       MRR");
        for (HiddenLinks.Judged score : links.scores()) {
            line(text, "  %-71s %9.4f %9.4f", score.words(), score.test("rocAuc"), score.test("mrr"));
        }
        line(text, "");
        line(
                text,
                "Judge for yourself: the likeliest of those that WordNet does not have, at %,d synsets",
                HiddenLinks.SOURCES);
        for (HiddenLinks.NewLink link : links.likeliest()) {
            line(text, "  %s: %s", link.source(), link.sourceGloss());
            line(text, "      %s: %s", link.target(), link.targetGloss());
            line(
                    text,
                    "      %.1f %% likely, neighbours in common: %d",
                    100 * link.probability(),
                    link.commonNeighbours());
        }
    }

    /** The contract of {@code demo --json}. */
    public static ObjectNode json(DemoReport report) {
        ObjectNode json = Report.object();
        json.put("nodes", report.nodes());
        json.put("relationships", report.relationships());
        json.set("seconds", Report.tree(report.seconds()));
        json.set("links", Report.tree(report.links()));
        json.put("model", report.chosen().key());
        json.set("metrics", Report.tree(report.chosen().metrics()));
        ObjectNode baselines = json.putObject("baselines");
        for (Score score : report.scores()) {
            if (!score.equals(report.chosen())) {
                baselines.put(score.key(), score.testAccuracy());
            }
        }
        json.put("confirmed", report.confirmed());
        json.put("run", report.runId());
        return json;
    }

    /** For a person with a browser or a shell. */
    public static String invitation(LocalServer server) {
        return """
                The server stays up until Ctrl-C, which also removes its data.
                  Bolt URL  %s
                  User      %s
                  Password  in %s
                """.formatted(server.uri(), server.user(), server.accessFile()) + queries("Two queries to try:");
    }

    /** Two queries for the server's browser or shell. */
    public static String queries(String heading) {
        return heading + """

                  MATCH (s:Synset) WHERE s.predictedSupersense <> s.supersense
                  RETURN s.lemma, s.gloss, s.supersense, s.predictedSupersense, s.confidence
                  ORDER BY s.confidence DESC LIMIT 20

                  MATCH (r:KithRun) RETURN r.id, r.model, r.status, r.graphFingerprint, r.startedAt
                """;
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
