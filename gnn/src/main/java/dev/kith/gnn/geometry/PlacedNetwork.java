package dev.kith.gnn.geometry;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.Add;
import dev.kith.gnn.autograd.ops.ConcatColumns;
import dev.kith.gnn.autograd.ops.SliceColumns;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.latent.LatentGraph;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Preparation;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.model.Stage;
import dev.kith.gnn.model.forward.ForwardStack;
import dev.kith.gnn.model.local.LocalAugmentation;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.nn.Module;
import dev.kith.gnn.nn.Siren;
import dev.kith.gnn.tensor.Columns;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.KithException;
import dev.kith.graph.column.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A network some of whose features are places: spherical harmonics go through a sinusoidal network that is trained with
 * the rest, and of columns whose signs have no meaning it is the mean over all signs, so that no choice of one shows.
 */
public final class PlacedNetwork implements Network {
    private static final int MOST_SIGNS = 6;

    private final Network backbone;
    private final List<Place> places;
    private final List<Siren> sirens;
    private final int signs;

    private PlacedNetwork(Network backbone, List<Place> places, List<Siren> sirens) {
        this.backbone = backbone;
        this.places = places;
        this.sirens = sirens;
        this.signs = places.stream()
                .filter(Place.AnySign.class::isInstance)
                .mapToInt(Place::columns)
                .sum();
    }

    /** Builds the network behind the places. */
    @FunctionalInterface
    public interface Backbone {
        Network build(Shape shape);
    }

    /**
     * The backbone alone where no feature is a place.
     *
     * @throws KithException where the backbone reads its features before training
     */
    public static Network around(Shape shape, Initialiser initialiser, Backbone backbone) {
        if (shape.places().isEmpty()) {
            return backbone.build(shape);
        }
        int in = shape.in();
        List<Siren> sirens = new ArrayList<>();
        for (Place place : shape.places()) {
            if (place instanceof Place.Sphere sphere) {
                in += sphere.width() - sphere.columns();
                sirens.add(new Siren(
                        initialiser.within("place" + sirens.size()),
                        sphere.columns(),
                        sphere.width(),
                        sphere.layers()));
            }
        }
        Network network = backbone.build(new Shape(in, shape.out(), shape.relationTypes(), shape.directed()));
        if (network.preparation() != Preparation.NONE
                || network instanceof LatentGraph
                || network instanceof ForwardStack
                || network instanceof LocalAugmentation) {
            network.parameters().forEach(Parameter::close);
            Module.join(sirens).forEach(Parameter::close);
            throw new KithException("This model reads its features before it is trained, and the encoder 'sphere', or"
                    + " signs=average, is part of the training; use another model, or the encoder 'invariant'.");
        }
        PlacedNetwork placed = new PlacedNetwork(network, shape.places(), sirens);
        if (placed.signs > MOST_SIGNS) {
            throw new KithException("Averaging over the signs of " + placed.signs + " columns takes 2^" + placed.signs
                    + " passes; use dimensions=" + MOST_SIGNS + " or fewer.");
        }
        return placed;
    }

    @Override
    public Variable forward(Tape tape, Input x, Neighbourhoods graph) {
        int patterns = 1 << signs;
        Variable sum = null;
        for (int pattern = 0; pattern < patterns; pattern++) {
            Variable one = backbone.forward(tape, read(tape, x, pattern), graph);
            sum = sum == null && patterns == 1
                    ? one
                    : sum == null
                            ? Add.apply(tape, 1f / patterns, one, 0f, one)
                            : Add.apply(tape, 1f / patterns, one, 1f, sum);
        }
        return sum;
    }

    /** Features that are no places, then what became of those that are, in their order. */
    private Input read(Tape tape, Input x, int pattern) {
        Variable all = x.dense(tape);
        List<Variable> plain = new ArrayList<>();
        List<Variable> made = new ArrayList<>();
        int at = 0;
        int sphere = 0;
        int sign = 0;
        for (Place place : places) {
            if (place.from() > at) {
                plain.add(SliceColumns.apply(tape, all, at, place.from() - at));
            }
            Variable columns = SliceColumns.apply(tape, all, place.from(), place.columns());
            switch (place) {
                case Place.Sphere s -> made.add(sirens.get(sphere++).apply(tape, columns));
                case Place.AnySign s -> {
                    made.add(flipped(tape, columns, pattern >> sign));
                    sign += s.columns();
                }
            }
            at = place.from() + place.columns();
        }
        if (x.columns() > at) {
            plain.add(SliceColumns.apply(tape, all, at, x.columns() - at));
        }
        plain.addAll(made);
        return Input.of(plain.size() == 1 ? plain.getFirst() : ConcatColumns.apply(tape, plain));
    }

    private static Variable flipped(Tape tape, Variable columns, int pattern) {
        Tensor from = columns.value();
        Tensor copy = tape.engine().pool().take(from.rows(), from.columns());
        Columns.read(tape.engine(), from, 0, 0f, copy);
        for (int c = 0; c < copy.columns(); c++) {
            for (int i = 0; i < copy.rows() && (pattern >> c & 1) == 1; i++) {
                copy.set(i, c, -copy.get(i, c));
            }
        }
        return tape.ownedConstant(copy);
    }

    @Override
    public List<Stage> stages() {
        if (signs > 0) {
            return Network.super.stages();
        }
        List<Stage> stages = new ArrayList<>(backbone.stages());
        Stage first = stages.getFirst();
        stages.set(0, new Stage(first.hops(), first.width(), (tape, x, graph) -> first.function()
                .apply(tape, read(tape, x, 0), graph)));
        return stages;
    }

    @Override
    public Network on(Column ids) {
        return new PlacedNetwork(backbone.on(ids), places, sirens);
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.concat(backbone.parameters().stream(), Module.join(sirens).stream())
                .toList();
    }
}
