/// Inverse functions that C99 lacks: the inverse error function, and Lambert W.
extension CSources {
  /// A polynomial to seven digits and one step of Halley's method.
  static let inverseErrorFunction = CFunction(
    "ad_erfinv",
    """
    static double ad_erfinv(double x) {
      static const double c[3][10] = {
          {0.8862269240366252, 0.2320137191674767, 0.011549125394869162, -0.0023351778894647626,
           -0.00012664606589726237, 4.411677972485964e-05, 4.125453006630876e-06,
           -2.0028661418982524e-06, 2.2368352332761892e-07, -8.902386407002339e-09},
          {-0.6246877965971029, 5.04050076866289, -6.920314125093002, 5.594930720421688,
           -2.6012233317451976, 0.7399557107054909, -0.12799610727770241, 0.012425267874382832,
           -0.0005211380146836369, 0.0},
          {0.4677076290642355, 0.07284161522878324, 0.5919915767450957, -0.21913964791334403,
           0.051680550755777106, -0.007901530527902137, 0.0007610689093320211,
           -4.208328792404395e-05, 1.0205468766564355e-06, 0.0}};
      const double a = fabs(x), w = -log((1.0 - a)*(1.0 + a));
      const int part = w < 5.0 ? 0 : sqrt(w) < 3.5 ? 1 : 2;
      const double z = part == 0 ? w : sqrt(w);
      double y = 0.0, step;
      if (!(a < 1.0)) return a == 1.0 ? copysign(INFINITY, x) : NAN;
      if (a < 1e-9) return 0.886226925452758*x;
      for (int k = 9; k >= 0; k--) y = y*z + c[part][k];
      y *= a;
      step = (y < 0.5 ? erf(y) - a : 1.0 - a - erfc(y))*exp(y*y)*0.886226925452758;
      return copysign(y - step/(1.0 + y*step), x);
    }

    """)

  /// Its slope: beyond ½ the factor erfc(y)/(1 - a) takes back the error of y.
  static let inverseErrorFunctionSlope = CFunction(
    "ad_erfinvslope", needs: [inverseErrorFunction],
    """
    static double ad_erfinvslope(double x) {
      const double a = fabs(x), y = ad_erfinv(a);
      if (!(a < 1.0)) return a == 1.0 ? INFINITY : NAN;
      return 0.886226925452758*exp(y*y)*(1.0 + fma(y, y, -y*y))*(a < 0.5 ? 1.0 : erfc(y)/(1.0 - a));
    }

    """)

  /// √(2(ex + 1)), and 1 + W as a series in it.
  private static let lambertWBranch = CFunction(
    "ad_lambertwbranch",
    """
    static double ad_lambertwroot(double x) {
      return sqrt(2.0*(fma(2.718281828459045, x, 1.0) + 1.4456468917292502e-16*x));
    }
    static double ad_lambertwbranch(double p) {
      return p*(1.0 + p*(-1.0/3 + p*(11.0/72 + p*(-43.0/540 + p*(769.0/17280
                + p*(-221.0/8505 + p*680863.0/43545600))))));
    }

    """)

  static let lambertWSlope = CFunction(
    "ad_lambertwslope", needs: [lambertW, lambertWBranch],
    """
    static double ad_lambertwslope(double x) {
      const double w = ad_lambertw(x), p = ad_lambertwroot(x);
      if (x < -0.25 && p < 0.01) return w/(x*ad_lambertwbranch(p));
      if (x > 1e300) return 1.0/(1.0 + 1.0/w)/x;
      return x == -0.36787944117144233 ? INFINITY : 1.0/(x + exp(w));
    }

    """)

  /// Halley's method; near the branch point a series in √(2(ex + 1)).
  static let lambertW = CFunction(
    "ad_lambertw", needs: [lambertWBranch],
    """
    static double ad_lambertw(double x) {
      const double p = ad_lambertwroot(x), branch = -1.0 + ad_lambertwbranch(p);
      double w;
      if (x == 0.0 || x == INFINITY) return x;
      if (x == -0.36787944117144233) return -1.0;
      if (x < -0.25 && !(p >= 0.01)) return branch;
      if (x > 1e3) {
        w = log(x) - log(log(x));
        for (int k = 0; k < 4; k++) w -= (w + log(w) - log(x))*w/(1.0 + w);
        return w;
      }
      w = x < -0.1 ? branch : x < 0.5 ? x*(1.0 + x*4.0/3)/(1.0 + x*(7.0/3 + x*5.0/6))
        : log1p(x)*(1.0 - log1p(log1p(x))/(2.0 + log1p(x)));
      for (int k = 0; k < 3; k++) {
        const double f = w - x*exp(-w), v = w - f;
        w -= f*(1.0 + v)/((1.0 + v)*(1.0 + v) + 0.5*v*f);
      }
      return w;
    }

    """)
}
