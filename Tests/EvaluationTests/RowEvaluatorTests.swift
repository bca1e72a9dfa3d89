import Evaluation
import Graph
import Numerics
import ProgramSupport
import Testing

/// Rows in blocks against points alone.
@Suite("Rows in blocks")
struct RowEvaluatorTests {
  private static let rowCount = 130
  /// What stands among the numbers of some rows.
  private static let specials = [0, -0.0, 1, -1, .infinity, -.infinity, .nan, 1e308, 0x1p-1074]

  /// Random rows of three numbers, column after column.
  private static func columns(_ random: inout RandomPrograms) -> [[Double]] {
    (0..<3).map { _ in
      (0..<rowCount).map { _ in
        random.below(12) == 0 ? specials[random.below(specials.count)] : random.uniform(-3...3)
      }
    }
  }

  private static func same(_ left: Double, _ right: Double) -> Bool {
    left.bitPattern == right.bitPattern || left.isNaN && right.isNaN
  }

  /// The results of all rows, in blocks of `lanes`.
  private static func results(
    _ plan: RowPlan, _ columns: [[Double]], lanes: Int
  ) -> [[Double]] {
    let evaluator = RowEvaluator(plan, lanes: lanes)
    let flat = columns.flatMap { $0 }
    var results = [Double](repeating: .nan, count: plan.resultCount * rowCount)
    flat.withUnsafeBufferPointer { source in
      results.withUnsafeMutableBufferPointer { target in
        guard let source = source.baseAddress, let target = target.baseAddress else { return }
        for start in stride(from: 0, to: rowCount, by: lanes) {
          evaluator.evaluate(
            source + start, stride: rowCount, count: min(lanes, rowCount - start),
            to: target + start, stride: rowCount)
        }
      }
    }
    return (0..<rowCount).map { row in
      (0..<plan.resultCount).map { results[$0 * rowCount + row] }
    }
  }

  @Test(
    "A row has the bits of its point alone, whatever the block size",
    arguments: [1, 2, 3, 7, 64, 100, 512, 4096])
  func blockSizes(lanes: Int) throws {
    var random = RandomPrograms(seed: 11)
    for _ in 0..<12 {
      let text = random.program() + " + 0*x*y*z"
      let columns = Self.columns(&random)
      for what in Question.allCases {
        let subject = try Subject(text)
        let bound = subject.program.inputs.map {
          RowPlan.Column(input: $0.node, element: 0)
        }
        var plan = RowPlan(subject.program, columns: bound, point: [0, 0, 0])
        what.ask(&plan)
        let found = Self.results(plan, columns, lanes: lanes)
        for row in stride(from: 0, to: Self.rowCount, by: 17) {
          let point = columns.map { $0[row] }
          let expected = what.alone(try Subject(text).program, point)
          // Rows that are not finite are given to the run for a point alone, but in reverse mode.
          guard what == .gradient || found[row].allSatisfy(\.isFinite) else { continue }
          for (left, right) in zip(found[row], expected) {
            #expect(Self.same(left, right), "\(what): \(text) at \(point): \(left), \(right)")
          }
          #expect(found[row].count == expected.count)
        }
      }
    }
  }

  @Test(
    "So it has where steps are computed together",
    arguments: [
      "x^5*y + z*x^-1.5 - x^-7 + (x*z)^2.5/x^5",
      "(y^0.5 + y^-0.5)*(x^6 - z^6)*z^-2 + y^(2/3) + x^y + z^-6",
      "sin(x)*cos(x)*x^1.5 + x^-1.5*cos(y) - (x^1.5)^5*z",
      // Slopes of 1 that are steps of their own, for the jumps.
      "diff(sin(mod(x, 2)), x)*y + sin(mod(y, 3))*diff(rem(z, 2)^2, z)",
    ], [2, 5, 128, 512, 1024])
  func families(text: String, lanes: Int) throws {
    var random = RandomPrograms(seed: 29)
    let columns = Self.columns(&random)
    for what in Question.allCases {
      let subject = try Subject(text)
      let bound = subject.program.inputs.map { RowPlan.Column(input: $0.node, element: 0) }
      var plan = RowPlan(subject.program, columns: bound, point: [0, 0, 0])
      what.ask(&plan)
      let found = Self.results(plan, columns, lanes: lanes)
      for row in 0..<Self.rowCount {
        let expected = what.alone(try Subject(text).program, columns.map { $0[row] })
        guard what == .gradient || expected.allSatisfy(\.isFinite) else { continue }
        for (left, right) in zip(found[row], expected) {
          #expect(Self.same(left, right), "\(what): \(text), row \(row): \(left), \(right)")
        }
      }
    }
  }

  /// What can be asked of rows, and the same of one point.
  private enum Question: CaseIterable {
    case gradient, forwardGradient, columns, rows, product

    func ask(_ plan: inout RowPlan) {
      switch self {
      case .gradient: plan.askForGradient(by: [0, 1, 2], mode: .reverse)
      case .forwardGradient: plan.askForGradient(by: [0, 1, 2], mode: .forward)
      case .columns: plan.askForColumns(by: [0, 2])
      case .rows: plan.askForRows(by: [0, 2])
      case .product: plan.askForProduct(by: [0, 1, 2], direction: [1, 0.5, 0])
      }
    }

    func alone(_ program: Program, _ point: [Double]) -> [Double] {
      switch self {
      case .gradient, .forwardGradient:
        let gradient = Gradient(
          of: program, by: [0, 1, 2], at: point, mode: self == .gradient ? .reverse : .forward)
        return [gradient.value] + gradient.partials
      case .columns, .rows:
        let jacobian = Jacobian(
          of: program, by: [0, 2], at: point, choice: self == .columns ? .forward : .reverse)
        return [jacobian.values[0].elements[0]] + jacobian.matrix.dense.elements
      case .product:
        let (value, products) = DerivativeProduct.hessian(
          of: program, by: [0, 1, 2], at: point, direction: [1, 0.5, 0])
        return [value] + products.flatMap(\.elements)
      }
    }
  }

  @Test("Columns bind elements of arrays, and what is not a column is the same in every row")
  func arrays() throws {
    let text = "sum(A*x) + k"
    let shapes = ["A": Shape(2, 2), "x": Shape(2, 1)]
    let program = try Subject(text, shapes: shapes).program
    let bound = program.inputs[0].coordinates.map {
      RowPlan.Column(input: program.inputs[0].node, element: $0)
    }
    let rest = [0, 0, 0, 0, 2, 3, 10.0]
    var plan = RowPlan(program, columns: bound, point: rest)
    plan.askForGradient(by: [0, 2], mode: .reverse)
    var random = RandomPrograms(seed: 3)
    let columns = (0..<4).map { _ in (0..<Self.rowCount).map { _ in random.uniform(-1...1) } }
    let found = Self.results(plan, columns, lanes: 32)
    for row in 0..<Self.rowCount {
      let point = columns.map { $0[row] } + rest[4...]
      let alone = Gradient(
        of: try Subject(text, shapes: shapes).program, by: [0, 2], at: point, mode: .reverse)
      #expect(found[row] == [alone.value] + alone.partials)
    }
  }
}
