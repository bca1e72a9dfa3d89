import Diagnostics
import Evaluation
import Graph
import Reports

/// `autodiff eval`: the values of the outputs.
enum EvaluateCommand {
  static func run(_ session: Session) throws(Failure) -> ExitStatus {
    let reader = try ProgramReader(session.invocation)
    let program = reader.program
    let point = try reader.bindings.point(for: program)
    let values = program.values(at: point)

    var findings: [Diagnostic] = []
    for (index, value) in values.enumerated().filter({ !$1.isFinite }).prefix(4) {
      findings += FindingReport(program, point: point).diagnostics(output: index, value: value)
    }
    var report = Report(tables: [table(program, values)], json: json(program, values))
    if session.invocation.flag("trace") {
      let trace = Trace(of: program, by: [], at: point, derivatives: .none)
      let traced = TraceReport(program: program, trace: trace, directions: [], kind: .values)
      report.tables = [traced.table]
      report.json.append(("trace", traced.json))
    }
    report.findings = findings
    try session.write(report)
    return session.status(findings, results: values)
  }

  private static func table(_ program: Program, _ values: [Double]) -> Table {
    guard values.count > 1 else {
      return Table(
        columns: [.init(name: "value")], rows: values.map { [.number($0)] }, style: .plain)
    }
    return Table(
      columns: [.init(name: "output"), .init(name: "value")],
      rows: zip(program.outputs, values).map { [.text(program.name(of: $0)), .number($1)] },
      style: .plain)
  }

  private static func json(
    _ program: Program, _ values: [Double]
  ) -> [(key: String, value: JSONValue)] {
    guard values.count > 1 else { return values.map { ("value", .number($0)) } }
    return [
      ("values", .array(values.map { .number($0) })),
      ("outputs", .array(program.outputs.map { .string(program.name(of: $0)) })),
    ]
  }
}
