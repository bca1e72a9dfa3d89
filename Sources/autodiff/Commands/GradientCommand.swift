import Diagnostics
import Evaluation
import Graph
import Numerics
import Reports

/// `autodiff grad`: the derivatives of one output by its inputs.
enum GradientCommand {
  static func run(_ session: Session) throws(Failure) -> ExitStatus {
    if let rows = try RowRequest(session) { return try run(rows) }
    let reader = try ProgramReader(session.invocation)
    let program = reader.program
    try reader.requireScalarOutput("grad")
    let inputs = try reader.independents(session.invocation)
    let names = inputs.map { program.text(program.inputs[$0].span) }
    let saved = try MatrixOutput(session.invocation, known: names)
    let point = try reader.bindings.point(for: program)
    let mode = DifferentiationMode(rawValue: session.invocation.value("mode") ?? "") ?? .reverse
    let gradient = Gradient(of: program, by: inputs, at: point, mode: mode)
    let derivatives = matrices(program, inputs, gradient.partials)

    let shown = derivatives.indices.filter { saved.isEmpty || !saved.contains(names[$0]) }
    var report = Report(
      tables: shown.isEmpty ? [] : [table(session, names, derivatives, shown)],
      json: json(names, gradient, derivatives, shown),
      findings: FindingReport(program, point: point).diagnostics(of: gradient, by: inputs))
    if session.invocation.flag("trace") {
      let traced = try trace(program, inputs, point, mode)
      report.tables = [traced.table]
      report.addMember("trace", traced.json)
    }
    // With `--strict` what is not finite is not kept.
    let status = session.status(report.findings, numbers: gradient.partials + [gradient.value])
    if status == .done {
      try saved.write { name in
        names.firstIndex { $0.isSpelled(name) }.map { derivatives[$0].matrix }
      }
    }
    try session.write(report)
    return status
  }

  /// A derivative with the shape of its input: scalars stay numbers, which is quicker.
  private enum Derivative {
    case number(Double)
    case array(Matrix)

    var matrix: Matrix {
      switch self {
      case .number(let number): Matrix(number)
      case .array(let matrix): matrix
      }
    }

    var cell: Cell {
      switch self {
      case .number(let number): .number(number)
      case .array(let matrix): .matrix(matrix)
      }
    }

    var json: JSONValue {
      switch self {
      case .number(let number): .number(number)
      case .array(let matrix): .matrix(matrix)
      }
    }
  }

  private static func matrices(
    _ program: Program, _ inputs: [Int], _ partials: [Double]
  ) -> [Derivative] {
    guard program.graph.hasArrays else { return partials.map { .number($0) } }
    var start = 0
    return inputs.map { input in
      let shape = program.inputs[input].shape
      defer { start += shape.count }
      return .array(Matrix(shape, Array(partials[start..<start + shape.count])))
    }
  }

  /// In forward mode there is a column for every element: no more than these.
  private static let mostDirections = 64

  private static func trace(
    _ program: Program, _ inputs: [Int], _ point: [Double], _ mode: DifferentiationMode
  ) throws(Failure) -> TraceReport {
    let directions = mode == .forward ? program.coordinates(of: inputs) : []
    guard directions.count <= mostDirections || !program.graph.hasArrays else {
      throw .request(.tooManyDirections(directions.count))
    }
    let trace = Trace(
      of: program, by: inputs, at: point,
      derivatives: mode == .reverse ? .adjoints : .tangents(directions))
    return TraceReport(
      program: program, trace: trace,
      directions: directions.map { program.name(ofCoordinate: $0) },
      kind: mode == .reverse ? .adjoints : .tangents)
  }

  // MARK: - Report

  private static func table(
    _ session: Session, _ names: [String], _ derivatives: [Derivative], _ shown: [Int]
  ) -> Table {
    Table(
      columns: [.init(name: "input"), .init(name: "derivative")],
      rows: shown.map { [session.cell(name: names[$0]), derivatives[$0].cell] },
      style: .plain)
  }

  private static func json(
    _ names: [String], _ gradient: Gradient, _ derivatives: [Derivative], _ shown: [Int]
  ) -> [(key: String, value: JSONValue)] {
    [
      ("value", .number(gradient.value)),
      ("gradient", .object(shown.map { (names[$0], derivatives[$0].json) })),
      ("mode", .string(gradient.mode.rawValue)),
    ]
  }
}
