import Calculus
import Diagnostics
import Evaluation
import Graph
import Language
import Notation
import Numerics

/// Says to a person what a second look at a point found.
struct FindingReport {
  let program: Program
  let point: [Double]

  init(_ program: Program, point: [Double]) {
    self.program = program
    self.point = point
  }

  /// What is to be said of an output's value that is not finite.
  func diagnostics(output: Int, value: Matrix) -> [Diagnostic] {
    let inner = innerKinks(output)
    guard !value.isFinite || FindingSearch.hasKinks(program, output: output) else {
      return inner.prefix(3).map(kinkDiagnostic)
    }
    let search = FindingSearch(of: program, output: output, by: nil, at: point)
    let bad = value.elements.first { !$0.isFinite } ?? 0
    var found = valueDiagnostic(search, output: output, value: bad).map { [$0] } ?? []
    found += (inner + search.matrixFindings { _ in false }).prefix(3).map(kinkDiagnostic)
    return found
  }

  /// What is to be said of a gradient: a value or derivatives that are not finite, and kinks.
  func diagnostics(of gradient: Gradient, by inputs: [Int]) -> [Diagnostic] {
    let bad = gradient.partials.firstIndex { !$0.isFinite }
    let isTroubled =
      bad != nil || !gradient.value.isFinite || !program.innerDerivatives.isEmpty
    guard isTroubled || FindingSearch.hasKinks(program, output: 0) else { return [] }
    return diagnostics(
      output: 0, value: Matrix(gradient.value), by: inputs,
      troubled: bad.map { (program.coordinates(of: inputs)[$0], gradient.partials[$0]) })
  }

  /// What is to be said of the derivatives of an output.
  ///
  /// - Parameter troubled: an element of the inputs by which the derivative is not finite, and the
  ///   derivative.
  func diagnostics(
    output: Int, value: Matrix, by inputs: [Int], troubled: (coordinate: Int, value: Double)?
  ) -> [Diagnostic] {
    let inner = innerKinks(output)
    guard
      troubled != nil || !value.isFinite || FindingSearch.hasKinks(program, output: output)
    else { return inner.prefix(3).map(kinkDiagnostic) }
    let search = FindingSearch(
      of: program, output: output, by: inputs, at: point, troubled: troubled?.coordinate)
    let bad = value.elements.first { !$0.isFinite }
    var found: [Diagnostic] = []
    if let bad, let value = valueDiagnostic(search, output: output, value: bad) {
      found.append(value)
    }
    if let troubled, bad?.isNaN != true,
      let slope = slopeDiagnostic(search, coordinate: troubled.coordinate, troubled.value)
    {
      found.append(slope)
    }
    found += once(search.kinkFindings() + inner).prefix(3).map(kinkDiagnostic)
    return found
  }

  /// Findings without those that would be said in the same words: many steps of one function may
  /// have the same kink.
  private func once(_ findings: [Finding]) -> [Finding] {
    struct Words: Hashable {
      let origin: Int32
      let operation: Operation
      let operands: [Double]
      let element: Int?
    }
    var nodes: Set<Node> = []
    var words: Set<Words> = []
    return findings.filter { finding in
      let node = finding.node
      guard case .kink = finding.kind else { return nodes.insert(node).inserted }
      return words.insert(
        Words(
          origin: program.origins[Int(node.index)], operation: program.graph[node].operation,
          operands: finding.operands, element: finding.element)
      ).inserted
    }
  }

  private func innerKinks(_ output: Int) -> [Finding] {
    guard !program.innerDerivatives.isEmpty else { return [] }
    return FindingSearch.innerKinks(of: program, output: output, at: point)
  }

  // MARK: - One finding each

  private func valueDiagnostic(
    _ search: FindingSearch, output: Int, value: Double
  ) -> Diagnostic? {
    guard let finding = search.valueFinding() else { return nil }
    let help = stableForm(of: finding, search)
    let name =
      program.outputs.count > 1 ? " of `\(program.name(of: program.outputs[output]))`" : ""
    var diagnostic = Diagnostic(
      .warning, "the value\(name) is \(DecimalWriter.text(value))", source: program.source,
      notes: [inputNote].compactMap { $0 }, helps: [help].compactMap { $0 })
    switch finding.kind {
    case .value(let result):
      let step = "\(applied(finding)) = \(DecimalWriter.text(result))"
      diagnostic.primary = [
        .init(program.span(of: finding.node), "first step without a finite value: \(step)")
      ]
    case .obstacle(let obstacle, let pivot, let value):
      diagnostic.primary = [
        .init(program.span(of: finding.node), reason(obstacle, pivot: pivot, value: value))
      ]
    case .input(let index):
      diagnostic.primary = [.init(program.inputs[index].span, "this input is not finite")]
    case .constant:
      // A constant that the program does not write is a rule's: of a slope that jumps.
      let span = program.span(of: finding.node)
      let isWritten = LanguageWords.constant(program.text(span)) != nil
      diagnostic.primary = [
        .init(
          span, isWritten ? "this constant is not finite" : FindingReport.noDerivative)
      ]
    case .slope, .derivative, .secondDerivative, .coefficient, .kink, .unsymmetric,
      .nearlySingular, .repeatedEigenvalue:
      break
    }
    return diagnostic
  }

