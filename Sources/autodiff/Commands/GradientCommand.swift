import Arguments
import Diagnostics
import Evaluation
import Graph
import Numerics
import Reports

/// `autodiff grad`: the derivatives of one output by its inputs.
enum GradientCommand {
  static let command = Command(
    "grad", summary: "print the gradient of a program",
    options: {
      Options.file
      Options.wrt
      Options.mode
      Options.output
      Options.bindings
      Options.saveGradient
      Options.derivativeTrace
      Options.rows.excluding {
        Options.derivativeTrace
        Options.saveGradient
      }
      Options.rowDetails
      Options.rowsFormat
      Options.common
    },
    details: {
      [
        """
        Prints the derivative of the program's one output with respect to each input: one line \
        NAME VALUE for each, in the order in which the inputs first appear. The derivatives come \
        from the chain rule, step by step, and are exact to rounding.
        """,
        """
        The output is a number, such as `sum(y)` or `norm(A*x - b)`. The derivative by a matrix \
        has the shape of the matrix and stands as its rows beside the name. In CSV and TSV each \
        element has a line, and `W_2_1` is row 2, column 1; JSON nests the rows.
        """,
        Command.inputs,
        """
        Where a slope is infinite or does not exist, the convention of the function is used and a \
        warning says so; `autodiff functions NAME` states each convention.
        """,
      ]
    },
    examples: {
      [
        ("autodiff grad 'x*y + sin(x)' x=1 y=2", "The derivatives with respect to x and y."),
        (
          "autodiff grad --trace 'v = u^2; w = sin(v); exp(w)' u=1.3",
          "The steps with their values, adjoints and the rules that gave them."
        ),
        (
          "autodiff grad --mode forward --trace 'v = u^2; exp(sin(v))' u=1.3",
          "Tangents in place of adjoints: forward mode."
        ),
        (
          "autodiff grad --wrt x --format json 'x*y + sin(x)' x=1 y=2",
          "One derivative, with the value, as JSON."
        ),
        (
          "autodiff grad \"x'*A*x\" 'A=[2, 1; 1, 3]' 'x=[1; 2]'",
          "Derivatives by a matrix and a vector; double quotes for the `'`."
        ),
        (
          "autodiff grad --save W=G.csv 'norm(W*x)^2' W=@V.csv 'x=[1; 2]'",
          "The derivative goes to a file."
        ),
      ]
    },
    run: run)

  static func run(_ session: Session) throws(Failure) -> ExitStatus {
    if let rows = try RowRequest(session) { return try run(rows) }
    let reader = try ProgramReader(session.invocation)
    let program = reader.program
    try reader.requireScalarOutput("grad")
    let inputs = try reader.independents(session.invocation)
    let names = inputs.map { program.text(program.inputs[$0].span) }
    let saved = try MatrixOutput(session[Options.saveGradient], known: names)
    let point = try reader.bindings.point(for: program)
    let mode = session[Options.mode]
    let gradient = Gradient(of: program, by: inputs, at: point, mode: mode)
    let derivatives = matrices(program, inputs, gradient.partials)

    let shown = derivatives.indices.filter { saved.isEmpty || !saved.contains(names[$0]) }
    var report = Report(
      tables: shown.isEmpty ? [] : [table(session, names, derivatives, shown)],
      json: json(names, gradient, derivatives, shown),
      findings: FindingReport(program, point: point).diagnostics(of: gradient, by: inputs))
    if session[Options.derivativeTrace] {
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
