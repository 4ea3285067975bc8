package dev.kith.gnn.tensor.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * e^x in float, written with operations whose rounding is fixed (the Vector API's own EXP may differ between
 * interpreted and compiled code). Relative error below 2e-7 on [-87, 88]; smaller arguments give 0, larger ones
 * infinity. Coefficients: Cephes, {@code expf}.
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // the published digits
public final class Exponential {
    private static final float LOG2_E = 1.44269504f;
    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = -2.12194440e-4f;
    /** Adding and taking off 1.5 · 2^23 rounds to an integer, whose bits stand in the low mantissa. */
    private static final float ROUND = 12582912f;

    private static final float LEAST = -87.3f;
    private static final float MOST = 88.3f;
    private static final float C0 = 1.9875691500e-4f;
    private static final float C1 = 1.3981999507e-3f;
    private static final float C2 = 8.3334519073e-3f;
    private static final float C3 = 4.1665795894e-2f;
    private static final float C4 = 1.6666665459e-1f;
    private static final float C5 = 5.0000001201e-1f;

    /** 1/11, 1/9, … 1. */
    private static final float[] LOG_SERIES = {1f / 11, 1f / 9, 1f / 7, 1f / 5, 1f / 3, 1f};

    private Exponential() {}

    public static float exp(float x) {
        if (x < LEAST) {
            return 0f;
        }
        if (x > MOST) {
            return Float.POSITIVE_INFINITY;
        }
        float shifted = Math.fma(x, LOG2_E, ROUND);
        float n = shifted - ROUND;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
        float p = Math.fma(C0, r, C1);
        p = Math.fma(p, r, C2);
        p = Math.fma(p, r, C3);
        p = Math.fma(p, r, C4);
        p = Math.fma(p, r, C5);
        p = Math.fma(p, r * r, r) + 1f;
        int exponent = Float.floatToRawIntBits(shifted) - Float.floatToRawIntBits(ROUND) + 127;
        return p * Float.intBitsToFloat(exponent << 23);
    }

    /**
     * ln(1 + z) for z in [0, 1]: twice the series of the inverse hyperbolic tangent of z / (2 + z), up to the 13th power.
     */
    static float log1p(float z) {
        float s = z / (2f + z);
        float square = s * s;
        float p = 1f / 13;
        for (float term : LOG_SERIES) {
            p = Math.fma(p, square, term);
        }
        return 2f * s * p;
    }

    static FloatVector log1p(FloatVector z) {
        FloatVector s = z.div(z.add(2f));
        FloatVector square = s.mul(s);
        FloatVector p = FloatVector.broadcast(z.species(), 1f / 13);
        for (float term : LOG_SERIES) {
            p = p.fma(square, FloatVector.broadcast(z.species(), term));
        }
        return s.mul(2f).mul(p);
    }

    static FloatVector exp(FloatVector x) {
        var species = x.species();
        FloatVector shifted = x.fma(FloatVector.broadcast(species, LOG2_E), FloatVector.broadcast(species, ROUND));
        FloatVector n = shifted.sub(ROUND);
        FloatVector r = n.fma(FloatVector.broadcast(species, -LN2_HIGH), x);
        r = n.fma(FloatVector.broadcast(species, -LN2_LOW), r);
        FloatVector p = FloatVector.broadcast(species, C0).fma(r, FloatVector.broadcast(species, C1));
        p = p.fma(r, FloatVector.broadcast(species, C2));
        p = p.fma(r, FloatVector.broadcast(species, C3));
        p = p.fma(r, FloatVector.broadcast(species, C4));
        p = p.fma(r, FloatVector.broadcast(species, C5));
        p = p.fma(r.mul(r), r).add(1f);
        IntVector exponent = shifted.reinterpretAsInts()
                .sub(Float.floatToRawIntBits(ROUND) - 127)
                .lanewise(VectorOperators.LSHL, 23);
        FloatVector e = p.mul(exponent.reinterpretAsFloats());
        // What it is beyond these bounds is of no use, not even finite. Bounding x before would cost more than all
        // this.
        return e.blend(0f, x.lt(LEAST)).blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, MOST));
    }
}
