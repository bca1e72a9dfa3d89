#!/bin/sh
# Error propagation as a pipeline: the rate of an enzyme (Michaelis and Menten) from measured
# constants, each with its standard error.  The gradient tells how much of each error reaches the
# rate; awk adds the shares as squares.

rate='Vmax*S/(Km + S)'
values='Vmax=10.2 Km=1.8 S=2.5'
errors='Vmax=0.3 Km=0.2 S=0.05'

echo "rate: $(autodiff eval --digits 5 "$rate" $values)"
autodiff grad "$rate" $values | awk -v errors="$errors" '
  BEGIN { n = split(errors, pair, " "); for (i = 1; i <= n; i++) { split(pair[i], p, "="); error[p[1]] = p[2] } }
  { share = $2 * error[$1]; total += share^2; printf "  from %-4s %8.4f\n", $1, share }
  END { printf "standard error: %.4f\n", sqrt(total) }'
