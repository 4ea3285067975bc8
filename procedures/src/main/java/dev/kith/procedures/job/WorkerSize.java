// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.job;

/**
 * What a worker is made for.
 *
 * @param heapBytes the most its heap may be
 * @param quick whether it is there for little work: most of a small training's time goes into compiling, so its JVM
 *     compiles in a hurry and without vector instructions. What it computes is the same to the last bit
 * @param waits whether it may wait for another job
 */
record WorkerSize(long heapBytes, boolean quick, boolean waits) {
    private static final long MEGABYTE = 1 << 20;
    private static final long LEAST_HEAP = 512 * MEGABYTE;
    /** Columns as arrays, their adjacency, and what is made of them for a while. */
    private static final int HEAP_BYTES_A_SNAPSHOT_BYTE = 8;

    private static final long MOST_QUICK_BYTES = 128 << 10;
    private static final long MOST_USUAL_BYTES = 16 * MEGABYTE;

    /**
     * @param snapshotBytes of the graph
     * @param little whether a job of that kind is little work where the graph is small
     */
    static WorkerSize of(long snapshotBytes, boolean little) {
        if (little && snapshotBytes <= MOST_QUICK_BYTES) {
            return new WorkerSize(LEAST_HEAP, true, true);
        }
        boolean usual = snapshotBytes <= MOST_USUAL_BYTES;
        long bytes = usual ? MOST_USUAL_BYTES : snapshotBytes;
        return new WorkerSize(LEAST_HEAP + HEAP_BYTES_A_SNAPSHOT_BYTE * bytes, false, usual);
    }

    /** Whether a job that such a worker was asked for is one for this, too. */
    boolean does(WorkerSize asked) {
        return waits && asked.waits && heapBytes >= asked.heapBytes && (!quick || asked.quick);
    }

    /** For the JVM, with spaces between them. */
    String jvmOptions() {
        return "-Xmx" + heapBytes / MEGABYTE + "m -XX:+ExitOnOutOfMemoryError"
                + (quick ? " -XX:TieredStopAtLevel=1 -Dkith.kernels=plain" : "");
    }
}
