package dev.kith.gnn.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** One single-threaded call of OpenBLAS's {@code cblas_sgemm}, row-major, on raw memory. */
final class Blas {
    private static final int ROW_MAJOR = 101;
    private static final int NO_TRANSPOSE = 111;
    private static final int TRANSPOSE = 112;
    private static final MethodHandle SGEMM = find();

    private Blas() {}

    @SuppressWarnings("restricted") // BLAS is native code
    private static MethodHandle find() {
        SymbolLookup library = SymbolLookup.libraryLookup(Path.of(NativeMemory.BLAS_LIBRARY), Arena.global());
        MemorySegment symbol = library.findOrThrow("cblas_sgemm");
        FunctionDescriptor signature = FunctionDescriptor.ofVoid(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_FLOAT,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_FLOAT,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT);
        return Linker.nativeLinker().downcallHandle(symbol, signature);
    }

    /**
     * {@code C[m, n] = op(A)[m, k] · op(B)[k, n] + beta · C}. Addresses are of the first element; {@code lda},
     * {@code ldb}, {@code ldc} are the row lengths of the stored matrices.
     */
    static void sgemm(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            long a,
            int lda,
            long b,
            int ldb,
            float beta,
            long c,
            int ldc) {
        try {
            SGEMM.invokeExact(
                    ROW_MAJOR,
                    transposeA ? TRANSPOSE : NO_TRANSPOSE,
                    transposeB ? TRANSPOSE : NO_TRANSPOSE,
                    m,
                    n,
                    k,
                    1f,
                    a,
                    lda,
                    b,
                    ldb,
                    beta,
                    c,
                    ldc);
        } catch (Throwable e) {
            throw new IllegalStateException("OpenBLAS could not be called.", e);
        }
    }
}
