import Diagnostics
import Reports
import Testing

/// A report to be printed in every format.
struct Sample: CustomTestStringConvertible, Sendable {
  let testDescription: String
  private let make: @Sendable () -> Report

  var report: Report { make() }

  init(testDescription: String, report: @autoclosure @escaping @Sendable () -> Report) {
    self.testDescription = testDescription
    make = report
  }

  static let all = [gradient, trace, numbers, awkward, several, empty]

  static let gradient = Sample(
    testDescription: "gradient",
    report: Report(
      tables: [
        Table(
          columns: [.init(name: "input"), .init(name: "gradient")],
          rows: [[.text("x"), .number(2.298781296336581)], [.text("y"), .number(-0.5)]],
          style: .plain)
      ],
      json: [
        ("value", .number(1.6837187220587255)),
        ("gradient", .object([("x", .number(2.298781296336581)), ("y", .number(-0.5))])),
        ("mode", .string("reverse")),
      ]))

  static let trace = Sample(
    testDescription: "trace",
    report: Report(
      tables: [
        Table(
          columns: [
            .init(name: "step"), .init(name: "name"), .init(name: "operation"),
            .init(name: "value"), .init(name: "adjoint", latex: #"\bar v_i"#),
            .init(name: "adjoint rule"),
          ],
          rows: [
            step("v0", "u", "input", 1.3, 2.298781296336581, "v_bar * 2*u", #"\bar v \cdot 2u"#),
            step(
              "v1", "v", "u^2", 1.6900000000000002, 0.8841466524371465,
              "w_bar * cos(v) + x_bar * 1/v", #"\bar w \cos v + \bar x \frac{1}{v}"#),
            step("v2", "w", "sin(v)", 0.9929036510941185, 0.8834952481661632, "y_bar * x", "y"),
            step("v3", "x", "log(v)", 0.5247285289349822, 1.6717704665476318, "y_bar * w", "y"),
            step("v4", "y", "w*x", 0.5210048722127897, 1.6837187220587255, "z_bar * z", "z"),
            step("v5", "z", "exp(y)", 1.6837187220587255, 1, "seed", #"\text{seed}"#),
          ])
      ],
      json: [("trace", .array([.object([("step", .integer(0)), ("name", .string("u"))])]))]))

  static let numbers = Sample(
    testDescription: "numbers",
    report: Report(
      tables: [
        Table(
          columns: [.init(name: "what"), .init(name: "number"), .init(name: "count")],
          rows: [
            [.text("nan"), .number(.nan), .integer(-3)],
            [.text("inf"), .number(.infinity), .empty],
            [.text("minus"), .number(-.infinity), .integer(.max)],
            [.text("large"), .number(1e300), .empty],
            [.text("small"), .number(-1.5e-7)],
            [.text("zero"), .number(-0.0)],
          ])
      ],
      json: [
        ("value", .number(.nan)), ("values", .array([.number(.infinity), .number(-1.5e-7)])),
        ("flag", .bool(true)), ("nothing", .null),
      ],
      findings: [
        Diagnostic(
          .warning, "the value is nan", source: SourceText(name: "expression", "x +\nlog(θ)+y"),
          primary: [.init(Span(12, 13))]),
        Diagnostic(.warning, "no place"),
      ]))

  static let awkward = Sample(
    testDescription: "awkward texts",
    report: Report(
      tables: [
        Table(
          title: "50% of {A} & B",
          columns: [.init(name: "a,b"), .init(name: "x|y"), .init(name: "θ_1"), .init(name: "n")],
          rows: [
            [.text("[1, 2]"), .text("say \"hi\""), .text("中文 ×"), .integer(1)],
            [.text("*bold*"), .text("a\\b~c^d"), .text("_x_ y_z <b>"), .empty],
            [.text("x--1"), .formula(text: "a||b", latex: #"a \lor b"#), .text("$&%#{}"), .empty],
            [.text(""), .formula(text: "`f`", latex: "f"), .text("-"), .integer(2)],
          ])
      ],
      json: [("a\"b\\c\n\r\t\u{1}\u{1F}\u{7F}", .string("θ 😀 \u{2028} /"))]))

  static let several = Sample(
    testDescription: "several tables",
    report: Report(
      tables: [
        Table(
          title: "first", columns: [.init(name: "a"), .init(name: "b")],
          rows: [[.integer(1), .integer(2)]]),
        Table(columns: [.init(name: "only")], rows: [[.text("")], [.text("x")]]),
        Table(title: "no rows", columns: [.init(name: "p"), .init(name: "q")]),
      ],
      json: [("tables", .array([]))], notes: ["one note", "another note"]))

  static let empty = Sample(testDescription: "empty", report: Report())

  private static func step(
    _ step: String, _ name: String, _ operation: String, _ value: Double, _ adjoint: Double,
    _ rule: String, _ latex: String
  ) -> [Cell] {
    [
      .text(step), .text(name), .text(operation), .number(value), .number(adjoint),
      .formula(text: rule, latex: latex),
    ]
  }
}
