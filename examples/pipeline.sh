#!/bin/sh
# Results are made for pipes: TSV for awk, JSON for jq.

program='v = u^2; w = sin(v); x = log(v); y = w*x; z = exp(y)'

echo 'the step, after the input, that z is most sensitive to:'
autodiff grad --trace --format tsv "$program" u=1.3 | awk -F '\t' '
  NR > 2 { size = $5 < 0 ? -$5 : $5; if (size > most) { most = size; step = $3 } }
  END { print step, most }'

echo 'relative sensitivity, u/z * dz/du:'
if command -v jq > /dev/null; then
  autodiff grad --format json "$program" u=1.3 |
    jq '1.3 * .gradient.u / .value * 1000 | round / 1000'
else
  echo 'skipped: jq is not installed'
fi
