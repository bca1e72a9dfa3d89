#!/bin/sh
# Programs of any size, for measuring: large.sh SHAPE N prints one of about N operations.
#
#   chain   definitions, each made of the one before: a1 = sin(a0 + x)*y
#   wide    one sum with N/10 inputs x0, x1, ...; `large.sh point N` prints their bindings
#   swell   v = v*y + sin(v), again and again: written out it would have 2^(N/3) terms
#   nested  N parentheses round one input

awk -v shape="$1" -v n="$2" 'BEGIN {
  if (shape == "chain") {
    print "a0 = x"
    for (k = 1; k <= n/3; k++) print "a" k " = sin(a" k - 1 " + x)*y"
  } else if (shape == "wide") {
    inputs = int(n/10)
    for (k = 0; k < int(n/4); k++)
      printf "%s%s*x%d*sin(x%d)", k ? " + " : "", (k % 9 + 1)/8, k % inputs, (7*k + 3) % inputs
    print ""
  } else if (shape == "point") {
    for (k = 0; k < int(n/10); k++) print "x" k "=" 0.1 + k % 17/16
  } else if (shape == "swell") {
    print "v0 = x"
    for (k = 1; k <= n/3; k++) print "v" k " = v" k - 1 "*y + sin(v" k - 1 ")"
  } else if (shape == "nested") {
    for (k = 0; k < n; k++) printf "("
    printf "x"
    for (k = 0; k < n; k++) printf ")"
    print ""
  }
}'
