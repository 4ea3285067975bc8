package dev.kith.cli.bench;

import dev.kith.graph.KithException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a whole process holds of the machine's memory, as Linux counts it. */
final class ResidentMemory {
    private static final String SELF = "self";
    private static final Path PEAK_RESET = Path.of("/proc/self/clear_refs");

    private ResidentMemory() {}

    /** Bytes now. */
    static long bytes() {
        return figure(SELF, "VmRSS:");
    }

    /** Bytes of another process now. */
    static long bytes(long pid) {
        return figure(Long.toString(pid), "VmRSS:");
    }

    /** The most bytes since the start, or since {@link #forgetPeak}. */
    static long peakBytes() {
        return figure(SELF, "VmHWM:");
    }

    /** Counts the peak anew. */
    static void forgetPeak() {
        try {
            Files.writeString(PEAK_RESET, "5");
        } catch (IOException e) {
            throw new KithException("The peak of memory cannot be counted anew: " + e.getMessage() + ".", e);
        }
    }

    private static long figure(String process, String name) {
        Path status = Path.of("/proc", process, "status");
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .mapToLong(kibibytes -> Long.parseLong(kibibytes) * 1024)
                    .findFirst()
                    .orElseThrow(() -> new KithException("Linux does not say " + name + " in " + status + "."));
        } catch (IOException e) {
            throw new KithException("Resident memory can only be read on Linux, from " + status + ".", e);
        }
    }
}