  /// What is said of a slope that jumps, where it is differentiated.
  private static let noDerivative = "there is no such derivative here"

  private func slopeDiagnostic(
    _ search: FindingSearch, coordinate: Int, _ derivative: Double
  ) -> Diagnostic? {
    guard let finding = search.slopeFinding() else { return nil }
    let label: String
    switch finding.kind {
    case .slope(_, let slope):
      label =
        program.graph[finding.node].operation.isPassedThrough
        ? FindingReport.noDerivative
        : "the slope of \(applied(finding)) is \(DecimalWriter.text(slope))"
    case .derivative(let adjoint):
      label = "the derivative is \(DecimalWriter.text(adjoint)) from here on"
    case .value, .obstacle, .input, .constant, .secondDerivative, .coefficient, .kink,
      .unsymmetric, .nearlySingular, .repeatedEigenvalue:
      return nil
    }
    let name = program.name(ofCoordinate: coordinate)
    return Diagnostic(
      .warning, "the derivative by `\(name)` is \(DecimalWriter.text(derivative))",
      source: program.source, primary: [.init(program.span(of: finding.node), label)],
      notes: [inputNote, convention(finding.node)].compactMap { $0 },
      helps: [stableForm(of: finding, search)].compactMap { $0 })
  }

  private func kinkDiagnostic(_ finding: Finding) -> Diagnostic {
    let operation = program.graph[finding.node].operation
    let headline: String
    let label: String
    var rule: String?
    switch finding.kind {
    case .unsymmetric(let row, let column, let first, let second):
      headline = "`\(operation.name)` takes a symmetric matrix, and this is not symmetric"
      label =
        "the elements \(row + 1), \(column + 1) and \(column + 1), \(row + 1) are "
        + "\(DecimalWriter.text(first)) and \(DecimalWriter.text(second))"
      rule = "the symmetric part of the matrix counts"
    case .nearlySingular(let pivot, let share):
      headline = "the matrix is nearly singular: the result has few right digits, if any"
      label =
        "pivot \(pivot + 1) is \(DecimalWriter.text(share)) of what was subtracted from"
    case .repeatedEigenvalue(let value):
      headline = "eigenvalues are equal here, and each alone has no slope"
      label = "\(DecimalWriter.text(value)) is an eigenvalue more than once"
      rule = convention(finding.node)
    case .kink:
      headline =
        operation.isComparison
        ? "the program switches at this point" : "the slope jumps at this point"
      label =
        applied(finding)
        + (operation.isComparison ? " is decided at this very point" : " is at a kink")
      rule = convention(finding.node)
    case .value, .obstacle, .input, .constant, .slope, .derivative, .secondDerivative,
      .coefficient:
      preconditionFailure("what is not finite is reported with its value or slope")
    }
    return Diagnostic(
      .warning, headline, source: program.source,
      primary: [.init(program.span(of: finding.node), label)],
      notes: [inputNote, rule].compactMap { $0 })
  }

  // MARK: - Their parts

  /// The step with its operands' values: `log(0)`, `1/0`; of an array with the element's place.
  func applied(_ finding: Finding) -> String {
    let operation = program.graph[finding.node].operation
    guard operation.isPrimitive else { return "\(operation.name)(…)" + place(finding) }
    var pieces = finding.operands.prefix(8).map { Piece(number: DecimalWriter.text($0)) }
    if finding.operands.count > 8 { pieces.append(Piece("…")) }
    return ProgramText().apply(NumberStep(operation), pieces).text + place(finding)
  }

  /// " in element 2, 1", for arrays.
  private func place(_ finding: Finding) -> String {
    guard let element = finding.element else { return "" }
    let rows = max(1, program.graph.shape(of: finding.node).rows)
    return " in element \(element % rows + 1), \(element / rows + 1)"
  }

  private func reason(
    _ obstacle: ArrayOperation.Obstacle, pivot: Int, value: Double
  ) -> String {
    switch obstacle {
    case .singular: "the matrix is singular: pivot \(pivot + 1) of its factorisation is 0"
    case .indefinite:
      "the matrix is not positive definite: pivot \(pivot + 1) is \(DecimalWriter.text(value))"
    case .negativeDeterminant:
      value.isNaN ? "the determinant is negative" : "the determinant is 0"
    case .repeatedEigenvalue: "eigenvalues are equal"
    }
  }

  func convention(_ node: Node) -> String? {
    let operation = program.graph[node].operation
    return operation.isArray ? operation.array.convention : operation.primitive.convention
  }

  var inputNote: String? {
    guard !point.isEmpty else { return nil }
    let shown = program.inputs.prefix(8).map { input in
      let name = program.text(input.span)
      return input.shape.isScalar
        ? "\(name) = \(DecimalWriter.text(point[input.offset]))" : "\(name) is \(input.shape)"
    }
    return shown.joined(separator: ", ") + (program.inputs.count > 8 ? ", …" : "")
  }
}
