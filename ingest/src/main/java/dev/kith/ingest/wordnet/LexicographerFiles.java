package dev.kith.ingest.wordnet;

import java.util.List;

/** The 45 lexicographer files, numbered as in lexnames(5WN): the supersense of a synset is the one it stands in. */
final class LexicographerFiles {
    private static final List<String> NAMES = List.of(
            "adj.all",
            "adj.pert",
            "adv.all",
            "noun.Tops",
            "noun.act",
            "noun.animal",
            "noun.artifact",
            "noun.attribute",
            "noun.body",
            "noun.cognition",
            "noun.communication",
            "noun.event",
            "noun.feeling",
            "noun.food",
            "noun.group",
            "noun.location",
            "noun.motive",
            "noun.object",
            "noun.person",
            "noun.phenomenon",
            "noun.plant",
            "noun.possession",
            "noun.process",
            "noun.quantity",
            "noun.relation",
            "noun.shape",
            "noun.state",
            "noun.substance",
            "noun.time",
            "verb.body",
            "verb.change",
            "verb.cognition",
            "verb.communication",
            "verb.competition",
            "verb.consumption",
            "verb.contact",
            "verb.creation",
            "verb.emotion",
            "verb.motion",
            "verb.perception",
            "verb.possession",
            "verb.social",
            "verb.stative",
            "verb.weather",
            "adj.ppl");

    private LexicographerFiles() {}

    static String name(int number) {
        if (number < 0 || number >= NAMES.size()) {
            throw new IllegalArgumentException("lexicographer file " + number + " is outside 0.." + (NAMES.size() - 1));
        }
        return NAMES.get(number);
    }
}
