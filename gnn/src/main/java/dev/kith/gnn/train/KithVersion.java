package dev.kith.gnn.train;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version this build was made as. */
public final class KithVersion {
    public static final String VALUE = read();

    private KithVersion() {}

    private static String read() {
        try (InputStream in = KithVersion.class.getResourceAsStream("/dev/kith/gnn/version.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
