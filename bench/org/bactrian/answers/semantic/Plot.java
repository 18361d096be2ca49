package org.bactrian.answers.semantic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Hit rate over error, a line for each policy, as SVG. */
final class Plot {
    private static final int WIDTH = 820;
    private static final int HEIGHT = 520;
    private static final int MARGIN = 70;
    private static final double MAX_ERROR = 0.4;
    private static final double MAX_RATE = 0.5;
    private static final List<String> COLOURS = List.of("#999999", "#2b7bba", "#c0392b");

    private final Map<String, List<Point>> lines = new LinkedHashMap<>();

    /** A point with a label that may be empty. */
    private record Point(double error, double hitRate, String label) {}

    void point(String line, double error, double hitRate, String label) {
        if (error <= MAX_ERROR && hitRate > 0) {
            lines.computeIfAbsent(line, name -> new ArrayList<>()).add(new Point(error, hitRate, label));
        }
    }

    String svg() {
        StringBuilder svg = new StringBuilder();
        add(svg, "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' ", WIDTH, HEIGHT);
        add(svg, "font-family='sans-serif' font-size='13'>");
        add(svg, "<rect width='100%%' height='100%%' fill='white'/>");
        axes(svg);
        int number = 0;
        for (Map.Entry<String, List<Point>> line : lines.entrySet()) {
            line(svg, line.getKey(), line.getValue(), number);
            number++;
        }
        return svg.append("</svg>\n").toString().replace("><", ">\n<");
    }

    private static void axes(StringBuilder svg) {
        for (int i = 0; i <= 10; i++) {
            double rate = MAX_RATE * i / 10;
            add(svg, "<text x='%d' y='%.0f' text-anchor='end'>%.0f%%</text>", MARGIN - 8, y(rate) + 4, 100 * rate);
            rule(svg, x(0), y(rate), x(MAX_ERROR), y(rate));
            double error = MAX_ERROR * i / 10;
            rule(svg, x(error), y(0), x(error), y(MAX_RATE));
            add(svg, "<text x='%.0f' y='%.0f' text-anchor='middle'>%.0f%%</text>", x(error), y(0) + 18, 100 * error);
        }
        add(
                svg,
                "<g text-anchor='middle'><text x='%.0f' y='%d'>wrong among hits</text>",
                x(MAX_ERROR / 2),
                HEIGHT - 18);
        add(svg, "<text transform='translate(18 %.0f) rotate(-90)'>hits among lookups</text></g>", y(MAX_RATE / 2));
    }

    private static void rule(StringBuilder svg, double x1, double y1, double x2, double y2) {
        add(svg, "<line x1='%.0f' y1='%.0f' x2='%.0f' y2='%.0f' stroke='#ddd'/>", x1, y1, x2, y2);
    }

    private static void line(StringBuilder svg, String name, List<Point> points, int number) {
        String colour = COLOURS.get(number % COLOURS.size());
        StringBuilder path = new StringBuilder();
        for (Point point : points) {
            add(path, "%s%.1f %.1f", path.isEmpty() ? "M" : " L", x(point.error()), y(point.hitRate()));
            add(svg, "<circle cx='%.1f' cy='%.1f' r='3' fill='%s'/>", x(point.error()), y(point.hitRate()), colour);
            add(svg, "<text x='%.1f' y='%.1f' fill='%s'>", x(point.error()) + 6, y(point.hitRate()) - 6, colour);
            add(svg, "%s</text>", point.label());
        }
        add(svg, "<path d='%s' fill='none' stroke='%s' stroke-width='2'/>", path, colour);
        add(svg, "<text x='%d' y='%d' fill='%s'>%s</text>", MARGIN + 12, 40 + 18 * number, colour, name);
    }

    private static double x(double error) {
        return MARGIN + error / MAX_ERROR * (WIDTH - 2 * MARGIN);
    }

    private static double y(double hitRate) {
        return HEIGHT - MARGIN - Math.min(hitRate, MAX_RATE) / MAX_RATE * (HEIGHT - 2 * MARGIN + 20);
    }

    private static void add(StringBuilder to, String format, Object... values) {
        to.append(String.format(Locale.ROOT, format, values));
    }
}
