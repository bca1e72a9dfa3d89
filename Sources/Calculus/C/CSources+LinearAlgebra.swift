/// The C99 functions that the rules bring along. They are plain and short
/// rather than blocked; all arrays lie column after column.
///
/// Those for operations on arrays have the parameters (n, m, operands …, [work,] result): n is the
/// number of rows of the first operand, m the number of columns of the result; of an operand with a
/// factorisation only the factors are given.
enum CSources {
  /// A step of elimination: exchanges row k with that of the column's largest element.
  private static let rowExchange = """
        int p = k;
        for (int i = k + 1; i < n; i++)
          if (fabs(f[i + n*k]) > fabs(f[p + n*k])) p = i;
        f[n*n + k] = p;
        for (int j = 0; p != k && j < n; j++) {
          const double t = f[k + n*j];
          f[k + n*j] = f[p + n*j];
          f[p + n*j] = t;
        }
    """

  /// Solves with the transposed factors of `lu` in place, the right side being y.
  private static let transposedSubstitution = """
        for (int k = 0; k < n; k++) {
          for (int i = 0; i < k; i++) y[k] -= f[i + n*k]*y[i];
          y[k] /= f[k + n*k];
        }
        for (int k = n - 1; k >= 0; k--)
          for (int i = k + 1; i < n; i++) y[k] -= f[i + n*k]*y[i];
        for (int k = n - 1; k >= 0; k--) {
          const int p = (int)f[n*n + k];
          const double t = y[k];
          y[k] = y[p];
          y[p] = t;
        }
    """

  /// Elimination with row exchanges. The last column of the result holds the exchanges.
  static let lu = CFunction(
    "ad_lu",
    """
    static void ad_lu(int n, int m, const double *a, double *f) {
      (void)m;
      for (int i = 0; i < n*n; i++) f[i] = a[i];
      for (int k = 0; k < n; k++) {
    \(rowExchange)
        for (int i = k + 1; f[k + n*k] != 0.0 && i < n; i++) f[i + n*k] /= f[k + n*k];
        for (int j = k + 1; j < n; j++)
          for (int i = k + 1; i < n; i++) f[i + n*j] -= f[i + n*k]*f[k + n*j];
      }
    }

    """)

  /// Solutions by the factors of `lu`; nan where a pivot is 0.
  static let solve = CFunction(
    "ad_solve",
    """
    static void ad_solve(int n, int m, const double *f, const double *b, double *x) {
      int isSingular = 0;
      for (int k = 0; k < n; k++) isSingular |= f[k + n*k] == 0.0;
      for (int j = 0; j < m; j++) {
        double *y = x + n*j;
        for (int i = 0; i < n; i++) y[i] = isSingular ? NAN : b[i + n*j];
        for (int k = 0; k < n; k++) {
          const int p = (int)f[n*n + k];
          const double t = y[k];
          y[k] = y[p];
          y[p] = t;
        }
        for (int k = 0; k < n; k++)
          for (int i = k + 1; i < n; i++) y[i] -= f[i + n*k]*y[k];
        for (int k = n - 1; k >= 0; k--) {
          y[k] /= f[k + n*k];
          for (int i = 0; i < k; i++) y[i] -= f[i + n*k]*y[k];
        }
      }
    }

    """)

  /// Solutions with the transposed matrix.
  static let solveTransposed = CFunction(
    "ad_solvetransposed",
    """
    static void ad_solvetransposed(int n, int m, const double *f, const double *b, double *x) {
      int isSingular = 0;
      for (int k = 0; k < n; k++) isSingular |= f[k + n*k] == 0.0;
      for (int j = 0; j < m; j++) {
        double *y = x + n*j;
        for (int i = 0; i < n; i++) y[i] = isSingular ? NAN : b[i + n*j];
    \(transposedSubstitution)
      }
    }

    """)

  /// The solutions whose right sides are the columns of the identity.
  static let inverse = CFunction(
    "ad_inv", needs: [solve],
    """
    static void ad_inv(int n, int m, const double *f, double *x) {
      for (int j = 0; j < m; j++)
        for (int i = 0; i < n; i++) x[i + n*j] = i == j;
      ad_solve(n, m, f, x, x);
    }

    """)

  static let determinant = CFunction(
    "ad_det",
    """
    static void ad_det(int n, int m, const double *f, double *r) {
      (void)m;
      *r = 1.0;
      for (int k = 0; k < n; k++) *r *= f[n*n + k] == k ? f[k + n*k] : -f[k + n*k];
    }

    """)

  static let logarithmOfDeterminant = CFunction(
    "ad_logdet",
    """
    static void ad_logdet(int n, int m, const double *f, double *r) {
      (void)m;
      double sum = 0.0, sign = 1.0;
      for (int k = 0; k < n; k++) {
        const double pivot = f[n*n + k] == k ? f[k + n*k] : -f[k + n*k];
        sum += log(fabs(pivot));
        if (pivot < 0.0) sign = -sign;
      }
      *r = sign > 0.0 || sum == -INFINITY ? sum : NAN;
    }

    """)

  /// det(A)·inv(A)': the errors of the two factors cancel (Stewart, *On the adjugate matrix*,
  /// 1998), also where a pivot of 0 had to be replaced by a tiny one.
  static let cofactor = CFunction(
    "ad_cofactor", needsWork: true,
    """
    static void ad_cofactor(int n, int m, const double *a, double *f, double *x) {
      (void)m;
      double det = 1.0, largest = 0.0;
      for (int i = 0; i < n*n; i++) {
        f[i] = a[i];
        largest = fmax(largest, fabs(a[i]));
      }
      for (int k = 0; k < n; k++) {
    \(rowExchange)
        if (f[k + n*k] == 0.0) f[k + n*k] = largest > 0.0 ? 1e-100*largest : 1e-100;
        det *= p == k ? f[k + n*k] : -f[k + n*k];
        for (int i = k + 1; i < n; i++) f[i + n*k] /= f[k + n*k];
        for (int j = k + 1; j < n; j++)
          for (int i = k + 1; i < n; i++) f[i + n*j] -= f[i + n*k]*f[k + n*j];
      }
      for (int j = 0; j < n; j++) {
        double *y = x + n*j;
        for (int i = 0; i < n; i++) y[i] = i == j ? det : 0.0;
    \(transposedSubstitution)
      }
    }

    """)
}
