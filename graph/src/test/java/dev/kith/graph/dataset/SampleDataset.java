package dev.kith.graph.dataset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** A small sound data set on disk, to be spoiled one file at a time. */
final class SampleDataset {
    static final String META = """
            {"name": "sample", "directed": true, "counts": {"nodes": 3, "edges": 4},
             "class_sizes": [1, 1], "classes": ["red", "blue"], "class_names_known": true,
             "features": {"kind": "sparse", "dimension": 5},
             "splits": [{"file": "splits/public.csv.gz"}]}
            """;
    static final String NODES =
            "id,label,features,name,zip\n0,1,0 3:0.5,\"O'Hara, \"\"Ed\"\"\",007\n1,,,,\n2,0,4:-1e-3,Ünï,12\n";
    static final String EDGES = "source,target,weight,since\n0,1,2.5,1999\n1,0,,2001\n1,0,-3,2001\n2,2,1e3,\n";
    static final String SPLIT = "id,set\n0,train\n2,test\n";

    private final Path folder;

    SampleDataset(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("splits"));
        put("meta.json", META);
        put("nodes.csv.gz", NODES);
        put("edges.csv.gz", EDGES);
        put("splits/public.csv.gz", SPLIT);
    }

    void put(String file, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        putBytes(file, file.endsWith(".gz") ? gzip(bytes) : bytes);
    }

    void putBytes(String file, byte[] bytes) throws IOException {
        Files.write(folder.resolve(file), bytes);
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        }
        return zipped.toByteArray();
    }
}
