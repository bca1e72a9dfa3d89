import Numerics

/// Bessel functions and the normal distribution.
extension SpecialFunctions {
  static let besselFunctions: [Primitive] = [
    Primitive(
      "besselj", parameters: ["n", "x"], constantParameters: [0],
      summary: "Bessel function of the first kind of x; its order n is a whole number.",
      value: .binary(Special.besselj),
      partials: ["", "(besselj(n - 1, x) - besselj(n + 1, x))/2"],
      curvature: "if(mod(n, 2) == 1, nan, if(n == 0, -1/2, if(abs(n) == 2, 1/4, 0)))",
      c: .helper(CSources.besselJ),
      swift: "jn(Int32(#1), #2)", latex: #"J_{#1}\left(#2\right)"#,
      samples: [[0, 1.5], [1, 2.5], [2, -0.7], [3, 10.25]],
      far: [[0, 50.5], [1, 1e-9], [5, 0.01]],
      special: [
        .at([0, 0], value: 1, partials: [0]),
        .at([1, 0], value: 0, partials: [0.5]),
        .at([2, 0], value: 0, partials: [0]),
      ],
      example: "besselj(0, x)", exampleBindings: ["x=2"]),
    Primitive(
      "bessely", parameters: ["n", "x"], constantParameters: [0],
      summary: "Bessel function of the second kind of x > 0; its order n is a whole number.",
      value: .binary(Special.bessely),
      // Where r is infinite, so are both of its neighbours; each derivative has the other sign.
      partials: ["", "guard(abs(r) == inf, -r, (bessely(n - 1, x) - bessely(n + 1, x))/2)"],
      domain: "x > 0", singular: "x == 0",
      convention: "bessely(n, 0) is -inf with slope inf, for odd n below 0 inf with slope -inf; "
        + "below x = 0 value and slope are nan",
      c: .helper(CSources.besselY),
      swift: "yn(Int32(#1), #2)", latex: #"Y_{#1}\left(#2\right)"#,
      samples: [[0, 1.5], [1, 2.5], [2, 0.7], [3, 10.25]],
      far: [[0, 50.5], [1, 1e-9], [5, 0.01]],
      special: [
        .at([0, 0], value: -.infinity, partials: [.infinity]),
        .at([1, 0], value: -.infinity, partials: [.infinity]),
        .at([2, 0], value: -.infinity, partials: [.infinity]),
        .at([-1, 0], value: .infinity, partials: [-.infinity]),
        .at([-2, 0], value: -.infinity, partials: [.infinity]),
        .at([5, 1e-100], value: -.infinity, partials: [.infinity]),
        .at([0, -1], value: .nan, partials: [.nan]),
      ],
      example: "bessely(0, x)", exampleBindings: ["x=2"]),
    Primitive(
      "besseli", parameters: ["n", "x"], constantParameters: [0],
      summary: "Modified Bessel function of the first kind of x; its order n is a whole number.",
      value: .binary(Special.besseli),
      partials: ["", "(besseli(n - 1, x) + besseli(n + 1, x))/2"],
      curvature: "if(mod(n, 2) == 1, nan, if(n == 0, 1/2, if(abs(n) == 2, 1/4, 0)))",
      c: .helper(CSources.besselI), latex: #"I_{#1}\left(#2\right)"#,
      samples: [[0, 1.5], [1, 2.5], [2, -0.7], [3, 10.25]],
      far: [[0, 70.5], [1, 1e-9], [5, 0.01], [1, 700]],
      special: [
        .at([0, 0], value: 1, partials: [0]),
        .at([1, 0], value: 0, partials: [0.5]),
        .at([2, 0], value: 0, partials: [0]),
        .at([1, -.infinity], value: -.infinity, partials: [.infinity]),
        .at([0, 800], value: .infinity, partials: [.infinity]),
      ],
      example: "besseli(0, x)", exampleBindings: ["x=2"]),
    Primitive(
      "besselk", parameters: ["n", "x"], constantParameters: [0],
      summary:
        "Modified Bessel function of the second kind of x > 0; its order n is a whole number.",
      value: .binary(Special.besselk),
      partials: ["", "-(besselk(n - 1, x) + besselk(n + 1, x))/2"],
      domain: "x > 0", range: .nonnegative, singular: "x == 0",
      convention: "besselk(n, 0) is inf with slope -inf; below x = 0 value and slope are nan",
      c: .helper(CSources.besselK), latex: #"K_{#1}\left(#2\right)"#,
      samples: [[0, 1.5], [1, 2.5], [2, 0.7], [3, 10.25]],
      far: [[0, 70.5], [1, 1e-9], [5, 0.01], [1, 700]],
      special: [
        .at([0, 0], value: .infinity, partials: [-.infinity]),
        .at([2, 0], value: .infinity, partials: [-.infinity]),
        .at([0, .infinity], value: 0, partials: [-0.0]),
        .at([0, -1], value: .nan, partials: [.nan]),
      ],
      example: "besselk(0, x)", exampleBindings: ["x=2"]),
    // The C spellings of both add what the rounding of x/sqrt(2) and of x^2 took away: far out, the
    // exponential multiplies it by up to a thousand.
    Primitive(
      "normcdf", summary: "Probability that a standard normal variable is at most x, from 0 to 1.",
      value: .unary(Special.normcdf), partials: ["normpdf(x)"],
      range: .nonnegative,
      c: .expression(
        """
        fabs(#1) > 39.0 ? ((#1) > 0.0 ? 1.0 : 0.0) : 0.5*(erfc(-(#1)*0.7071067811865476) \
        - 1.1283791670955126*exp(-0.5*(#1)*(#1))\
        *(fma(-(#1), 0.7071067811865476, (#1)*0.7071067811865476) \
        + (#1)*4.833646656726457e-17))
        """),
      python: "0.5*ad_erfc(-(#1)*0.7071067811865476)",
      latex: #"\Phi"#,
      samples: [[0.3], [-1.5], [2.25]], far: [[-8.5], [-30], [20]],
      special: [.at(-.infinity, value: 0, slope: 0)],
      example: "normcdf(x)", exampleBindings: ["x=1.96"]),
    Primitive(
      "normpdf",
      summary: "Density of the standard normal distribution at x, exp(-x^2/2)/sqrt(2*pi).",
      value: .unary(Special.normpdf), partials: ["-x*r"], curvature: "-1/sqrt(2*pi)",
      parity: .even, range: .nonnegative,
      c: .expression(
        """
        fabs(#1) > 39.0 ? 0.0 : 0.3989422804014327*exp(-0.5*(#1)*(#1))\
        *(1.0 - 0.5*fma(#1, #1, -(#1)*(#1)))
        """),
      python: "0.3989422804014327*ad_gaussian(#1, 0.5)",
      latex: #"\varphi"#,
      samples: [[0.3], [-1.5], [2.25]], far: [[-8.5], [30], [1e-9]],
      special: [.at(0, value: 0.3989422804014327, slope: 0)],
      example: "normpdf(x)", exampleBindings: ["x=1"]),
    Primitive(
      "lognormcdf",
      summary: "Logarithm of normcdf(x), also where that probability is less than any double.",
      value: .unary(Special.lognormcdf), partials: ["lognormcdfderivative(1, x)"],
      c: .helper(CSources.logarithmOfProbability), latex: #"\ln\Phi\left(#1\right)"#,
      samples: [[0.3], [-1.5], [2.25]], far: [[-40], [-1e5], [20], [38], [-1e-9]],
      special: [
        .at(0, value: -0.6931471805599453, slope: 0.7978845608028654),
        .at(-.infinity, value: -.infinity, slope: .infinity),
        .at(.infinity, value: -0.0, slope: 0),
      ],
      example: "lognormcdf(x)", exampleBindings: ["x=-40"]),
    // A function of its own: normpdf(x)/normcdf(x) is 0/0 where x is -40, and its slope cancels
    // sooner.
    Primitive(
      "lognormcdfderivative", parameters: ["n", "x"], constantParameters: [0],
      summary: "The n-th derivative of lognormcdf at x, for n = 1 normpdf(x)/normcdf(x); n is a "
        + "whole number, 0 or greater.",
      value: .binary(Special.lognormcdfderivative),
      partials: ["", "lognormcdfderivative(n + 1, x)"],
      domain: "n >= 0 && n <= 200",
      convention: "where n is greater than 200 it is nan",
      c: .helper(CSources.logarithmOfProbabilityDerivative),
      latex: #"\left(\ln\Phi\right)^{(#1)}\left(#2\right)"#,
      samples: [[1, 0.3], [1, -1.5], [2, 2.25], [3, -0.7]],
      far: [[1, -40], [2, -1000], [1, 20], [2, 37.5], [4, -5]],
      special: [
        .at([1, 0], value: 0.7978845608028654, partials: [-0.6366197723675814]),
        .at([1, -.infinity], value: .infinity, partials: [-1]),
        .at([1, .infinity], value: 0, partials: [-0.0]),
      ],
      example: "lognormcdfderivative(1, x)", exampleBindings: ["x=-40"]),
  ]
}
