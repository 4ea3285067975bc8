package dev.kith.gnn.geometry;

/**
 * Real orthonormal spherical harmonics of a place on the sphere, degree by degree and in each from order -l to l (Rußwurm
 * et al. 2024, equation 3): {@code (L + 1)²} numbers for degrees 0 to L. They are smooth everywhere: at the date line
 * both longitudes are one place, and at a pole all of them.
 */
public final class SphericalHarmonics {
    /** Beyond it a float32 network gains nothing from finer waves. */
    public static final int MOST_DEGREE = 20;

    private final int degree;
    /** Of the recurrence in l for each (l, m), {@code √((4l² - 1) / (l² - m²))} and {@code √(((l - 1)² - m²) / (4(l - 1)² - 1))}. */
    private final double[][] ahead;

    private final double[][] behind;

    /** @param degree L, 0 to {@link #MOST_DEGREE} */
    public SphericalHarmonics(int degree) {
        if (degree < 0 || degree > MOST_DEGREE) {
            throw new IllegalArgumentException("The degree " + degree + " is outside 0 to " + MOST_DEGREE + ".");
        }
        this.degree = degree;
        ahead = new double[degree + 1][degree + 1];
        behind = new double[degree + 1][degree + 1];
        for (int l = 1; l <= degree; l++) {
            for (int m = 0; m < l; m++) {
                double square = (double) (l - 1) * (l - 1);
                ahead[l][m] = Math.sqrt((4.0 * l * l - 1.0) / ((double) l * l - (double) m * m));
                behind[l][m] = Math.sqrt((square - (double) m * m) / (4.0 * square - 1.0));
            }
        }
    }

    public static int count(int degree) {
        return (degree + 1) * (degree + 1);
    }

    /**
     * @param latitude degrees, -90 to 90
     * @param longitude degrees, any number of turns
     * @return {@code [(L + 1)²]}
     */
    public double[] of(double latitude, double longitude) {
        // One longitude for each place, so that both sides of the date line, and all of a pole, give the same bits.
        boolean pole = Math.abs(latitude) == 90.0;
        double polar = pole ? 0.0 : Math.cos(Math.toRadians(latitude));
        double height = pole ? Math.signum(latitude) : Math.sin(Math.toRadians(latitude));
        double turn = pole ? 0.0 : Math.toRadians(longitude - 360.0 * Math.floor((longitude + 180.0) / 360.0));
        double[] y = new double[count(degree)];
        double diagonal = Math.sqrt(1.0 / (4.0 * Math.PI));
        for (int m = 0; m <= degree; m++) {
            if (m > 0) {
                diagonal *= polar * Math.sqrt((2.0 * m + 1.0) / (2.0 * m));
            }
            double cosine = m == 0 ? 1.0 : Math.sqrt(2.0) * Math.cos(m * turn);
            double sine = m == 0 ? 0.0 : Math.sqrt(2.0) * Math.sin(m * turn);
            double before = 0.0;
            double legendre = diagonal;
            for (int l = m; l <= degree; l++) {
                if (l > m) {
                    double next = ahead[l][m] * (height * legendre - behind[l][m] * before);
                    before = legendre;
                    legendre = next;
                }
                int middle = l * (l + 1);
                y[middle + m] = pole && m > 0 ? 0.0 : legendre * cosine;
                if (m > 0 && !pole) {
                    y[middle - m] = legendre * sine;
                }
            }
        }
        return y;
    }
}
