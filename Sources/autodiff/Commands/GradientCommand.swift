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
      Options.program
      Options.wrt
      Options.mode
      Options.output
      Options.files
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
    if let rows = try RowRequest(session) {
      return try rows.run { (reader) throws(Failure) in
        try self.answer(
          reader.program, self.inputs(session, reader), self.mode(session).gradient)
      }
    }
    return try session.answer(keepsLoops: !session[Options.derivativeTrace]) {
      (reader, isLast) throws(Failure) in
      let program = reader.program
      let inputs = try self.inputs(session, reader)
      let saved = try SavedByInput(session[Options.saveGradient], program, inputs)
      let point = try reader.point()
      let mode = try self.mode(session)
      let answer = self.answer(program, inputs, mode.gradient, shown: saved.shown)
      let traced = try session[Options.derivativeTrace] ? trace(program, inputs, point, mode) : nil
      let numbers =
        traced.flatMap { self.numbers($0, inputs) } ?? answer.evaluate(program, point)
      guard isLast || numbers.areFinite else { return nil }
      let derivatives = InputNumbers(program, inputs, numbers, from: 1)
      var report = Report(
        tables: saved.shown.isEmpty ? [] : [table(session, saved, derivatives)],
        json: answer.json(numbers), findings: answer.findings(program, point, numbers, .point))
      if let traced {
        report.tables = [traced.table]
        report.addMember("trace", traced.json)
      }
      // With `--strict` what is not finite is not kept.
      let status = session.status(report.findings, numbers: numbers)
      if status == .done { try saved.write(derivatives) }
      try session.write(report)
      return status
    }
  }

  /// The sweeps that are asked for.
  private static func mode(_ session: Session) throws(Failure) -> TracedMode {
    let mode = session[Options.mode]
    guard mode != .both || session[Options.derivativeTrace] else {
      throw .request(.bothWithoutTrace)
    }
    return mode
  }

  /// The inputs to differentiate a number by.
  private static func inputs(
    _ session: Session, _ reader: ProgramReader
  ) throws(Failure) -> [Int] {
    try reader.requireScalarOutput("grad")
    return try reader.independents()
  }

  /// The value and the derivatives.
  ///
  /// - Parameter shown: the places among `inputs` of those that JSON has; nil: all.
  private static func answer(
    _ program: Program, _ inputs: [Int], _ mode: DifferentiationMode, shown: [Int]? = nil
  ) -> Answer {
    var answer = Answer(
      slots: { program.valueSlots + program.slots("d_", by: inputs) },
      members: {
        [
          .init("value", .number(0)),
          .init("gradient", program.byInput(inputs, from: 1, shown: shown)),
          .init("mode", .fixed(.string(mode.rawValue))),
        ]
      },
      evaluate: { program, point in
        numbers(Gradient(of: program, by: inputs, at: point, mode: mode))
      },
      repairsPlan: mode != .reverse
    ) { program, point, numbers, _ in
      FindingReport(program, point: point).diagnostics(
        output: 0, value: Matrix(numbers[0]), by: inputs,
        troubled: numbers.firstTroubled(1..<numbers.count).map {
          (program.coordinates(of: inputs)[$0.slot - 1], $0.value)
        })
    }
    if mode == .reverse || program.coordinates(of: inputs).count <= mostDirections {
      answer.plan = { $0.askForGradient(by: inputs, mode: mode) }
    }
    return answer
  }

  /// In forward mode a trace has a column for every element: no more than these. With more, a row
  /// is swept alone.
  private static let mostDirections = 64

  private static func trace(
    _ program: Program, _ inputs: [Int], _ point: [Double], _ mode: TracedMode
  ) throws(Failure) -> TraceReport {
    var reports: [TraceReport] = []
    for mode in mode.traced { reports.append(try trace(program, inputs, point, mode)) }
    if reports.count > 1 { reports[1].tangents = reports[0] }
    return reports[reports.count - 1]
  }

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

  private static func numbers(_ gradient: Gradient) -> AnswerNumbers {
    var numbers = AnswerNumbers([gradient.value])
    numbers.append(gradient.partials)
    return numbers
  }

  /// The numbers of a trace, where they are those of a gradient: forward mode sweeps otherwise.
  private static func numbers(_ report: TraceReport, _ inputs: [Int]) -> AnswerNumbers? {
    switch report.kind {
    case .adjoints: numbers(report.trace.gradient(of: report.program, by: inputs))
    case .tangents, .values: nil
    }
  }

  private static func table(
    _ session: Session, _ saved: SavedByInput, _ derivatives: InputNumbers
  ) -> Table {
    Table(
      columns: [.init(name: "input"), .init(name: "derivative")],
      rows: saved.shown.map { [session.cell(name: saved.names[$0]), derivatives.cell($0)] },
      style: .plain)
  }
}
