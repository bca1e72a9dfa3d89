import Arguments
import Diagnostics
import Evaluation
import Graph
import Numerics
import Reports

/// `autodiff eval`: the values of the outputs.
enum EvaluateCommand {
  static let command = Command(
    "eval", summary: "print the value of a program",
    options: {
      Options.program
      Options.output
      Options.files
      Options.saveValue
      Options.evaluationTrace
      Options.rows.excluding {
        Options.evaluationTrace
        Options.saveValue
      }
      Options.rowDetails
      Options.rowsFormat
      Options.common
    },
    details: {
      [
        """
        Evaluates PROGRAM and prints its outputs. A single output is printed as one bare number, \
        so that a shell script can use it as `$(autodiff eval ...)`, a matrix as its rows.
        """,
        Command.inputs,
        """
        A result that is not finite is printed as `nan`, `inf` or `-inf`, and a warning shows the \
        step where it was born.
        """,
      ]
    },
    examples: {
      [
        ("autodiff eval 'x^2 + sin(y)' x=3 y=0.5", "One value; every input has a binding."),
        ("autodiff eval '-x^2' x=pi/3", "A program may start with `-`; a value may be a formula."),
        (
          "autodiff eval 'A*x' 'A=[1, 2; 3, 4]' 'x=[5; 6]'",
          "A product of a matrix and a column."
        ),
        (
          "autodiff eval --save W=W.csv 'W = V - 0.1*G' V=@V.csv G=@G.csv",
          "Matrices from files; the result goes to a file."
        ),
        (
          "autodiff eval --trace 'v = u^2; w = sin(v); exp(w)' u=1.3",
          "Every step with its value."
        ),
        (
          "autodiff eval --output a,b 'a = x + 1; b = a^2; sin(b)' x=2",
          "The values of two definitions in place of the last expression."
        ),
        (
          "echo 'a = x*y; exp(a)' | autodiff eval -f - x=1 y=2",
          "The program comes from standard input."
        ),
      ]
    },
    run: run)

  static func run(_ session: Session) throws(Failure) -> ExitStatus {
    if let rows = try RowRequest(session) { return try rows.run { self.answer($0.program) } }
    return try session.answer(keepsLoops: !session[Options.evaluationTrace]) {
      (reader, isLast) throws(Failure) in
      let program = reader.program
      let saved = try MatrixOutput(session[Options.saveValue], known: savedNames(program))
      let point = try reader.point()
      let shown = program.outputs.indices.filter {
        !saved.contains(program.name(of: program.outputs[$0]))
      }
      let answer = self.answer(program, shown: shown)
      let values = program.values(at: point)
      let numbers = AnswerNumbers(values.lazy.map { $0.elements })
      guard isLast || numbers.areFinite else { return nil }
      let findings = answer.findings(program, point, numbers, .point)
      // With `--strict` what is not finite is not kept.
      let status = session.status(findings, numbers: numbers)
      if status == .done { try saved.write { value(named: $0, program, point) } }
      var report = Report(
        tables: shown.isEmpty ? [] : [table(program, values, shown)], json: answer.json(numbers))
      if session[Options.evaluationTrace] {
        let trace = Trace(of: program, by: [], at: point, derivatives: .none)
        let traced = TraceReport(program: program, trace: trace, directions: [], kind: .values)
        report.tables = [traced.table]
        report.addMember("trace", traced.json)
      }
      report.findings = findings
      try session.write(report)
      return status
    }
  }

  /// The values of the outputs.
  ///
  /// - Parameter shown: the outputs that JSON has; nil: all.
  private static func answer(_ program: Program, shown: [Int]? = nil) -> Answer {
    Answer(
      slots: { program.valueSlots },
      members: { program.valueMembers(shown: shown) },
      evaluate: { AnswerNumbers($0.values(at: $1).lazy.map { $0.elements }) },
      plan: { $0.askForValues() }, repairsPlan: false, hangsOnSteps: false
    ) { program, point, numbers, audience in
      let mayHaveAny = program.graph.hasArrays || !program.innerDerivatives.isEmpty
      return Answer.findings(ofOutputs: program, numbers, for: audience, enough: 4) {
        guard mayHaveAny || !$1.isFinite else { return [] }
        return FindingReport(program, point: point).diagnostics(output: $0, value: $1)
      }
    }
  }

  // MARK: - Saving

  /// Outputs by what they are called, definitions and inputs.
  private static func savedNames(_ program: Program) -> [String] {
    let definitions = program.definitions.prefix(1000).map { program.text($0.nameSpan) }
    let unnamed = program.outputs.filter { $0.nameSpan == nil }.map { program.name(of: $0) }
    return definitions + program.inputNames
      + unnamed.filter { !definitions.contains($0) && program.input(named: $0) == nil }
  }

  private static func value(named name: String, _ program: Program, _ point: [Double]) -> Matrix? {
    let node =
      program.outputs.first { program.name(of: $0).isSpelled(name) }?.node
      ?? program.definition(named: name).map { program.definitions[$0].node }
      ?? program.input(named: name).map { program.inputs[$0].node }
    return node.map { program.value(of: $0, at: point) }
  }

  // MARK: - Report

  private static func table(_ program: Program, _ values: [Matrix], _ shown: [Int]) -> Table {
    guard values.count > 1 else {
      return Table(
        columns: [.init(name: program.outputs[0].nameSpan.map { program.text($0) } ?? "value")],
        rows: values.map { [.matrix($0)] }, style: .plain)
    }
    return Table(
      columns: [.init(name: "output"), .init(name: "value")],
      rows: shown.map { [.text(program.name(of: program.outputs[$0])), .matrix(values[$0])] },
      style: .plain)
  }
}
