/// Cholesky factors, triangular systems and eigenvalues.
extension CSources {
  /// The lower factor of (S + S')/2; nan where that is not positive definite.
  static let cholesky = CFunction(
    "ad_chol",
    """
    static void ad_chol(int n, int m, const double *s, double *l) {
      (void)m;
      int isDefinite = 1;
      for (int j = 0; j < n; j++)
        for (int i = 0; i < n; i++) l[i + n*j] = i < j ? 0.0 : 0.5*(s[i + n*j] + s[j + n*i]);
      for (int k = 0; k < n; k++) {
        isDefinite = isDefinite && l[k + n*k] > 0.0;
        l[k + n*k] = sqrt(l[k + n*k]);
        for (int i = k + 1; i < n; i++) l[i + n*k] /= l[k + n*k];
        for (int j = k + 1; j < n; j++)
          for (int i = j; i < n; i++) l[i + n*j] -= l[i + n*k]*l[j + n*k];
      }
      for (int i = 0; !isDefinite && i < n*n; i++) l[i] = NAN;
    }

    """)

  static let solveLower = CFunction(
    "ad_lsolve",
    """
    static void ad_lsolve(int n, int m, const double *t, const double *b, double *x) {
      for (int j = 0; j < m; j++) {
        double *y = x + n*j;
        for (int i = 0; i < n; i++) y[i] = b[i + n*j];
        for (int k = 0; k < n; k++) {
          y[k] /= t[k + n*k];
          for (int i = k + 1; i < n; i++) y[i] -= t[i + n*k]*y[k];
        }
      }
    }

    """)

  static let solveUpper = CFunction(
    "ad_usolve",
    """
    static void ad_usolve(int n, int m, const double *t, const double *b, double *x) {
      for (int j = 0; j < m; j++) {
        double *y = x + n*j;
        for (int i = 0; i < n; i++) y[i] = b[i + n*j];
        for (int k = n - 1; k >= 0; k--) {
          y[k] /= t[k + n*k];
          for (int i = 0; i < k; i++) y[i] -= t[i + n*k]*y[k];
        }
      }
    }

    """)

  /// See `LinearAlgebra.dividedDifferences`.
  static let dividedDifferences = CFunction(
    "ad_divided",
    """
    static void ad_divided(int n, int m, const double *v, const double *w, const double *p,
                           const double *q, double *r) {
      double scale = 0.0, size = 0.0, change = 0.0;
      (void)m;
      for (int k = 0; k < n; k++) {
        scale = fmax(scale, fabs(v[k]));
        size = fmax(size, fabs(w[k]));
        change = fmax(change, fmax(fabs(p[k]), fabs(q[k])));
      }
      for (int j = 0; j < n; j++) {
        r[j + n*j] = 0.0;
        for (int i = 0; i < j; i++) {
          const double gap = v[j] - v[i], d = w[j] - w[i];
          const double a = 0.6180339887498949, b = 0.41421356237309515;
          const double x = (p[j] - p[i])/(fmod(a*(j + 1), 1.0) - fmod(a*(i + 1), 1.0));
          const double y = (q[j] - q[i])/(fmod(b*(j + 1), 1.0) - fmod(b*(i + 1), 1.0));
          const double s = 0.5*x + 0.5*y;
          double value = gap <= 1e-13*scale ? NAN : d/gap;
          if (gap <= 1e-8*scale && fabs(x - y) <= 1e-6*fmax(fabs(x), fabs(y)) + 1e-12*n*change
              && fabs(d - s*gap) <= 1e-10*size + fabs(s)*(1e-6*gap + 1e-13*scale))
            value = s;
          r[i + n*j] = r[j + n*i] = value;
        }
      }
    }

    """)

  /// Jacobi's rotations, which are the most accurate and the shortest method (Golub and Van Loan,
  /// *Matrix Computations*, 8.5), and the eigenvalues put in ascending order.
  static let eigen = CFunction(
    "ad_eigen", needsWork: true,
    """
    static void ad_eigen(int n, int m, const double *s, double *a, double *v) {
      (void)m;
      for (int j = 0; j < n; j++)
        for (int i = 0; i < n; i++) {
          a[i + n*j] = 0.5*(s[i + n*j] + s[j + n*i]);
          v[i + n*j] = i == j;
        }
      for (int sweep = 0; sweep < 60; sweep++) {
        int isDiagonal = 1;
        for (int q = 1; q < n; q++)
          for (int p = 0; p < q; p++) {
            const double apq = a[p + n*q];
            if (fabs(apq) <= 1e-20*(fabs(a[p + n*p]) + fabs(a[q + n*q])) || apq == 0.0) continue;
            isDiagonal = 0;
            const double tau = (a[q + n*q] - a[p + n*p])/(2.0*apq);
            const double t = (tau >= 0.0 ? 1.0 : -1.0)/(fabs(tau) + hypot(1.0, tau));
            const double c = 1.0/hypot(1.0, t), d = t*c;
            for (int k = 0; k < n; k++) {
              const double x = a[k + n*p], y = a[k + n*q];
              a[k + n*p] = c*x - d*y;
              a[k + n*q] = d*x + c*y;
            }
            for (int k = 0; k < n; k++) {
              const double x = a[p + n*k], y = a[q + n*k];
              a[p + n*k] = c*x - d*y;
              a[q + n*k] = d*x + c*y;
            }
            for (int k = 0; k < n; k++) {
              const double x = v[k + n*p], y = v[k + n*q];
              v[k + n*p] = c*x - d*y;
              v[k + n*q] = d*x + c*y;
            }
          }
        if (isDiagonal) break;
      }
      for (int k = 0; k < n; k++) v[n*n + k] = a[k + n*k];
      for (int k = 0; k < n; k++)
        for (int i = k + 1; i < n; i++)
          if (v[n*n + i] < v[n*n + k])
            for (int j = 0; j <= n; j++) {
              double *x = j < n ? v + j + n*k : v + n*n + k;
              double *y = j < n ? v + j + n*i : v + n*n + i;
              const double t = *x;
              *x = *y;
              *y = t;
            }
    }

    """)
}
