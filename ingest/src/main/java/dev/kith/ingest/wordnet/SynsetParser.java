package dev.kith.ingest.wordnet;

import dev.kith.graph.KithException;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses a line of a WordNet data file:
 *
 * <pre>offset lexFile category wordCount (word lexId)+ pointerCount (symbol offset category sourceTarget)* … | gloss</pre>
 *
 * Offsets and the pointer count are decimal, the word count is hexadecimal. Underscores in words stand for spaces, and
 * an adjective may carry its position in parentheses, as in {@code dead-on(a)}.
 */
final class SynsetParser {
    private final PartOfSpeech part;
    private final String line;
    private int position;

    private SynsetParser(PartOfSpeech part, String line) {
        this.part = part;
        this.line = line;
    }

    /** Parses one line; a line that does not follow the format is refused with its file, number and what is wrong. */
    static Synset parse(PartOfSpeech part, int lineNumber, String line) {
        SynsetParser parser = new SynsetParser(part, line);
        try {
            return parser.synset();
        } catch (IllegalArgumentException e) {
            throw new KithException(
                    "WordNet file %s, line %d: %s.".formatted(part.file, lineNumber, e.getMessage()), e);
        }
    }

    private Synset synset() {
        Synset.Key key = new Synset.Key(part, number(10));
        String supersense = LexicographerFiles.name(number(10));
        PartOfSpeech stated = PartOfSpeech.of(field());
        if (stated != part) {
            throw new IllegalArgumentException("a synset of another part of speech, " + stated.word + ", stands here");
        }
        int words = number(16);
        if (words < 1) {
            throw new IllegalArgumentException("a synset without a word");
        }
        String lemma = lemma(field());
        for (int other = 2 * words - 1; other > 0; other--) {
            field();
        }
        int count = number(10);
        List<Synset.Pointer> pointers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            PointerKind kind = PointerKind.of(field());
            int offset = number(10);
            pointers.add(new Synset.Pointer(kind, new Synset.Key(PartOfSpeech.of(field()), offset)));
            field();
        }
        return new Synset(key, lemma, gloss(), supersense, pointers);
    }

    private String gloss() {
        int bar = line.indexOf('|', position);
        if (bar < 0) {
            throw new IllegalArgumentException("the gloss, which a '|' begins, is missing");
        }
        return line.substring(bar + 1).strip();
    }

    private static String lemma(String word) {
        int parenthesis = word.indexOf('(');
        return (parenthesis < 0 ? word : word.substring(0, parenthesis)).replace('_', ' ');
    }

    private int number(int radix) {
        String field = field();
        try {
            return Integer.parseInt(field, radix);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + field + "' is not a number", e);
        }
    }

    private String field() {
        int end = line.indexOf(' ', position);
        if (end <= position) {
            throw new IllegalArgumentException("the line ends early, after '" + line.substring(0, position) + "'");
        }
        String field = line.substring(position, end);
        position = end + 1;
        return field;
    }
}
