#!/bin/sh
# What people would use instead, timed beside autodiff in one run:
#
#     Sources/benchmark/rivals.sh DIRECTORY [compute|csv|start|size ...]
#
# DIRECTORY holds the rivals: batch_gen.py (the rows), batch_c.cpp (gradients by hand in C++),
# batch_py.py, dag_py.py and dag_gen.py (NumPy, heyoka, JAX, CasADi, gp), batch_*.awk, and rr.py with
# once.c (a timer that starts all commands in turn). Needed: python3, gcc, g++. What else is not
# installed is left out with a word.
#
#   PYTHON   the Python that has the libraries (python3)
#   ROUNDS   how often everything is started (5)
#   BUILD    options for `swift build`, such as "-j 1"
#
# Every figure is a median; ratios are medians of ratios within a round.
set -eu

here=$(cd "$(dirname "$0")/../.." && pwd)
[ $# -gt 0 ] || { sed -n '2,17s/^# \{0,1\}//p' "$0" >&2; exit 2; }
rivals=$(cd "$1" && pwd)
shift
[ $# -gt 0 ] || set -- compute csv start size
PYTHON=${PYTHON:-python3}
ROUNDS=${ROUNDS:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

cd "$here"
swift build -c release ${BUILD:-} >&2
swift build -c release ${BUILD:-} -Xcc -march=native --scratch-path .build/native >&2
portable=$here/.build/release
native=$here/.build/native/release
# The file that the linker has written starts more slowly than a copy of it.
cp "$portable/autodiff" "$work/autodiff"
cp "$native/autodiff" "$work/autodiff-native"
cd "$work"

has_command() { command -v "$1" >/dev/null || { echo "left out: $1 is not installed"; false; }; }
has_module() {
  "$PYTHON" -c "import $1" 2>/dev/null || { echo "left out: Python's $1 is not installed"; false; }
}
one_core() { if command -v taskset >/dev/null; then taskset -c 0 "$@"; else "$@"; fi; }

sample='exp(sin(u^2)*log(u^2))'
rosenbrock='100*(x1-x0^2)^2+(1-x0)^2'
for k in 1 2 3 4 5 6 7 8; do
  rosenbrock="$rosenbrock+100*(x$((k + 1))-x$k^2)^2+(1-x$k)^2"
done
# Here tau is the constant 2*pi: the column of that name is called a.
planck='eps*1.191042972e8/lam^5/(exp(14387.76877/(lam*T)) - 1)*exp(-a*lam^-1.5)*(R/d)^2'
program() { case $1 in seed) echo "$sample" ;; rosen) echo "$rosenbrock" ;; *) echo "$planck" ;; esac; }

make_rows() {
  [ ! -e seed.csv ] || return 0
  python3 "$rivals/batch_gen.py" . 1000000
  g++ -std=c++17 -O3 -march=native -o batch_c "$rivals/batch_c.cpp"
  cp seed.csv seed.own.csv
  cp rosen.csv rosen.own.csv
  sed '1s/tau/a/' planck.csv >planck.own.csv
}

# Gradients of 10^6 rows in memory, on one core: ns per row.
compute() {
  make_rows
  peers=
  for peer in heyoka jax casadi; do if has_module $peer; then peers="$peers $peer"; fi; done
  for name in seed rosen planck; do
    ./batch_c $name compute $name.csv $name.ref.bin >/dev/null
    [ -z "$peers" ] || "$PYTHON" -c "
import array
numbers = array.array('d')
with open('$name.csv') as rows:
    next(rows)
    for row in rows: numbers.extend(map(float, row.split(',')))
with open('$name.bin', 'wb') as file: numbers.tofile(file)"
  done
  for round in $(seq "$ROUNDS"); do
    for name in seed rosen planck; do
      one_core ./batch_c $name compute $name.csv |
        awk -v n=$name '{ print "c++", n, $3 }'
      for peer in $peers; do
        one_core "$PYTHON" "$rivals/batch_py.py" $peer $name compute . 2>/dev/null | tail -n 1 |
          awk -v n=$name '{ print $1, n, $5 }'
      done
    done
    for build in portable native; do
      if [ $build = native ]; then path=$native; else path=$portable; fi
      one_core "$path/benchmark" compute | awk -v b=autodiff-$build '
        $1 == "sample" { print b, "seed", $3 }
        $1 == "rosenbrock" { print b, "rosen", $3 }
        $1 == "planck" { print b, "planck", $3 }'
    done
  done >compute.txt
  echo
  echo 'compute: gradients of 10^6 rows in memory on one core, ns per row (times C++ by hand)'
  awk '
    function median(list, parts, n, i, j, t) {
      n = split(list, parts, " ")
      for (i = 2; i <= n; i++)
        for (j = i; j > 1 && parts[j - 1] + 0 > parts[j] + 0; j--) {
          t = parts[j]; parts[j] = parts[j - 1]; parts[j - 1] = t
        }
      return parts[int((n + 1)/2)]
    }
    {
      if (!($1 in known)) { known[$1]; order[++count] = $1 }
      times[$1, $2] = times[$1, $2] " " $3
    }
    END {
      split("seed rosen planck", names, " ")
      printf "%-20s%16s%18s%18s\n", "", "sample", "Rosenbrock", "Planck"
      for (k = 1; k <= count; k++) {
        line = sprintf("%-20s", order[k])
        for (m = 1; m <= 3; m++) {
          n = split(times[order[k], names[m]], own, " ")
          split(times["c++", names[m]], reference, " ")
          ratios = ""
          for (i = 1; i <= n; i++) ratios = ratios " " own[i]/reference[i]
          line = line sprintf("%10.1f (%5.2f)", median(times[order[k], names[m]]), median(ratios))
        }
        print line
      }
    }' compute.txt
}

