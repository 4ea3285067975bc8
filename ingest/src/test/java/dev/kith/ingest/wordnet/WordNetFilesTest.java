package dev.kith.ingest.wordnet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WordNetFilesTest {
    private static WordNetFiles files;

    @BeforeAll
    static void read() {
        files = WordNetFiles.read();
    }

    @Test
    void hasTheCountsOfWordNet31() {
        assertThat(files.synsets()).hasSize(117_791);
        List<Synset.Pointer> pointers =
                files.synsets().stream().flatMap(s -> s.pointers().stream()).toList();
        assertThat(pointers).hasSize(378_203);
        assertThat(pointers.stream().map(Synset.Pointer::kind).distinct()).hasSize(26);
        assertThat(files.synsets().stream().map(Synset::supersense).distinct()).hasSize(45);
    }

    @Test
    void pointsOnlyToSynsetsThatExist() {
        Set<Synset.Key> keys = files.synsets().stream().map(Synset::key).collect(Collectors.toSet());
        assertThat(keys).hasSize(files.synsets().size());
        Set<Synset.Key> unknown = new HashSet<>();
        files.synsets().forEach(s -> s.pointers().forEach(p -> unknown.add(p.target())));
        unknown.removeAll(keys);
        assertThat(unknown).isEmpty();
    }

    @Test
    void bringsTheLicenceNotice() {
        assertThat(files.notice())
                .startsWith("This software and database is being provided to you, the LICENSEE, by")
                .contains("WordNet 3.1 Copyright 2011 by Princeton University.")
                .endsWith("LICENSEE agrees to preserve same.");
    }
}
