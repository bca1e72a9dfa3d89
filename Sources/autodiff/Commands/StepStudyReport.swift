import Arguments
import Diagnostics
import Graph
import Numerics
import Reports
import Verification

/// `autodiff check --sweep`: the error of the difference quotient against its step.
enum StepStudyReport {
  static func run(
    _ session: Session, _ program: Program, _ inputs: [Int], _ point: [Double]
  ) throws(Failure) -> ExitStatus {
    let plan = CheckPlan(session.invocation, program, inputs)
    guard plan.elementCount <= mostElements || !program.graph.hasArrays else {
      throw .request(.sweepOfMany(plan.elementCount))
    }
    let studies = StepStudy.studies(of: program, by: program.coordinates(of: inputs), at: point)
    let report = Report(
      tables: studies.map {
        table($0, program.name(ofCoordinate: $0.coordinate), plots: session.format == .text)
      },
      json: [
        (
          "sweeps",
          .array(studies.map { json($0, plan.members(.element($0.coordinate), isBrief: true)) })
        )
      ], notes: plan.outputNotes)
    try session.write(report, digits: session.digits ?? CheckReport.digits(session.format))
    return .done
  }

  /// A table for each of more elements is no help.
  private static let mostElements = 20

  private static func table(_ study: StepStudy, _ name: String, plots: Bool) -> Table {
    let best = study.rows.filter { !$0.error.isNaN }.min { $0.error < $1.error }
    var columns = ["step", "difference", "error"].map { Table.Column(name: $0) }
    if plots { columns.append(.init(name: "log10(error)")) }
    return Table(
      title: "\(name): derivative \(DecimalWriter.text(study.derivative)), best step "
        + DecimalWriter.text(best?.step ?? .nan, significantDigits: 3),
      columns: columns,
      rows: study.rows.map { row in
        var cells: [Cell] = [
          .text(DecimalWriter.text(row.step, significantDigits: 3)), .number(row.difference),
          .text(DecimalWriter.text(row.error, significantDigits: 2)),
        ]
        if plots { cells.append(.text(bar(row.error, scale: max(1, abs(study.derivative))))) }
        return cells
      })
  }

  /// A bar that is the longer, the larger the error: two signs for each power of ten above the
  /// resolution of a double.
  private static func bar(_ error: Double, scale: Double) -> String {
    guard error.isFinite else { return "not finite" }
    guard error > 0 else { return "" }
    let exponent = log10(error / scale)
    return String(repeating: "#", count: Int(max(0, min(18, exponent + 17)) * 2))
  }

  private static func json(
    _ study: StepStudy, _ name: [(key: String, value: JSONValue)]
  ) -> JSONValue {
    let members: [(key: String, value: JSONValue)] = [
      ("derivative", .number(study.derivative)),
      (
        "rows",
        .array(
          study.rows.map {
            .object([
              ("step", .number($0.step)), ("difference", .number($0.difference)),
              ("error", .number($0.error)),
            ])
          })
      ),
    ]
    return .object(name + members)
  }
}