# The same from a CSV file to a CSV file, whole processes.
csv() {
  make_rows
  for name in seed rosen planck; do
    {
      printf 'c++\texec ./batch_c %s e2estream %s.csv out.c.csv\n' $name $name
      for threads in 1 2; do
        printf "autodiff, %s threads\texec ./autodiff grad --rows %s.own.csv --threads %s '%s' >out.$threads.csv\n" \
          $threads $name $threads "$(program $name)"
      done
      printf "autodiff-native, 2\texec ./autodiff-native grad --rows %s.own.csv --threads 2 '%s' >out.3.csv\n" \
        $name "$(program $name)"
      if has_command mawk >&2; then
        printf 'mawk\texec mawk -f %s/batch_%s.awk %s.csv >out.awk.csv\n' "$rivals" $name $name
      fi
      if has_module pyarrow >&2; then
        for peer in numpy heyoka; do
          if has_module $peer >&2; then
            printf '%s, pyarrow\texec %s %s/batch_py.py %s %s e2e . arrow\n' \
              $peer "$PYTHON" "$rivals" $peer $name
          fi
        done
      fi
    } >csv.tsv
    echo
    echo "csv: $(program $name | cut -c 1-60)"
    python3 "$rivals/rr.py" -n "$ROUNDS" -t 200 --no-warm --ref c++ csv.tsv
    cmp out.1.csv out.2.csv && cmp out.1.csv out.3.csv
  done
}

# One gradient as a whole process.
start() {
  {
    printf 'true\texec /bin/true\n'
    printf "autodiff\texec ./autodiff grad '%s' u=1.3\n" "$sample"
    if has_command gp >&2; then
      printf "gp\techo 'f(u)=%s; print(polcoef(f(1.3+x+O(x^2)),1))' | gp -fq\n" "$sample"
    fi
    if has_command ginsh >&2; then
      printf "ginsh\techo 'evalf(subs(diff(%s,u),u==1.3));' | ginsh\n" "$sample"
    fi
    if has_command maxima >&2; then
      printf "maxima\texec maxima --very-quiet --batch-string='print(at(diff(%s,u),u=1.3))$'\n" \
        "$sample"
    fi
    if has_module jax >&2; then
      printf "jax\texec %s -c 'import jax, jax.numpy as np; print(jax.grad(lambda u: np.exp(np.sin(u**2)*np.log(u**2)))(1.3))'\n" \
        "$PYTHON"
    fi
  } >start.tsv
  echo
  echo 'start: one gradient, whole processes'
  python3 "$rivals/rr.py" -n 21 --ref true start.tsv
}

# One gradient of 10^6 operations, from text or from a script to numbers.
size() {
  sh "$here/examples/large.sh" chain 1000000 >chain.ad
  sh "$here/examples/large.sh" wide 1000000 >wide.ad
  sh "$here/examples/large.sh" point 1000000 >wide.txt
  for shape in chain wide; do
    {
      case $shape in
        chain) printf 'autodiff\texec ./autodiff grad -f chain.ad x=1.3 y=0.9\n' ;;
        wide) printf 'autodiff\texec ./autodiff grad -f wide.ad --bindings wide.txt\n' ;;
      esac
      if has_command gp >&2; then
        python3 "$rivals/dag_gen.py" gp $shape 1000000 >$shape.gp
        printf 'gp\texec gp -fq -s 2G <%s.gp\n' $shape
      fi
      if has_module casadi >&2; then
        printf 'casadi\texec %s %s/dag_py.py casadi %s 1000000\n' "$PYTHON" "$rivals" $shape
      fi
    } >size.tsv
    echo
    echo "size: a gradient of 10^6 operations, $shape"
    python3 "$rivals/rr.py" -n 3 -t 120 --no-warm --ref autodiff size.tsv
  done
}

for section; do
  case $section in
    compute | csv | start | size) $section ;;
    *)
      echo "error: there are compute, csv, start, size; not $section" >&2
      exit 2
      ;;
  esac
done
