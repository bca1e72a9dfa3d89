"""Makes rows of functions.tsv: points of a function with its value to 32 digits.

    pip install mpmath
    python3 functions.py >> functions.tsv

Each function stands below with its value by mpmath, computed with 2600 bits, and its points: chosen ones (far out, tiny, subnormal, next to the seams of our methods) and random ones.
"""
import random

from mpmath import (
    besseli, besselk, erfc, exp, expm1, fac, gamma, ldexp, log, log1p, mp, mpf, sqrt)

TINY = 5e-324


def erfcxderivative(n, x):
    """The n-th derivative of exp(x^2) erfc(x): by its power series, far out by the asymptotic one."""
    n = int(n)
    if x > 30:
        # DLMF 7.18.14; the least term at 30 is 2^-1298.
        total, term, m = mpf(0), mpf(1), 0
        while abs(term) > mpf(2)**-500 and m < 400:
            total += term
            m += 1
            term *= -(2*m + n)*(2*m + n - mpf(1))/(m*(2*x)**2)
        return (-1)**n*fac(n)*total/(sqrt(mp.pi)*x**(n + 1))
    terms = [fac(n)/gamma(mpf(n)/2 + 1), -fac(n + 1)*x/gamma(mpf(n)/2 + mpf(3)/2)]
    total, j = terms[0] + terms[1], 0
    while j < 2*x*x + 40 or max(abs(term) for term in terms) > mpf(2)**-900:
        for odd in (0, 1):
            k = n + j + odd
            terms[odd] *= 2*x*x*(k + 1)/((j + odd + 1)*(j + odd + 2))
        total += terms[0] + terms[1]
        j += 2
    return (-1)**n*total


def debye(n, x, sign):
    """I (sign 1) and K (sign -1) by Debye's series, DLMF 10.41.3, for large orders."""
    n, w = abs(n), sqrt(n*n + x*x)
    coefficients, total, p2 = [mpf(1)], mpf(1), -(n/w)**2
    for k in range(1, 80):
        following = [mpf(0)]*(k + 1)
        for j, c in enumerate(coefficients):
            degree = mpf(k - 1 + 2*j)
            following[j] += c*(degree/2 + 1/(8*(degree + 1)))
            following[j + 1] += c*(degree/2 + 5/(8*(degree + 3)))
        coefficients = following
        total += sign**k*sum(c*p2**j for j, c in enumerate(coefficients))/w**k
    factor = 1/sqrt(2*mp.pi*w) if sign > 0 else sqrt(mp.pi/(2*w))
    return factor*((x/(n + w))**n*exp(w))**sign*total


def besseli_of_any_order(n, x):
    return debye(n, x, 1) if abs(n) >= 1000 else besseli(n, x)


def besselk_of_any_order(n, x):
    return debye(n, x, -1) if abs(n) >= 1000 else besselk(n, x)


def normcdf(x):
    return erfc(-x/sqrt(mpf(2)))/2


def lognormcdfderivative(n, x):
    """By the power series of the logarithm of the normal distribution's probability."""
    n = int(n)
    phi = exp(-x*x/2)/sqrt(2*mp.pi)
    hermite = [mpf(1), -x]
    while len(hermite) < n:
        k = len(hermite)
        hermite.append(-(x*hermite[-1] + hermite[-2])/k)
    c = [phi/normcdf(x)*hermite[k - 1]/k for k in range(1, n + 1)]
    l = []
    for k in range(1, n + 1):
        l.append(c[k - 1] - sum(j*l[j - 1]*c[k - j - 1] for j in range(1, k))/k)
    return fac(n)*l[-1]


