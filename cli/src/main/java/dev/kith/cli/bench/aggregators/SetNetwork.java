package dev.kith.cli.bench.aggregators;

import dev.kith.gnn.aggr.Aggregator;
import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.GatherRows;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.nn.Linear;
import dev.kith.gnn.nn.Module;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.Activation;
import dev.kith.graph.Csr;
import java.util.List;

/** Bits of elements to bits of an answer for each set: two linear maps, the aggregator under test, two linear maps. */
final class SetNetwork implements Module {
    static final int WIDTH = 128;

    private final Linear embedding;
    private final Linear encoder;
    private final Aggregator aggregator;
    private final Linear hidden;
    private final Linear decoder;

    SetNetwork(Initialiser initialiser, int bits, Aggregator aggregator) {
        this.embedding = new Linear(initialiser.within("embedding"), 2 * bits, WIDTH);
        this.encoder = new Linear(initialiser.within("encoder"), WIDTH, WIDTH);
        this.aggregator = aggregator;
        this.hidden = new Linear(initialiser.within("hidden"), aggregator.width(WIDTH), WIDTH);
        this.decoder = new Linear(initialiser.within("decoder"), WIDTH, bits);
    }

    /** @return {@code [asked, bits]}, logits */
    Variable forward(Tape tape, SetTask task, SetTask.Sets sets) {
        float[] bits = task.bitsOf(sets.values());
        Tensor chosen = tape.engine().pool().takeZeroed(sets.values().length, 2 * task.bits());
        for (int i = 0; i < bits.length; i++) {
            chosen.set(i / task.bits(), 2 * (i % task.bits()) + (int) bits[i], 1f);
        }
        Variable embedded = embedding.apply(tape, Input.of(tape.ownedConstant(chosen)));
        Variable elements = encoder.apply(tape, Input.of(embedded), 0f, Activation.ELU, 0f);
        try (Neighbourhoods graph =
                Neighbourhoods.of(Csr.ofRows(sets.values().length, sets.offsets(), sets.indices(), null, null))) {
            Variable together = GatherRows.apply(tape, aggregator.aggregate(tape, graph, elements), sets.asked());
            return decoder.apply(tape, Input.of(hidden.apply(tape, Input.of(together), 0f, Activation.ELU, 0f)));
        }
    }

    @Override
    public List<Parameter> parameters() {
        return Module.join(embedding, encoder, aggregator, hidden, decoder);
    }
}
