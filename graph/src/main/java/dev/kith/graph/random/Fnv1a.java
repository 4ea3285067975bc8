package dev.kith.graph.random;

/** 64-bit FNV-1a over the UTF-16 units of a text (Fowler, Noll and Vo): the same number everywhere, for seeds and codes. */
public final class Fnv1a {
    private static final long START = 0xCBF29CE484222325L;
    private static final long PRIME = 0x100000001B3L;

    private Fnv1a() {}

    public static long of(String text) {
        long hash = START;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return hash;
    }
}
