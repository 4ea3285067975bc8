package dev.kith.gnn.tensor;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * Settings that must stand before ND4J's native code is first touched. JavaCPP's own cap on native memory is lifted,
 * because Kith refuses a run that cannot fit before it starts; OpenBLAS is held to one thread, because Kith cuts the
 * work itself and two layers of threads would fight for the cores.
 */
final class NativeMemory {
    /** JavaCPP's extraction of the libraries, and the path of the BLAS binding. */
    static final String BLAS_LIBRARY;

    static {
        System.setProperty("org.bytedeco.javacpp.maxbytes", "0");
        System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
        System.setProperty("org.nd4j.log.initialization", "false");
        BlasCore.choose();
        BLAS_LIBRARY = Loader.load(openblas_nolapack.class);
        openblas_nolapack.blas_set_num_threads(1);
    }

    private NativeMemory() {}

    /** Runs the static settings once. */
    static void prepare() {}
}
