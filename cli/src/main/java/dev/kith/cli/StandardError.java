package dev.kith.cli;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Gives the process its own standard error back. A JVM that loads the Vector API says so on standard error before any
 * class of ours runs, and has no switch for that line. So the launcher starts it with a filter on descriptor 2 and the
 * real standard error on descriptor 3; from here on there is no filter, and no line can be lost in one.
 */
final class StandardError {

    private static final int STANDARD_ERROR = 2;

    private StandardError() {}

    /** Does nothing unless the launcher names the descriptor in {@code kith.stderr}. */
    static void restore() {
        Integer real = Integer.getInteger("kith.stderr");
        if (real != null) {
            duplicate(real, STANDARD_ERROR);
        }
    }

    @SuppressWarnings("restricted") // one C function of the C library, on two ints
    private static void duplicate(int from, int to) {
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor signature =
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        MethodHandle dup2 = linker.downcallHandle(linker.defaultLookup().findOrThrow("dup2"), signature);
        try {
            int result = (int) dup2.invokeExact(from, to);
            if (result != to) {
                System.err.println("Standard error stays filtered: descriptor " + from + " is not open.");
            }
        } catch (Throwable e) {
            throw new IllegalStateException("dup2 could not be called", e);
        }
    }
}
