// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.model;

import dev.kith.graph.KithException;
import dev.kith.procedures.CallContext;
import dev.kith.procedures.KithFolder;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.neo4j.procedure.Description;
import org.neo4j.procedure.Mode;
import org.neo4j.procedure.Name;
import org.neo4j.procedure.Procedure;

/** {@code kith.model.list}, {@code exists}, {@code drop}, {@code export} and {@code import}. */
public final class ModelProcedures extends CallContext {
    private static final int CHUNK = 256 << 10;

    /** @param modelInfo task, classes, features, metrics and where it came from */
    public record ModelRow(
            String modelName,
            String modelType,
            String username,
            ZonedDateTime creationTime,
            Map<String, Object> modelInfo) {
        static ModelRow of(ModelCard model) {
            return new ModelRow(
                    model.name(),
                    model.architecture(),
                    model.owner(),
                    ModelCatalogue.created(model).atZone(ZoneOffset.UTC),
                    model.info());
        }
    }

    public record Existence(String modelName, boolean exists) {}

    /** @param file {@code weights.safetensors} or {@code model.json}; its chunks follow one another */
    public record FileChunk(String file, byte[] chunk) {}

    @Procedure(name = "kith.model.list", mode = Mode.READ)
    @Description("The trained models; for an admin, those of all users.")
    public Stream<ModelRow> list() {
        return catalogue().list().stream().map(ModelRow::of);
    }

    @Procedure(name = "kith.model.exists", mode = Mode.READ)
    @Description("Whether there is a model of that name.")
    public Stream<Existence> exists(@Name("modelName") String name) {
        return Stream.of(new Existence(name, catalogue().find(name).isPresent()));
    }

    @Procedure(name = "kith.model.drop", mode = Mode.READ)
    @Description("Removes a model; what it predicted stays.")
    public Stream<ModelRow> drop(@Name("modelName") String name) {
        ModelRow row = ModelRow.of(catalogue().get(name));
        catalogue().drop(name);
        return Stream.of(row);
    }

    @Procedure(name = "kith.model.export", mode = Mode.READ)
    @Description("The files of a model, as chunks of bytes.")
    public Stream<FileChunk> export(@Name("modelName") String name) {
        Path folder = catalogue().get(name).folder();
        return Stream.of(ModelCard.WEIGHTS, ModelCard.DESCRIPTION).flatMap(file -> chunks(folder, file));
    }

    private static Stream<FileChunk> chunks(Path folder, String file) {
        try {
            InputStream in = new BufferedInputStream(Files.newInputStream(folder.resolve(file)), CHUNK);
            return Stream.iterate(next(in), chunk -> chunk.length > 0, chunk -> next(in))
                    .map(chunk -> new FileChunk(file, chunk))
                    .onClose(() -> close(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] next(InputStream in) {
        try {
            return in.readNBytes(CHUNK);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Procedure(name = "kith.model.import", mode = Mode.READ)
    @Description("Takes the rows of kith.model.export as a model, here or of another server.")
    public Stream<ModelRow> take(@Name("modelName") String name, @Name("chunks") List<Map<String, Object>> chunks) {
        catalogue().refuseTaken(name);
        Path folder = KithFolder.make(
                folder().jobs().resolve("import-" + UUID.randomUUID().toString().substring(0, 8)));
        try {
            Iterator<Map<String, Object>> rows = chunks.iterator();
            ModelFiles.write(name, rows, folder);
            return Stream.of(ModelRow.of(catalogue().add(name, folder)));
        } catch (IOException e) {
            throw new KithException("The model '" + name + "' cannot be written: " + e + ".", e);
        } finally {
            KithFolder.remove(folder);
        }
    }

    private ModelCatalogue catalogue() {
        return new ModelCatalogue(folder(), caller());
    }
}
