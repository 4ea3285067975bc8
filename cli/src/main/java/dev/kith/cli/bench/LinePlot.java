package dev.kith.cli.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** Lines over a common axis as an SVG picture: axes from zero, a tick at each point, a name at the end of each line. */
final class LinePlot {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 400;
    private static final int LEFT = 70;
    private static final int RIGHT = 130;
    private static final int TOP = 40;
    private static final int BOTTOM = 50;
    private static final String[] COLOURS = {"#0b6e99", "#c4541a", "#4d7c0f", "#6b4fa0"};

    private final String title;
    private final String across;
    private final String up;
    private final double[] x;
    private final Map<String, double[]> lines;

    /**
     * @param x ascending, positive
     * @param lines a value for each x, not negative, by name
     */
    LinePlot(String title, String across, String up, double[] x, Map<String, double[]> lines) {
        this.title = title;
        this.across = across;
        this.up = up;
        this.x = x;
        this.lines = lines;
    }

    String svg() {
        double most =
                lines.values().stream().flatMapToDouble(Arrays::stream).max().orElse(1.0);
        double step = step(most);
        double height = Math.max(step, Math.ceil(most / step) * step);
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"13\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                WIDTH,
                HEIGHT));
        text(svg, LEFT, TOP - 16, "start", title);
        text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", across);
        text(svg, 8, TOP - 2, "start", up);
        for (double y = 0.0; y <= height + step / 2; y += step) {
            line(svg, LEFT, atY(y, height), WIDTH - RIGHT, atY(y, height));
            text(svg, LEFT - 8, atY(y, height) + 4, "end", number(y));
        }
        for (double at : x) {
            text(svg, atX(at), HEIGHT - BOTTOM + 18, "middle", number(at));
        }
        int colour = 0;
        for (Map.Entry<String, double[]> line : lines.entrySet()) {
            curve(svg, line.getKey(), line.getValue(), height, COLOURS[colour++ % COLOURS.length]);
        }
        return svg.append("</svg>\n").toString();
    }

    private void curve(StringBuilder svg, String name, double[] values, double height, String colour) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < x.length; i++) {
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", atX(x[i]), atY(values[i], height)));
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n",
                    atX(x[i]),
                    atY(values[i], height),
                    colour));
        }
        svg.append(String.format(
                Locale.ROOT,
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n",
                points.toString().strip(),
                colour));
        text(svg, WIDTH - RIGHT + 8, atY(values[values.length - 1], height) + 4, "start", name);
    }

    /** 1, 2 or 5 times a power of ten, so that there are about five of them. */
    private static double step(double most) {
        double rough = Math.max(most, 1e-9) / 5;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double times = rough / power;
        return power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
    }

    private double atX(double value) {
        return LEFT + value / x[x.length - 1] * (WIDTH - LEFT - RIGHT);
    }

    private static double atY(double value, double height) {
        return HEIGHT - BOTTOM - value / height * (HEIGHT - TOP - BOTTOM);
    }

    private static void line(StringBuilder svg, double x1, double y1, double x2, double y2) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>%n",
                x1,
                y1,
                x2,
                y2));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String words) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
                x,
                y,
                anchor,
                words.replace("&", "&amp;").replace("<", "&lt;")));
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.3g", value);
    }
}
