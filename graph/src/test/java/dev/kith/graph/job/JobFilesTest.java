package dev.kith.graph.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.KithException;
import dev.kith.graph.arrow.GraphFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobFilesTest {
    private static final GraphFolder.Description GRAPH =
            new GraphFolder.Description("`graph`\n", true, "class", List.of("a", "b"), Map.of());

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsRead() {
        JobFolder job = new JobFolder(folder);
        JobSpec spec = new JobSpec("task", "mode", GRAPH, Map.of("seed", 7L), Map.of("hidden", 64L));
        job.write(spec);
        assertThat(job.spec()).isEqualTo(spec);
        assertThat(job.hasResult()).isFalse();
        JobResult result = new JobResult(null, 1, 2, Map.of("nodeCount", 3L, "modelInfo", Map.of("a", "b")));
        job.write(result);
        assertThat(job.result()).isEqualTo(result);
        assertThatThrownBy(() -> result.text("nodeCount"))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("lacks 'nodeCount'");
    }

    @Test
    void aFileThatIsNoJobIsRefused() throws IOException {
        JobFolder job = new JobFolder(folder);
        for (String text : List.of("", "null", "[", "{}", "{\"version\":1}", "{\"version\":9}", "7")) {
            Files.writeString(folder.resolve("job.json"), text);
            assertThatThrownBy(job::spec).as(text).isInstanceOf(KithException.class);
        }
        Files.write(folder.resolve("job.json"), new byte[17 << 20]);
        assertThatThrownBy(job::spec).isInstanceOf(KithException.class).hasMessageContaining("more than");
    }

    @Property
    void anEventIsOneLine(@ForAll String message, @ForAll long done, @ForAll long of) {
        JobEvent event = new JobEvent(message, done, of);
        assertThat(event.line()).doesNotContain("\n");
        assertThat(JobEvent.of(event.line())).contains(event);
        assertThat(event.ended()).isFalse();
    }

    @Test
    void theEndIsAnEvent() {
        assertThat(JobEvent.of(JobEvent.END.line())).get().returns(true, JobEvent::ended);
    }

    @Property
    void anyOtherLineIsNoEvent(@ForAll String line) {
        assertThat(JobEvent.of(line)).isEmpty();
    }

    @Test
    void optionsAreCheckedInAnyCase() {
        OptionCatalogue catalogue = OptionCatalogue.current();
        OptionCatalogue.Model gcn = catalogue.model("node-classification", "GCN");
        Map<String, Object> settings =
                OptionCatalogue.settings(catalogue.options(gcn), Map.of("EPOCHS", 7L, "learningrate", 1, "other", 1));
        assertThat(settings)
                .containsEntry("epochs", 7L)
                .containsEntry("learningRate", 1.0)
                .doesNotContainKey("other");
        assertThatThrownBy(() -> OptionCatalogue.settings(catalogue.options(gcn), Map.of("epochs", 1.5)))
                .isInstanceOf(KithException.class)
                .hasMessage("The option 'epochs' cannot be 1.5; it is a whole number from 1 to 1000000 (default 200).");
        assertThatThrownBy(() -> catalogue.model("node-classification", "gcm"))
                .hasMessageContaining("did you mean 'gcn'");
    }
}
