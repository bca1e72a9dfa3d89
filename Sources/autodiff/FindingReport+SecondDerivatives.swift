import Diagnostics
import Evaluation
import Graph
import Numerics

/// What is to be said of second derivatives that are not finite where the first ones are.
extension FindingReport {
  /// Of the first such element of a Hessian where the first derivatives are finite.
  ///
  /// - Parameters:
  ///   - coordinates: the places in the point that rows and columns belong to.
  ///   - first: what was said of the first derivatives, such as kinks.
  func diagnostics(
    ofHessian matrix: SparseMatrix, coordinates: [Int], beside first: [Diagnostic]
  ) -> [Diagnostic] {
    var bad: (row: Int, column: Int, value: Double)?
    matrix.forEachElement { row, column, value in
      if bad == nil, !value.isFinite { bad = (row, column, value) }
    }
    guard let bad else { return [] }
    let (row, column) = (coordinates[bad.row], coordinates[bad.column])
    var direction = [Double](repeating: 0, count: program.coordinateCount)
    direction[column] = 1
    let (name, second) = (
      program.name(ofCoordinate: row), program.name(ofCoordinate: column)
    )
    let what = row == column ? "`\(name)`" : "`\(name)` and `\(second)`"
    return diagnostics(
      "the second derivative by \(what)", bad.value, row, direction, beside: first)
  }

  /// Of the first such element of a Hessian's product with a direction.
  ///
  /// - Parameters:
  ///   - product: one number for each of the coordinates.
  ///   - first: what was said of the first derivatives, such as kinks.
  func diagnostics(
    ofProduct product: [Double], coordinates: [Int], direction: [Double],
    beside first: [Diagnostic]
  ) -> [Diagnostic] {
    guard let bad = product.firstIndex(where: { !$0.isFinite }) else { return [] }
    let name = program.name(ofCoordinate: coordinates[bad])
    return diagnostics(
      "the second derivative by `\(name)` in this direction", product[bad], coordinates[bad],
      direction, beside: first)
  }

  /// Nothing where no step is to blame and a kink was named already: there is no second derivative.
  private func diagnostics(
    _ what: String, _ value: Double, _ coordinate: Int, _ direction: [Double],
    beside first: [Diagnostic]
  ) -> [Diagnostic] {
    let finding = FindingSearch.secondDerivative(
      of: program, by: coordinate, in: direction, at: point)
    var diagnostic = Diagnostic(
      .warning, "\(what) is \(DecimalWriter.text(value))", source: program.source,
      notes: [inputNote].compactMap { $0 })
    guard let finding, case .secondDerivative(let change) = finding.kind else {
      guard first.isEmpty else { return [] }
      diagnostic.primary = [
        .init(program.outputs[0].span, "the first derivatives are finite")
      ]
      return [diagnostic]
    }
    diagnostic.primary = [
      .init(
        program.span(of: finding.node),
        "the slope of \(applied(finding)) is finite, and its derivative is "
          + DecimalWriter.text(change))
    ]
    if let convention = convention(finding.node) { diagnostic.notes.append(convention) }
    return [diagnostic]
  }
}
