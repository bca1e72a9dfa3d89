/// Functions of numbers that C99 lacks, in plain doubles: the methods of `Numerics` without its
/// second halves of numbers, so that they are right to a few units in the last place, and near a
/// zero of the function to as much of its neighbours' size.
extension CSources {
  static let digamma = CFunction(
    "ad_digamma",
    """
    static double ad_digamma(double x) {
      static const double c[8] = {3617.0/8160, -1.0/12, 691.0/32760, -1.0/132, 1.0/240, -1.0/252,
                                  1.0/120, -1.0/12};
      const double pi = 3.141592653589793;
      double shift = 0.0, series = 0.0, lost = 0.0;
      if (fabs(x) < 1e-18) return -1.0/x;
      if (x < 0.0 && x == floor(x)) return NAN;
      if (x < 0.0) {
        shift = -1.0/x - pi/tan(pi*remainder(x, 1.0));
        x = -x;
      }
      for (; x < 16.0; x += 1.0) {
        const double next = shift - 1.0/x;
        lost += (shift - next) - 1.0/x;
        shift = next;
      }
      for (int k = 0; k < 8; k++) series = series/(x*x) + c[k];
      return shift + log(x) + (lost - 0.5/x + series/(x*x));
    }

    """)

  /// Hurwitz's zeta function by the Euler–Maclaurin sum (DLMF 25.11.28), times u to the power s,
  /// and n!/b to the power n + 1 times a factor. For x = f - m with whole m the terms on both sides
  /// of f are summed, so that neither the time nor the error grows with m; they cancel exactly at f
  /// = 1/2.
  static let polygamma = CFunction(
    "ad_polygamma", needs: [digamma],
    """
    static double ad_zeta(double s, double a, double u) {
      static const double c[11] = {
          1.0/12, -1.0/720, 1.0/30240, -1.0/1209600, 1.0/47900160, -691.0/1307674368000,
          1.0/74724249600, -3.3896802963225828e-13, 8.586062056277845e-15,
          -2.174868698558062e-16, 5.50900282836023e-18};
      double sum = 0.0, series = 0.0, term;
      for (; a < s + 20.0; a += 1.0) {
        term = pow(u/a, s);
        sum += term;
        if (term*a <= sum*1e-21) return sum;
      }
      term = s/a;
      for (int k = 0; k < 11; k++) {
        series += c[k]*term;
        term *= (s + 2.0*k + 1.0)/a*((s + 2.0*k + 2.0)/a);
      }
      return sum + pow(u/a, s)*(a/(s - 1.0) + 0.5 + series);
    }
    static double ad_factorialover(double n, double b, double factor) {
      double product = factor/b;
      if (n > 170.0) return exp(lgamma(n + 1.0) - (n + 1.0)*log(b))*factor;
      for (double k = 1.0; k <= n; k += 1.0) product *= k/b;
      return product;
    }
    static double ad_polygamma(double n, double x) {
      const double s = n + 1.0, nearest = round(x), f = x - nearest;
      const double sign = fmod(n, 2.0) == 1.0 ? 1.0 : -1.0;
      double sum;
      if (!(n >= 0.0) || n != floor(n) || isinf(n) || x != x) return NAN;
      if (n == 0.0) return ad_digamma(x);
      if (x > 1e18) return ad_factorialover(n - 1.0, x, sign);
      if (x > 0.0) return ad_factorialover(n, x, sign*ad_zeta(s, x, x));
      if (x == floor(x)) {
        return sign > 0.0 ? (isinf(x) ? NAN : INFINITY) : x == 0.0 ? -1.0/x : NAN;
      }
      sum = f < 0.0 ? sign : 1.0;
      if (nearest == 0.0) {
        sum += ad_zeta(s, 1.0 + f, fabs(f));
      } else {
        sum += sign*pow(fabs(f)/(1.0 - f), s);
        sum += ad_zeta(s, 1.0 + f, fabs(f)) + sign*ad_zeta(s, 2.0 - f, fabs(f));
        sum -= sign*ad_zeta(s, 1.0 - nearest - f, fabs(f));
      }
      return ad_factorialover(n, fabs(f), sign*sum);
    }

    """)

  /// sinc⁽ⁿ⁾ by its power series, or by the recurrence upwards where that is stable.
  static let sincDerivative = CFunction(
    "ad_sincderivative",
    """
    static double ad_sincderivative(double n, double x) {
      const double pi = 3.141592653589793, a = fabs(x), t = pi*a;
      const double sign = x < 0.0 && fmod(n, 2.0) == 1.0 ? -1.0 : 1.0;
      if (!(n >= 0.0) || n != floor(n) || x != x) return NAN;
      if (isinf(x)) return 0.0;
      if (t < fmax(1.5, n)) {
        double m = fmod(n, 2.0), sum = 0.0;
        double term = (m == 1.0 ? t : 1.0)*(fmod(n, 4.0) == 1.0 || fmod(n, 4.0) == 2.0 ? -1.0 : 1.0);
        for (; fabs(term) > 1e-20*fabs(sum); m += 2.0) {
          sum += term/(m + n + 1.0);
          term *= -t*t/((m + 1.0)*(m + 2.0));
        }
        return sign*pow(pi, n)*sum;
      } else {
        const double rest = remainder(a, 1.0);
        const double turn = fmod(a - rest, 2.0) == 0.0 ? 1.0 : -1.0;
        const double sine = rest == 0.0 ? 0.0 : turn*sin(pi*rest);
        const double cosine = turn*sin(pi*(0.5 - fabs(rest)));
        double value = sine/t;
        for (double k = 1.0; k <= n; k += 1.0) {
          const double q = fmod(k, 4.0);
          const double f = q == 0.0 ? sine : q == 1.0 ? cosine : q == 2.0 ? -sine : -cosine;
          value = (pow(pi, k - 1.0)*f - k*value)/a;
        }
        return sign*value;
      }
    }

    """)

