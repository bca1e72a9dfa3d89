import Numerics

/// Exponential functions and logarithms.
enum ExponentialsAndLogarithms {
  static let table: [Primitive] = exponentials + logarithms

  static let exponentials: [Primitive] = [
    Primitive(
      "exp", summary: "e to the power x, greater than 0.",
      value: .unary(Elementary.exp), partials: ["r"],
      range: .nonnegative, inverse: "log",
      complex: .init("exp(x)*cos(x_im)", "exp(x)*sin(x_im)"),
      c: .function("exp"), latex: "e^{#1}",
      samples: [[0.3], [-1.5], [2.25]], far: [[-708], [700.5], [1e-17]],
      special: [
        .at(-.infinity, value: 0, slope: 0),
        .at(.infinity, value: .infinity, slope: .infinity),
      ],
      example: "exp(x)", exampleBindings: ["x=1"]),
    Primitive(
      "exp2", summary: "2 to the power x, greater than 0.",
      value: .unary(Elementary.exp2), partials: ["r*log(2)"],
      range: .nonnegative, inverse: "log2",
      complex: .init("exp2(x)*cos(x_im*log(2))", "exp2(x)*sin(x_im*log(2))"),
      c: .function("exp2"), latex: "2^{#1}",
      samples: [[0.5], [-3.3], [2.25]], far: [[-1020.5], [1023.9], [1e-12]],
      special: [.at(-.infinity, value: 0, slope: 0)],
      example: "exp2(x)", exampleBindings: ["x=0.5"]),
    Primitive(
      "exp10", summary: "10 to the power x, greater than 0.",
      value: .unary(Elementary.exp10), partials: ["r*log(10)"],
      range: .nonnegative, inverse: "log10",
      complex: .init("exp10(x)*cos(x_im*log(10))", "exp10(x)*sin(x_im*log(10))"),
      c: .expression("pow(10.0, #1)"),
      python: "10.0**(#1)", latex: "10^{#1}",
      samples: [[0.5], [-3.3], [2.25]], far: [[-306.5], [307.25], [1e-12]],
      special: [.at(-.infinity, value: 0, slope: 0)],
      example: "exp10(x)", exampleBindings: ["x=0.5"]),
    // exp(x), not r + 1: that sum loses every digit where x is below -37.
    Primitive(
      "expm1", summary: "e^x - 1, accurate near 0, greater than -1.",
      value: .unary(Elementary.expm1), partials: ["exp(x)"],
      inverse: "log1p",
      complex: .init("expm1(x)*cos(x_im) - 2*sin(x_im/2)^2", "exp(x)*sin(x_im)"),
      c: .function("expm1"), latex: #"\left(e^{#1} - 1\right)"#,
      samples: [[0.3], [-1.5], [2]], far: [[1e-17], [.leastNonzeroMagnitude], [-700.5], [700.5]],
      special: [
        .at(-.infinity, value: -1, slope: 0),
        .at(0, value: 0, slope: 1),
      ],
      example: "expm1(x)", exampleBindings: ["x=1e-10"]),
    // The C spelling adds what the rounding of x^2 took away.
    Primitive(
      "expminussquare", summary: "exp(-x^2), accurate also where the square is large.",
      value: .unary(Elementary.expMinusSquare), partials: ["-2*x*r"],
      curvature: "-2", parity: .even, range: .nonnegative,
      complex: .init(
        "expminussquare(x)*exp(x_im^2)*cos(2*x*x_im)",
        "-expminussquare(x)*exp(x_im^2)*sin(2*x*x_im)"),
      c: .expression(
        "fabs(#1) > 28.0 ? 0.0 : exp(-(#1)*(#1))*(1.0 - fma(#1, #1, -(#1)*(#1)))"),
      python: "ad_gaussian(#1, 1.0)", latex: #"e^{-#1^{2}}"#,
      samples: [[0.3], [-1.5], [2.25]], far: [[1e-9], [26.3], [-12.7]],
      special: [
        .at(0, value: 1, slope: 0),
        .at(1e200, value: 0, slope: 0),
      ],
      example: "expminussquare(x)", exampleBindings: ["x=5"]),
  ]

