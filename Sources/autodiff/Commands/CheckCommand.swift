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
  static let command = Command(
    "check", summary: "compare the derivatives with finite differences", status: .disagrees,
    options: {
      Options.program
      Options.wrt
      Options.output
      Options.files
      Options.step
      Options.sweep
      Options.random
      Options.seed
      Options.range
      Options.all
      Options.secondOrder
      Options.relativeTolerance
      Options.absoluteTolerance
      Options.rows.excluding {
        Options.random
        Options.sweep
        Options.secondOrder
      }
      Options.rowDetails
      Options.rowsFormat
      Options.common
    },
    details: {
      [
        """
        Computes every derivative in forward mode, in reverse mode, by finite differences and, \
        where all functions allow it, by the complex step, prints them side by side, and gives a \
        verdict for each. The exit status is 0 when nothing disagrees and 1 when something does.
        """,
        Command.inputs,
        """
        The finite difference is a central one over a sequence of steps, extrapolated \
        (Richardson), with an estimate of its own error. A derivative d agrees with the difference \
        q when `abs(d - q) <= A + R*max(abs(d), abs(q)) + 10*estimate`, with the tolerances of \
        `--rtol` and `--atol`.
        """,
        """
        Every element of a matrix is an input of its own. Where there are more than 100 of them, \
        random directions are checked instead, in each of which all elements move at once; with \
        `--all` each element is checked nevertheless.
        """,
      ]
    },
    terms: {
      [
        ("agrees", "All ways give the same, within the tolerance."),
        ("DISAGREES", "They do not: a rule or the program is wrong."),
        ("kink", "The slopes on the two sides differ; both are shown."),
        ("singular", "The slope is infinite or does not exist."),
        ("undecided", "The finite difference is itself too inaccurate to tell."),
      ]
    },
    examples: {
      [
        (
          "autodiff check 'exp(sin(x)*log(x))' x=1.3",
          "A verdict for the derivative with respect to x."
        ),
        (
          "autodiff check --step 1e-3 'sin(x)*y' x=1 y=2",
          "One plain central difference, as in a textbook."
        ),
        ("autodiff check 'logdet(A)' 'A=[2, 1; 1, 3]'", "A derivative by a matrix."),
        ("autodiff check --sweep 'sin(x)' x=1", "The error of the difference for many steps."),
        (
          "autodiff check --random 100 --range x=0.1:2 --range y=-1:1 'x^y'",
          "A hundred random points, the same in every run."
        ),
      ]
    },
    run: run)

  static func run(_ session: Session) throws(Failure) -> ExitStatus {
    if let rows = try RowRequest(session, hasWords: true) {
      return try rows.run { (reader) throws(Failure) in
        CheckAnswer(try self.plan(session, reader)).answer(session.invocation)
      }
    }
    let reader = try ProgramReader(session)
    let plan = try self.plan(session, reader)
    if let count = session[Options.random] {
      return try RandomCheck.run(session, reader, plan, pointCount: count)
    }
    let point = try reader.point()
    if session[Options.sweep] {
      return try StepStudyReport.run(session, reader.program, plan.inputs, point)
    }
    if session[Options.secondOrder] {
      return try SecondOrderCheck.run(session, reader, plan.inputs, point)
    }
    return try checkPoint(session, plan, point)
  }

  private static func plan(
    _ session: Session, _ reader: ProgramReader
  ) throws(Failure) -> CheckPlan {
    try reader.requireOneOutput("check")
    let inputs = try reader.independents()
    guard !inputs.isEmpty else { throw .request(.noInputs(purpose: "check")) }
    return CheckPlan(session.invocation, reader.program, inputs)
  }

  private static func checkPoint(
    _ session: Session, _ plan: CheckPlan, _ point: [Double]
  ) throws(Failure) -> ExitStatus {
    let check = plan.check(at: point)
    let value =
      plan.outputShape.isScalar ? Matrix(check.value) : plan.program.values(at: point)[0]
    let coordinates = plan.program.coordinates(of: plan.inputs)
    let gradient = coordinates.map { check.gradient[$0] }
    let findings = plan.findings(
      at: point, value: value,
      troubled: zip(coordinates, gradient).first { !$1.isFinite }.map { ($0, $1) })
    var report = CheckReport(plan: plan, check: check).report
    report.findings = findings
    try session.write(report, digits: session.digits ?? CheckReport.digits(session.format))
    return check.verdict == .disagrees
      ? .disagrees
      : session.status(findings, numbers: AnswerNumbers([gradient, value.elements]))
  }
}

