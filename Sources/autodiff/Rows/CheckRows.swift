import Arguments
import Diagnostics
import Evaluation
import Graph
import Numerics
import Records
import Reports
import Verification

extension CheckCommand {
  /// The columns of one derivative, before its name.
  private static let parts = [
    "reverse", "forward", "difference", "estimate", "step", "complex", "verdict",
  ]

  /// A check of every row, each by itself: a verdict for all, the value, and what was compared.
  static func run(_ request: RowRequest) throws(Failure) -> ExitStatus {
    try request.run { (reader, _, _) throws(Failure) in
      try reader.requireOneOutput("check")
      let invocation = request.session.invocation
      let inputs = try reader.independents(invocation)
      guard !inputs.isEmpty else { throw .request(.noInputs(purpose: "check")) }
      let plan = CheckPlan(invocation, reader.program, inputs)
      let names = plan.lineNames
      let verdictSlots = [0] + names.indices.map { 2 + $0 * parts.count + parts.count - 1 }
      let words = Verdict.allCases.map(\.rawValue)
      let options = plan.options
      return RowTask(
        plan: nil,
        alone: { program, point in
          results(of: CheckPlan(invocation, program, inputs).check(at: point))
        },
        resultCount: 2 + names.count * parts.count,
        names: ["verdict", "value"]
          + names.flatMap { name in parts.map { $0 + "_" + name.column } },
        appendJSON: { layout in
          layout.append("\"verdict\":")
          layout.appendWord(0)
          layout.append(",\"value\":")
          layout.append(.result(1))
          layout.append(",\"derivatives\":[")
          for (index, name) in names.enumerated() {
            layout.append(index > 0 ? ",{" : "{")
            layout.append(name.json)
            let start = 2 + index * parts.count
            for (part, key) in [
              (1, "forward"), (0, "reverse"), (2, "difference"), (3, "estimate"), (4, "step"),
              (5, "complexStep"),
            ] {
              layout.append(",\"\(key)\":")
              layout.append(.result(start + part))
            }
            layout.append(",\"verdict\":")
            layout.appendWord(start + 6)
            layout.append("}")
          }
          layout.append(
            "],\"rtol\":\(DecimalWriter.text(options.relativeTolerance))"
              + ",\"atol\":\(DecimalWriter.text(options.absoluteTolerance))")
        },
        watched: [1] + names.indices.map { 2 + $0 * parts.count }, words: words,
        wordSlots: verdictSlots,
        failingCode: Verdict.allCases.firstIndex(of: .disagrees).map { Double($0) },
        diagnose: { program, point, results in
          diagnose(CheckPlan(invocation, program, inputs), point, results)
        })
    }
  }

  private static func results(of check: DerivativeCheck) -> [Double] {
    func code(_ verdict: Verdict) -> Double {
      Double(Verdict.allCases.firstIndex(of: verdict) ?? 0)
    }
    return [code(check.verdict), check.value]
      + check.derivatives.flatMap { derivative in
        [
          derivative.reverse, derivative.forward, derivative.difference, derivative.estimate,
          derivative.step, derivative.complexStep.derivative ?? .nan, code(derivative.verdict),
        ]
      }
  }

  private static func diagnose(
    _ plan: CheckPlan, _ point: [Double], _ results: [Double]
  ) -> [Diagnostic] {
    let value =
      plan.outputShape.isScalar ? Matrix(results[1]) : plan.program.values(at: point)[0]
    let coordinates = plan.program.coordinates(of: plan.inputs)
    let bad =
      plan.usesDirections
      ? nil : coordinates.indices.first { !results[2 + $0 * parts.count].isFinite }
    return FindingReport(plan.program, point: point).diagnostics(
      output: 0, value: value, by: plan.inputs,
      troubled: bad.map { (coordinates[$0], results[2 + $0 * parts.count]) })
  }
}

extension CheckPlan {
  /// What the derivatives of a check are called in columns and in JSON.
  fileprivate var lineNames: [(column: String, json: String)] {
    if usesDirections {
      return (1...derivativeCount).map { ("direction_\($0)", "\"direction\":\($0)") }
    }
    return program.coordinates(of: inputs).map { coordinate in
      let (index, element) = program.element(at: coordinate)
      let input = program.inputs[index]
      let rows = max(1, input.shape.rows)
      return (
        program.name(ofCoordinate: coordinate),
        "\"input\":\(JSONValue.quoted(program.text(input.span)))"
          + ",\"element\":[\(element % rows + 1),\(element / rows + 1)]"
      )
    }
  }
}

extension RowLayout {
  /// Appends a word as a JSON string.
  fileprivate mutating func appendWord(_ slot: Int) {
    append("\"")
    append(.word(slot))
    append("\"")
  }
}
