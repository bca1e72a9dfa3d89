import Arguments
import Diagnostics
import Evaluation
import Graph
import Numerics
import Reports
import Verification

/// `autodiff check`: forward mode, reverse mode, finite differences and the complex step side by
/// side.
enum CheckCommand {
  static func run(_ session: Session) throws(Failure) -> ExitStatus {
    let reader = try ProgramReader(session.invocation)
    try reader.requireOneOutput("check")
    let inputs = try reader.independents(session.invocation)
    guard !inputs.isEmpty else { throw .request(.noInputs(command: "check")) }
    if session.invocation.flag("random") {
      return try RandomCheck.run(session, reader, inputs)
    }
    let point = try reader.bindings.point(for: reader.program)
    if session.invocation.flag("sweep") {
      return try SweepReport.run(session, reader.program, inputs, point)
    }
    return try checkPoint(session, reader.program, inputs, point)
  }

  static func options(_ invocation: Invocation) -> DerivativeCheck.Options {
    var options = DerivativeCheck.Options(fixedStep: invocation.number("step"))
    if let tolerance = invocation.number("rtol") { options.relativeTolerance = tolerance }
    if let tolerance = invocation.number("atol") { options.absoluteTolerance = tolerance }
    return options
  }

  private static func checkPoint(
    _ session: Session, _ program: Program, _ inputs: [Int], _ point: [Double]
  ) throws(Failure) -> ExitStatus {
    let check = DerivativeCheck(
      of: program, by: inputs, at: point, options: options(session.invocation))
    let gradient = Gradient(of: program, by: inputs, at: point, mode: .reverse)
    let findings = FindingReport(program, point: point).diagnostics(of: gradient, by: inputs)
    var report = CheckReport(program: program, check: check).report
    report.findings = findings
    try session.write(report, digits: session.digits ?? CheckReport.digits(session.format))
    return check.verdict == .disagrees
      ? .disagrees : session.status(findings, numbers: gradient.partials + [gradient.value])
  }
}

/// The table of a check, and its summary.
struct CheckReport {
  let program: Program
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

  private func name(_ input: Int) -> String { program.text(program.inputs[input].span) }

  private var table: Table {
    Table(
      columns: [
        "input", "reverse", "forward", "difference", "estimate", "step", "complex", "verdict",
      ].map { .init(name: $0) },
      rows: check.derivatives.map { derivative in
        [
          .name(name(derivative.input)), .number(derivative.reverse),
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

  private var notes: [String] {
    var notes: [String] = []
    for derivative in check.derivatives {
      guard let slopes = derivative.oneSidedSlopes else { continue }
      notes.append(
        "\(name(derivative.input)): the slope is \(text(slopes.left)) on the left and "
          + "\(text(slopes.right)) on the right")
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
    notes.append(
      "\(summary); rtol \(text(check.options.relativeTolerance)), "
        + "atol \(text(check.options.absoluteTolerance))")
    return notes
  }

  private func text(_ value: Double) -> String { DecimalWriter.text(value, significantDigits: 7) }

  /// "3 derivatives: 2 agree, 1 kink".
  private var summary: String {
    let count = check.derivatives.count
    let parts = Verdict.allCases.compactMap { verdict -> String? in
      let number = check.derivatives.count { $0.verdict == verdict }
      guard number > 0 else { return nil }
      return verdict == .agrees && number > 1 ? "\(number) agree" : "\(number) \(verdict.rawValue)"
    }
    return "\(count) derivative\(count == 1 ? "" : "s"): " + parts.joined(separator: ", ")
  }

  // MARK: - JSON

  private var json: [(key: String, value: JSONValue)] {
    [
      ("verdict", .string(check.verdict.rawValue)),
      ("value", .number(check.value)),
      ("derivatives", .array(check.derivatives.map(json))),
      ("rtol", .number(check.options.relativeTolerance)),
      ("atol", .number(check.options.absoluteTolerance)),
    ]
  }

  private func json(_ derivative: DerivativeCheck.Derivative) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("input", .string(name(derivative.input))),
      ("element", .array([.integer(1), .integer(1)])),
      ("forward", .number(derivative.forward)), ("reverse", .number(derivative.reverse)),
      ("difference", .number(derivative.difference)), ("estimate", .number(derivative.estimate)),
      ("step", .number(derivative.step)),
    ]
    members.append(
      ("complexStep", derivative.complexStep.derivative.map { .number($0) } ?? .null))
    if let slopes = derivative.oneSidedSlopes {
      members.append(("slopes", .array([.number(slopes.left), .number(slopes.right)])))
    }
    members.append(("verdict", .string(derivative.verdict.rawValue)))
    return .object(members)
  }
}
