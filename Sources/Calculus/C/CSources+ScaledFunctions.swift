/// Functions of numbers that C99 lacks and whose values stay in the range of doubles where those of
/// the functions they are made of do not.
extension CSources {
  /// exp(x²)·erfc(x), with what the rounding of x² took away; far out its asymptotic series.
  static let scaledComplement = CFunction(
    "ad_erfcx",
    """
    static double ad_erfcx(double x) {
      double series = 0.0;
      if (x < -27.0) return INFINITY;
      if (x < 0.0) return 2.0*exp(x*x)*(1.0 + fma(x, x, -x*x)) - ad_erfcx(-x);
      if (x < 10.0) return exp(x*x)*(1.0 + fma(x, x, -x*x))*erfc(x);
      for (double odd = 25.0; odd > 0.0; odd -= 2.0) series = -0.5*odd/x/x*(1.0 + series);
      return 0.5641895835477563/x*(1.0 + series);
    }

    """)

  /// Below 0 the recurrence upwards, near 0 the power series, else the recurrence downwards as a
  /// continued fraction.
  static let scaledComplementDerivative = CFunction(
    "ad_erfcxderivative", needs: [scaledComplement],
    """
    static double ad_erfcxderivative(double n, double x) {
      const double y = ad_erfcx(x), sign = fmod(n, 2.0) == 1.0 ? -1.0 : 1.0;
      double k, j = 0.0, ratio = 0.0, product = sign*y, even = 1.0, odd = 1.1283791670955126, sum;
      if (!(n >= 0.0) || n != floor(n) || n > 1e5 || x != x) return NAN;
      if (n == 0.0) return y;
      if (x < 0.0) {
        double lower = y, upper = 2.0*x*y - odd;
        for (k = 1.0; k < n; k += 1.0) {
          const double next = 2.0*x*upper + 2.0*k*lower;
          lower = upper, upper = next;
        }
        return upper;
      }
      if (x >= 0.5 || x*x*n > 2.0) {
        const double root = sqrt(2.0*n) + 20.0/x;
        for (k = floor(0.5*root*root) + n + 10.0; k > 0.0; k -= 1.0) {
          ratio = 1.0/(2.0*x + 2.0*(k + 1.0)*ratio);
          if (k <= n) product *= 2.0*k*ratio;
        }
        return product;
      }
      for (k = 1.0; k <= n; k += 1.0) {
        const double next = 2.0*k*even;
        even = odd, odd = next;
      }
      odd *= -x;
      sum = even + odd;
      for (; fmax(even, -odd) > 1e-18*fabs(sum); j += 2.0) {
        even *= 2.0*x*x*(n + j + 1.0)/((j + 1.0)*(j + 2.0));
        odd *= 2.0*x*x*(n + j + 2.0)/((j + 2.0)*(j + 3.0));
        sum += even + odd;
      }
      return sign*sum;
    }

    """)

  /// The normal distribution's probability below -x, with what the rounding of x/√2 took away.
  private static let normalTail = CFunction(
    "ad_normaltail",
    """
    static double ad_normaltail(double x) {
      return x > 39.0 ? 0.0 : 0.5*(erfc(x*0.7071067811865476)
             - 1.1283791670955126*exp(-0.5*x*x)*(fma(x, 0.7071067811865476, -x*0.7071067811865476)
             - x*4.833646656726457e-17));
    }

    """)

  static let logarithmOfProbability = CFunction(
    "ad_lognormcdf", needs: [scaledComplement, normalTail],
    """
    static double ad_lognormcdf(double x) {
      return x < 0.0 ? log(0.5*ad_erfcx(-0.7071067811865476*x)) - 0.5*x*x : log1p(-ad_normaltail(x));
    }

    """)

