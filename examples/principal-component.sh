#!/bin/sh
# The first principal component without an eigenvector routine: the derivative of the largest
# eigenvalue of C by C is v*v', with v its eigenvector.  (eigvals sorts: the last is the largest.)

set -e
iris=$(cd "$(dirname "$0")" && pwd)/iris.csv
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cd "$work"

autodiff eval "Z = iris[:, 1:4] - mean(iris[:, 1:4], 1); C = Z'*Z/(rows(Z) - 1)" \
  iris=@"$iris" --save C=C.csv

echo 'variances of the four components:'
autodiff eval --digits 4 'eigvals(C)' C=@C.csv
echo "the first has $(autodiff eval --digits 3 '100*max(eigvals(C))/trace(C)' C=@C.csv) % of all"

echo 'the derivative of the greatest by C:'
autodiff grad --digits 4 'max(eigvals(C))' C=@C.csv

echo 'its direction, v:'
autodiff grad 'max(eigvals(C))' C=@C.csv --save C=P.csv
autodiff eval --digits 4 'P[:, 1]/sqrt(P[1, 1])' P=@P.csv
echo 'whether C*v = lambda*v, to rounding:'
autodiff eval 'norm(C*P - max(eigvals(C))*P) < 1e-14*norm(C)' C=@C.csv P=@P.csv
