package dev.kith.gnn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A processor that is newer than OpenBLAS gets the kernels it can run all the same. */
class BlasCoreTest {

    @Test
    void abilitiesDecide() {
        Set<String> haswell = Set.of("sse4_2", "avx", "avx2", "fma");
        Set<String> knightsLanding = Set.of("avx2", "fma", "avx512f", "avx512cd");
        Set<String> skylake = Set.of("avx2", "fma", "avx512f", "avx512dq", "avx512bw", "avx512vl", "avx512cd");
        assertThat(BlasCore.of(Set.of("sse2", "sse4_2", "avx"))).isEmpty();
        assertThat(BlasCore.of(haswell)).contains(BlasCore.HASWELL);
        assertThat(BlasCore.of(knightsLanding)).contains(BlasCore.HASWELL);
        assertThat(BlasCore.of(skylake)).contains(BlasCore.SKYLAKEX);
    }

    @Test
    @SuppressWarnings("restricted")
    void openBlasTookWhatItWasTold() throws Throwable {
        NativeMemory.prepare();
        String told = Optional.ofNullable(System.getenv("OPENBLAS_CORETYPE"))
                .or(() -> BlasCore.ofThisMachine().map(core -> core.openBlasName))
                .orElse("");
        assumeFalse(told.isEmpty(), "OpenBLAS is left to find out on this machine");
        SymbolLookup library = SymbolLookup.libraryLookup(Path.of(NativeMemory.BLAS_LIBRARY), Arena.global());
        MemorySegment name = (MemorySegment) Linker.nativeLinker()
                .downcallHandle(
                        library.findOrThrow("openblas_get_corename"), FunctionDescriptor.of(ValueLayout.ADDRESS))
                .invokeExact();
        assertThat(name.reinterpret(64).getString(0)).isEqualToIgnoringCase(told);
    }
}
