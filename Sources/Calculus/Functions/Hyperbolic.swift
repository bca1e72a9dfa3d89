import Numerics

/// Hyperbolic functions and their inverses.
enum Hyperbolic {
  static let table: [Primitive] = direct + inverse

  static let direct: [Primitive] = [
    Primitive(
      "sinh", summary: "Hyperbolic sine of x, (e^x - e^-x)/2.",
      value: .unary(Elementary.sinh), partials: ["cosh(x)"],
      parity: .odd, inverse: "asinh",
      complex: .init("sinh(x)*cos(x_im)", "cosh(x)*sin(x_im)"),
      c: .function("sinh"), latex: #"\sinh"#,
      samples: [[0.3], [-1], [2.5]], far: [[-700], [1e-300], [710]],
      special: [.at(0, value: 0, slope: 1)],
      example: "sinh(x)", exampleBindings: ["x=1"]),
    Primitive(
      "cosh", summary: "Hyperbolic cosine of x, (e^x + e^-x)/2, 1 or greater.",
      value: .unary(Elementary.cosh), partials: ["sinh(x)"], curvature: "1",
      parity: .even, range: .nonnegative, inverse: "acosh",
      complex: .init("cosh(x)*cos(x_im)", "sinh(x)*sin(x_im)"),
      c: .function("cosh"), latex: #"\cosh"#,
      samples: [[0.3], [-1], [2.5]], far: [[-700], [1e-300], [710]],
      special: [.at(0, value: 1, slope: 0)],
      example: "cosh(x)", exampleBindings: ["x=1"]),
    // sech(x)^2, not 1 - r^2: where r is near 1 that difference has lost its digits.
    Primitive(
      "tanh", summary: "Hyperbolic tangent of x, from -1 to 1.",
      value: .unary(Elementary.tanh), partials: ["sech(x)^2"],
      parity: .odd, inverse: "atanh",
      complex: .init(
        "tanh(x)*(1 + tan(x_im)^2)/(1 + (tanh(x)*tan(x_im))^2)",
        "sech(x)^2*tan(x_im)/(1 + (tanh(x)*tan(x_im))^2)"),
      c: .function("tanh"), latex: #"\tanh"#,
      samples: [[0.3], [-0.5], [2.5]], far: [[.leastNonzeroMagnitude], [18], [-300]],
      special: [
        .at(0, value: 0, slope: 1),
        .at(1000, value: 1, slope: 0),
        .at(-.infinity, value: -1, slope: 0),
      ],
      example: "tanh(x)", exampleBindings: ["x=0.5"]),
    Primitive(
      "sech", summary: "Hyperbolic secant of x, 1/cosh(x), from 0 to 1.",
      value: .unary(Elementary.sech), partials: ["-r*tanh(x)"], curvature: "-1",
      parity: .even, range: .nonnegative,
      complex: .init(
        "sech(x)*sec(x_im)/(1 + (tanh(x)*tan(x_im))^2)", "-re*(tanh(x)*tan(x_im))"),
      c: .expression("1.0/cosh(#1)"),
      python: "1.0/np.cosh(#1)", latex: #"\operatorname{sech}"#,
      samples: [[0.3], [-1], [2.5]], far: [[-700], [1e-9], [18]],
      special: [
        .at(0, value: 1, slope: 0),
        .at(.infinity, value: 0, slope: 0),
      ],
      example: "sech(x)", exampleBindings: ["x=1"]),
    Primitive(
      "csch", summary: "Hyperbolic cosecant of x, 1/sinh(x); x not 0.",
      value: .unary(Elementary.csch), partials: ["-r*coth(x)"],
      domain: "x != 0",
      parity: .odd,
      singular: "x == 0",
      convention: "csch(0) is inf, csch(-0) is -inf; the slope there is -inf",
      complex: .init(
        "csch(x)*sec(x_im)/(1 + (coth(x)*tan(x_im))^2)", "-re*(coth(x)*tan(x_im))"),
      c: .expression("1.0/sinh(#1)"),
      python: "1.0/np.sinh(#1)", latex: #"\operatorname{csch}"#,
      samples: [[0.3], [-1], [2.5]], far: [[-700], [1e-100], [18]],
      special: [
        .at(0, value: .infinity, slope: -.infinity),
        .at(-0.0, value: -.infinity, slope: -.infinity),
        .at(.infinity, value: 0, slope: 0),
      ],
      example: "csch(x)", exampleBindings: ["x=1"]),
    Primitive(
      "coth", summary: "Hyperbolic cotangent of x, 1/tanh(x), beyond -1 and 1; x not 0.",
      value: .unary(Elementary.coth), partials: ["-csch(x)^2"],
      domain: "x != 0",
      parity: .odd,
      singular: "x == 0",
      convention: "coth(0) is inf, coth(-0) is -inf; the slope there is -inf",
      complex: .init(
        "coth(x)*(1 + tan(x_im)^2)/(1 + (coth(x)*tan(x_im))^2)",
        "-csch(x)^2*tan(x_im)/(1 + (coth(x)*tan(x_im))^2)"),
      c: .expression("1.0/tanh(#1)"),
      python: "1.0/np.tanh(#1)", latex: #"\coth"#,
      samples: [[0.3], [-1], [2.5]], far: [[-300], [1e-100], [18]],
      special: [
        .at(0, value: .infinity, slope: -.infinity),
        .at(-0.0, value: -.infinity, slope: -.infinity),
        .at(.infinity, value: 1, slope: 0),
      ],
      example: "coth(x)", exampleBindings: ["x=1"]),
  ]

