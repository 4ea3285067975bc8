package dev.kith.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.arrow.GraphFolder;
import dev.kith.graph.generate.BlockModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {
    @TempDir
    Path folder;

    @Test
    void opensAGraphFolder() {
        Graph graph = new BlockModel(30, 3, 2.0, 0.5, 0.5, 4, 1.0).graph(1);
        GraphFolder.write(graph, folder);
        Source source = Sources.open(folder.toString());
        assertThat(source.name()).isEqualTo("block-model");
        assertThat(source.notice()).isEmpty();
        assertThat(source.nodeCount()).hasValue(30);
        assertThat(source.relationshipCount()).hasValue(60);
        assertThat(source.keys()).containsExactly(new NodeKey("Node", "id"));
        assertThat(source.relationshipTypes()).containsExactly("ARC");
        List<NodeBatch> batches = new ArrayList<>();
        source.nodes(20, batches::add);
        assertThat(batches).hasSize(2);
        assertThat(batches.get(0).columns().keySet()).containsExactly("id", "class", "features");
    }

    @Test
    void refusesABadSourceBeforeAnythingIsWritten() throws IOException {
        assertThatThrownBy(() -> Sources.open(folder.resolve("nowhere").toString()))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("There is no source '" + folder.resolve("nowhere") + "'")
                .hasMessageContaining("wordnet");
        assertThatThrownBy(() -> Sources.open(folder.toString()))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("holds no graph");
        Files.writeString(folder.resolve("meta.json"), "{");
        assertThatThrownBy(() -> Sources.open(folder.toString()))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("meta.json");
    }
}
