#!/bin/sh
# Rows in pieces, for a batch system or several machines: every piece is a run of its own, and the
# results put together are those of a single run, byte for byte. `split` and `xargs` are everywhere.
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit
export program='exp(-k*t)*cos(w*t)'

awk 'BEGIN {
  print "t,k,w"
  for (n = 0; n < 20000; n++)
    printf "%.17g,%.17g,%.17g\n", n*7919%20011/2001, n*104729%10007/10007, n*1299709%30011/3001
}' >rows.csv

autodiff grad --rows rows.csv "$program" >once.csv

# Each piece gets the header, and its result loses it again.
tail -n +2 rows.csv | split -l 3000 - piece.
ls piece.* | xargs -P 2 -n 1 sh -c '
  { head -n 1 rows.csv; cat "$0"; } | autodiff grad --rows - --rows-format csv "$program" |
    tail -n +2 >"result.$0"'
{ head -n 1 once.csv; cat result.*; } >pieces.csv

echo "$(ls piece.* | wc -l | tr -d ' ') pieces, $(($(wc -l <pieces.csv) - 1)) gradients"
cmp once.csv pieces.csv && echo 'identical with a single run'
