import Diagnostics
import Evaluation
import Graph
import Reports

/// `autodiff grad`: the derivatives of one output by its inputs.
enum GradientCommand {
  static func run(_ session: Session) throws(Failure) -> ExitStatus {
    let reader = try ProgramReader(session.invocation)
    let program = reader.program
    try reader.requireOneOutput("grad")
    let inputs = try reader.independents(session.invocation)
    let point = try reader.bindings.point(for: program)
    let mode = DifferentiationMode(rawValue: session.invocation.value("mode") ?? "") ?? .reverse
    let gradient = Gradient(of: program, by: inputs, at: point, mode: mode)

    let names = inputs.map { program.text(program.inputs[$0].span) }
    var report = Report(
      tables: [table(session, names, gradient)], json: json(names, gradient),
      findings: FindingReport(program, point: point).diagnostics(of: gradient, by: inputs))
    if session.invocation.flag("trace") {
      let trace = Trace(
        of: program, by: inputs, at: point,
        derivatives: mode == .reverse ? .adjoints : .tangents(inputs))
      let traced = TraceReport(
        program: program, trace: trace, directions: names,
        kind: mode == .reverse ? .adjoints : .tangents)
      report.tables = [traced.table]
      report.json.append(("trace", traced.json))
    }
    try session.write(report)
    return session.status(report.findings, results: gradient.partials + [gradient.value])
  }

  private static func table(
    _ session: Session, _ names: [String], _ gradient: Gradient
  ) -> Table {
    Table(
      columns: [.init(name: "input"), .init(name: "derivative")],
      rows: zip(names, gradient.partials).map { [session.cell(name: $0), .number($1)] },
      style: .plain)
  }

  private static func json(
    _ names: [String], _ gradient: Gradient
  ) -> [(key: String, value: JSONValue)] {
    [
      ("value", .number(gradient.value)),
      ("gradient", .object(zip(names, gradient.partials).map { ($0, .number($1)) })),
      ("mode", .string(gradient.mode.rawValue)),
    ]
  }
}
