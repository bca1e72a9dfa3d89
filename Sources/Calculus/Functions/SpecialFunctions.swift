import Numerics

/// Error functions, the normal distribution, gamma and Bessel functions, Lambert's W.
enum SpecialFunctions {
  static let table: [Primitive] = errorFunctions + gammaFunctions + besselFunctions + inverses

  // expminussquare(x), not exp(-x^2): the exponential multiplies the rounding error of the square
  // by up to seven hundred.
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
    Primitive(
      "erfcx", summary: "exp(x^2)*erfc(x), which is 1/(sqrt(pi)*x) far out, without underflow.",
      value: .unary(Special.erfcx), partials: ["erfcxderivative(1, x)"],
      range: .nonnegative,
      c: .helper(CSources.scaledComplement), latex: #"\operatorname{erfcx}"#,
      samples: [[0.3], [-1.5], [2.25]], far: [[50], [1e10], [-26], [1e-20], [1e200]],
      special: [
        .at(0, value: 1, slope: -1.1283791670955126),
        .at(.infinity, value: 0, slope: -0.0),
        .at(-30, value: .infinity, slope: -.infinity),
      ],
      example: "erfcx(x)", exampleBindings: ["x=100"]),
    // A function of its own: 2*x*erfcx(x) - 2/sqrt(pi) loses its digits where x is large.
    Primitive(
      "erfcxderivative", parameters: ["n", "x"], constantParameters: [0],
      summary: "The n-th derivative of erfcx at x; n is a whole number, 0 or greater.",
      value: .binary(Special.erfcxderivative), partials: ["", "erfcxderivative(n + 1, x)"],
      domain: "n >= 0 && n <= 100000",
      convention: "where n is greater than 100000 it is nan",
      c: .helper(CSources.scaledComplementDerivative),
      latex: #"\operatorname{erfcx}^{(#1)}\left(#2\right)"#,
      samples: [[1, 0.3], [1, -1.5], [2, 2.25], [3, 0.7]],
      far: [[1, 50], [2, 1000], [1, 1e10], [1, -20], [4, 5]],
      special: [
        .at([1, 0], value: -1.1283791670955126, partials: [2]),
        .at([1, .infinity], value: -0.0, partials: [0]),
        .at([1, -30], value: -.infinity, partials: [.infinity]),
      ],
      example: "erfcxderivative(1, x)", exampleBindings: ["x=100"]),
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
