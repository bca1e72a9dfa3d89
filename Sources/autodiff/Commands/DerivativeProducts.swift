import Arguments
import Diagnostics
import Evaluation
import Graph
import Numerics
import Records
import Reports

/// What `autodiff jvp`, `vjp` and `hvp` have in common: products with a direction or a weight.
enum DerivativeProducts {
  // MARK: - What is given

  /// The direction, element by element like the point; inputs that none names stay.
  static func direction(
    _ session: Session, _ program: Program, _ inputs: [Int]
  ) throws(Failure) -> [Double] {
    var direction = [Double](repeating: 0, count: program.coordinateCount)
    let given = session[Options.direction]
    guard !given.isEmpty else { throw .request(.withoutDirection(program.inputNames)) }
    for (index, binding) in given.enumerated() {
      if given[..<index].contains(where: { $0.name.isSpelled(binding.name) }) {
        throw .request(.repeatedDirection(name: binding.name))
      }
      guard let input = program.input(named: binding.name) else {
        throw .request(
          .unknownInput(
            name: binding.name, inputs: program.inputNames,
            isDefined: program.definition(named: binding.name) != nil))
      }
      let shape = program.inputs[input].shape
      let value = try value(
        binding.value, of: "direction of \(binding.name)", shape, session.invocation.textStyle)
      direction.replaceSubrange(program.inputs[input].coordinates, with: value.elements)
    }
    return direction
  }

  /// A value of a shape; a number stands for all elements.
  static func value(
    _ bytes: [UInt8], of what: String, _ shape: Shape, _ text: TextStyle
  ) throws(Failure) -> Matrix {
    let matrix = try Bindings.matrix(bytes, of: what, text)
    if matrix.shape == shape { return matrix }
    guard matrix.shape.isScalar else {
      throw .request(.wrongShape(what: what, matrix.shape, needed: shape))
    }
    return Matrix(shape, filledWith: matrix.elements[0])
  }

  // MARK: - Report

  /// Writes a product that has an array for each input.
  ///
  /// - Parameters:
  ///   - slot: where these begin.
  ///   - isLast: see `Session.answer`.
  static func write(
    _ answer: Answer, _ session: Session, _ program: Program, _ inputs: [Int],
    _ saved: SavedByInput, _ point: [Double], column: String, from slot: Int, isLast: Bool
  ) throws(Failure) -> ExitStatus? {
    let numbers = answer.evaluate(program, point)
    guard isLast || numbers.areFinite else { return nil }
    let products = InputNumbers(program, inputs, numbers, from: slot)
    let table = Table(
      columns: [.init(name: "input"), .init(name: column)],
      rows: saved.shown.map { [session.cell(name: saved.names[$0]), products.cell($0)] },
      style: .plain)
    let report = Report(
      tables: saved.shown.isEmpty ? [] : [table], json: answer.json(numbers),
      findings: answer.findings(program, point, numbers, .point))
    // With `--strict` what is not finite is not kept.
    let status = session.status(report.findings, numbers: numbers)
    if status == .done { try saved.write(products) }
    try session.write(report)
    return status
  }

  /// What is to be said of values, kinks, and the first derivative that is not finite.
  ///
  /// - Parameter derivatives: their slots.
  static func findings(
    _ program: Program, _ point: [Double], _ numbers: AnswerNumbers, _ audience: Answer.Audience,
    by inputs: [Int], derivatives: Range<Int>
  ) -> [Diagnostic] {
    let isTroubled = numbers.firstTroubled(derivatives) != nil
    return Answer.findings(ofOutputs: program, numbers, for: audience, most: 8) { output, value in
      let troubled = isTroubled ? firstTroubled(program, point, output, inputs) : nil
      return FindingReport(program, point: point).diagnostics(
        output: output, value: value, by: inputs, troubled: troubled)
    }
  }

  /// The first element by which an output's gradient is not finite.
  static func firstTroubled(
    _ program: Program, _ point: [Double], _ output: Int, _ inputs: [Int]
  ) -> (coordinate: Int, value: Double)? {
    let weights = program.outputs.enumerated().map { index, other in
      Matrix(program.graph.shape(of: other.node), filledWith: index == output ? 1 : 0)
    }
    let adjoints = DerivativeProduct.adjoints(
      of: program, by: inputs, at: point, weights: weights
    ).adjoints.flatMap(\.elements)
    let bad = adjoints.firstIndex { !$0.isFinite }
    return bad.map { (program.coordinates(of: inputs)[$0], adjoints[$0]) }
  }
}
