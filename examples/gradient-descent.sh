#!/bin/sh
# Gradient descent as a plain shell loop: downhill from (0, 0), in steps of 0.1 times the gradient.
# `autodiff grad` gives the slope, `autodiff eval` does the arithmetic, so that no digit is lost
# on the way.  The least value is 1.5, at (-1/2, 3/2).

f='exp(x + y - 1) + x^2 + (y - 2)^2'
x=0 y=0 step=0

while [ $step -le 40 ]; do
  set -- $(autodiff grad "$f" x=$x y=$y)   # x SLOPE y SLOPE
  [ $((step % 10)) -eq 0 ] &&
    echo "step $step: f($x, $y) = $(autodiff eval --digits 9 "$f" x=$x y=$y)"
  x=$(autodiff eval 'x - 0.1*slope' x=$x slope=$2)
  y=$(autodiff eval 'y - 0.1*slope' y=$y slope=$4)
  step=$((step + 1))
done
