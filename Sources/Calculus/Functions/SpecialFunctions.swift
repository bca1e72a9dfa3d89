import Numerics

/// Error functions, the normal distribution, gamma and Bessel functions, Lambert's W.
enum SpecialFunctions {
  static let table: [Primitive] = errorFunctions + gammaFunctions + besselFunctions + inverses

  // expminussquare(x), not exp(-x^2): the exponential multiplies the rounding error of the square by
  // up to seven hundred.
  static let errorFunctions: [Primitive] = [
    Primitive(
      "erf", summary: "Error function of x, from -1 to 1.",
      value: .unary(Special.erf), partials: ["2/sqrt(pi)*expminussquare(x)"],
      parity: .odd, inverse: "erfinv",
      c: .function("erf"),
      python: "ad_erf(#1)", latex: #"\operatorname{erf}"#,
      samples: [[0.3], [-1.5], [2.25]], far: [[1e-300], [5], [-20], [26.3]],
      special: [.at(.infinity, value: 1, slope: 0)],
      example: "erf(x)", exampleBindings: ["x=0.5"]),
    Primitive(
      "erfc", summary: "Complement of the error function, 1 - erf(x), accurate for large x.",
      value: .unary(Special.erfc), partials: ["-2/sqrt(pi)*expminussquare(x)"],
      range: .nonnegative,
      c: .function("erfc"),
      python: "ad_erfc(#1)", latex: #"\operatorname{erfc}"#,
      samples: [[0.3], [-1.5], [2.25]], far: [[5], [26], [-4], [26.3]],
      special: [.at(.infinity, value: 0, slope: 0)],
      example: "erfc(x)", exampleBindings: ["x=5"]),
  ]

