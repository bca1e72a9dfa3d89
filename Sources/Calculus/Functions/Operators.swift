import Numerics

/// The operators of the language: arithmetic, comparisons and logic. Comparisons and logic give 1
/// or 0 and are piecewise constant.
enum Operators {
  static let table: [Primitive] = arithmetic + comparisons + logic

  static let arithmetic: [Primitive] = [
    Primitive(
      "+", form: .infix(precedence: Precedence.sum), parameters: ["x", "y"], summary: "Sum.",
      value: .binary(Arithmetic.add), partials: ["1", "1"],
      complex: .init("x + y", "x_im + y_im"),
      c: .expression("#1 + #2"), latex: "#1 + #2",
      samples: [[1.5, -0.25], [2, 3]], example: "x + y", exampleBindings: ["x=1", "y=2"]),
    Primitive(
      "-", form: .infix(precedence: Precedence.sum), parameters: ["x", "y"], summary: "Difference.",
      value: .binary(Arithmetic.subtract), partials: ["1", "-1"],
      complex: .init("x - y", "x_im - y_im"),
      c: .expression("#1 - #2"), latex: "#1 - #2",
      samples: [[1.5, -0.25], [2, 3]], example: "x - y", exampleBindings: ["x=1", "y=2"]),
    Primitive(
      "*", form: .infix(precedence: Precedence.product), parameters: ["x", "y"],
      summary: "Product.",
      value: .binary(Arithmetic.multiply), partials: ["y", "x"],
      complex: .init("x*y - x_im*y_im", "x*y_im + x_im*y"),
      c: .expression("#1*#2"), latex: #"#1 \, #2"#,
      samples: [[1.5, -0.25], [2, 3]], example: "x*y", exampleBindings: ["x=3", "y=2"]),
    Primitive(
      "/", form: .infix(precedence: Precedence.product), parameters: ["x", "y"],
      summary: "Quotient.",
      value: .binary(Arithmetic.divide), partials: ["1/y", "-r/y"],
      domain: "y != 0", singular: "y == 0",
      convention: "division by 0 follows IEEE 754: inf, -inf or nan, and a finding",
      complex: .init(
        "guard(y_im == 0, x/y, (x + x_im*(y_im/y))/(y + y_im*(y_im/y)))",
        "guard(y_im == 0, x_im/y, (x_im - x*(y_im/y))/(y + y_im*(y_im/y)))"),
      c: .expression("#1/#2"), latex: #"\frac{#1}{#2}"#,
      samples: [[1.5, -0.25], [2, 3]], far: [[1e200, 1e-90]],
      special: [.at([1, -0.0], value: -.infinity, partials: [-.infinity, -.infinity])],
      example: "x/y", exampleBindings: ["x=3", "y=2"]),
    Primitive(
      "-", form: .prefix(precedence: Precedence.sign), summary: "Negation.",
      value: .unary(Arithmetic.negate), partials: ["-1"], parity: .odd,
      complex: .init("-x", "-x_im"), c: .expression("-#1"), latex: "-#1",
      samples: [[1.5], [-2]], example: "-x", exampleBindings: ["x=3"]),
    Primitive(
      "^", aliases: ["pow"], form: .infix(precedence: Precedence.power, rightAssociative: true),
      parameters: ["x", "y"],
      summary: "Power x to the y; x^0 is 1, and a negative x needs an integer y.",
      value: .binary(Arithmetic.power),
      partials: [
        "guard(y == 0 && (x == 0 || x != x), 0, y*x^(y - 1))",
        // Where x is 0: the values of the convention, but with the slopes -inf and nan of r*log(x).
        "guard(x == 0, if(y > 1, 0, if(y > 0, 0*sqrt(x), nan*x*y)), r*log(x))",
      ],
      domain: "x >= 0 || y == floor(y)", singular: "x == 0 && y < 1",
      convention: "x^0 is 1 and its partial by x 0, for x = 0 and nan too; "
        + "the partial by y is 0 at x = 0 for y > 0, nan at x < 0",
      complex: complexPower,
      c: .function("pow"), latex: "#1^{#2}",
      samples: [[1.5, -0.25], [2, 3], [0.3, 7.5]],
      far: [[1e100, 2.5], [1e-100, 2.5], [1.0000000000000002, 1e16]],
      special: [
        .at([0, 0], value: 1, partials: [0, .nan]),
        .at([.nan, 0], value: 1, partials: [0, .nan]),
        .at([-2, 0], value: 1, partials: [0, .nan]),
        .at([.infinity, 0], value: 1, partials: [0, .infinity]),
        .at([0, 1], value: 0, partials: [1, 0]),
        .at([0, 2], value: 0, partials: [0, 0]),
        .at([0, 0.5], value: 0, partials: [.infinity, 0]),
        .at([0, -1], value: .infinity, partials: [-.infinity, .nan]),
        .at([-2, 3], value: -8, partials: [12, .nan]),
        .at([-8, 1.0 / 3], value: .nan, partials: [.nan, .nan]),
      ],
      example: "x^y", exampleBindings: ["x=2", "y=3"]),
  ]

