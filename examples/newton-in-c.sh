#!/bin/sh
# Newton's method as a compiled program: `emit` writes Rosenbrock's function, its gradient and its
# Hessian as one C function, and newton-in-c.c includes it.

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cc=cc; command -v cc >/dev/null || cc=clang
command -v $cc >/dev/null || { echo 'skipped: there is no C compiler'; exit; }

autodiff emit --name rosenbrock --derivative hessian '(1 - x)^2 + 100*(y - x^2)^2' >"$dir/rosenbrock.h"
$cc -std=c99 -Wall -Wextra -Werror -ffp-contract=off -I "$dir" newton-in-c.c -o "$dir/newton" -lm &&
  "$dir/newton"