  static let gammaFunctions: [Primitive] = [
    Primitive(
      "gamma", summary: "Gamma function of x; (x - 1)! for a whole x.",
      value: .unary(Special.gamma), partials: ["r*digamma(x)"],
      domain: "x > 0 || x != floor(x)", singular: "x <= 0 && x == floor(x)",
      convention: "gamma(0) is inf with slope -inf; at the poles -1, -2, ... both are nan",
      c: .function("tgamma"),
      python: "ad_gamma(#1)", latex: #"\Gamma"#,
      samples: [[0.3], [2.5], [5], [-1.5]], far: [[170.5], [1e-9], [-20.5]],
      special: [
        .at(0, value: .infinity, slope: -.infinity),
        .at(-0.0, value: -.infinity, slope: -.infinity),
        .at(-1, value: .nan, slope: .nan),
      ],
      example: "gamma(x)", exampleBindings: ["x=0.5"]),
    Primitive(
      "lgamma", summary: "Natural logarithm of the absolute value of gamma(x).",
      value: .unary(Special.lgamma), partials: ["digamma(x)"],
      domain: "x > 0 || x != floor(x)", singular: "x <= 0 && x == floor(x)",
      convention: "at the poles the value is inf; the slope is -inf at 0 and nan at -1, -2, ...",
      c: .function("lgamma"),
      swift: "lgamma(#1).0",
      python: "ad_lgamma(#1)", latex: #"\ln\left|\Gamma\left(#1\right)\right|"#,
      samples: [[0.3], [2.5], [5], [-1.5]], far: [[1e-9], [2.0000001], [1e300], [101]],
      special: [
        .at(1, value: 0, slope: -0.5772156649015329),
        .at(2, value: 0, slope: 0.42278433509846713),
        .at(0, value: .infinity, slope: -.infinity),
        .at(-1, value: .infinity, slope: .nan),
      ],
      example: "lgamma(x)", exampleBindings: ["x=100"]),
    Primitive(
      "digamma", summary: "Derivative of log(gamma(x)).",
      value: .unary(Special.digamma), partials: ["polygamma(1, x)"],
      domain: "x > 0 || x != floor(x)", singular: "x <= 0 && x == floor(x)",
      convention: "digamma(0) is -inf, at the poles -1, -2, ... it is nan; the slope there is inf",
      c: .helper(CSources.digamma), latex: #"\psi"#,
      samples: [[0.3], [2.5], [5], [-0.5]], far: [[1e-9], [1e10], [-20.25]],
      special: [
        .at(0, value: -.infinity, slope: .infinity),
        .at(-1, value: .nan, slope: .infinity),
      ],
      example: "digamma(x)", exampleBindings: ["x=1"]),
    Primitive(
      "polygamma", parameters: ["n", "x"], constantParameters: [0],
      summary: "The n-th derivative of digamma at x; n is a whole number, 0 or greater.",
      value: .binary(Special.polygamma), partials: ["", "polygamma(n + 1, x)"],
      domain: "n >= 0 && (x > 0 || x != floor(x))", singular: "x <= 0 && x == floor(x)",
      convention:
        "at the poles -1, -2, ... it is inf for odd n and nan for even n, the slope likewise",
      c: .helper(CSources.polygamma), latex: #"\psi^{(#1)}\left(#2\right)"#,
      samples: [[0, 2.5], [1, 0.7], [1, -0.5], [2, 1.5], [3, 4.25]],
      far: [[1, 1e-9], [1, 1e10], [2, 100.5]],
      special: [
        .at([1, 0], value: .infinity, partials: [-.infinity]),
        .at([1, -1], value: .infinity, partials: [.nan]),
      ],
      example: "polygamma(1, x)", exampleBindings: ["x=2"]),
  ]

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
  ]

  static let inverses: [Primitive] = [
    Primitive(
      "erfinv", summary: "The number whose error function is x; x between -1 and 1.",
      value: .unary(Special.erfinv), partials: ["erfinvslope(x)"],
      domain: "abs(x) < 1",
      parity: .odd,
      singular: "abs(x) == 1",
      convention: "erfinv(1) is inf with slope inf; beyond, value and slope are nan",
      c: .helper(CSources.inverseErrorFunction), latex: #"\operatorname{erf}^{-1}"#,
      samples: [[0.3], [-0.7], [0.95]],
      far: [[1e-300], [-0.99999], [0.999999999], [0.9999999999996]],
      special: [
        .at(1, value: .infinity, slope: .infinity),
        .at(-1, value: -.infinity, slope: .infinity),
        .at(2, value: .nan, slope: .nan),
      ],
      example: "erfinv(x)", exampleBindings: ["x=0.5"]),
    // A function of its own: exp(r^2) multiplies the rounding error of r by up to seventy.
    Primitive(
      "erfinvslope", summary: "The slope of erfinv, sqrt(pi)/2*exp(erfinv(x)^2).",
      value: .unary(Special.erfinvslope), partials: ["2*erfinv(x)*r^2"],
      domain: "abs(x) < 1",
      curvature: "pi*sqrt(pi)/4", parity: .even, range: .nonnegative,
      singular: "abs(x) == 1",
      convention: "at 1 and -1 it is inf with slope inf and -inf; beyond, both are nan",
      c: .helper(CSources.inverseErrorFunctionSlope),
      latex: #"{\operatorname{erf}^{-1}}'\left(#1\right)"#,
      samples: [[0.3], [-0.7], [0.95]],
      far: [[1e-300], [-0.99999], [0.999999999], [0.9999999999996]],
      special: [
        .at(0, value: 0.886226925452758, slope: 0),
        .at(1, value: .infinity, slope: .infinity),
        .at(-1, value: .infinity, slope: -.infinity),
        .at(2, value: .nan, slope: .nan),
      ],
      example: "erfinvslope(x)", exampleBindings: ["x=0.5"]),
    Primitive(
      "lambertw",
      summary: "Lambert's W: the number w, -1 or greater, with w*exp(w) = x; x at least -1/e.",
      value: .unary(Special.lambertw), partials: ["lambertwslope(x)"],
      domain: "x >= -exp(-1)", singular: "x == -exp(-1)",
      convention: "the slope at -1/e is inf; below, value and slope are nan",
      c: .helper(CSources.lambertW), latex: #"W_{0}\left(#1\right)"#,
      samples: [[0.3], [-0.2], [2.5], [20]],
      far: [[1e-300], [1e100], [1e300], [-0.36787944], [-0.3678794411714]],
      special: [
        .at(0, value: 0, slope: 1),
        .at(-0.36787944117144233, value: -1, slope: .infinity),
        .at(-1, value: .nan, slope: .nan),
      ],
      example: "lambertw(x)", exampleBindings: ["x=1"]),
    // A function of its own: near -1/e, where exp(w) is close to -x, their sum has lost the digits
    // that the distance of x from -1/e still has.
    Primitive(
      "lambertwslope",
      summary: "The slope of lambertw, 1/(x + exp(lambertw(x))), accurate near -1/e too.",
      value: .unary(Special.lambertwslope),
      // exp(w) is multiplied by 1/(1 + w) where it is large: the error of w counts little.
      partials: ["-r*(r*(1 + r*exp(lambertw(x))))"],
      domain: "x > -exp(-1)",
      range: .nonnegative,
      singular: "x == -exp(-1)",
      convention: "at -1/e it is inf with slope -inf; below, value and slope are nan",
      c: .helper(CSources.lambertWSlope), latex: #"W_{0}'\left(#1\right)"#,
      samples: [[0.3], [-0.2], [2.5], [20]],
      far: [[1e-300], [1e100], [1e300], [-0.36787944], [-0.3678794411714]],
      special: [
        .at(0, value: 1, slope: -2),
        .at(-0.36787944117144233, value: .infinity, slope: -.infinity),
        .at(-1, value: .nan, slope: .nan),
      ],
      example: "lambertwslope(x)", exampleBindings: ["x=1"]),
  ]
}
