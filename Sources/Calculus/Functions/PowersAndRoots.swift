import Numerics

/// Powers and roots beside the operator `^`.
enum PowersAndRoots {
  static let table: [Primitive] = [
    Primitive(
      "sqrt", summary: "Square root of x, 0 or greater; x must not be negative.",
      value: .unary(Elementary.sqrt), partials: ["1/(2*r)"],
      domain: "x >= 0",
      range: .nonnegative,
      singular: "x == 0",
      convention: "sqrt'(0) is inf; below 0 value and slope are nan",
      complex: .init("sqrt(x/2 + hypot(x, x_im)/2)", "x_im/(2*re)"),
      c: .function("sqrt"), latex: #"\sqrt{#1}"#,
      samples: [[0.3], [2], [7.5]], far: [[2.2e-16], [1e-300], [.leastNonzeroMagnitude], [1e300]],
      special: [
        .at(0, value: 0, slope: .infinity),
        .at(.infinity, value: .infinity, slope: 0),
        .at(-1, value: .nan, slope: .nan),
      ],
      example: "sqrt(x)", exampleBindings: ["x=2"]),
    Primitive(
      "cbrt", summary: "Cube root of x, real for negative x too.",
      value: .unary(Elementary.cbrt), partials: ["1/(3*r^2)"],
      parity: .odd,
      singular: "x == 0", convention: "cbrt'(0) is inf",
      complex: .init(
        "if(x < 0, -1, 1)*cbrt(hypot(x, x_im))*cos(atan2(x_im, abs(x))/3)",
        "cbrt(hypot(x, x_im))*sin(atan2(x_im, abs(x))/3)"),
      c: .function("cbrt"), latex: #"\sqrt[3]{#1}"#,
      samples: [[0.3], [8.5], [-2]], far: [[.leastNonzeroMagnitude], [-1e-300], [1e300]],
      special: [
        .at(0, value: 0, slope: .infinity),
        .at(-0.0, value: -0.0, slope: .infinity),
        .at(.infinity, value: .infinity, slope: 0),
      ],
      example: "cbrt(x)", exampleBindings: ["x=-8"]),
    // The slope divides by the result and never forms x^2 + y^2, which would overflow.
    Primitive(
      "hypot", parameters: ["x", "y"],
      summary: "Root of x^2 + y^2, the length of (x, y), without overflow in between.",
      value: .binary(Elementary.hypot),
      partials: ["guard(r == 0, 0, x/r)", "guard(r == 0, 0, y/r)"],
      // Cosine and sine of the angle: 1/r - x^2/r^3 would lose y where that is small, and along a
      // line through the origin everything.
      again: [
        "turn(guard(r == 0, 0, x/r), guard(r == 0, 0, y/r), atan2(y, x))",
        "turn(guard(r == 0, 0, y/r), -guard(r == 0, 0, x/r), atan2(y, x))",
      ],
      kink: "x == 0 && y == 0", bends: true, square: "x^2 + y^2",
      range: .nonnegative,
      convention: "at the origin both partials are 0, second ones are nan; an even function of it "
        + "has its curvature",
      complex: .init(
        """
        hypot(x, y)*sqrt((1 - (x_im/hypot(x, y))^2 - (y_im/hypot(x, y))^2 \
        + hypot(1 - (x_im/hypot(x, y))^2 - (y_im/hypot(x, y))^2, \
        2*(x/hypot(x, y)*(x_im/hypot(x, y)) + y/hypot(x, y)*(y_im/hypot(x, y)))))/2)
        """,
        "(x/hypot(x, y)*x_im + y/hypot(x, y)*y_im)*(hypot(x, y)/re)"),
      c: .function("hypot"), latex: #"\operatorname{hypot}"#,
      samples: [[3, 4], [-0.5, 2.25], [1.5, -0.3]],
      far: [[3e200, 4e200], [3e-200, 4e-200], [-1e-300, 1e-300]],
      special: [
        .at([0, 0], value: 0, partials: [0, 0]),
        .at([0, -2], value: 2, partials: [0, -1]),
      ],
      example: "hypot(x, y)", exampleBindings: ["x=3", "y=4"]),
    Primitive(
      "square", summary: "x times x.",
      value: .unary(Elementary.square), partials: ["2*x"], curvature: "2",
      parity: .even, range: .nonnegative,
      complex: .init("(x - x_im)*(x + x_im)", "2*x*x_im"),
      c: .expression("(#1)*(#1)"),
      python: "np.square(#1)", latex: #"\left(#1\right)^{2}"#,
      samples: [[0.3], [-2], [7.5]], far: [[1e150], [-1e-150]],
      special: [.at(0, value: 0, slope: 0)],
      example: "square(x)", exampleBindings: ["x=3"]),
    Primitive(
      "oneminussquare", summary: "1 - x^2 without cancellation: (1 - x)*(1 + x).",
      value: .unary(Elementary.oneMinusSquare), partials: ["-2*x"], curvature: "-2",
      parity: .even,
      complex: .init("(1 - x)*(1 + x) + x_im^2", "-2*x*x_im"),
      c: .expression("(1.0 - (#1))*(1.0 + (#1))"), latex: #"\left(1 - #1^{2}\right)"#,
      samples: [[0.3], [-2], [7.5]], far: [[0.9999999999999999], [1e-20]],
      special: [.at(0, value: 1, slope: 0)],
      example: "oneminussquare(x)", exampleBindings: ["x=0.5"]),
    Primitive(
      "xminussquare", summary: "x - x^2 without cancellation: x*(1 - x).",
      value: .unary(Elementary.xMinusSquare), partials: ["1 - 2*x"],
      complex: .init("x*(1 - x) + x_im^2", "(1 - 2*x)*x_im"),
      c: .expression("(#1)*(1.0 - (#1))"), latex: #"\left(#1 - #1^{2}\right)"#,
      samples: [[0.3], [-2], [7.5]], far: [[0.9999999999999999], [0.500001], [1e-20]],
      special: [.at(0.5, value: 0.25, slope: 0)],
      example: "xminussquare(x)", exampleBindings: ["x=0.25"]),
    // The result's square, not 1/x^2: x^2 overflows before the slope is too small.
    Primitive(
      "reciprocal", summary: "1 divided by x.",
      value: .unary(Elementary.reciprocal), partials: ["-r^2"],
      domain: "x != 0",
      parity: .odd,
      singular: "x == 0",
      convention: "division by 0 follows IEEE 754: inf or -inf, and the slope is -inf",
      complex: .init("1/(x + x_im*(x_im/x))", "-x_im/x*re"),
      c: .expression("1.0/(#1)"),
      python: "1.0/(#1)", latex: #"\frac{1}{#1}"#,
      samples: [[0.3], [-2], [7.5]], far: [[1e100], [-1e-100]],
      special: [
        .at(0, value: .infinity, slope: -.infinity),
        .at(-0.0, value: -.infinity, slope: -.infinity),
      ],
      example: "reciprocal(x)", exampleBindings: ["x=4"]),
  ]
}
