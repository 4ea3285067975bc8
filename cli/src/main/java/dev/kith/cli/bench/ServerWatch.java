package dev.kith.cli.bench;

import dev.kith.graph.KithException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** What a server's process holds, looked at from outside now and then. Linux only. */
final class ServerWatch {
    private final ProcessHandle server;
    private final List<Sample> samples = new ArrayList<>();

    /**
     * @param residentBytes the server's own memory, without its workers'
     * @param files open files and sockets
     * @param workers processes that it started and that live
     * @param workerBytes memory of these
     */
    record Sample(long residentBytes, long files, long workers, long workerBytes) {}

    ServerWatch(ProcessHandle server) {
        this.server = server;
    }

    Sample look() {
        List<ProcessHandle> workers;
        try (Stream<ProcessHandle> children = server.children()) {
            workers = children.filter(ProcessHandle::isAlive).toList();
        }
        Path process = Path.of("/proc", Long.toString(server.pid()));
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            Sample sample = new Sample(
                    ResidentMemory.bytes(server.pid()),
                    files.count(),
                    workers.size(),
                    workers.stream().mapToLong(ServerWatch::bytesOrNone).sum());
            samples.add(sample);
            return sample;
        } catch (IOException e) {
            throw new KithException("A process can only be looked at on Linux, in " + process + ".", e);
        }
    }

    private static long bytesOrNone(ProcessHandle process) {
        try {
            return ResidentMemory.bytes(process.pid());
        } catch (KithException e) {
            // It has just ended.
            return 0;
        }
    }

    /** The middle one of the samples between two shares of the time. */
    long medianResidentBytes(double from, double to) {
        List<Long> part =
                new ArrayList<>(samples.subList((int) (from * samples.size()), (int) (to * samples.size())).stream()
                        .map(Sample::residentBytes)
                        .toList());
        Collections.sort(part);
        return part.get(part.size() / 2);
    }

    long mostWorkers() {
        return samples.stream().mapToLong(Sample::workers).max().orElse(0);
    }

    long mostWorkerBytes() {
        return samples.stream().mapToLong(Sample::workerBytes).max().orElse(0);
    }
}
