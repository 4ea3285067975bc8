// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.model;

import dev.kith.graph.KithException;
import dev.kith.graph.Nearest;
import dev.kith.procedures.Caller;
import dev.kith.procedures.KithFolder;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The models of one server, as many as the disk holds: {@code models/USER/NAME}. Names are a user's own; an admin reaches
 * those of others as well, where they have no model of that name themselves.
 */
public final class ModelCatalogue {
    private static final String THING = "model";

    private final Path root;
    private final Path jobs;
    private final Caller caller;

    public ModelCatalogue(KithFolder home, Caller caller) {
        this.root = home.models();
        this.jobs = home.jobs();
        this.caller = caller;
    }

    /** @throws KithException where the caller has a model of that name */
    public void refuseTaken(String name) {
        if (Files.exists(own(name))) {
            throw taken(name, null);
        }
    }

    /** Moves a model's folder into the catalogue. */
    public ModelCard add(String name, Path folder) {
        Path place = own(name);
        try {
            KithFolder.make(place.getParent());
            // A rename fails where something is there: two trainings of one name cannot both win.
            if (Files.exists(place)) {
                throw new FileAlreadyExistsException(place.toString());
            }
            Files.move(folder, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException e) {
            throw taken(name, e);
        } catch (IOException e) {
            throw new KithException("The model '" + name + "' cannot be kept: " + e + ".", e);
        }
        return ModelCard.read(name, caller.user(), place);
    }

    /** Takes a copy of a model's folder into the catalogue. */
    public ModelCard addCopy(String name, Path folder) {
        refuseTaken(name);
        Path copy = KithFolder.make(
                jobs.resolve("copy-" + UUID.randomUUID().toString().substring(0, 8)));
        try {
            for (String file : List.of(ModelCard.WEIGHTS, ModelCard.DESCRIPTION)) {
                Files.copy(folder.resolve(file), copy.resolve(file));
            }
            return add(name, copy);
        } catch (IOException e) {
            throw new KithException("The model '" + name + "' cannot be copied: " + e + ".", e);
        } finally {
            KithFolder.remove(copy);
        }
    }

    private static KithException taken(String name, Throwable cause) {
        return new KithException(
                "There is a model '" + name + "' already; drop it (kith.model.drop), or choose another name.", cause);
    }

    private Path own(String name) {
        return root.resolve(KithFolder.fileName("user", caller.user())).resolve(KithFolder.fileName(THING, name));
    }

    /** The caller's models; for an admin, all. */
    public List<ModelCard> list() {
        List<ModelCard> models = new ArrayList<>();
        for (Path user : KithFolder.children(root)) {
            String owner = KithFolder.name(user.getFileName().toString());
            if (caller.mayTouch(owner)) {
                for (Path model : KithFolder.children(user)) {
                    models.add(
                            ModelCard.read(KithFolder.name(model.getFileName().toString()), owner, model));
                }
            }
        }
        return models;
    }

    public Optional<ModelCard> find(String name) {
        if (Files.exists(own(name))) {
            return Optional.of(ModelCard.read(name, caller.user(), own(name)));
        }
        return caller.admin()
                ? list().stream().filter(model -> model.name().equals(name)).findFirst()
                : Optional.empty();
    }

    /** @throws KithException where there is no such model that the caller may use */
    public ModelCard get(String name) {
        return find(name)
                .orElseThrow(() -> new KithException("There is no model '" + name.replaceAll("\\p{Cntrl}", "?") + "'"
                        + Nearest.hint(
                                name, list().stream().map(ModelCard::name).toList())));
    }

    public ModelCard drop(String name) {
        ModelCard model = get(name);
        KithFolder.remove(model.folder());
        return model;
    }

    static Instant created(ModelCard model) {
        try {
            return Files.getLastModifiedTime(model.folder().resolve(ModelCard.DESCRIPTION))
                    .toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }
}
