import Numerics

/// Trigonometric functions, their inverses, and sines of multiples of pi. Angles are in radians.
enum Trigonometric {
  static let table: [Primitive] = circular + inverse + multiplesOfPi

  static let circular: [Primitive] = [
    Primitive(
      "sin", summary: "Sine of x, an angle in radians.",
      value: .unary(Elementary.sin), partials: ["cos(x)"],
      parity: .odd, inverse: "asin",
      sharesWorkWith: .init("cos") { Elementary.sineAndCosine($0, $1, $2, $3) },
      complex: .init("sin(x)*cosh(x_im)", "cos(x)*sinh(x_im)"),
      c: .function("sin"), latex: #"\sin"#,
      samples: [[0.3], [-2], [7.5]], far: [[1e22], [1e-300], [3.141592653589793]],
      special: [.at(.infinity, value: .nan, slope: .nan)],
      example: "sin(x)", exampleBindings: ["x=pi/6"]),
    Primitive(
      "cos", summary: "Cosine of x, an angle in radians.",
      value: .unary(Elementary.cos), partials: ["-sin(x)"], curvature: "-1",
      parity: .even, inverse: "acos",
      sharesWorkWith: .init("sin") { Elementary.sineAndCosine($0, $2, $1, $3) },
      complex: .init("cos(x)*cosh(x_im)", "-sin(x)*sinh(x_im)"),
      c: .function("cos"), latex: #"\cos"#,
      samples: [[0.3], [-2], [7.5]], far: [[100000], [1e-300], [22]],
      special: [.at(0, value: 1, slope: 0)],
      example: "cos(x)", exampleBindings: ["x=pi/3"]),
    Primitive(
      "tan", summary: "Tangent of x, an angle in radians.",
      value: .unary(Elementary.tan), partials: ["1 + r^2"],
      parity: .odd, inverse: "atan",
      complex: .init(
        "tan(x)*sech(x_im)^2/(1 + (tan(x)*tanh(x_im))^2)",
        "(1 + tan(x)^2)*tanh(x_im)/(1 + (tan(x)*tanh(x_im))^2)"),
      c: .function("tan"), latex: #"\tan"#,
      samples: [[0.3], [-2], [7.5]], far: [[1e-9], [1.5707], [1e10]],
      special: [.at(0, value: 0, slope: 1)],
      example: "tan(x)", exampleBindings: ["x=pi/4"]),
    Primitive(
      "cot", summary: "Cotangent of x, 1/tan(x); x in radians and not 0.",
      value: .unary(Elementary.cot), partials: ["-(1 + r^2)"],
      domain: "x != 0",
      parity: .odd,
      singular: "x == 0",
      convention: "cot(0) is inf, cot(-0) is -inf; the slope there is -inf",
      complex: .init(
        "cot(x)*sech(x_im)^2/(1 + (cot(x)*tanh(x_im))^2)",
        "-(1 + cot(x)^2)*tanh(x_im)/(1 + (cot(x)*tanh(x_im))^2)"),
      c: .expression("1.0/tan(#1)"),
      python: "1.0/np.tan(#1)", latex: #"\cot"#,
      samples: [[0.3], [-2], [7.5]], far: [[1e-9], [1.5707], [1e-150]],
      special: [
        .at(0, value: .infinity, slope: -.infinity),
        .at(-0.0, value: -.infinity, slope: -.infinity),
      ],
      example: "cot(x)", exampleBindings: ["x=pi/4"]),
    Primitive(
      "sec", summary: "Secant of x, 1/cos(x); x in radians.",
      value: .unary(Elementary.sec), partials: ["r*tan(x)"], curvature: "1",
      parity: .even,
      complex: .init(
        "sec(x)*sech(x_im)/(1 + (tan(x)*tanh(x_im))^2)", "re*(tan(x)*tanh(x_im))"),
      c: .expression("1.0/cos(#1)"),
      python: "1.0/np.cos(#1)", latex: #"\sec"#,
      samples: [[0.3], [-2], [7.5]], far: [[1e-9], [1.5707], [1e10]],
      special: [.at(0, value: 1, slope: 0)],
      example: "sec(x)", exampleBindings: ["x=pi/3"]),
    Primitive(
      "csc", summary: "Cosecant of x, 1/sin(x); x in radians and not 0.",
      value: .unary(Elementary.csc), partials: ["-r*cot(x)"],
      domain: "x != 0",
      parity: .odd,
      singular: "x == 0",
      convention: "csc(0) is inf, csc(-0) is -inf; the slope there is -inf",
      complex: .init(
        "csc(x)*sech(x_im)/(1 + (cot(x)*tanh(x_im))^2)", "-re*(cot(x)*tanh(x_im))"),
      c: .expression("1.0/sin(#1)"),
      python: "1.0/np.sin(#1)", latex: #"\csc"#,
      samples: [[0.3], [-2], [7.5]], far: [[1e-9], [3.14159], [1e-150]],
      special: [
        .at(0, value: .infinity, slope: -.infinity),
        .at(-0.0, value: -.infinity, slope: -.infinity),
      ],
      example: "csc(x)", exampleBindings: ["x=pi/6"]),
  ]

