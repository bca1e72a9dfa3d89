import Numerics

/// Functions made of pieces: absolute value, steps, remainders, and those that select an operand.
enum Piecewise {
  static let table: [Primitive] = signs + roundings + remainders + selections

  static let signs: [Primitive] = [
    Primitive(
      "abs", summary: "Absolute value of x.",
      value: .unary(Elementary.abs), partials: ["sign(x)"],
      kink: "x == 0", bends: true, square: "x^2",
      parity: .even, range: .nonnegative,
      convention: "abs'(0) is 0, abs''(0) is nan; an even function of abs(x) has its curvature",
      c: .function("fabs"), latex: #"\left|#1\right|"#,
      samples: [[0.3], [-2], [7.5]], far: [[1e300], [-.leastNonzeroMagnitude]],
      special: [
        .at(0, value: 0, slope: 0),
        .at(-0.0, value: 0, slope: 0),
      ],
      example: "abs(x)", exampleBindings: ["x=-3"]),
    Primitive(
      "sign", aliases: ["sgn"], summary: "-1, 0 or 1, as x is negative, 0 or positive.",
      value: .unary(Elementary.sign), partials: [""],
      kink: "x == 0", bends: true,
      parity: .odd,
      convention: "sign(0) is 0; its slope is 0, at 0 too, and there is no second one",
      c: .expression("(#1) > 0.0 ? 1.0 : (#1) < 0.0 ? -1.0 : (#1) == 0.0 ? 0.0 : (#1)"),
      python: "np.sign(#1)",
      latex: #"\operatorname{sgn}"#,
      samples: [[0.3], [-2], [7.5]], far: [[.leastNonzeroMagnitude]],
      special: [.at([0], value: 0, partials: [])],
      example: "sign(x)", exampleBindings: ["x=-3"]),
    Primitive(
      "heaviside", summary: "Unit step: 0 below 0, 1/2 at 0, 1 above.",
      value: .unary(Elementary.heaviside), partials: [""],
      kink: "x == 0", bends: true,
      range: .nonnegative,
      convention: "heaviside(0) is 1/2; its slope is 0, at 0 too, and there is no second one",
      c: .expression("(#1) > 0.0 ? 1.0 : (#1) < 0.0 ? 0.0 : (#1) == 0.0 ? 0.5 : (#1)"),
      python: "np.heaviside(#1, 0.5)",
      latex: #"H\left(#1\right)"#,
      samples: [[0.3], [-2], [7.5]], far: [[-.leastNonzeroMagnitude]],
      special: [.at([0], value: 0.5, partials: [])],
      example: "heaviside(x)", exampleBindings: ["x=2"]),
  ]

  // From 2^52 = 4503599627370496 on every double is whole: no jump is met there.
  static let roundings: [Primitive] = [
    Primitive(
      "floor", summary: "The greatest whole number that is not above x.",
      value: .unary(Elementary.floor), partials: [""],
      kink: "x == floor(x) && abs(x) < 4503599627370496", bends: true,
      convention: "its slope is 0, at the jumps too, which have no second one",
      c: .function("floor"), latex: #"\left\lfloor #1 \right\rfloor"#,
      samples: [[0.3], [-2.5], [7.75]], far: [[4503599627370495.5], [0.9999999999999999]],
      special: [.at([2], value: 2, partials: [])],
      example: "floor(x)", exampleBindings: ["x=2.7"]),
    Primitive(
      "ceil", summary: "The least whole number that is not below x.",
      value: .unary(Elementary.ceil), partials: [""],
      kink: "x == floor(x) && abs(x) < 4503599627370496", bends: true,
      convention: "its slope is 0, at the jumps too, which have no second one",
      c: .function("ceil"), latex: #"\left\lceil #1 \right\rceil"#,
      samples: [[0.3], [-2.5], [7.75]], far: [[4503599627370495.5], [2.0000000000000004]],
      special: [.at([1], value: 1, partials: [])],
      example: "ceil(x)", exampleBindings: ["x=2.2"]),
    Primitive(
      "round", summary: "The whole number nearest to x; halves go away from 0.",
      value: .unary(Elementary.round), partials: [""],
      kink: "x - floor(x) == 0.5", bends: true,
      parity: .odd,
      convention: "its slope is 0, at the jumps too, which have no second one",
      c: .function("round"),
      python:
        "np.copysign(np.trunc(np.abs(#1)) + (np.abs(#1) - np.trunc(np.abs(#1)) >= 0.5), #1)",
      latex: #"\operatorname{round}"#,
      samples: [[0.3], [-2.25], [7.75]], far: [[0.49999999999999994]],
      special: [
        .at([2.5], value: 3, partials: []),
        .at([-2.5], value: -3, partials: []),
      ],
      example: "round(x)", exampleBindings: ["x=2.5"]),
    Primitive(
      "trunc", summary: "x without its fraction, towards 0.",
      value: .unary(Elementary.trunc), partials: [""],
      kink: "x == floor(x) && x != 0 && abs(x) < 4503599627370496", bends: true,
      parity: .odd,
      convention: "its slope is 0, at the jumps too, which have no second one",
      c: .function("trunc"), latex: #"\operatorname{trunc}"#,
      samples: [[0.3], [-2.5], [7.75]], far: [[-0.9999999999999999]],
      special: [.at([-2], value: -2, partials: [])],
      example: "trunc(x)", exampleBindings: ["x=-2.7"]),
  ]

