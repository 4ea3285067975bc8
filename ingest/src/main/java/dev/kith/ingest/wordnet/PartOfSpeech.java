package dev.kith.ingest.wordnet;

/** The four parts of speech of WordNet, each with a data file of its own. */
enum PartOfSpeech {
    NOUN('n', "noun", "data.noun"),
    VERB('v', "verb", "data.verb"),
    ADJECTIVE('a', "adjective", "data.adj"),
    ADVERB('r', "adverb", "data.adv");

    /** The letter in pointers and in the synset's id. */
    final char letter;

    /** The value of the property {@code partOfSpeech}. */
    final String word;

    /** The name of the data file that holds its synsets. */
    final String file;

    PartOfSpeech(char letter, String word, String file) {
        this.letter = letter;
        this.word = word;
        this.file = file;
    }

    /** The part of speech of a category letter; an adjective satellite ({@code s}) is an adjective. */
    static PartOfSpeech of(String category) {
        return switch (category) {
            case "n" -> NOUN;
            case "v" -> VERB;
            case "a", "s" -> ADJECTIVE;
            case "r" -> ADVERB;
            default -> throw new IllegalArgumentException("no part of speech is called '" + category + "'");
        };
    }
}