  static let inverse: [Primitive] = [
    // oneminussquare: near 1 the difference 1 - x^2 has lost its digits, and near 0 the derivative
    // of (1 - x)*(1 + x) has.
    Primitive(
      "asin", aliases: ["arcsin"],
      summary: "Angle in radians whose sine is x, from -pi/2 to pi/2; x from -1 to 1.",
      value: .unary(Elementary.asin), partials: ["1/sqrt(oneminussquare(x))"],
      domain: "abs(x) <= 1",
      parity: .odd,
      singular: "abs(x) == 1",
      convention: "the slope at 1 and -1 is inf; beyond, value and slope are nan",
      complex: .init(
        """
        atan2(x, sqrt((1 + x + hypot(1 + x, x_im))/2)*sqrt((1 - x + hypot(1 - x, x_im))/2) \
        + x_im/sqrt((1 + x + hypot(1 + x, x_im))/2)\
        *(x_im/sqrt((1 - x + hypot(1 - x, x_im))/2))/4)
        """,
        """
        asinh(x_im/2*(sqrt((1 - x + hypot(1 - x, x_im))/(1 + x + hypot(1 + x, x_im))) \
        + sqrt((1 + x + hypot(1 + x, x_im))/(1 - x + hypot(1 - x, x_im)))))
        """),
      c: .function("asin"),
      python: "np.arcsin(#1)", latex: #"\arcsin"#,
      samples: [[-0.8], [-0.1], [0.3], [0.7]], far: [[-0.9999999], [0.999999999999]],
      special: [
        .at(0, value: 0, slope: 1),
        .at(1, value: .pi / 2, slope: .infinity),
        .at(-1, value: -.pi / 2, slope: .infinity),
        .at(2, value: .nan, slope: .nan),
      ],
      example: "asin(x)", exampleBindings: ["x=0.5"]),
    Primitive(
      "acos", aliases: ["arccos"],
      summary: "Angle in radians whose cosine is x, from 0 to pi; x from -1 to 1.",
      value: .unary(Elementary.acos), partials: ["-1/sqrt(oneminussquare(x))"],
      domain: "abs(x) <= 1",
      range: .nonnegative,
      singular: "abs(x) == 1",
      convention: "the slope at 1 and -1 is -inf; beyond, value and slope are nan",
      complex: .init(
        "2*atan2(sqrt(1 - x + hypot(1 - x, x_im)), sqrt(1 + x + hypot(1 + x, x_im)))",
        """
        -asinh(x_im/2*(sqrt((1 - x + hypot(1 - x, x_im))/(1 + x + hypot(1 + x, x_im))) \
        + sqrt((1 + x + hypot(1 + x, x_im))/(1 - x + hypot(1 - x, x_im)))))
        """),
      c: .function("acos"),
      python: "np.arccos(#1)", latex: #"\arccos"#,
      samples: [[-0.8], [-0.1], [0.3], [0.7]], far: [[-0.9999999], [0.999999999999]],
      special: [
        .at(0, value: .pi / 2, slope: -1),
        .at(1, value: 0, slope: -.infinity),
        .at(-1, value: .pi, slope: -.infinity),
        .at(2, value: .nan, slope: .nan),
      ],
      example: "acos(x)", exampleBindings: ["x=0.5"]),
    Primitive(
      "atan", aliases: ["arctan"],
      summary: "Angle in radians whose tangent is x, from -pi/2 to pi/2.",
      value: .unary(Elementary.atan), partials: ["1/(1 + x^2)"],
      parity: .odd,
      complex: .init(
        "(atan2(x, 1 - x_im) + atan2(x, 1 + x_im))/2",
        "log1p(4*x_im/(x^2 + (1 - x_im)^2))/4"),
      c: .function("atan"),
      python: "np.arctan(#1)", latex: #"\arctan"#,
      samples: [[0.3], [-2], [7.5]], far: [[1e-9], [1e50], [-1e70]],
      special: [
        .at(0, value: 0, slope: 1),
        .at(.infinity, value: .pi / 2, slope: 0),
      ],
      example: "atan(x)", exampleBindings: ["x=1"]),
    // y/h/h with h = hypot(x, y), not y/(x^2 + y^2), which overflows and underflows.
    Primitive(
      "atan2", parameters: ["y", "x"],
      summary: "Angle in radians of the point (x, y), from -pi to pi.",
      value: .binary(Elementary.atan2),
      partials: ["x/hypot(x, y)/hypot(x, y)", "-y/hypot(x, y)/hypot(x, y)"],
      kink: "y == 0 && x < 0", singular: "x == 0 && y == 0",
      convention:
        "atan2(0, 0) is 0 and its slopes are nan; on the cut y = 0, x < 0 the value jumps",
      // Angles from the real point on, so that no branch is left on the cut y = 0, x < 0.
      complex: .init(
        """
        atan2(y, x) \
        + (atan2((x*x_im + y*y_im)/hypot(x, y), hypot(x, y) + (y*x_im - x*y_im)/hypot(x, y)) \
        - atan2((x*x_im + y*y_im)/hypot(x, y), hypot(x, y) - (y*x_im - x*y_im)/hypot(x, y)))/2
        """,
        """
        log1p(4*(x/hypot(x - y_im, y + x_im)*y_im - y/hypot(x - y_im, y + x_im)*x_im)\
        /hypot(x - y_im, y + x_im))/4
        """),
      c: .function("atan2"),
      python: "np.arctan2(#1, #2)", latex: #"\operatorname{atan2}"#,
      samples: [[0.5, 1.5], [3, -4], [-2, 0.7], [-0.3, -2.5]],
      far: [[1e-300, -1], [1e200, 1e190], [2e-150, -1e-150]],
      special: [
        .at([0, 0], value: 0, partials: [.nan, .nan]),
        .at([0, -0.0], value: .pi, partials: [.nan, .nan]),
        .at([0, -1], value: .pi, partials: [-1, 0]),
        .at([0, 2], value: 0, partials: [0.5, 0]),
        .at([.infinity, .infinity], value: .pi / 4, partials: [.nan, .nan]),
      ],
      example: "atan2(y, x)", exampleBindings: ["y=1", "x=-1"]),
  ]

