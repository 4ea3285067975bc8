package dev.kith.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The drawing is XML, its curve has a point for each trial and ends at the top. */
class CurveDrawingTest {

    private static Document drawn(double[] scores, double[] best) throws Exception {
        String svg = CurveDrawing.svg("agnn on <R&D>", scores, best);
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static double[][] curve(Document svg) {
        Element line = (Element) svg.getElementsByTagName("polyline").item(0);
        return Arrays.stream(line.getAttribute("points").split(" ", -1))
                .map(point -> Arrays.stream(point.split(",", -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
    }

    @Test
    void theCurveRisesToTheBest() throws Exception {
        Document svg = drawn(new double[] {0.1, 0.6, 0.0, 0.75, 0.8}, new double[] {0.1, 0.6, 0.6, 0.75, 0.8});
        double[][] points = curve(svg);
        assertThat(points).hasNumberOfRows(5);
        double[] lines = new double[svg.getElementsByTagName("line").getLength()];
        for (int l = 0; l < lines.length; l++) {
            lines[l] = Double.parseDouble(
                    ((Element) svg.getElementsByTagName("line").item(l)).getAttribute("y1"));
        }
        // Upwards is smaller; the lowest line is 0.7 times the best, and what is below lies on it.
        assertThat(points[0][1]).isEqualTo(lines[0]);
        assertThat(points[1][1]).isEqualTo(points[2][1]).isLessThan(points[0][1]);
        assertThat(points[4][1]).isEqualTo(lines[lines.length - 1]).isLessThan(points[3][1]);
        assertThat(points[4][0] - points[3][0])
                .isBetween(points[1][0] - points[0][0] - 0.11, points[1][0] - points[0][0] + 0.11);
        assertThat(svg.getElementsByTagName("circle").getLength())
                .as("trials that are not far below")
                .isEqualTo(3);
        assertThat(svg.getElementsByTagName("text").item(0).getTextContent()).isEqualTo("agnn on <R&D>");
    }

    @Test
    void whereAllFailedThereIsALineAtTheBottom() throws Exception {
        double[][] points = curve(drawn(new double[2], new double[2]));
        assertThat(points[0][1]).isEqualTo(points[1][1]);
    }
}