  /// x^y·(1 + i·t)^y with t = x_im/x: the real power carries the sign of a negative x, whose angle
  /// π would leave sin(π·y) ≠ 0 for whole y. At x = 0 the polar form.
  private static var complexPower: Primitive.ComplexRule {
    func rule(_ part: String, _ real: String) -> String {
      let polar = "hypot(x, x_im)^y*exp(-y_im*atan2(x_im, x))"
      let ratio = "x^y*hypot(1, x_im/x)^y"
      return "guard(x_im == 0 && y_im == 0, \(real),"
        + " guard(x == 0, \(polar)*\(part)(y*atan2(x_im, x) + y_im*log(hypot(x, x_im))),"
        + " guard(y_im == 0, \(ratio)*\(part)(y*atan(x_im/x)),"
        + " \(ratio)*exp(-y_im*atan(x_im/x))"
        + "*\(part)(y*atan(x_im/x) + y_im*log(hypot(x, x_im))))))"
    }
    return .init(rule("cos", "x^y"), rule("sin", "0"))
  }

  static let comparisons: [Primitive] = [
    comparison(
      "<", Arithmetic.less, "1 where x is less than y, else 0.", c: "<", latex: "<", bends: true),
    comparison(
      "<=", Arithmetic.lessOrEqual, "1 where x is at most y, else 0.", c: "<=", latex: #"\le"#,
      bends: true),
    comparison(
      ">", Arithmetic.greater, "1 where x is greater than y, else 0.", c: ">", latex: ">",
      bends: true),
    comparison(
      ">=", Arithmetic.greaterOrEqual, "1 where x is at least y, else 0.", c: ">=",
      latex: #"\ge"#, bends: true),
    // These two may hold all along, as `x == max(x, y)` does where x is greater: that their
    // operands are equal is no sign of a jump.
    comparison(
      "==", Arithmetic.equal, "1 where x equals y, else 0.", c: "==", latex: "=", bends: false),
    comparison(
      "!=", Arithmetic.notEqual, "1 where x differs from y, else 0.", c: "!=", latex: #"\ne"#,
      bends: false),
  ]

  private static func comparison(
    _ symbol: String, _ kernel: BinaryKernel, _ summary: String, c: String, latex: String,
    bends: Bool
  ) -> Primitive {
    Primitive(
      symbol, form: .infix(precedence: Precedence.comparison), parameters: ["x", "y"],
      summary: summary,
      value: .binary(kernel), partials: ["", ""], kink: "x == y", bends: bends,
      range: .nonnegative,
      convention: "where x == y it switches, and the slope is that of the branch taken; "
        + "with nan only != holds",
      complex: .init("x \(symbol) y", "0"),
      c: .expression("#1 \(c) #2"), latex: "#1 \(latex) #2",
      samples: [[1.5, -0.25], [2, 3]], example: "x \(symbol) y", exampleBindings: ["x=1", "y=2"])
  }

  static let logic: [Primitive] = [
    Primitive(
      "&&", form: .infix(precedence: Precedence.and), parameters: ["x", "y"],
      summary: "1 where both are true (not 0), else 0.",
      value: .binary(Arithmetic.and), partials: ["", ""],
      range: .nonnegative,
      convention: "nan is neither true nor false: the result is nan unless the other decides it",
      complex: .init("x && y", "0"),
      c: .expression("#1 && #2"), latex: #"#1 \land #2"#,
      samples: [[1, 0], [1, 1]], example: "x > 0 && y > 0", exampleBindings: ["x=1", "y=2"]),
    Primitive(
      "||", form: .infix(precedence: Precedence.or), parameters: ["x", "y"],
      summary: "1 where one of the two is true (not 0), else 0.",
      value: .binary(Arithmetic.or), partials: ["", ""],
      range: .nonnegative,
      convention: "nan is neither true nor false: the result is nan unless the other decides it",
      complex: .init("x || y", "0"),
      c: .expression("#1 || #2"), latex: #"#1 \lor #2"#,
      samples: [[1, 0], [0, 0]], example: "x > 0 || y > 0", exampleBindings: ["x=-1", "y=2"]),
    Primitive(
      "!", form: .prefix(precedence: Precedence.sign), summary: "1 where x is false (0), else 0.",
      value: .unary(Arithmetic.not), partials: [""],
      range: .nonnegative,
      convention: "!nan is nan", complex: .init("!x", "0"),
      c: .expression("!#1"), latex: #"\lnot #1"#,
      samples: [[1], [0]], example: "!(x > 0)", exampleBindings: ["x=1"]),
  ]
}
