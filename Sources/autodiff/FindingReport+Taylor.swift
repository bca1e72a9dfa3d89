import Diagnostics
import Evaluation
import Numerics

/// What is to be said of Taylor coefficients that are not finite.
extension FindingReport {
  /// - Parameter input: the input along which the series goes.
  func diagnostics(of taylor: Taylor, along input: Int) -> [Diagnostic] {
    let coefficients = taylor.coefficients[0]
    let bad = coefficients.map { $0.elements.first { !$0.isFinite } }
    var found = diagnostics(
      output: 0, value: coefficients[0], by: [input],
      troubled: bad.dropFirst().first?.map { (program.inputs[input].offset, $0) })
    guard let first = bad.firstIndex(where: { $0 != nil }), first > 0, let value = bad[first] else {
      return found
    }
    if first > 1 || found.isEmpty {
      found.insert(coefficientDiagnostic(taylor.trouble, order: first, value), at: 0)
    }
    found[0].helps.append("`--order \(first - 1)` leaves out the coefficients that do not exist")
    return found
  }

  private func coefficientDiagnostic(
    _ trouble: Finding?, order: Int, _ value: Double
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      .warning, "the coefficient of order \(order) is \(DecimalWriter.text(value))",
      source: program.source,
      primary: [.init(program.outputs[0].span, "the coefficients before it are finite")],
      notes: [inputNote].compactMap { $0 })
    if let trouble, case .coefficient(_, let own) = trouble.kind {
      let label = "\(applied(trouble)) has the coefficient \(DecimalWriter.text(own)) there"
      diagnostic.primary = [.init(program.span(of: trouble.node), label)]
    }
    return diagnostic
  }
}