# name: (value, chosen points, ranges of random ones)
FUNCTIONS = {
    "logsigmoid": (
        lambda x: -log1p(exp(-x)),
        [0.0, TINY, -1e-300, 37.0, -37.0, 45.5, -45.5, 700.5, -700.5, 744.0, -1e300, 708.0],
        [(-40, 40), (-800, 745), (-1, 1)]),
    "logaddexp": (
        lambda x, y: max(x, y) + log1p(exp(-abs(x - y))),
        [(0.0, 0.0), (1.0, 1.0), (1000.0, 1000.0), (-1000.0, -999.5), (1e-300, -700.0),
         (1e-310, -720.0), (0.0, -744.0), (-0.5, -0.9327521295671886), (1e308, -1e308),
         (-0.6931471805599453, -0.6931471805599453), (TINY, -745.0), (1e16, 1e16 + 2),
         (-1.0, -0.4586751453870819), (-1e-12, -27.631021115928547), (-0.01, -4.6)],
        [((-30, 30), (-30, 30)), ((-2, 0), (-2, 0)), ((500, 600), (-80, 700))]),
    "log1mexp": (
        lambda x: log(-expm1(-x)),
        [TINY, 1e-310, 1e-300, 1e-20, 0.6931471805599453, 0.6931471805599454, 0.7, 1e-9, 44.9,
         45.1, 700.5, 744.4, 720.0],
        [(0, 1), (0, 0.7), (0.5, 5), (1, 700)]),
    "xlogy": (
        lambda x, y: x*log(y),
        [(1.0, 2.0), (TINY, 3.0), (-3.0, TINY), (1e300, 1.0000000000000002), (1e-300, 1e300),
         (2.0, 0.9999999999999999), (-1e-310, 1e-310), (1e308, 2.7), (5e-324, 1e-300),
         (3.0, 0.7071067811865476), (1e-160, 0.5)],
        [((-10, 10), (0, 10)), ((-1, 1), (0.5, 1.5)), ((0, 1), (0, 1))]),
    "erfcx": (
        lambda x: erfcxderivative(0, x),
        [0.0, TINY, -1e-300, 1e-20, -26.6, -26.62, -8.1, -7.9, 29.9, 30.1, 1e10, 1e300,
         1.7e308, 0.25, 1.0, 5.0],
        [(-26, 0), (0, 30), (-1, 1), (30, 1e4)]),
    "erfcxderivative": (
        erfcxderivative,
        [(0.0, 1.0), (1.0, 0.0), (2.0, 0.0), (1.0, TINY), (1.0, 2.0), (1.0, 2.0000000000000004),
         (1.0, 29.0), (1.0, 31.0), (2.0, 31.0), (1.0, 1e20), (3.0, 1e40), (1.0, 1e150), (5.0, 0.5),
         (1.0, -26.0), (4.0, -26.5), (1.0, -1e-9), (12.0, 2.0), (20.0, 3.0), (3.0, 100.0),
         (1.0, -8.1), (30.0, 0.1), (200.0, 0.2), (7.0, -3.0), (1.0, 1e6), (2.0, 1e6), (40.0, 1.3)],
        [((1, 1), (0, 6)), ((2, 2), (0, 30)), ((3, 9), (-5, 20)), ((1, 1), (-26, 0))]),
    "lognormcdf": (
        lambda x: log(normcdf(x)) if x < 5 else log1p(-normcdf(-x)),
        [0.0, TINY, -1e-300, -40.0, -38.0, -37.5, 37.5, 38.4, 8.0, -42.4, -1e10, -1e19, -1.1e20,
         -1e154, 9.5, 5.0, -1e5],
        [(-40, 10), (-1, 1), (10, 38), (-1000, -30)]),
    "lognormcdfderivative": (
        lognormcdfderivative,
        [(1.0, 0.0), (2.0, 0.0), (3.0, 0.0), (1.0, -40.0), (2.0, -40.0), (3.0, -40.0),
         (4.0, -12.0), (1.0, 37.7), (2.0, 38.1), (1.0, 38.4), (5.0, 3.0), (1.0, -1e3),
         (2.0, -1e3), (3.0, -1e3), (1.0, -2.9), (6.0, -2.8), (2.0, 5.0), (20.0, -4.0),
         (20.0, 1.0), (1.0, -1e-300), (8.0, -0.5)],
        [((1, 1), (-30, 30)), ((2, 2), (-30, 10)), ((3, 9), (-20, 5))]),
    "besseli": (
        besseli_of_any_order,
        [(0.0, 0.0), (0.0, TINY), (1.0, TINY), (1.0, 1e-300), (2.0, 1e-150), (10.0, 1e-20),
         (0.0, 2.0), (1.0, 63.9), (0.0, 64.1), (3.0, 713.0), (0.0, 713.9), (100.0, 20.0),
         (63.0, 1.0), (64.0, 1.0), (100.0, 750.0), (1000.0, 900.0), (1000.0, 1250.0), (20.0, 60.0),
         (20.0, 61.0), (-3.0, 2.5), (3.0, -2.5), (5.0, 700.0), (40000.0, 27000.0),
         (1000000.0, 663000.0), (150.0, 1.0), (1.0, 400.0), (30.0, 30.0)],
        [((0, 5), (0, 64)), ((0, 5), (64, 700)), ((0, 100), (0, 100)), ((60, 300), (1, 700))]),
    "besselk": (
        besselk_of_any_order,
        [(0.0, TINY), (1.0, 1e-307), (0.0, 1e-300), (2.0, 1e-150), (10.0, 1e-20), (0.0, 2.0),
         (0.0, 2.0000000000000004), (1.0, 2.0), (1.0, 2.1), (1.0, 63.9), (0.0, 64.1), (3.0, 705.0),
         (0.0, 740.0), (100.0, 20.0), (63.0, 1.0), (64.0, 1.0), (100.0, 750.0), (1000.0, 900.0),
         (20.0, 60.0), (20.0, 61.0), (-3.0, 2.5), (5.0, 700.0), (40000.0, 27000.0),
         (1000000.0, 663000.0), (150.0, 1.0), (1.0, 400.0), (30.0, 30.0), (1.0, 1e-10),
         (0.0, 1e-19)],
        [((0, 5), (0, 3)), ((0, 5), (2, 64)), ((0, 5), (64, 700)), ((0, 100), (0, 100)),
         ((60, 300), (10, 700))]),
}
RANDOM_POINTS = 5
WHOLE = {"erfcxderivative", "lognormcdfderivative", "besseli", "besselk"}