  // The slopes by y are minus the whole number that the exact remainder belongs to. It is not
  // floor(x/y): the rounded quotient may be a whole number too high, as 1/0.1 is. Below 0, an
  // infinite y is added once.
  static let remainders: [Primitive] = [
    Primitive(
      "mod", parameters: ["x", "y"], summary: "x - y*floor(x/y), with the sign of y.",
      value: .binary(Elementary.mod),
      partials: ["1", "guard(abs(r) == inf, 1, round(r/y - x/y))"],
      domain: "y != 0", kink: "r == 0", bends: true,
      convention: "mod(x, 0) is nan with slope nan by y; where y divides x the value jumps, the "
        + "partials stay; there are no second ones",
      c: .expression(
        """
        fmod(#1, #2) == 0.0 ? copysign(0.0, #2) \
        : fmod(#1, #2) + ((fmod(#1, #2) < 0.0) != ((#2) < 0.0) ? (#2) : 0.0)
        """),
      python: "np.mod(#1, #2)",
      latex: #"\operatorname{mod}"#,
      samples: [[7.5, 2], [-1, 3], [5.25, -1.5]], far: [[1e10, 0.3], [1e-300, 2]],
      special: [
        .at([6, 3], value: 0, partials: [1, -2]),
        .at([1, 0.1], value: 0.09999999999999995, partials: [1, -9]),
        .at([-1, .infinity], value: .infinity, partials: [1, 1]),
        .at([1, .infinity], value: 1, partials: [1, 0]),
        .at([1, 0], value: .nan, partials: [1, .nan]),
      ],
      example: "mod(x, y)", exampleBindings: ["x=-1", "y=3"]),
    Primitive(
      "rem", parameters: ["x", "y"], summary: "x - y*trunc(x/y), with the sign of x.",
      value: .binary(Elementary.rem), partials: ["1", "round(r/y - x/y)"],
      domain: "y != 0", kink: "r == 0 && x != 0", bends: true,
      convention: "rem(x, 0) is nan with slope nan by y; where y divides x the value jumps, the "
        + "partials stay; there are no second ones",
      c: .function("fmod"), latex: #"\operatorname{rem}"#,
      samples: [[7.5, 2], [-1, 3], [5.25, -1.5]], far: [[1e10, 0.3], [1e-300, 2]],
      special: [
        .at([6, 3], value: 0, partials: [1, -2]),
        .at([0, 3], value: 0, partials: [1, 0]),
        .at([-1, 0.1], value: -0.09999999999999995, partials: [1, 9]),
        .at([-1, .infinity], value: -1, partials: [1, 0]),
        .at([1, 0], value: .nan, partials: [1, .nan]),
      ],
      example: "rem(x, y)", exampleBindings: ["x=-1", "y=3"]),
  ]

  /// The share of each operand that `clamp` takes: of x and a bound that it equals, of bounds that
  /// are equal above x, of all three. Bounds the wrong way round leave `hi` alone.
  private static let clampShare =
    "1/(1 + (x == lo && lo <= hi) + (x == hi && lo <= hi) + (x < lo && lo == hi))"

