#!/bin/sh
# Newton's method as a plain shell loop: Kepler's equation E - ecc*sin(E) = M for the position of
# a planet or comet, E <- E - f(E)/f'(E).  `eval` gives f, `grad` gives f'.

f='E - ecc*sin(E) - M'
E=3 step=0

while :; do
  value=$(autodiff eval "$f" E=$E ecc=0.8 M=1)
  slope=$(autodiff grad --wrt E "$f" E=$E ecc=0.8 M=1)   # E SLOPE
  change=$(autodiff eval -- '-f/slope' f=$value slope=${slope#E })
  echo "step $step: E = $E, f = $value"
  [ "$(autodiff eval 'abs(change) < 1e-14' change=$change)" = 1 ] && break
  E=$(autodiff eval 'E + change' E=$E change=$change)
  step=$((step + 1))
done
