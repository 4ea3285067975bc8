package dev.kith.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.cli.Kith;
import dev.kith.graph.KithException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineFileTest {
    @TempDir
    Path folder;

    @Test
    void stepsBecomeCommands() throws IOException {
        Pipeline pipeline = read("""
                name: nightly
                steps:
                  - ingest:
                      sources: [people.csv, 'parts-*.csv']
                      to: bolt://localhost:7687
                      missing: skip
                      rejects: rejects.csv
                      no-plugin: true
                      password: secret
                  - train:
                      graph: folder
                      set: {epochs: 5, dropout: 0.5}
                      out: model
                  - predict: {graph: folder, model: model}
                """);
        assertThat(pipeline.name()).isEqualTo("nightly");
        assertThat(pipeline.steps())
                .extracting(Step::typed)
                .containsExactly(
                        "kith ingest people.csv parts-*.csv --to bolt://localhost:7687 --missing skip --rejects"
                                + " rejects.csv --no-plugin --password … --pipeline nightly --json",
                        "kith train folder --set epochs=5 --set dropout=0.5 --out model --json",
                        "kith predict folder --model model");
        assertThat(pipeline.steps()).extracting(Step::name).containsExactly("1-ingest", "2-train", "3-predict");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{name: a, steps: []}~1 to 1,000 steps",
                "{steps: [{ingest: {}}]}~lacks a name",
                "{name: a, stepz: []}~did you mean 'steps'?",
                "{name: a, steps: [{serve: {}}]}~'serve', which is none of a pipeline's",
                "{name: a, steps: [{ingest: {}, train: {}}]}~a step 1 that is not one command",
                "{name: a, steps: [{ingest: {sources: x.csv, mising: skip}}]}~did you mean 'missing'?",
                "{name: a, steps: [{ingest: {sources: x.csv, missing: never}}]}~Invalid value for option '--missing'",
                "{name: a, steps: [{ingest: {describe: 5}}]}~is true or false, not 5",
                "{name: a, steps: [{predict: {graph: g}}]}~Missing required option: '--model",
                "{name: a~cannot be read at line 1",
                "[1]~is no map"
            })
    void mistakesAreNamed(String text, String sentence) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(KithException.class)
                .hasMessageContaining(sentence)
                .hasMessageContaining(text.contains("mising") || text.contains("describe") ? "1-ingest" : "p.yaml");
    }

    private Pipeline read(String text) throws IOException {
        return PipelineFile.read(Files.writeString(folder.resolve("p.yaml"), text), Kith.commandLine());
    }
}
