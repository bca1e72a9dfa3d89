#!/bin/sh
# Many rows under GNU parallel, on this machine or, with --sshlogin, on others: `--pipe` hands each
# job a block of whole lines, `--header :` puts the header before each, and `-k` keeps the order.
if ! parallel --version 2>/dev/null | grep -q '^GNU parallel'; then
  echo 'skipped: GNU parallel is not installed'
  exit
fi
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit
program='exp(-k*t)*cos(w*t)'

awk 'BEGIN {
  print "t,k,w"
  for (n = 0; n < 20000; n++)
    printf "%.17g,%.17g,%.17g\n", n*7919%20011/2001, n*104729%10007/10007, n*1299709%30011/3001
}' >rows.csv

autodiff grad --rows rows.csv "$program" >once.csv

# Every job writes a header of its own; the first one stays.
one_header() { awk 'NR == 1 { header = $0; print } $0 != header'; }

parallel --will-cite --pipe --header : --block 200k -k -q \
  autodiff grad --rows - --rows-format csv "$program" <rows.csv | one_header >pipe.csv
cmp once.csv pipe.csv || exit

# Of a file that can be searched, every job reads its own part.
parallel --will-cite --pipepart --header : --block 200k -k -q -a rows.csv \
  autodiff grad --rows - --rows-format csv "$program" | one_header >part.csv
cmp once.csv part.csv && echo 'GNU parallel, --pipe and --pipepart: identical with a single run'
