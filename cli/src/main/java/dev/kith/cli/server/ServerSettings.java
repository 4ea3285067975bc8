package dev.kith.cli.server;

import java.nio.file.Path;
import java.util.List;

/**
 * What a local server is started with.
 *
 * @param distribution the Neo4j release
 * @param java the Java it runs on
 * @param home the folder it keeps its data in; made where it does not exist
 * @param port the Bolt port on 127.0.0.1; 0 is any free one
 * @param plugins jars to load beside Graph Data Science
 * @param learner the installation whose command Kith's plugin starts to learn, or null for none
 * @param heapMegabytes the largest heap
 * @param pageCacheMegabytes the store's cache, outside the heap
 * @param jvmOptions more options of its JVM
 */
public record ServerSettings(
        Neo4jDistribution distribution,
        JavaHome java,
        Path home,
        int port,
        List<Path> plugins,
        Installation learner,
        int heapMegabytes,
        int pageCacheMegabytes,
        List<String> jvmOptions) {

    private static final int HEAP_MEGABYTES = 1024;
    private static final int PAGE_CACHE_MEGABYTES = 256;

    public ServerSettings {
        home = home.toAbsolutePath().normalize();
        plugins = List.copyOf(plugins);
        jvmOptions = List.copyOf(jvmOptions);
    }

    /** The release in {@code distribution}, on the Java that runs this process, on any free port, without plugins. */
    public static ServerSettings of(Neo4jDistribution distribution, Path home) {
        return new ServerSettings(
                distribution,
                JavaHome.running(),
                home,
                0,
                List.of(),
                null,
                HEAP_MEGABYTES,
                PAGE_CACHE_MEGABYTES,
                List.of());
    }

    /** The server that comes with Kith, with Kith's plugin in it. */
    public static ServerSettings of(Installation installation, Path home) {
        return of(installation.neo4j(), home).withKith(installation);
    }

    /** With Kith's plugin, and the command that it starts to learn. */
    public ServerSettings withKith(Installation kith) {
        return new ServerSettings(
                distribution,
                java,
                home,
                port,
                List.of(kith.plugin()),
                kith,
                heapMegabytes,
                pageCacheMegabytes,
                jvmOptions);
    }

    public ServerSettings withJava(JavaHome other) {
        return new ServerSettings(
                distribution, other, home, port, plugins, learner, heapMegabytes, pageCacheMegabytes, jvmOptions);
    }

    public ServerSettings withPort(int other) {
        return new ServerSettings(
                distribution, java, home, other, plugins, learner, heapMegabytes, pageCacheMegabytes, jvmOptions);
    }

    public ServerSettings withPlugins(List<Path> other) {
        return new ServerSettings(
                distribution, java, home, port, other, learner, heapMegabytes, pageCacheMegabytes, jvmOptions);
    }

    public ServerSettings withMemory(int heap, int pageCache) {
        return new ServerSettings(distribution, java, home, port, plugins, learner, heap, pageCache, jvmOptions);
    }

    public ServerSettings withJvmOptions(String... options) {
        return new ServerSettings(
                distribution, java, home, port, plugins, learner, heapMegabytes, pageCacheMegabytes, List.of(options));
    }
}