  static let selections: [Primitive] = [
    Primitive(
      "min", parameters: ["x", "y"],
      summary: "The least of two or more numbers; nan if one is nan.",
      value: .fold(Elementary.min), partials: ["1/ties"], reach: ["x == r || x != x"],
      kink: "ties > 1", bends: true,
      convention: "k equal least operands have the partial 1/k each, second ones are nan",
      c: .expression(
        "(#1) < (#2) || (#1) != (#1) || ((#1) == (#2) && signbit(#1)) ? (#1) : (#2)"),
      swift: "(#1) < (#2) || (#1) != (#1) || ((#1) == (#2) && (#1).sign == .minus) ? (#1) : (#2)",
      python: "np.where((#1 < #2) | (#1 != #1) | ((#1 == #2) & np.signbit(#1)), #1, #2)",
      latex: #"\min"#,
      samples: [[0.3, 2], [7.5, -2], [3, 1, 2]], far: [[1e300, 1e-300]],
      special: [
        .at([1, 1], value: 1, partials: [0.5, 0.5]),
        .at([2, 2, 3], value: 2, partials: [0.5, 0.5, 0]),
        .at([1, .nan], value: .nan, partials: [0, 1]),
      ],
      example: "min(x, y)", exampleBindings: ["x=3", "y=-4"]),
    Primitive(
      "max", parameters: ["x", "y"],
      summary: "The greatest of two or more numbers; nan if one is nan.",
      value: .fold(Elementary.max), partials: ["1/ties"], reach: ["x == r || x != x"],
      kink: "ties > 1", bends: true,
      convention: "k equal greatest operands have the partial 1/k each, second ones are nan",
      c: .expression(
        "(#1) > (#2) || (#1) != (#1) || ((#1) == (#2) && !signbit(#1)) ? (#1) : (#2)"),
      swift: "(#1) > (#2) || (#1) != (#1) || ((#1) == (#2) && (#1).sign == .plus) ? (#1) : (#2)",
      python: "np.where((#1 > #2) | (#1 != #1) | ((#1 == #2) & ~np.signbit(#1)), #1, #2)",
      latex: #"\max"#,
      samples: [[0.3, 2], [7.5, -2], [1, 3, 2]], far: [[1e300, 1e-300]],
      special: [
        .at([1, 1], value: 1, partials: [0.5, 0.5]),
        .at([2, 2, 2], value: 2, partials: [1.0 / 3, 1.0 / 3, 1.0 / 3]),
        .at([0, -0.0], value: 0, partials: [0.5, 0.5]),
        .at([1, .nan], value: .nan, partials: [0, 1]),
      ],
      example: "max(x, y)", exampleBindings: ["x=3", "y=-4"]),
    Primitive(
      "clamp", parameters: ["x", "lo", "hi"],
      summary: "x kept between lo and hi: min(max(x, lo), hi).",
      value: .ternary(Elementary.clamp),
      partials: [clampShare, clampShare, clampShare],
      reach: [
        "x >= lo && x <= hi || x != x", "x <= lo && lo <= hi || lo != lo",
        "x >= hi || lo >= hi || hi != hi",
      ],
      kink: "lo <= hi && (x == lo || x == hi) || lo == hi && x < lo", bends: true,
      convention: "x and a bound that it equals have the partial 1/2 each, as have equal bounds "
        + "above x, and second ones are nan; for lo > hi the value is hi",
      c: .expression(
        """
        (#1) < (#2) || (#2) != (#2) ? ((#2) > (#3) || (#3) != (#3) ? (#3) : (#2)) \
        : ((#1) > (#3) || (#3) != (#3) ? (#3) : (#1))
        """),
      python: """
        np.where((#1 < #2) | (#2 != #2), np.where((#2 > #3) | (#3 != #3), #3, #2), \
        np.where((#1 > #3) | (#3 != #3), #3, #1))
        """,
      latex: #"\operatorname{clamp}"#,
      samples: [[0.5, 0, 1], [-2, 0, 1], [7.5, 0, 1]],
      special: [
        .at([0, 0, 1], value: 0, partials: [0.5, 0.5, 0]),
        .at([1, 0, 1], value: 1, partials: [0.5, 0, 0.5]),
        .at([1, 2, 1], value: 1, partials: [0, 0, 1]),
        .at([2, 2, 1], value: 1, partials: [0, 0, 1]),
        .at([0, 1, 1], value: 1, partials: [0, 0.5, 0.5]),
        .at([1, 1, 1], value: 1, partials: [1.0 / 3, 1.0 / 3, 1.0 / 3]),
        .at([2, 1, 1], value: 1, partials: [0, 0, 1]),
        .at([.nan, 0, 1], value: .nan, partials: [1, 0, 0]),
      ],
      example: "clamp(x, 0, 1)", exampleBindings: ["x=1.5"]),
    Primitive(
      "if", parameters: ["condition", "a", "b"],
      summary: "a where the condition is true (not 0), b where it is 0, nan where it is nan.",
      value: .ternary(Arithmetic.select), partials: ["", "1", "1"],
      reach: ["", "condition", "!condition"],
      convention: "the branch not taken is not reached: nothing of it shows in value or derivative",
      complex: .init("if(condition, a, b)", "if(condition, a_im, b_im)"),
      c: .expression("(#1) ? (#2) : (#3)"),
      latex: #"\begin{cases} #2 & \text{if } #1 \\ #3 & \text{otherwise} \end{cases}"#,
      samples: [[1, 0.5, -2], [0, 0.5, -2], [-1, 3, 7.5]],
      special: [
        .at([1, 2, .nan], value: 2, partials: [1, 0]),
        .at([0, .infinity, 2], value: 2, partials: [0, 1]),
      ],
      example: "if(x > 0, x^2, -x)", exampleBindings: ["x=-3"]),
  ]
}
