package dev.kith.search;

import java.util.Locale;

/** The best score after each trial, and the score of each, as an SVG picture. */
final class CurveDrawing {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int LEFT = 60;
    private static final int RIGHT = 20;
    private static final int TOP = 40;
    private static final int BOTTOM = 50;
    private static final int TICKS = 5;

    private CurveDrawing() {}

    /**
     * @param scores of the trials in their order, 0 where they failed
     * @param best so far
     */
    static String svg(String title, double[] scores, double[] best) {
        double highest = best.length == 0 || best[best.length - 1] <= 0.0 ? 1.0 : best[best.length - 1];
        // Trials far below would press the curve flat.
        double lowest = 0.7 * highest;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"13\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                WIDTH,
                HEIGHT));
        text(svg, LEFT, TOP - 16, "start", title);
        text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", "trials");
        for (int t = 0; t <= TICKS; t++) {
            double value = lowest + (highest - lowest) * t / TICKS;
            double y = y(value, lowest, highest);
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#ddd\"/>%n",
                    LEFT,
                    y,
                    WIDTH - RIGHT,
                    y));
            text(svg, LEFT - 8, y + 4, "end", String.format(Locale.ROOT, "%.3f", value));
        }
        StringBuilder points = new StringBuilder();
        for (int t = 0; t < best.length; t++) {
            double x = LEFT + (t + 1.0) / best.length * (WIDTH - LEFT - RIGHT);
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y(best[t], lowest, highest)));
            if (scores[t] >= lowest) {
                svg.append(String.format(
                        Locale.ROOT,
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2\" fill=\"#999\"/>%n",
                        x,
                        y(scores[t], lowest, highest)));
            }
        }
        text(svg, WIDTH - RIGHT, HEIGHT - BOTTOM + 18, "end", String.valueOf(best.length));
        svg.append(String.format(
                Locale.ROOT,
                "<polyline points=\"%s\" fill=\"none\" stroke=\"#0b6e99\" stroke-width=\"2\"/>%n",
                points.toString().strip()));
        return svg.append("</svg>\n").toString();
    }

    private static double y(double value, double lowest, double highest) {
        double share = Math.max(0.0, Math.min(1.0, (value - lowest) / (highest - lowest)));
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
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
}
