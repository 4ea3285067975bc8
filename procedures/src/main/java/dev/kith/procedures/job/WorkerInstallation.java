// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.job;

import dev.kith.graph.KithException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The installed {@code kith} command, which is the worker. The server's JVM property {@code kith.dist} or environment
 * variable {@code KITH_DIST} says where it is, {@code kith.java} or {@code KITH_JAVA_HOME} which Java 25 it runs on.
 */
public record WorkerInstallation(Path launcher, String java) {
    private static final long MEGABYTE = 1 << 20;
    private static final long LEAST_NATIVE = 256 * MEGABYTE;
    private static final double SHARE = 0.9;

    /** @throws KithException where no worker is installed */
    public static WorkerInstallation configured() {
        String folder = setting("kith.dist", "KITH_DIST");
        if (folder == null) {
            throw new KithException(
                    "The server does not know where Kith's learner is: set the environment variable"
                            + " KITH_DIST to the installation's folder (the one with bin/kith in it) and start the server anew.");
        }
        Path launcher = Path.of(folder).resolve("bin").resolve("kith");
        if (!Files.isRegularFile(launcher)) {
            throw new KithException("There is no Kith's learner in " + folder + ": it has no bin/kith. Point KITH_DIST"
                    + " at an installation, and start the server anew.");
        }
        return new WorkerInstallation(launcher, setting("kith.java", "KITH_JAVA_HOME"));
    }

    private static String setting(String property, String variable) {
        String given = System.getProperty(property, System.getenv(variable));
        return given == null || given.isBlank() ? null : given;
    }

    /** What a learner may take outside its heap: an equal part of what the database leaves of the machine. */
    private static long nativeBytes() {
        long machine =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                        ? system.getTotalMemorySize()
                        : Long.MAX_VALUE;
        long left = machine - Runtime.getRuntime().maxMemory();
        return Math.max(LEAST_NATIVE, (long) (SHARE * left / Jobs.MOST_RUNNING));
    }

    /**
     * Starts a worker.
     *
     * @param folder its working folder, with its log
     * @param heapBytes the most its heap may be
     */
    Process start(Path folder, long heapBytes) {
        ProcessBuilder builder = new ProcessBuilder("/bin/bash", launcher.toString(), "worker")
                .directory(folder.toFile())
                .redirectError(Redirect.to(WorkerProcess.log(folder).toFile()));
        builder.environment()
                .put(
                        "KITH_JVM_OPTIONS",
                        "-Xmx" + heapBytes / MEGABYTE + "m -XX:+ExitOnOutOfMemoryError -Dkith.memory=" + nativeBytes());
        // What belongs to the server's own Java and its secrets is none of the worker's business.
        builder.environment().keySet().removeIf(name -> name.startsWith("NEO4J_") || name.startsWith("JAVA_TOOL_"));
        if (java != null) {
            builder.environment().put("KITH_JAVA_HOME", java);
        }
        try {
            return builder.start();
        } catch (IOException e) {
            throw new KithException("Kith's learner cannot be started: " + e.getMessage() + ".", e);
        }
    }
}
