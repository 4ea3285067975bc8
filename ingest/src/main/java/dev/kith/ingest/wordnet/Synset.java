package dev.kith.ingest.wordnet;

import java.util.List;

/** One line of a data file: a set of synonyms, what it means, and where it points. */
record Synset(Key key, String lemma, String gloss, String supersense, List<Pointer> pointers) {

    /** A synset is named by its part of speech and by the byte offset of its line in that part's data file. */
    record Key(PartOfSpeech partOfSpeech, int offset) {
        /** The id in the graph, for example {@code n-00001740}. */
        String id() {
            return "%c-%08d".formatted(partOfSpeech.letter, offset);
        }
    }

    /** A pointer to another synset, or between two words of the same one. */
    record Pointer(PointerKind kind, Key target) {}
}
