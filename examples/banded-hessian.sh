#!/bin/sh
# The Hessian of the Rosenbrock function of n variables is tridiagonal: three sweeps find it,
# whatever n is.
rosenbrock='sum(100*(x[2:end] - x[1:end-1].^2).^2 + (1 - x[1:end-1]).^2)'
for n in 10 1000 100000; do
  autodiff hessian --sparse --format json "$rosenbrock" "x=zeros($n, 1)" |
    sed "s/.*\"mode\"/n = $n: \"mode\"/; s/}\$//"
done
