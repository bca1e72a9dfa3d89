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
    if let rows = try RowRequest(session) { return try run(rows) }
    let reader = try ProgramReader(session.invocation)
    try reader.requireOneOutput("check")
    let inputs = try reader.independents(session.invocation)
    guard !inputs.isEmpty else { throw .request(.noInputs(purpose: "check")) }
    if session.invocation.flag("random") {
      return try RandomCheck.run(session, reader, inputs)
    }
    let point = try reader.bindings.point(for: reader.program)
    if session.invocation.flag("sweep") {
      return try SweepReport.run(session, reader.program, inputs, point)
    }
    if session.invocation.flag("second-order") {
      return try SecondOrderCheck.run(session, reader, inputs, point)
    }
    return try checkPoint(session, CheckPlan(session.invocation, reader.program, inputs), point)
  }

  private static func checkPoint(
    _ session: Session, _ plan: CheckPlan, _ point: [Double]
  ) throws(Failure) -> ExitStatus {
    let check = plan.check(at: point)
    let findings = findings(plan, check, point)
    var report = CheckReport(plan: plan, check: check).report
    report.findings = findings.diagnostics
    try session.write(report, digits: session.digits ?? CheckReport.digits(session.format))
    return check.verdict == .disagrees
      ? .disagrees : session.status(findings.diagnostics, numbers: findings.numbers)
  }

  /// What is to be said of the value and of the derivatives, and all of these numbers.
  private static func findings(
    _ plan: CheckPlan, _ check: DerivativeCheck, _ point: [Double]
  ) -> (diagnostics: [Diagnostic], numbers: [Double]) {
    let value =
      plan.outputShape.isScalar ? Matrix(check.value) : plan.program.values(at: point)[0]
    let coordinates = plan.program.coordinates(of: plan.inputs)
    let troubled = coordinates.first { !check.gradient[$0].isFinite }
    let diagnostics = FindingReport(plan.program, point: point).diagnostics(
      output: 0, value: value, by: plan.inputs,
      troubled: troubled.map { ($0, check.gradient[$0]) })
    return (diagnostics, coordinates.map { check.gradient[$0] } + value.elements)
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
    usesDirections = elementCount > CheckPlan.mostElements && !invocation.flag("all")
  }

  private static func options(_ invocation: Invocation) -> DerivativeCheck.Options {
    var options = DerivativeCheck.Options(fixedStep: invocation.number("step"))
    if let tolerance = invocation.number("rtol") { options.relativeTolerance = tolerance }
    if let tolerance = invocation.number("atol") { options.absoluteTolerance = tolerance }
    return options
  }

  func check(at point: [Double]) -> DerivativeCheck {
    usesDirections
      ? DerivativeCheck(
        of: program, alongDirections: CheckPlan.directionCount, of: inputs, at: point,
        options: options)
      : DerivativeCheck(
        of: program, by: program.coordinates(of: inputs), at: point, options: options)
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