/// What is checked: each element, or with many elements random directions.
struct CheckPlan {
  let program: Program
  let inputs: [Int]
  let options: DerivativeCheck.Options
  /// How many numbers the program is differentiated by.
  let elementCount: Int
  let usesDirections: Bool

  /// With more elements than these, each by itself would take too long.
  private static let mostElements = 100
  private static let directionCount = 8

  init(_ invocation: Invocation, _ program: Program, _ inputs: [Int]) {
    self.program = program
    self.inputs = inputs
    options = CheckPlan.options(invocation)
    elementCount = inputs.reduce(0) { $0 + program.inputs[$1].shape.count }
    usesDirections = elementCount > CheckPlan.mostElements && !invocation[Options.all]
  }

  private static func options(_ invocation: Invocation) -> DerivativeCheck.Options {
    DerivativeCheck.Options(
      fixedStep: invocation[Options.step],
      relativeTolerance: invocation[Options.relativeTolerance],
      absoluteTolerance: invocation[Options.absoluteTolerance])
  }

  func check(at point: [Double]) -> DerivativeCheck {
    usesDirections
      ? DerivativeCheck(
        of: program, alongDirections: CheckPlan.directionCount, of: inputs, at: point,
        options: options)
      : DerivativeCheck(
        of: program, by: program.coordinates(of: inputs), at: point, options: options)
  }

  /// What is to be said of the value and of the first derivative that is not finite.
  func findings(
    at point: [Double], value: Matrix, troubled: (coordinate: Int, value: Double)?
  ) -> [Diagnostic] {
    FindingReport(program, point: point).diagnostics(
      output: 0, value: value, by: inputs, troubled: troubled)
  }

  // MARK: - Its words

  var outputShape: Shape { program.graph.shape(of: program.outputs[0].node) }

  /// How many derivatives a check has.
  var derivativeCount: Int { usesDirections ? CheckPlan.directionCount : elementCount }

  /// What a row is about: `W_1_2`, or `direction 3`.
  func name(_ name: Line.Name) -> Cell {
    switch name {
    case .element(let coordinate): .name(program.name(ofCoordinate: coordinate))
    case .direction(let number): .text("direction \(number)")
    }
  }

  func text(_ name: Line.Name) -> String {
    switch name {
    case .element(let coordinate): program.name(ofCoordinate: coordinate)
    case .direction(let number): "direction \(number)"
    }
  }

  /// Which input and which element of it, from 1, or which direction.
  ///
  /// - Parameter isBrief: whether the element of a scalar is left out.
  func members(_ name: Line.Name, isBrief: Bool) -> [(key: String, value: JSONValue)] {
    switch name {
    case .direction(let number): return [("direction", .integer(number))]
    case .element(let coordinate):
      let (index, element) = program.element(at: coordinate)
      let input = program.inputs[index]
      let rows = max(1, input.shape.rows)
      let member: (key: String, value: JSONValue) = ("input", .string(program.text(input.span)))
      guard !isBrief || !input.shape.isScalar else { return [member] }
      return [
        member,
        ("element", .array([.integer(element % rows + 1), .integer(element / rows + 1)])),
      ]
    }
  }

  /// What is checked in place of what was given.
  var notes: [String] {
    let ofDirections =
      "\(elementCount) elements: checked along \(CheckPlan.directionCount) random directions; "
      + "`--all` checks each element"
    return outputNotes + (usesDirections ? [ofDirections] : [])
  }

  var outputNotes: [String] {
    outputShape.isScalar
      ? [] : ["the output is \(outputShape): checked as its sum with random weights"]
  }
}
