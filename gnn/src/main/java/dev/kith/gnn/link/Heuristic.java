package dev.kith.gnn.link;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Csr;
import java.util.Arrays;
import java.util.List;

/** Scores that nobody trains, of the neighbourhood alone; what a learned model has to beat. */
sealed interface Heuristic extends LinkNetwork.PairDecoder {
    int PAIRS_AT_A_TIME = 64;

    /** The score of one pair. */
    double score(Csr a, int i, int j);

    @Override
    default LinkNetwork.Bound bind(Tape tape, Variable h, Csr neighbours) {
        return (on, pairs) -> {
            Tensor scores = on.engine().pool().take(pairs.count(), 1);
            on.engine().workers().ranges(pairs.count(), PAIRS_AT_A_TIME, (from, to) -> {
                for (int p = from; p < to; p++) {
                    scores.set(p, 0, (float) score(neighbours, pairs.source()[p], pairs.target()[p]));
                }
            });
            return on.ownedConstant(scores);
        };
    }

    @Override
    default List<Parameter> parameters() {
        return List.of();
    }

    /** {@code |N(i) ∩ N(j)|}, or a weight for each of them. */
    record Common(Weight weight) implements Heuristic {
        /** What a common neighbour of degree d counts for; two nodes share one only where d is at least 2. */
        enum Weight {
            /** 1. */
            ONE,
            /** {@code 1 / ln d} (Adamic and Adar 2003). */
            ADAMIC_ADAR,
            /** {@code 1 / d} (Zhou, Lü and Zhang 2009). */
            RESOURCE_ALLOCATION;

            double of(int degree) {
                return switch (this) {
                    case ONE -> 1.0;
                    case ADAMIC_ADAR -> degree < 2 ? 0.0 : 1.0 / Math.log(degree);
                    case RESOURCE_ALLOCATION -> 1.0 / degree;
                };
            }
        }

        @Override
        public double score(Csr a, int i, int j) {
            double sum = 0.0;
            int k = a.offsets()[i];
            int l = a.offsets()[j];
            while (k < a.offsets()[i + 1] && l < a.offsets()[j + 1]) {
                int v = a.indices()[k];
                int w = a.indices()[l];
                if (v == w) {
                    sum += weight.of(a.offsets()[v + 1] - a.offsets()[v]);
                }
                k += v <= w ? 1 : 0;
                l += w <= v ? 1 : 0;
            }
            return sum;
        }
    }

    /**
     * {@code Σ_{l ≤ length} β^l · walks of length l between i and j} (Katz 1953, truncated): walks of i's half and of j's
     * half meet in the middle.
     */
    record Katz(double beta, int length) implements Heuristic {
        @Override
        public double score(Csr a, int i, int j) {
            Walks fromI = new Walks(i);
            Walks fromJ = new Walks(j);
            double sum = 0.0;
            double factor = 1.0;
            for (int l = 1; l <= length; l++) {
                // The one that has walked less far walks on.
                if (l % 2 == 1) {
                    fromI = fromI.next(a);
                } else {
                    fromJ = fromJ.next(a);
                }
                factor *= beta;
                sum += factor * fromI.meets(fromJ);
            }
            return sum;
        }

        /** Numbers of walks by where they end, ends ascending. */
        private record Walks(int[] ends, double[] counts) {
            Walks(int start) {
                this(new int[] {start}, new double[] {1.0});
            }

            Walks next(Csr a) {
                int size = 0;
                for (int end : ends) {
                    size += a.offsets()[end + 1] - a.offsets()[end];
                }
                int[] all = new int[size];
                int at = 0;
                for (int end : ends) {
                    int degree = a.offsets()[end + 1] - a.offsets()[end];
                    System.arraycopy(a.indices(), a.offsets()[end], all, at, degree);
                    at += degree;
                }
                Arrays.sort(all);
                int[] distinct = new int[size];
                int count = 0;
                for (int k = 0; k < size; k++) {
                    if (k == 0 || all[k] != all[k - 1]) {
                        distinct[count++] = all[k];
                    }
                }
                distinct = Arrays.copyOf(distinct, count);
                double[] sums = new double[count];
                for (int e = 0; e < ends.length; e++) {
                    for (int k = a.offsets()[ends[e]]; k < a.offsets()[ends[e] + 1]; k++) {
                        sums[Arrays.binarySearch(distinct, a.indices()[k])] += counts[e];
                    }
                }
                return new Walks(distinct, sums);
            }

            double meets(Walks other) {
                double sum = 0.0;
                int k = 0;
                int l = 0;
                while (k < ends.length && l < other.ends.length) {
                    int v = ends[k];
                    int w = other.ends[l];
                    if (v == w) {
                        sum += counts[k] * other.counts[l];
                    }
                    k += v <= w ? 1 : 0;
                    l += w <= v ? 1 : 0;
                }
                return sum;
            }
        }
    }

    /** The encoder of a heuristic: it reads nothing. */
    record NoEncoder() implements Network {
        @Override
        public Variable forward(Tape tape, Input x, Neighbourhoods graph) {
            return tape.ownedConstant(tape.engine().pool().takeZeroed(graph.nodes(), 1));
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }
    }
}
