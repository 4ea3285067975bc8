package dev.kith.ingest.wordnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.KithException;
import org.junit.jupiter.api.Test;

class SynsetParserTest {
    private static final String ENTITY =
            "00001740 03 n 01 entity 0 003 ~ 00001930 n 0000 ~ 00002137 n 0000 ~ 04431553 n 0000 | that which is"
                    + " perceived or known  ";

    @Test
    void readsALine() {
        Synset synset = SynsetParser.parse(PartOfSpeech.NOUN, 30, ENTITY);
        assertThat(synset.key().id()).isEqualTo("n-00001740");
        assertThat(synset.lemma()).isEqualTo("entity");
        assertThat(synset.supersense()).isEqualTo("noun.Tops");
        assertThat(synset.gloss()).isEqualTo("that which is perceived or known");
        assertThat(synset.pointers()).hasSize(3);
        assertThat(synset.pointers().get(2))
                .isEqualTo(new Synset.Pointer(PointerKind.HYPONYM, new Synset.Key(PartOfSpeech.NOUN, 4431553)));
    }

    @Test
    void countsWordsInHexadecimalAndPointersInDecimal() {
        StringBuilder line = new StringBuilder("00000042 00 a 0a");
        for (int i = 0; i < 10; i++) {
            line.append(" word_").append(i).append(" 0");
        }
        line.append(" 010");
        for (int i = 0; i < 10; i++) {
            line.append(" & 0000100").append(i).append(" a 0000");
        }
        Synset synset = SynsetParser.parse(PartOfSpeech.ADJECTIVE, 1, line + " | ten of each");
        assertThat(synset.lemma()).isEqualTo("word 0");
        assertThat(synset.pointers()).hasSize(10);
    }

    @Test
    void takesSatellitesForAdjectivesAndDropsThePositionOfAWord() {
        Synset synset = SynsetParser.parse(
                PartOfSpeech.ADJECTIVE, 1, "00000042 00 s 01 dead-on(a) 0 001 & 00001000 s 0000 | accurate");
        assertThat(synset.key().id()).isEqualTo("a-00000042");
        assertThat(synset.lemma()).isEqualTo("dead-on");
        assertThat(synset.pointers().get(0).target().id()).isEqualTo("a-00001000");
    }

    @Test
    void namesTheLineThatIsDamaged() {
        refused(ENTITY.substring(0, 20), "the line ends early");
        refused(ENTITY.replace("| ", ""), "the gloss");
        refused(ENTITY.replace("~ 00001930", "? 00001930"), "'?'");
        refused(ENTITY.replace(" 03 n", " 99 n"), "lexicographer file 99");
        refused(ENTITY.replace(" n 01", " v 01"), "another part of speech, verb");
        refused(ENTITY.replace("003 ~", "x03 ~"), "'x03' is not a number");
        refused(ENTITY.replace(" n 01", " n 00"), "without a word");
    }

    private static void refused(String line, String reason) {
        assertThatThrownBy(() -> SynsetParser.parse(PartOfSpeech.NOUN, 30, line))
                .isInstanceOf(KithException.class)
                .hasMessageStartingWith("WordNet file data.noun, line 30: ")
                .hasMessageContaining(reason);
    }
}
