#!/bin/sh
# Learns the hyperparameters of gaussian-process.ad by steps up the gradient of its likelihood, then
# predicts between the points.  The data are the second set of anscombe.csv, a parabola.

cd "$(dirname "$0")" || exit
points='data=@anscombe.csv'
s=0 l=0 noise=0 step=0

while :; do
  bindings="$points log_s=$s log_l=$l log_noise=$noise"
  [ $((step % 5)) -eq 0 ] &&
    echo "step $step: log-likelihood $(autodiff eval --digits 6 -f gaussian-process.ad $bindings)"
  [ $step -eq 20 ] && break
  # NAME SLOPE, three times
  set -- $(autodiff grad --wrt log_s,log_l,log_noise -f gaussian-process.ad $bindings)
  s=$(autodiff eval 's + 0.05*slope' s=$s slope=$2)
  l=$(autodiff eval 'l + 0.05*slope' l=$l slope=$4)
  noise=$(autodiff eval 'noise + 0.05*slope' noise=$noise slope=$6)
  step=$((step + 1))
done

echo "noise $(autodiff eval --digits 3 'exp(noise)' noise=$noise)"
echo "prediction at 10.5: $({
  cat gaussian-process.ad
  echo "centre + k(10.5 - x')*alpha"
} | autodiff eval --digits 5 -f - $bindings)"