  static let logarithms: [Primitive] = [
    Primitive(
      "log", aliases: ["ln"], summary: "Natural logarithm of x, greater than 0.",
      value: .unary(Elementary.log), partials: ["1/x"],
      domain: "x > 0", singular: "x == 0",
      convention: "log(0) is -inf with slope inf; below 0 the value is nan and the slope still 1/x",
      complex: .init("log(hypot(x, x_im))", "atan2(x_im, x)"),
      c: .function("log"), latex: #"\ln"#,
      samples: [[0.3], [2], [7.5]], far: [[1e-300], [1e300], [1.0000000000000002]],
      special: [
        .at(0, value: -.infinity, slope: .infinity),
        .at(-0.0, value: -.infinity, slope: -.infinity),
        .at(-1, value: .nan, slope: -1),
        .at(.infinity, value: .infinity, slope: 0),
      ],
      example: "log(x)", exampleBindings: ["x=2"]),
    // 1/log(2)/x, not 1/(x*log(2)): the product may overflow or be subnormal where the slope is
    // neither.
    Primitive(
      "log2", summary: "Logarithm of x to the base 2, x greater than 0.",
      value: .unary(Elementary.log2), partials: ["1/log(2)/x"],
      domain: "x > 0", singular: "x == 0",
      convention:
        "log2(0) is -inf with slope inf; below 0 the value is nan, the slope the formula's",
      complex: .init("log2(hypot(x, x_im))", "atan2(x_im, x)/log(2)"),
      c: .function("log2"), latex: #"\log_{2}"#,
      samples: [[0.3], [3], [7.5]], far: [[1e-300], [1e300]],
      special: [
        .at(0, value: -.infinity, slope: .infinity),
        .at(-1, value: .nan, slope: -1.4426950408889634),
        .at(8, value: 3, slope: 0.18033688011112042),
      ],
      example: "log2(x)", exampleBindings: ["x=8"]),
    Primitive(
      "log10", summary: "Logarithm of x to the base 10, x greater than 0.",
      value: .unary(Elementary.log10), partials: ["1/log(10)/x"],
      domain: "x > 0", singular: "x == 0",
      convention:
        "log10(0) is -inf with slope inf; below 0 the value is nan, the slope the formula's",
      complex: .init("log10(hypot(x, x_im))", "atan2(x_im, x)/log(10)"),
      c: .function("log10"), latex: #"\log_{10}"#,
      samples: [[0.3], [2], [7.5]], far: [[1e-300], [1e308]],
      special: [
        .at(0, value: -.infinity, slope: .infinity),
        .at(-1, value: .nan, slope: -0.43429448190325176),
        .at(1000, value: 3, slope: 0.00043429448190325176),
      ],
      example: "log10(x)", exampleBindings: ["x=1000"]),
    Primitive(
      "log1p", summary: "log(1 + x), accurate near 0; x greater than -1.",
      value: .unary(Elementary.log1p), partials: ["1/(1 + x)"],
      domain: "x > -1", singular: "x == -1",
      convention: "log1p(-1) is -inf with slope inf; below -1 the value is nan",
      complex: .init("log1p(x) + log1p((x_im/(1 + x))^2)/2", "atan2(x_im, 1 + x)"),
      c: .function("log1p"), latex: #"\ln\left(1 + #1\right)"#,
      samples: [[0.3], [-0.5], [7.5]],
      far: [[-1e-17], [.leastNonzeroMagnitude], [1e10], [-0.9999999999]],
      special: [
        .at(-1, value: -.infinity, slope: .infinity),
        .at(0, value: 0, slope: 1),
        .at(-2, value: .nan, slope: -1),
      ],
      example: "log1p(x)", exampleBindings: ["x=1e-10"]),
    // Of exponentials that do not overflow, unlike 1/expm1(x), of which the derivative does.
    Primitive(
      "log1mexp", summary: "log(1 - exp(-x)) of x greater than 0, accurate near 0 and far out.",
      value: .unary(Elementary.log1mexp), partials: ["-exp(-x)/expm1(-x)"],
      domain: "x > 0", singular: "x == 0",
      convention: "log1mexp(0) is -inf with slope inf; below 0 the value is nan",
      complex: .init(
        "log1mexp(x) + log1p(4*exp(-x)*(sin(x_im/2)/expm1(-x))^2)/2",
        "atan2(exp(-x)*sin(x_im), 2*exp(-x)*sin(x_im/2)^2 - expm1(-x))"),
      c: .expression(
        "(#1) > 0.6931471805599453 ? log1p(-exp(-(#1))) : log(-expm1(-(#1)))"),
      python: """
        np.where((#1) > 0.6931471805599453, np.log1p(-np.exp(-(#1))), np.log(-np.expm1(-(#1))))
        """,
      latex: #"\ln\left(1 - e^{-#1}\right)"#,
      samples: [[0.3], [1.5], [7.5]], far: [[1e-17], [.leastNonzeroMagnitude], [40], [700]],
      special: [
        .at(0, value: -.infinity, slope: .infinity),
        .at(-1, value: .nan, slope: -1.5819767068693265),
        .at(.infinity, value: -0.0, slope: 0),
      ],
      example: "log1mexp(x)", exampleBindings: ["x=1e-20"]),
    // Shares of the sum, not exp(x - r), which loses digits where x and y are large.
    Primitive(
      "logaddexp", parameters: ["x", "y"],
      summary: "log(exp(x) + exp(y)) without overflow or underflow.",
      value: .binary(Elementary.logaddexp), partials: ["sigmoid(x - y)", "sigmoid(y - x)"],
      convention: "the slopes are nan where both are inf or both -inf",
      complex: .init(
        """
        logaddexp(x, y) \
        + log1p(-4*sigmoid(x - y)*sigmoid(y - x)*sin((x_im - y_im)/2)^2)/2
        """,
        """
        atan2(sigmoid(x - y)*sin(x_im) + sigmoid(y - x)*sin(y_im), \
        sigmoid(x - y)*cos(x_im) + sigmoid(y - x)*cos(y_im))
        """),
      c: .expression(
        """
        (#1) == (#2) ? (#1) + 0.6931471805599453 \
        : fmax(#1, #2) + log1p(exp(-fabs((#1) - (#2))))
        """),
      python: "np.logaddexp(#1, #2)", latex: #"\ln\left(e^{#1} + e^{#2}\right)"#,
      samples: [[0.3, 1.5], [-2, 2.25], [5, 4.75]],
      far: [[1000, 1000.5], [-1000, -1002], [1e-300, -700], [40, -30]],
      special: [
        .at([1000, 1000], value: 1000.6931471805599, partials: [0.5, 0.5]),
        .at([-.infinity, 3], value: 3, partials: [0, 1]),
        .at([.infinity, 3], value: .infinity, partials: [1, 0]),
        .at([-.infinity, -.infinity], value: -.infinity, partials: [.nan, .nan]),
      ],
      example: "logaddexp(x, y)", exampleBindings: ["x=1000", "y=1001"]),
    Primitive(
      "xlogy", parameters: ["x", "y"],
      summary: "x*log(y), and 0 where x is 0, whatever y: a term of an entropy.",
      value: .binary(Elementary.xlogy),
      partials: ["log(y)", "guard(x == 0 && y == 0, 0, x/y)"],
      // At the origin the slope by y, 0, jumps with x.
      again: ["log(y)", "jump(guard(x == 0 && y == 0, 0, x/y), x == 0 && y == 0, x)"],
      domain: "x == 0 || y > 0", singular: "y == 0",
      convention: "xlogy(0, y) is 0 with slope log(y) by x; by y it is x/y, and 0 at the origin",
      complex: .init(
        "xlogy(x, hypot(y, y_im)) - x_im*atan2(y_im, y)",
        "xlogy(x_im, hypot(y, y_im)) + x*atan2(y_im, y)"),
      c: .expression("(#1) == 0.0 && (#2) == (#2) ? 0.0 : (#1)*log(#2)"),
      python: "np.where(((#1) == 0.0) & ((#2) == (#2)), 0.0, (#1)*np.log(#2))",
      latex: #"#1 \cdot \ln\left(#2\right)"#,
      samples: [[0.3, 1.5], [-2, 2.25], [5, 0.75]],
      far: [[1e-300, 1e300], [0.5, 1e-300], [1e10, 1.0000000000000002]],
      special: [
        .at([0, 0], value: 0, partials: [-.infinity, 0]),
        .at([0, 2], value: 0, partials: [0.6931471805599453, 0]),
        .at([2, 0], value: -.infinity, partials: [-.infinity, .infinity]),
        .at([0, .infinity], value: 0, partials: [.infinity, 0]),
        .at([1, -1], value: .nan, partials: [.nan, -1]),
      ],
      example: "xlogy(p, p)", exampleBindings: ["p=0.5"]),
  ]
}
