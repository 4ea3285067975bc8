package dev.kith.gnn.model.adpa;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;

/** ADPA's equations for one node, written down as they stand: first the hops are mixed, then the perceptron. */
record SlowBranch(Map<String, Parameter> parameters, String name, Settings settings) {

    double[] of(double[][] hops) {
        double[] value = hops.length == 1 ? hops[0] : mixed(hops);
        value = relu(linear(parameters, name + ".", value));
        for (int l = 1; l < settings.whole("layers"); l++) {
            value = relu(linear(parameters, name + ".layer" + l + ".", value));
        }
        return value;
    }

    private double[] mixed(double[][] hops) {
        double[] weights = new double[hops.length];
        String mode = settings.choice("hopAttention");
        for (int l = 0; l < hops.length; l++) {
            double q = 0.0;
            switch (mode) {
                case "recursive" -> {
                    for (int k = 0; k < hops.length; k++) {
                        q += dot("all" + k, hops[k]);
                    }
                    q += dot("hop", hops[l]) + bias(0);
                }
                case "reference" -> q = dot("features", hops[0]) + dot("hop", hops[l]) + bias(0);
                case "gate" -> q = dot("hop", hops[l]) + bias(0);
                case "simple" ->
                    q = parameters.get(name + ".attention.weights").value().get(0, l);
                default -> {}
            }
            weights[l] = q;
        }
        weights = mode.equals("none") ? ones(hops.length) : softmax(weights, settings.flag("sharp"));
        double[] sum = new double[hops[0].length];
        for (int l = 0; l < hops.length; l++) {
            for (int c = 0; c < sum.length; c++) {
                sum[c] += weights[l] * hops[l][c];
            }
        }
        return sum;
    }

    private double bias(int k) {
        return parameters.get(name + ".attention.bias").value().get(0, k);
    }

    private double dot(String vector, double[] x) {
        return column(parameters.get(name + ".attention." + vector).value(), 0, x);
    }

    private static double column(Tensor w, int c, double[] x) {
        double sum = 0.0;
        for (int i = 0; i < x.length; i++) {
            sum += w.get(i, c) * x[i];
        }
        return sum;
    }

    static double[] combine(Map<String, Parameter> p, double[][] branches, Settings s) {
        String mode = s.choice("patternCombination");
        int h = branches[0].length;
        if (mode.equals("scalarConcat")) {
            double[] joined = new double[branches.length * h];
            for (int b = 0; b < branches.length; b++) {
                double scale = p.get("combination.scale" + b).value().get(0, 0);
                for (int c = 0; c < h; c++) {
                    joined[b * h + c] = scale * branches[b][c];
                }
            }
            return joined;
        }
        double[] weights = new double[branches.length];
        for (int b = 0; b < branches.length; b++) {
            switch (mode) {
                case "gate" ->
                    weights[b] = column(p.get("combination.score").value(), 0, branches[b])
                            + p.get("combination.bias").value().get(0, 0);
                case "reference" ->
                    weights[b] = column(p.get("combination.features").value(), 0, branches[0])
                            + column(p.get("combination.score").value(), 0, branches[b])
                            + p.get("combination.bias").value().get(0, 0);
                case "jk" -> {
                    double[] all = Arrays.stream(branches)
                            .flatMapToDouble(Arrays::stream)
                            .toArray();
                    weights[b] = column(p.get("combination.score").value(), b, all)
                            + p.get("combination.bias").value().get(0, b);
                }
                default -> {}
            }
        }
        weights = mode.equals("none") ? ones(branches.length) : softmax(weights, s.flag("sharp"));
        double[] sum = new double[h];
        for (int b = 0; b < branches.length; b++) {
            for (int c = 0; c < h; c++) {
                sum[c] += weights[b] * branches[b][c];
            }
        }
        return sum;
    }

    static double[] linear(Map<String, Parameter> p, String prefix, double[] x) {
        Tensor w = p.get(prefix + "weight").value();
        double[] y = new double[w.columns()];
        for (int c = 0; c < y.length; c++) {
            y[c] = column(w, c, x) + p.get(prefix + "bias").value().get(0, c);
        }
        return y;
    }

    private static double[] relu(double[] x) {
        return Arrays.stream(x).map(v -> Math.max(0, v)).toArray();
    }

    private static double[] ones(int size) {
        double[] ones = new double[size];
        Arrays.fill(ones, 1.0);
        return ones;
    }

    private static double[] softmax(double[] q, boolean sharp) {
        double[] e = Arrays.stream(q)
                .map(v -> Math.exp(sharp ? v : 1 / (1 + Math.exp(-v))))
                .toArray();
        double sum = Arrays.stream(e).sum();
        return Arrays.stream(e).map(v -> v / sum).toArray();
    }
}
