import Arguments
import Diagnostics
import Evaluation
import Graph
import Numerics
import Reports

/// `autodiff taylor`: the Taylor coefficients of the output along one input.
enum TaylorCommand {
  static let command = Command(
    "taylor", summary: "print the Taylor coefficients along one input",
    options: {
      Options.file
      Options.wrt
      Options.seriesOrder
      Options.output
      Options.bindings
      Options.format
      Options.common
    },
    details: {
      [
        """
        Prints the coefficients f(a), f'(a), f''(a)/2, ..., each the derivative of its order \
        divided by the factorial, at the point a that the input is bound to. With several inputs \
        `--wrt` names the one that moves.
        """
      ]
    },
    examples: {
      [("autodiff taylor 'exp(x)' x=0 --order 6", "1/k! for k from 0 to 6.")]
    },
    run: run)

  static func run(_ session: Session) throws(Failure) -> ExitStatus {
    let reader = try ProgramReader(session.invocation)
    let program = reader.program
    try reader.requireOneOutput("taylor")
    let inputs = try reader.independents(session.invocation)
    guard inputs.count == 1, program.inputs[inputs[0]].shape.isScalar else {
      throw .request(.needsOneNumber(command: "taylor", inputs: program.inputNames))
    }
    let point = try reader.bindings.point(for: program)
    let input = program.inputs[inputs[0]]
    let order = session[Options.seriesOrder]
    let taylor = Taylor(of: program, along: inputs[0], at: point, order: order)
    guard taylor.order == order else { throw .request(.seriesTooLong(order: taylor.order)) }
    let coefficients = taylor.coefficients[0]
    let report = Report(
      tables: [
        Table(
          columns: [.init(name: "order"), .init(name: "coefficient")],
          rows: coefficients.enumerated().map { [.text("\($0)"), .matrix($1)] }, style: .plain)
      ],
      json: [
        ("input", .string(program.text(input.span))), ("at", .number(point[input.offset])),
        ("coefficients", .array(coefficients.map { .matrix($0) })),
      ],
      findings: FindingReport(program, point: point).diagnostics(of: taylor, along: inputs[0]))
    try session.write(report)
    return session.status(report.findings, results: coefficients)
  }
}