  /// J of the orders n and n + 1 and Y of the orders 0 and 1: Hankel's series for large x, else
  /// Miller's recurrence downwards and Neumann's series (DLMF 10.17, 3.6(iii), 10.8).
  static let bessel = CFunction(
    "ad_besselof",
    """
    static void ad_hankel(double n, double x, double *j, double *y) {
      const double mu = 4.0*n*n, c = cos(x), s = sin(x), a = sqrt(0.3183098861837907/x);
      const double turned = fmod(n, 2.0) == 0.0 ? s : -c, other = fmod(n, 2.0) == 0.0 ? c : s;
      const double cosine = other + turned, sine = turned - other;
      double p = 1.0, q = 0.0, term = 1.0;
      for (int k = 1; k < 60; k++) {
        const double next = term*((mu - (2.0*k - 1.0)*(2.0*k - 1.0))/(8.0*x))/k;
        if (fabs(next) > fabs(term)) break;
        term = next;
        if (k % 2 == 1) q += k % 4 == 1 ? term : -term;
        else p += k % 4 == 0 ? term : -term;
        if (fabs(term) < 1e-20) break;
      }
      *j = a*(p*cosine - q*sine);
      *y = a*(p*sine + q*cosine);
    }
    static double ad_miller(double n, double x, double *y0, double *y1) {
      double upper = 0.0, lower = 1e-280, sum = 0.0, even = 0.0, odd = 0.0, found = 0.0, j1 = 0.0;
      double k = 2.0*floor(0.5*(fmax(n, x) + 12.0*cbrt(fmax(n, x) + 1.0) + 30.0));
      for (; k > 0.0; k -= 1.0) {
        const double next = 2.0*k/x*lower - upper, h = floor(0.5*k);
        if (k == n) found = lower;
        if (k == 1.0) j1 = lower;
        else if (fmod(k, 2.0) == 0.0) {
          sum += 2.0*lower;
          even += (fmod(h, 2.0) == 0.0 ? lower : -lower)/h;
        } else odd += (fmod(h, 2.0) == 0.0 ? lower : -lower)*k/(h*(h + 1.0));
        upper = lower;
        lower = next;
        if (fabs(lower) > 1e250) {
          lower *= 1e-250, upper *= 1e-250, sum *= 1e-250, even *= 1e-250, odd *= 1e-250;
          found *= 1e-250, j1 *= 1e-250;
        }
      }
      sum += lower;
      if (n == 0.0) found = lower;
      const double scale = 1.0/sum, l = log(0.5*x) + 0.5772156649015329, t = 0.6366197723675814;
      *y0 = t*(l*lower - 2.0*even)*scale;
      *y1 = t*((l - 1.0)*j1 - odd)*scale - t/x*(lower*scale);
      return found*scale;
    }
    static double ad_besselof(double n, double x, int isSecond) {
      const double m = fabs(n), a = fabs(x);
      const int flips = fmod(m, 2.0) == 1.0 && (n < 0.0) != (!isSecond && copysign(1.0, x) < 0.0);
      double j0, j1, y0, y1, j;
      if (n != floor(n) || isinf(n) || x != x || (isSecond && x < 0.0)) return NAN;
      if (a < 1e-9) {
        j = !isSecond ? (m > 170.0 ? 0.0 : pow(0.5*a, m)/tgamma(m + 1.0))
          : m == 0.0 ? 0.6366197723675814*(log(a) - 0.11593151565841245)
          : m > 170.0 ? -INFINITY : -tgamma(m)*0.3183098861837907*pow(2.0/a, m);
        return flips ? -j : j;
      }
      if (isinf(x)) return flips ? -0.0 : 0.0;
      if (a >= 25.0) {
        ad_hankel(0.0, a, &j0, &y0);
        ad_hankel(1.0, a, &j1, &y1);
        for (double k = 1.0; k < m; k += 1.0) {
          const double j2 = 2.0*k/a*j1 - j0, y2 = 2.0*k/a*y1 - y0;
          j0 = j1, y0 = y1, j1 = j2, y1 = y2;
        }
        j = m == 0.0 ? j0 : j1;
        if (!isSecond && m > a) j = ad_miller(m, a, &j0, &j1);
      } else {
        j = ad_miller(m, a, &y0, &y1);
        for (double k = 1.0; k < m && !isinf(y1); k += 1.0) {
          const double y2 = 2.0*k/a*y1 - y0;
          y0 = y1, y1 = y2;
        }
      }
      if (isSecond) j = m == 0.0 ? y0 : y1;
      return flips ? -j : j;
    }

    """)

  static let besselJ = CFunction(
    "ad_besselj", needs: [bessel],
    """
    static double ad_besselj(double n, double x) { return ad_besselof(n, x, 0); }

    """)

  static let besselY = CFunction(
    "ad_bessely", needs: [bessel],
    """
    static double ad_bessely(double n, double x) { return ad_besselof(n, x, 1); }

    """)
}