def split(value):
    """(high + low)*2^exponent with 1 <= |high| < 2."""
    exponent = int(mp.floor(log(abs(value), 2)))
    if abs(ldexp(value, -exponent)) >= 2:
        exponent += 1
    elif abs(ldexp(value, -exponent)) < 1:
        exponent -= 1
    scaled = ldexp(value, -exponent)
    high = float(scaled)
    return high, float(scaled - mpf(high)), exponent


def main():
    source = random.Random(1)
    for name, (value, chosen, ranges) in FUNCTIONS.items():
        points = [point if isinstance(point, tuple) else (point,) for point in chosen]
        for bounds in ranges:
            for _ in range(RANDOM_POINTS):
                pairs = bounds if isinstance(bounds[0], tuple) else (bounds,)
                numbers = [source.uniform(*pair) for pair in pairs]
                if name in WHOLE:
                    numbers[0] = float(round(numbers[0]))
                points.append(tuple(numbers))
        for point in points:
            mp.prec = 600 if name.startswith("bessel") else 2600
            exact = value(*[mpf(number) for number in point])
            if exact == 0:
                continue
            if abs(exact) > mpf(2)**1024 or abs(exact) < mpf(2)**-1075:
                continue
            high, low, exponent = split(exact)
            operands = [number.hex() for number in point] + ["-"]*(2 - len(point))
            print("\t".join([name] + operands + [high.hex(), low.hex(), str(exponent)]))


if __name__ == "__main__":
    main()
