import Evaluation
import Graph
import Notation
import Numerics
import ProgramSupport
import TestSupport
import Testing

/// Generated second derivatives of functions that bend, at ordinary points and at kinks, beside the
/// numbers that `hessian` and `grad` give.
@Suite("Generated second derivatives at kinks")
struct EmissionSecondDerivativeTests {
  private static let values: [Double] = [0, -0.0, 1, -2]

  private static let programs: [(text: String, arrays: [String])] = [
    ("abs(x)*y", []), ("relu(x)*y + x^2*y", []), ("max(x, y)*x", []), ("hypot(x, y)*x", []),
    ("cos(hypot(x, y))", []), ("exp(-abs(x)^2.5)", []), ("norm(v)*x", ["v"]),
    ("cos(norm(v))", ["v"]), ("sum(relu(v).*w)", ["v", "w"]),
    ("sum(cos(hypot(v, w)))", ["v", "w"]), ("sum(logsoftmax(relu(v)).*v)", ["v"]),
    ("max(v)*v[1]", ["v"]),
  ]

  /// Each program at some of the points whose coordinates are all combinations of the values.
  private static func cases(every: Int) throws -> [EmittedCase] {
    var cases: [EmittedCase] = []
    for (text, arrays) in programs {
      let bindings = arrays.map { (name: $0, value: Matrix.column(0, 0)) }
      let program = try Program(text, bindings)
      let points = (0..<program.coordinateCount).reduce([[Double]]([[]])) { points, _ in
        points.flatMap { point in values.map { point + [$0] } }
      }
      for (index, point) in points.enumerated() where index % every == 0 {
        cases.append(EmittedCase("\(text) at \(point)", program, at: point, .hessian))
      }
    }
    return cases
  }

  private func check(_ cases: [EmittedCase], _ results: [[Double]]) {
    for (item, numbers) in zip(cases, results) {
      let inputs = Array(item.program.inputs.indices)
      let hessian = Hessian(of: item.program, by: inputs, at: item.point)
      let gradient = Gradient(of: item.program, by: inputs, at: item.point, mode: .reverse)
      // A Hessian lies by rows, and code by columns: it is symmetric.
      for expected in [hessian.gradient, gradient.partials].map({
        [hessian.value] + $0 + hessian.matrix.values
      }) {
        #expect(
          numbers.count == expected.count
            && zip(numbers, expected).allSatisfy {
              agrees($0, $1, within: $1.isFinite ? 0x1p-44 * max(1, abs($1)) : 0)
            }, "\(item.label): \(numbers), not \(expected)")
      }
    }
  }

  @Test("C", .enabled(if: CCompiler.isInstalled, "there is no C compiler (`cc`) here"))
  func c() throws {
    let cases = try Self.cases(every: 3)
    check(cases, try EmissionBatch(cases: cases).runC())
  }

  @Test(
    "Python with NumPy",
    .enabled(if: Interpreter.hasNumPy, "there is no Python with NumPy (`python3`) here"))
  func python() throws {
    let cases = try Self.cases(every: 3)
    check(cases, try EmissionBatch(cases: cases).runPython())
  }

  @Test("Swift", .enabled(if: Interpreter.hasSwift, "there is no Swift compiler (`swiftc`) here"))
  func swift() throws {
    let cases = try Self.cases(every: 17)
    check(cases, try EmissionBatch(cases: cases).runSwift())
  }

  @Test("Nothing is computed that is known to be 0 or nan")
  func needlessSteps() throws {
    let bindings: [(name: String, value: Matrix)] = [("v", .column(0, 0))]
    for text in ["cos(hypot(x, y))", "abs(x)*y", "norm(v)", "hypot(x, y)*x"] {
      let program = try Program(text, text.contains("v") ? bindings : [])
      for language in [EmittedLanguage.c, .swift, .python] {
        let code = try EmittedCase(text, program, at: [], .hessian).function(named: "f")
          .source(in: language)
        let needless = #/\b0\.0\*|\bNAN[*]|\.nan[*]|[*(]NAN|1\.0 != 0\.0/#
        #expect(!code.contains(needless), "\(code)")
      }
    }
  }
}