  static let multiplesOfPi: [Primitive] = [
    Primitive(
      "sinpi", summary: "sin(pi*x), exact at multiples of 1/2.",
      value: .unary(Elementary.sinpi), partials: ["pi*cospi(x)"],
      parity: .odd,
      complex: .init("sinpi(x)*cosh(pi*x_im)", "cospi(x)*sinh(pi*x_im)"),
      c: .expression(
        """
        (#1) == rint(#1) ? 0.0*(#1) : (fmod(rint(#1), 2.0) == 0.0 ? 1.0 : -1.0)\
        *sin(3.141592653589793*((#1) - rint(#1)))
        """),
      python: """
        np.where((#1) == np.rint(#1), 0.0*(#1), np.where(np.mod(np.rint(#1), 2.0) == 0.0, 1.0, -1.0)\
        *np.sin(np.pi*((#1) - np.rint(#1))))
        """,
      latex: #"\operatorname{sinpi}"#,
      samples: [[0.3], [-1.2], [7.6]], far: [[1e-300], [1000000.25], [0.9999999999]],
      special: [
        .at(0.5, value: 1, slope: 0),
        .at(1, value: 0, slope: -.pi),
      ],
      example: "sinpi(x)", exampleBindings: ["x=0.25"]),
    Primitive(
      "cospi", summary: "cos(pi*x), exact at multiples of 1/2.",
      value: .unary(Elementary.cospi), partials: ["-pi*sinpi(x)"], curvature: "-pi^2",
      parity: .even,
      complex: .init("cospi(x)*cosh(pi*x_im)", "-sinpi(x)*sinh(pi*x_im)"),
      c: .expression(
        """
        (fmod(rint(#1), 2.0) == 0.0 ? 1.0 : -1.0)\
        *sin(3.141592653589793*(0.5 - fabs((#1) - rint(#1))))
        """),
      python:
        "np.where(np.mod(np.rint(#1), 2.0) == 0.0, 1.0, -1.0)*np.sin(np.pi*(0.5 - np.abs((#1) - np.rint(#1))))",
      latex: #"\operatorname{cospi}"#,
      samples: [[0.3], [-1.2], [7.6]], far: [[1e-300], [1000000.25], [0.4999999999]],
      special: [
        .at(0.5, value: 0, slope: -.pi),
        .at(1, value: -1, slope: 0),
      ],
      example: "cospi(x)", exampleBindings: ["x=0.25"]),
    // (cospi(x) - sinc(x))/x loses all digits near 0, so the derivatives are a function of their
    // own.
    Primitive(
      "sinc", summary: "sin(pi*x)/(pi*x), and 1 at 0.",
      value: .unary(Elementary.sinc), partials: ["sincderivative(1, x)"], curvature: "-pi^2/3",
      parity: .even,
      c: .expression(
        """
        (#1) == rint(#1) ? ((#1) == 0.0 ? 1.0 : 0.0) : \
        (fmod(rint(#1), 2.0) == 0.0 ? 1.0 : -1.0)\
        *sin(3.141592653589793*((#1) - rint(#1)))/(3.141592653589793*(#1))
        """),
      python: """
        np.where((#1) == np.rint(#1), 1.0*((#1) == 0.0), \
        np.where(np.mod(np.rint(#1), 2.0) == 0.0, 1.0, -1.0)\
        *np.sin(np.pi*((#1) - np.rint(#1)))/(np.pi*(#1)))
        """,
      latex: #"\operatorname{sinc}"#,
      samples: [[0.3], [-1.25], [7.6]], far: [[1e-9], [1e-300], [1000000.25]],
      special: [
        .at(0, value: 1, slope: 0),
        .at(1, value: 0, slope: -1),
        .at(.infinity, value: 0, slope: 0),
      ],
      example: "sinc(x)", exampleBindings: ["x=0.5"]),
    Primitive(
      "sincderivative", parameters: ["n", "x"], constantParameters: [0],
      summary: "The n-th derivative of sinc at x; n is a whole number, 0 or greater.",
      value: .binary(Special.sincderivative), partials: ["", "sincderivative(n + 1, x)"],
      c: .helper(CSources.sincDerivative), latex: #"\operatorname{sinc}^{(#1)}\left(#2\right)"#,
      samples: [[1, 0.3], [1, -1.25], [2, 0.7], [3, 7.6]],
      far: [[1, 1e-9], [2, 1e-300], [1, 1000000.25]],
      special: [
        .at([1, 0], value: 0, partials: [-3.289868133696453]),
        .at([2, 0], value: -3.289868133696453, partials: [0]),
      ],
      example: "sincderivative(1, x)", exampleBindings: ["x=0.5"]),
  ]
}
