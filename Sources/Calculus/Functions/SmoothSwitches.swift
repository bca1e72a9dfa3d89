import Numerics

/// Sigmoid functions and the activation functions of neural networks. (`tanh` is in `Hyperbolic`.)
enum SmoothSwitches {
  static let table: [Primitive] = [
    // logisticpdf(x), not r*(1 - r), which loses its digits where r is near 1, nor r*sigmoid(-x),
    // of which the derivative does near 0.
    Primitive(
      "sigmoid", summary: "Logistic function of x, 1/(1 + exp(-x)), from 0 to 1.",
      value: .unary(Elementary.sigmoid), partials: ["logisticpdf(x)"],
      range: .nonnegative, inverse: "logit",
      complex: .init(
        """
        sigmoid(x)*(1 - 2*sigmoid(-x)*sin(x_im/2)^2)\
        /(1 - 4*sigmoid(x)*sigmoid(-x)*sin(x_im/2)^2)
        """,
        "sigmoid(x)*sigmoid(-x)*sin(x_im)/(1 - 4*sigmoid(x)*sigmoid(-x)*sin(x_im/2)^2)"),
      c: .expression("(#1) < 0.0 ? exp(#1)/(1.0 + exp(#1)) : 1.0/(1.0 + exp(-(#1)))"),
      python: "np.where((#1) < 0.0, np.exp(-np.abs(#1)), 1.0)/(1.0 + np.exp(-np.abs(#1)))",
      latex: #"\sigma"#,
      samples: [[0.3], [-1.5], [4]], far: [[-700], [40], [-37], [1e-6]],
      special: [
        .at(-.infinity, value: 0, slope: 0),
        .at(1000, value: 1, slope: 0),
      ],
      example: "sigmoid(x)", exampleBindings: ["x=0.5"]),
    Primitive(
      "logisticpdf",
      summary: "Density of the logistic distribution at x, the slope of sigmoid: sech(x/2)^2/4.",
      value: .unary(Elementary.logisticpdf), partials: ["-r*tanh(x/2)"],
      curvature: "-1/8", parity: .even, range: .nonnegative,
      complex: .init(
        """
        logisticpdf(x)*(sec(x_im/2)/(1 + (tanh(x/2)*tan(x_im/2))^2))^2\
        *(1 - (tanh(x/2)*tan(x_im/2))^2)
        """,
        """
        -2*logisticpdf(x)*(sec(x_im/2)/(1 + (tanh(x/2)*tan(x_im/2))^2))^2\
        *(tanh(x/2)*tan(x_im/2))
        """),
      c: .expression("exp(-fabs(#1))/((1.0 + exp(-fabs(#1)))*(1.0 + exp(-fabs(#1))))"),
      python: "np.exp(-np.abs(#1))/np.square(1.0 + np.exp(-np.abs(#1)))",
      latex: #"\sigma'\left(#1\right)"#,
      samples: [[0.3], [-1.5], [4]], far: [[1e-6], [-700], [40]],
      special: [
        .at(0, value: 0.25, slope: 0),
        .at(.infinity, value: 0, slope: 0),
      ],
      example: "logisticpdf(x)", exampleBindings: ["x=0.5"]),
    Primitive(
      "logit", summary: "log(x/(1 - x)), the inverse of sigmoid; x between 0 and 1.",
      value: .unary(Elementary.logit), partials: ["1/xminussquare(x)"],
      domain: "x > 0 && x < 1", singular: "x == 0 || x == 1",
      convention: "at 0 and 1 the slope is inf; beyond, the value is nan, the slope the formula's",
      complex: .init(
        "logit(x) + (log1p((x_im/x)^2) - log1p((x_im/(1 - x))^2))/2",
        "atan2(x_im, x) + atan2(x_im, 1 - x)"),
      c: .expression(
        "fabs((#1) - 0.5) < 0.25 ? 2.0*atanh(2.0*(#1) - 1.0) : log((#1)/(1.0 - (#1)))"),
      python:
        "np.where(np.abs((#1) - 0.5) < 0.25, 2.0*np.arctanh(2.0*(#1) - 1.0), np.log((#1)/(1.0 - (#1))))",
      latex: #"\operatorname{logit}"#,
      samples: [[0.3], [0.85], [0.1]], far: [[1e-100], [0.999999999999], [0.4999999]],
      special: [
        .at(0.5, value: 0, slope: 4),
        .at(0, value: -.infinity, slope: .infinity),
        .at(1, value: .infinity, slope: .infinity),
        .at(2, value: .nan, slope: -0.5),
      ],
      example: "logit(x)", exampleBindings: ["x=0.9"]),
    Primitive(
      "softplus", summary: "log(1 + exp(x)), a smooth relu, greater than 0.",
      value: .unary(Elementary.softplus), partials: ["sigmoid(x)"],
      range: .nonnegative,
      complex: .init(
        "softplus(x) + log1p(-4*sigmoid(x)*sigmoid(-x)*sin(x_im/2)^2)/2",
        "atan2(sigmoid(x)*sin(x_im), sigmoid(-x) + sigmoid(x)*cos(x_im))"),
      c: .expression("fmax(#1, 0.0) + log1p(exp(-fabs(#1)))"),
      python: "np.maximum(#1, 0.0) + np.log1p(np.exp(-np.abs(#1)))",
      latex: #"\operatorname{softplus}"#,
      samples: [[0.3], [-1.5], [4]], far: [[-700], [40], [20]],
      special: [
        .at(-.infinity, value: 0, slope: 0),
        .at(.infinity, value: .infinity, slope: 1),
      ],
      example: "softplus(x)", exampleBindings: ["x=0.5"]),
    Primitive(
      "logsigmoid", summary: "log(sigmoid(x)), the log-likelihood of a logistic model, below 0.",
      value: .unary(Elementary.logsigmoid), partials: ["sigmoid(-x)"],
      complex: .init(
        "logsigmoid(x) - log1p(-4*sigmoid(x)*sigmoid(-x)*sin(x_im/2)^2)/2",
        "atan2(sigmoid(-x)*sin(x_im), sigmoid(x) + sigmoid(-x)*cos(x_im))"),
      c: .expression("-(fmax(-(#1), 0.0) + log1p(exp(-fabs(#1))))"),
      python: "-(np.maximum(-(#1), 0.0) + np.log1p(np.exp(-np.abs(#1))))",
      latex: #"\ln\sigma\left(#1\right)"#,
      samples: [[0.3], [-1.5], [4]], far: [[-700], [40], [-20]],
      special: [
        .at(.infinity, value: -0.0, slope: 0),
        .at(-.infinity, value: -.infinity, slope: 1),
        .at(-800, value: -800, slope: 1),
      ],
      example: "logsigmoid(x)", exampleBindings: ["x=-800"]),
    // Selects like max(x, 0), but takes the 0 at x = 0.
    Primitive(
      "relu", summary: "Rectifier: x where x is positive, else 0.",
      value: .unary(Elementary.relu), partials: ["1"], reach: ["x > 0 || x != x"],
      kink: "x == 0", bends: true,
      range: .nonnegative,
      convention: "relu'(0) is 0; relu''(0) is nan",
      c: .expression("(#1) <= 0.0 ? 0.0 : (#1)"),
      python: "np.where((#1) <= 0.0, 0.0, #1)", latex: #"\operatorname{ReLU}"#,
      samples: [[0.3], [-1.5], [4]], far: [[1e300], [-1e-300]],
      special: [
        .at(0, value: 0, slope: 0),
        .at(-0.0, value: 0, slope: 0),
      ],
      example: "relu(x)", exampleBindings: ["x=-2"]),
    Primitive(
      "gelu", summary: "Gaussian error linear unit, x*normcdf(x).",
      value: .unary(Elementary.gelu), partials: ["normcdf(x) + x*normpdf(x)"],
      c: .expression(
        """
        (#1) > 39.0 ? (#1) : (#1) < -39.0 ? -0.0 : 0.5*(#1)*(erfc(-(#1)*0.7071067811865476) \
        - 1.1283791670955126*exp(-0.5*(#1)*(#1))\
        *(fma(-(#1), 0.7071067811865476, (#1)*0.7071067811865476) \
        + (#1)*4.833646656726457e-17))
        """),
      python: """
        np.where((#1) > 39.0, #1, \
        np.where((#1) < -39.0, -0.0, 0.5*(#1)*ad_erfc(-(#1)*0.7071067811865476)))
        """,
      latex: #"\operatorname{GELU}"#,
      samples: [[0.3], [-1.5], [4]], far: [[-8.5], [-30], [1e-9]],
      special: [.at(0, value: 0, slope: 0.5)],
      example: "gelu(x)", exampleBindings: ["x=0.5"]),
    Primitive(
      "silu", summary: "Sigmoid linear unit, x*sigmoid(x).",
      value: .unary(Elementary.silu), partials: ["sigmoid(x) + r*sigmoid(-x)"],
      complex: .init(
        """
        sigmoid(x)*(x - 2*x*sigmoid(-x)*sin(x_im/2)^2 - x_im*sigmoid(-x)*sin(x_im))\
        /(1 - 4*sigmoid(x)*sigmoid(-x)*sin(x_im/2)^2)
        """,
        """
        sigmoid(x)*(x_im - 2*x_im*sigmoid(-x)*sin(x_im/2)^2 + x*sigmoid(-x)*sin(x_im))\
        /(1 - 4*sigmoid(x)*sigmoid(-x)*sin(x_im/2)^2)
        """),
      c: .expression(
        """
        (#1) < 0.0 ? fmax(#1, -2e3)*exp(0.5*(#1))*(exp(0.5*(#1))/(1.0 + exp(#1))) \
        : (#1)/(1.0 + exp(-(#1)))
        """),
      python: """
        np.where((#1) < 0.0, np.maximum(#1, -2e3)*np.exp(0.5*(#1))*(np.exp(0.5*(#1))\
        /(1.0 + np.exp(#1))), (#1)/(1.0 + np.exp(-(#1))))
        """,
      latex: #"\operatorname{SiLU}"#,
      samples: [[0.3], [-1.5], [4]], far: [[-700], [40], [1e-9]],
      special: [
        .at(0, value: 0, slope: 0.5),
        .at(-.infinity, value: -0.0, slope: 0),
      ],
      example: "silu(x)", exampleBindings: ["x=0.5"]),
  ]
}
