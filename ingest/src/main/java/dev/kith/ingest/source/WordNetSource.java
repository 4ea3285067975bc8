package dev.kith.ingest.source;

import dev.kith.ingest.wordnet.WordNet;

/** WordNet 3.1 as {@code (:Synset {id, lemma, gloss, partOfSpeech, supersense})} and 18 relationship types. */
final class WordNetSource {
    private WordNetSource() {}

    static Source open() {
        WordNet wordNet = WordNet.read();
        return new GraphRecords(wordNet.graph(), wordNet.notice());
    }
}
