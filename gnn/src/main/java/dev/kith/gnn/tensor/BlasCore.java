package dev.kith.gnn.tensor;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which of its kernels OpenBLAS is to take. The release that ND4J binds, 0.3.19, knows processors by their model numbers
 * and gives those that came later the kernels of a Pentium 4: products take three to four times as long. Processors say
 * themselves what they can do, so on Linux that is what counts. {@code OPENBLAS_CORETYPE} in the environment wins.
 */
enum BlasCore {
    SKYLAKEX("SkylakeX", "avx2 fma avx512f avx512dq avx512bw avx512vl avx512cd"),
    HASWELL("Haswell", "avx2 fma");

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final String VARIABLE = "OPENBLAS_CORETYPE";

    /** As OpenBLAS calls it. */
    final String openBlasName;

    /** Abilities, as Linux calls them. */
    private final String needed;

    BlasCore(String openBlasName, String needed) {
        this.openBlasName = openBlasName;
        this.needed = needed;
    }

    /** The fastest one that a processor with these abilities can run. */
    static Optional<BlasCore> of(Set<String> abilities) {
        return Arrays.stream(values())
                .filter(core -> abilities.containsAll(List.of(core.needed.split(" "))))
                .findFirst();
    }

    /** That of this machine; empty where OpenBLAS is left to find out, which is everywhere but on x86 under Linux. */
    static Optional<BlasCore> ofThisMachine() {
        try (Stream<String> lines = Files.lines(PROCESSORS)) {
            List<String> abilities = lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line ->
                            List.of(line.substring(line.indexOf(':') + 1).trim().split("\\s+")))
                    .orElse(List.of());
            return of(Set.copyOf(abilities));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Says so to OpenBLAS, which reads its environment when it is loaded: has to come before that. */
    static void choose() {
        ofThisMachine().ifPresent(core -> setUnlessSet(core.openBlasName));
    }

    @SuppressWarnings("restricted") // Java itself can't write the environment of its own process
    private static void setUnlessSet(String value) {
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor signature = FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
        try (Arena arena = Arena.ofConfined()) {
            MethodHandle setenv = linker.downcallHandle(linker.defaultLookup().findOrThrow("setenv"), signature);
            int ignored = (int) setenv.invokeExact(arena.allocateFrom(VARIABLE), arena.allocateFrom(value), 0);
        } catch (Throwable e) {
            throw new IllegalStateException("OpenBLAS could not be told which processor this is.", e);
        }
    }
}
