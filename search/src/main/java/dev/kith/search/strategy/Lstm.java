package dev.kith.search.strategy;

import java.util.ArrayList;
import java.util.List;

/**
 * One layer of long short-term memory over a sequence of tokens, in double, forwards and backwards (Hochreiter and
 * Schmidhuber 1997, with a forget gate). The weights stand in the caller's vector: embeddings {@code [tokens, r]}, then
 * {@code [4r, r]} for the input, {@code [4r, r]} for the state and {@code [4r]} for the shift; gates in the order input,
 * forget, candidate, output.
 */
final class Lstm {
    private final int tokens;
    private final int units;

    Lstm(int tokens, int units) {
        this.tokens = tokens;
        this.units = units;
    }

    /** Length of the weights. */
    int size() {
        return tokens * units + 8 * units * units + 4 * units;
    }

    private int ofInput() {
        return tokens * units;
    }

    private int ofState() {
        return ofInput() + 4 * units * units;
    }

    private int ofShift() {
        return ofState() + 4 * units * units;
    }

    /** What one step leaves for the way back. */
    private record Step(
            int token, double[] before, double[] cellBefore, double[] gates, double[] cell, double[] state) {}

    /** A run over tokens so far. */
    final class Run {
        private final double[] weights;
        private final List<Step> steps = new ArrayList<>();

        Run(double[] weights) {
            this.weights = weights;
        }

        /** The state after the tokens so far; zeros before the first. */
        double[] state() {
            return steps.isEmpty() ? new double[units] : steps.getLast().state;
        }

        int length() {
            return steps.size();
        }

        void read(int token) {
            double[] before = state();
            double[] cellBefore = steps.isEmpty() ? new double[units] : steps.getLast().cell;
            double[] gates = new double[4 * units];
            for (int g = 0; g < gates.length; g++) {
                double sum = weights[ofShift() + g];
                int input = ofInput() + g * units;
                int recurrent = ofState() + g * units;
                for (int u = 0; u < units; u++) {
                    sum += weights[input + u] * weights[token * units + u] + weights[recurrent + u] * before[u];
                }
                boolean candidate = g >= 2 * units && g < 3 * units;
                gates[g] = candidate ? StrictMath.tanh(sum) : 1.0 / (1.0 + StrictMath.exp(-sum));
            }
            double[] cell = new double[units];
            double[] state = new double[units];
            for (int u = 0; u < units; u++) {
                cell[u] = gates[units + u] * cellBefore[u] + gates[u] * gates[2 * units + u];
                state[u] = gates[3 * units + u] * StrictMath.tanh(cell[u]);
            }
            steps.add(new Step(token, before, cellBefore, gates, cell, state));
        }

        /**
         * Adds to the gradient of the weights.
         *
         * @param ofStates for each length of the run from 0, the gradient of the state then, or null for none
         */
        void backward(List<double[]> ofStates, double[] gradient) {
            double[] toState = new double[units];
            double[] toCell = new double[units];
            for (int t = steps.size() - 1; t >= 0; t--) {
                Step step = steps.get(t);
                double[] given = ofStates.get(t + 1);
                for (int u = 0; given != null && u < units; u++) {
                    toState[u] += given[u];
                }
                double[] ofGates = new double[4 * units];
                for (int u = 0; u < units; u++) {
                    double input = step.gates[u];
                    double forget = step.gates[units + u];
                    double candidate = step.gates[2 * units + u];
                    double output = step.gates[3 * units + u];
                    double squashed = StrictMath.tanh(step.cell[u]);
                    double ofCell = toCell[u] + toState[u] * output * (1.0 - squashed * squashed);
                    ofGates[u] = ofCell * candidate * input * (1.0 - input);
                    ofGates[units + u] = ofCell * step.cellBefore[u] * forget * (1.0 - forget);
                    ofGates[2 * units + u] = ofCell * input * (1.0 - candidate * candidate);
                    ofGates[3 * units + u] = toState[u] * squashed * output * (1.0 - output);
                    toCell[u] = ofCell * forget;
                }
                toState = spread(step, ofGates, gradient);
            }
        }

        /** Returns the gradient of the state before. */
        private double[] spread(Step step, double[] ofGates, double[] gradient) {
            double[] ofBefore = new double[units];
            int embedding = step.token * units;
            for (int g = 0; g < ofGates.length; g++) {
                double d = ofGates[g];
                gradient[ofShift() + g] += d;
                int input = ofInput() + g * units;
                int recurrent = ofState() + g * units;
                for (int u = 0; u < units; u++) {
                    gradient[input + u] += d * weights[embedding + u];
                    gradient[embedding + u] += d * weights[input + u];
                    gradient[recurrent + u] += d * step.before[u];
                    ofBefore[u] += d * weights[recurrent + u];
                }
            }
            return ofBefore;
        }
    }
}
