package dev.kith.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/** The same as {@link Logging} for libraries that log by Java's own means; Java finds this class by a property. */
public final class JavaLogging {
    private static final String PROPERTY = "java.util.logging.config.class";

    /** jvector even warns of what it has found out about the processor. */
    private static final String CONFIGURATION = """
            handlers=java.util.logging.ConsoleHandler
            java.util.logging.SimpleFormatter.format=%4$s %3$s: %5$s%n
            .level=WARNING
            io.github.jbellis.jvector.level=SEVERE
            """;

    /** Called by Java when something is logged the first time. */
    public JavaLogging() throws IOException {
        LogManager.getLogManager()
                .readConfiguration(new ByteArrayInputStream(CONFIGURATION.getBytes(StandardCharsets.UTF_8)));
    }

    static void use() {
        System.setProperty(PROPERTY, JavaLogging.class.getName());
    }
}
