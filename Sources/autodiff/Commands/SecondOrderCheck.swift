import Arguments
import Differentiation
import Evaluation
import Graph
import Reports
import Verification

/// `autodiff check --second-order`: every first derivative is a program of its own, whose
/// derivatives are checked.
enum SecondOrderCheck {
  private static let mostElements = 30

  static func run(
    _ session: Session, _ reader: ProgramReader, _ inputs: [Int], _ point: [Double]
  ) throws(Failure) -> ExitStatus {
    let program = reader.program
    try reader.requireScalarOutput("check --second-order")
    let coordinates = program.coordinates(of: inputs)
    guard coordinates.count <= mostElements else {
      throw .request(.manySecondDerivatives(coordinates.count * coordinates.count))
    }
    let checks = derivatives(program, inputs).map { derivative in
      let plan = CheckPlan(session.invocation, derivative, inputs)
      return (plan, plan.check(at: point))
    }
    let reports = checks.map { CheckReport(plan: $0, check: $1) }
    let names = coordinates.map { program.name(ofCoordinate: $0) }
    let disagrees = checks.contains { $0.1.verdict == .disagrees }
    let tables = zip(reports, names).map { report, name in
      report.table.titled("of the derivative by \(name)")
    }
    try session.write(
      Report(
        tables: tables,
        json: [
          ("verdict", .string((disagrees ? Verdict.disagrees : worst(checks.map(\.1))).rawValue)),
          ("second", .object(zip(names, reports).map { ($0, .object($1.json)) })),
        ], notes: notes(reports) + [CheckReport.summary(checks.map(\.1))]),
      digits: session.digits ?? CheckReport.digits(session.format))
    return disagrees ? .disagrees : .done
  }

  /// The derivatives by each element of the inputs, each as the one output of a program.
  private static func derivatives(_ program: Program, _ inputs: [Int]) -> [Program] {
    let graph = program.graph
    let independents = inputs.map { program.inputs[$0].node }
    let gradient = GradientGraph(of: program.outputs[0].node, by: independents, in: graph).nodes
    let rules = ArrayRules(graph)
    return gradient.flatMap { node in
      (0..<graph.shape(of: node).count).map { program.with(output: rules.element($0, of: node)) }
    }
  }

  private static func worst(_ checks: [DerivativeCheck]) -> Verdict {
    let order: [Verdict] = [.undecided, .singular, .kink]
    return order.first { verdict in checks.contains { $0.verdict == verdict } } ?? .agrees
  }

  /// Each note once.
  private static func notes(_ reports: [CheckReport]) -> [String] {
    var notes: [String] = []
    for note in reports.flatMap(\.details) where !notes.contains(note) { notes.append(note) }
    return notes
  }
}
