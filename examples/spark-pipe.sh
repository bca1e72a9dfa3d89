#!/bin/sh
# Many rows under Apache Spark, on a cluster as it is here on one machine: `pipe` sends the lines of
# each partition through `autodiff`, and what comes back is a data set again.
#
# Partitions have no header: `--header no` binds the columns in the order in which the program names
# the inputs.
if ! python3 -c 'import pyspark' 2>/dev/null; then
  echo 'skipped: pyspark is not installed'
  exit
elif ! java -version 2>/dev/null; then
  echo 'skipped: Java is not installed'
  exit
fi
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
program='exp(-k*t)*cos(w*t)'

awk 'BEGIN {
  for (n = 0; n < 20000; n++)
    printf "%.17g,%.17g,%.17g\n", n*7919%10007/10007, n*104729%20011/2001, n*1299709%30011/3001
}' >"$dir/rows.csv"

autodiff grad --rows "$dir/rows.csv" --header no "$program" >"$dir/once.csv"

cat >"$dir/job.py" <<'PYTHON'
import shlex, shutil, sys
from pyspark import SparkConf, SparkContext

rows, result, program = sys.argv[1:]
settings = SparkConf().setMaster("local[2]").set("spark.ui.enabled", "false")
with SparkContext(conf=settings) as spark:
    # What is run has no environment, so it is named by its path.
    command = shlex.join(
        [shutil.which("autodiff"), "grad", "--rows", "-", "--rows-format", "csv",
         "--header", "no", program])
    gradients = spark.textFile(rows, minPartitions=4).pipe(command, checkCode=True)
    with open(result, "w") as file:
        file.writelines(line + "\n" for line in gradients.toLocalIterator())
PYTHON
python3 "$dir/job.py" "$dir/rows.csv" "$dir/spark.csv" "$program" 2>"$dir/log" ||
  { tail -n 20 "$dir/log"; exit 1; }
cmp "$dir/once.csv" "$dir/spark.csv" && echo 'Spark, pipe: identical with a single run'