  /// The coefficients of the logarithm of a power series: below 0 of erfcx(-x/√2), else of the
  /// probability itself.
  static let logarithmOfProbabilityDerivative = CFunction(
    "ad_lognormcdfderivative", needs: [scaledComplementDerivative, logarithmOfProbability],
    """
    static double ad_lognormcdfderivative(double n, double x) {
      const double t = -0.7071067811865476*x, density = 0.3989422804014327*exp(-0.5*x*x)
          *(1.0 - 0.5*fma(x, x, -x*x));
      double c[201], l[201], lower = 0.0, upper = 1.0, factor = 1.0;
      if (!(n >= 0.0) || n != floor(n) || n > 200.0 || x != x) return NAN;
      if (n == 0.0) return ad_lognormcdf(x);
      if (x > 39.0) return fmod(n, 2.0) == 1.0 ? 0.0 : -0.0;
      if (x < -1e10) return n == 1.0 ? -x : n == 2.0 ? -1.0 : tgamma(n)/pow(-x, n);
      for (int k = 1; k <= n; k++) {
        if (x < 0.0) {
          c[k] = ad_erfcxderivative(k, t)/ad_erfcx(t);
          for (int i = 1; i <= k; i++) c[k] /= i;
        } else {
          const double next = -(x*upper + lower)/k;
          c[k] = density/(1.0 - ad_normaltail(x))*upper/k;
          lower = upper, upper = next;
        }
        l[k] = k*c[k];
        for (int j = 1; j < k; j++) l[k] -= j*l[j]*c[k - j];
        l[k] /= k;
        factor *= x < 0.0 ? -0.7071067811865476*k : k;
      }
      factor *= l[(int)n];
      return x >= 0.0 ? factor : n == 1.0 ? factor - x : n == 2.0 ? factor - 1.0 : factor;
    }

    """)

  /// Hankel's series for large x, else the power series, whose terms are all positive.
  static let besselI = CFunction(
    "ad_besseli",
    """
    static double ad_besseli(double n, double x) {
      const double m = fabs(n), a = fabs(x);
      const double sign = copysign(1.0, x) < 0.0 && fmod(m, 2.0) == 1.0 ? -1.0 : 1.0;
      double term = 1.0, sum = 1.0, power = 1.0;
      if (n != floor(n) || isinf(n) || x != x) return NAN;
      if (isinf(a)) return sign*a;
      if (a >= 30.0 && m*m <= a) {
        if (a > 800.0) return sign*INFINITY;
        for (double k = 1.0; fabs(term) > 1e-18*sum && k < a; k += 1.0) {
          term *= ((2.0*k - 1.0)*(2.0*k - 1.0) - 4.0*m*m)/(8.0*a*k);
          sum += term;
        }
        return sign*(exp(0.5*a)*(sum/sqrt(6.283185307179586*a))*exp(0.5*a));
      }
      for (double k = 1.0; term > 1e-18*sum; k += 1.0) {
        term *= 0.25*a*a/(k*(m + k));
        sum += term;
      }
      for (double k = 1.0; k <= m && power > 0.0; k += 1.0) power *= 0.5*a/k;
      return power == 0.0 ? sign*0.0 : sign*power*sum;
    }

    """)

  /// The orders 0 and 1 by power series, an integral by the trapezoidal rule or Hankel's series;
  /// then the recurrence upwards.
  static let besselK = CFunction(
    "ad_besselk",
    """
    static double ad_besselk(double n, double x) {
      const double m = fabs(n);
      double zero = 0.5, one = 0.5, term = 1.0, other = 1.0;
      if (n != floor(n) || isinf(n) || !(x >= 0.0)) return NAN;
      if (x == 0.0) return INFINITY;
      if (x <= 1.0) {
        const double l = log(x) - 0.11593151565841245;
        double h = 0.0;
        zero = one = 0.0;
        for (double k = 0.0; term > 1e-20; k += 1.0) {
          zero += term*(h - l);
          one += term/(k + 1.0)*(l - h - 0.5/(k + 1.0));
          h += 1.0/(k + 1.0);
          term *= 0.25*x*x/((k + 1.0)*(k + 1.0));
        }
        one = 1.0/x + 0.5*x*one;
      } else if (x < 30.0) {
        for (double k = 1.0; term > 1e-20; k += 1.0) {
          const double s = sinh(k/24.0), height = 2.0*s*s;
          term = exp(-x*height);
          zero += term;
          one += term*(1.0 + height);
        }
        zero *= exp(-x)/12.0, one *= exp(-x)/12.0;
      } else {
        zero = one = 1.0;
        for (double k = 1.0; fabs(other) > 1e-18 && k < x; k += 1.0) {
          term *= -(2.0*k - 1.0)*(2.0*k - 1.0)/(8.0*x*k);
          other *= (4.0 - (2.0*k - 1.0)*(2.0*k - 1.0))/(8.0*x*k);
          zero += term, one += other;
        }
        term = 1.2533141373155003/sqrt(x)*exp(-x);
        zero *= term, one *= term;
      }
      for (double k = 1.0; k < m && !isinf(one); k += 1.0) {
        const double next = zero + 2.0*k/x*one;
        zero = one, one = next;
      }
      return m == 0.0 ? zero : one;
    }

    """)
}
