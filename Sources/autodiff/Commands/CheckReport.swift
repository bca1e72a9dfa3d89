import Graph
import Numerics
import Reports
import Verification

/// The table of a check, and its summary.
struct CheckReport {
  let plan: CheckPlan
  let check: DerivativeCheck

  /// People read as many digits as the usual tolerance compares, and the table keeps to 80 columns;
  /// programs get them all.
  static func digits(_ format: ReportFormat) -> Int? {
    switch format {
    case .text, .markdown, .latex: 7
    case .json, .ndjson, .csv, .tsv: nil
    }
  }

  var report: Report {
    Report(tables: [table], json: json, notes: notes)
  }

  var table: Table {
    Table(
      columns: [
        plan.usesDirections ? "direction" : "input", "reverse", "forward", "difference",
        "estimate", "step", "complex", "verdict",
      ].map { .init(name: $0) },
      rows: check.derivatives.map { derivative in
        [
          plan.name(derivative.name), .number(derivative.reverse),
          .number(derivative.forward), .number(derivative.difference),
          .text(DecimalWriter.text(derivative.estimate, significantDigits: 2)),
          .text(DecimalWriter.text(derivative.step, significantDigits: 3)),
          complexCell(derivative), .text(derivative.verdict.rawValue),
        ]
      })
  }

  private func complexCell(_ derivative: DerivativeCheck.Derivative) -> Cell {
    derivative.complexStep.derivative.map { .number($0) } ?? .text("-")
  }

  // MARK: - Notes

  private var notes: [String] { details + [CheckReport.summary([check])] }

  /// What is to be said beside the table, without the summary.
  var details: [String] {
    var notes: [String] = []
    for derivative in check.derivatives {
      guard let slopes = derivative.oneSidedSlopes else { continue }
      notes.append(
        "\(plan.text(derivative.name)): the slope is \(CheckReport.text(slopes.left)) on the left and "
          + "\(CheckReport.text(slopes.right)) on the right")
    }
    if let culprit = check.culprit {
      notes.append(
        "\(plan.text(culprit.name)) DISAGREES: reverse \(CheckReport.text(culprit.reverse)), "
          + "forward \(CheckReport.text(culprit.forward)), difference \(CheckReport.text(culprit.difference))"
      )
    }
    var without: [String] = []
    for derivative in check.derivatives {
      if case .unavailable(let function) = derivative.complexStep, !without.contains(function) {
        without.append(function)
      }
    }
    if !without.isEmpty {
      notes.append("no complex step: it is not defined for \(without.quotedList)")
    }
    let contradicted = check.derivatives.filter { $0.complexStep == .contradicted }
      .map { plan.text($0.name) }
    if !contradicted.isEmpty {
      notes.append(
        "no complex step by \(contradicted.quotedList): there the function's own values have "
          + "another slope")
    }
    notes += plan.notes
    if plan.usesDirections {
      notes.append("dot-product test: forward and reverse mode differ by \(modeDifference)")
    }
    return notes
  }

  private var modeDifference: String {
    let difference = check.largestModeDifference
    return difference == 0
      ? "nothing" : "at most \(DecimalWriter.text(difference, significantDigits: 2)), relative"
  }

  private static func text(_ value: Double) -> String {
    DecimalWriter.text(value, significantDigits: 7)
  }

  /// "3 derivatives: 2 agree, 1 kink; rtol 1e-06, atol 0".
  static func summary(_ checks: [DerivativeCheck]) -> String {
    let derivatives = checks.flatMap(\.derivatives)
    let parts = Verdict.allCases.compactMap { verdict -> String? in
      let number = derivatives.count { $0.verdict == verdict }
      guard number > 0 else { return nil }
      return verdict == .agrees && number > 1 ? "\(number) agree" : "\(number) \(verdict.rawValue)"
    }
    let counts =
      "\(derivatives.count) derivative\(derivatives.count == 1 ? "" : "s"): "
      + parts.joined(separator: ", ")
    let options = checks.first?.options ?? DerivativeCheck.Options()
    return "\(counts); rtol \(text(options.relativeTolerance)), "
      + "atol \(text(options.absoluteTolerance))"
  }

  var json: [(key: String, value: JSONValue)] {
    let answer = CheckAnswer(plan)
    return answer.members.filled(answer.numbers(of: check), words: answer.words)
  }
}