  static let inverse: [Primitive] = [
    Primitive(
      "asinh", aliases: ["arcsinh"], summary: "The number whose hyperbolic sine is x.",
      value: .unary(Elementary.asinh), partials: ["1/hypot(1, x)"],
      parity: .odd,
      complex: .init(
        """
        asinh(x/2*(sqrt((1 - x_im + hypot(1 - x_im, x))/(1 + x_im + hypot(1 + x_im, x))) \
        + sqrt((1 + x_im + hypot(1 + x_im, x))/(1 - x_im + hypot(1 - x_im, x)))))
        """,
        """
        atan2(x_im, sqrt((1 + x_im + hypot(1 + x_im, x))/2)\
        *sqrt((1 - x_im + hypot(1 - x_im, x))/2) \
        + x/sqrt((1 + x_im + hypot(1 + x_im, x))/2)\
        *(x/sqrt((1 - x_im + hypot(1 - x_im, x))/2))/4)
        """),
      c: .function("asinh"),
      python: "np.arcsinh(#1)", latex: #"\operatorname{arsinh}"#,
      samples: [[0.3], [-0.5], [7.5]], far: [[1e10], [1e-9], [-1e100]],
      special: [.at(0, value: 0, slope: 1)],
      example: "asinh(x)", exampleBindings: ["x=1"]),
    Primitive(
      "acosh", aliases: ["arccosh"],
      summary: "The number, 0 or greater, whose hyperbolic cosine is x; x 1 or greater.",
      value: .unary(Elementary.acosh), partials: ["1/(sqrt(x - 1)*sqrt(x + 1))"],
      domain: "x >= 1",
      range: .nonnegative,
      singular: "x == 1",
      convention: "acosh'(1) is inf; below 1 value and slope are nan",
      complex: .init(
        """
        asinh(sqrt((x - 1 + hypot(x - 1, x_im))/2)*sqrt((x + 1 + hypot(x + 1, x_im))/2) \
        + x_im/sqrt((x - 1 + hypot(x - 1, x_im))/2)\
        *(x_im/sqrt((x + 1 + hypot(x + 1, x_im))/2))/4)
        """,
        """
        2*atan2(x_im/2/sqrt((x - 1 + hypot(x - 1, x_im))/2), \
        sqrt((x + 1 + hypot(x + 1, x_im))/2))
        """),
      c: .function("acosh"),
      python: "np.arccosh(#1)", latex: #"\operatorname{arcosh}"#,
      samples: [[1.3], [2], [7.5]], far: [[1.000001], [1e8], [1e100]],
      special: [
        .at(1, value: 0, slope: .infinity),
        .at(0, value: .nan, slope: .nan),
        .at(-2, value: .nan, slope: .nan),
      ],
      example: "acosh(x)", exampleBindings: ["x=2"]),
    Primitive(
      "atanh", aliases: ["arctanh"],
      summary: "The number whose hyperbolic tangent is x; x between -1 and 1.",
      value: .unary(Elementary.atanh), partials: ["1/oneminussquare(x)"],
      domain: "abs(x) < 1",
      parity: .odd,
      singular: "abs(x) == 1",
      convention:
        "atanh(1) is inf with slope inf; beyond, the value is nan, the slope the formula's",
      complex: .init(
        "sign(x)*log1p(4*abs(x)/((1 - abs(x))^2 + x_im^2))/4",
        "(atan2(x_im, 1 - x) + atan2(x_im, 1 + x))/2"),
      c: .function("atanh"),
      python: "np.arctanh(#1)", latex: #"\operatorname{artanh}"#,
      samples: [[-0.8], [-0.1], [0.3], [0.7]], far: [[-0.9999999], [0.999999999999]],
      special: [
        .at(0, value: 0, slope: 1),
        .at(1, value: .infinity, slope: .infinity),
        .at(-1, value: -.infinity, slope: .infinity),
        .at(2, value: .nan, slope: -1.0 / 3),
      ],
      example: "atanh(x)", exampleBindings: ["x=0.5"]),
  ]
}
