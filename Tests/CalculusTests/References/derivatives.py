"""Makes rows of derivatives.tsv: values, first and second derivatives to 32 digits.

    pip install mpmath
    python3 derivatives.py >> derivatives.tsv

The functions stand in Tests/NumericsTests/References/functions.py; derivatives are central
differences of their values at 1200 digits, so that no rule is used.
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../NumericsTests/References"))
import functions  # noqa: E402
from mpmath import cosh, exp, log1p, mp, mpf  # noqa: E402

# The samples and far points of the tables, and which operands are constant orders.
POINTS = {
    "log1mexp": [(0.3,), (1.5,), (7.5,), (1e-17,), (5e-324,), (40.0,), (700.0,)],
    "logaddexp": [(0.3, 1.5), (-2.0, 2.25), (5.0, 4.75), (1000.0, 1000.5), (-1000.0, -1002.0),
                  (1e-300, -700.0), (40.0, -30.0)],
    "xlogy": [(0.3, 1.5), (-2.0, 2.25), (5.0, 0.75), (1e-300, 1e300), (0.5, 1e-300),
              (1e10, 1.0000000000000002)],
    "logsigmoid": [(0.3,), (-1.5,), (4.0,), (-700.0,), (40.0,), (-20.0,)],
    "erfcx": [(0.3,), (-1.5,), (2.25,), (50.0,), (1e10,), (-26.0,), (1e-20,), (1e200,)],
    "erfcxderivative": [(1.0, 0.3), (1.0, -1.5), (2.0, 2.25), (3.0, 0.7), (1.0, 50.0),
                        (2.0, 1000.0), (1.0, 1e10), (1.0, -20.0), (4.0, 5.0)],
    "lognormcdf": [(0.3,), (-1.5,), (2.25,), (-40.0,), (-1e5,), (20.0,), (38.0,), (-1e-9,)],
    "lognormcdfderivative": [(1.0, 0.3), (1.0, -1.5), (2.0, 2.25), (3.0, -0.7), (1.0, -40.0),
                             (2.0, -1000.0), (1.0, 20.0), (2.0, 37.5), (4.0, -5.0)],
    "besseli": [(0.0, 1.5), (1.0, 2.5), (2.0, -0.7), (3.0, 10.25), (0.0, 70.5), (1.0, 1e-9),
                (5.0, 0.01), (1.0, 700.0)],
    "besselk": [(0.0, 1.5), (1.0, 2.5), (2.0, 0.7), (3.0, 10.25), (0.0, 70.5), (1.0, 1e-9),
                (5.0, 0.01), (1.0, 700.0)],
}


def value(name, point):
    if name == "logaddexp":
        # Differentiable, unlike the greater of both and the rest.
        return point[0] + log1p(exp(point[1] - point[0]))
    if name == "besselk":
        return besselk(*point)
    if name.startswith("lognormcdf") and point[-1] < -200:
        return asymptotic(point)
    return functions.FUNCTIONS[name][0](*point)


def besselk(n, x):
    """The integral DLMF 10.32.9 by the trapezoidal rule, which is exact to 500 digits."""
    step, total, t = mpf(1)/150, mpf(1)/2, mpf(0)
    while True:
        t += step
        term = exp(-x*(cosh(t) - 1))*cosh(n*t)
        total += term
        if term < mpf(10)**-500:
            return step*exp(-x)*total


def asymptotic(point):
    """log(normcdf(x)) far below 0, by the scaled complement's asymptotic series."""
    from mpmath import log, sqrt
    x = point[-1]
    order = int(point[0]) if len(point) == 2 else 0
    if order:
        return functions.lognormcdfderivative(order, x)
    return log(functions.erfcxderivative(0, -x/sqrt(mpf(2)))/2) - x*x/2


def shifted(name, point, steps):
    return value(name, [number + step for number, step in zip(point, steps)])


def pair(number):
    if abs(number) >= mpf(2)**1024:
        return "inf,0" if number > 0 else "-inf,0"
    high = float(number)
    return ",".join(text(part) for part in (high, float(number - mpf(high))))


def text(number):
    return number.hex() if number else "0x0p+0"


def main():
    only = sys.argv[1:]
    for name, points in POINTS.items():
        if only and name not in only:
            continue
        for point in points:
            digits = {"besseli": 500, "besselk": 400}.get(name, 1200)
            mp.dps = digits
            exact = [mpf(number) for number in point]
            free = [1] if name in functions.WHOLE else list(range(len(point)))
            size = [abs(number) if number else mpf(1) for number in exact]
            # Errors of both differences are about the square of the step.
            small = mpf(10)**-(digits//5)
            step = [number*small for number in size]

            def at(*moves):
                steps = [mpf(0)]*len(point)
                for index, sign in moves:
                    steps[index] += sign*step[index]
                return shifted(name, exact, steps)

            middle = at()
            first = [(at((i, 1)) - at((i, -1)))/(2*step[i]) for i in free]
            second = []
            for i in free:
                for j in free:
                    if i == j:
                        second.append((at((i, 1)) - 2*middle + at((i, -1)))/step[i]**2)
                    else:
                        second.append(
                            (at((i, 1), (j, 1)) - at((i, 1), (j, -1)) - at((i, -1), (j, 1))
                             + at((i, -1), (j, -1)))/(4*step[i]*step[j]))
            second = [mpf(0) if name == "xlogy" and k == 0 else s for k, s in enumerate(second)]
            operands = ",".join(number.hex() for number in point)
            print("\t".join([name, operands, pair(middle)] + [pair(d) for d in first + second]))
            sys.stdout.flush()


if __name__ == "__main__":
    main()
