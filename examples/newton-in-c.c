/* Newton's method in two variables, with derivatives that autodiff wrote: see newton-in-c.sh. */
#include <stdio.h>

#include "rosenbrock.h"

int main(void) {
  double x = -1.2, y = 1.0;
  for (int step = 0;; step++) {
    double g[2], h[4];  /* h: column after column */
    const double value = rosenbrock(x, y, g, h);
    printf("step %d: f(%.6f, %.6f) = %.3g\n", step, x, y, value);
    if (fabs(g[0]) + fabs(g[1]) < 1e-9) return 0;
    const double det = h[0]*h[3] - h[1]*h[2];
    x -= (h[3]*g[0] - h[2]*g[1])/det;
    y -= (h[0]*g[1] - h[1]*g[0])/det;
  }
}
