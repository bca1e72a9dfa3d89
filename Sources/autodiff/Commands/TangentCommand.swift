import Arguments
import Diagnostics
import Evaluation
import Graph
import Numerics
import Reports

/// `autodiff jvp`: how fast the outputs change when the inputs move in a direction.
enum TangentCommand {
  static let command = Command(
    "jvp", summary: "print the outputs' tangents in a direction",
    options: {
      Options.file
      Options.direction
      Options.output
      Options.bindings
      Options.format
      Options.common
    },
    details: {
      [
        """
        Prints the product of the Jacobian with a direction of the inputs: how fast the outputs \
        change when the inputs move. One forward sweep.
        """
      ]
    },
    examples: {
      [
        (
          "autodiff jvp 'x*y; sin(x)' x=1 y=2 --direction x=1",
          "The derivatives of both outputs along x."
        )
      ]
    },
    run: run)

  static func run(_ session: Session) throws(Failure) -> ExitStatus {
    let reader = try ProgramReader(session.invocation)
    let program = reader.program
    let point = try reader.bindings.point(for: program)
    let direction = try DerivativeProducts.direction(
      session, program, Array(program.inputs.indices))
    let (values, tangents) = DerivativeProduct.tangents(
      of: program, at: point, direction: direction)
    let names = program.outputs.map { program.name(of: $0) }
    let isSingle = tangents.count == 1
    let report = Report(
      tables: [
        Table(
          columns: (isSingle ? [] : [.init(name: "output")]) + [.init(name: "tangent")],
          rows: zip(names, tangents).map { isSingle ? [.matrix($1)] : [.text($0), .matrix($1)] },
          style: .plain)
      ],
      json: isSingle
        ? [("value", .matrix(values[0])), ("tangent", .matrix(tangents[0]))]
        : [
          ("values", .array(values.map { .matrix($0) })),
          ("tangents", .array(tangents.map { .matrix($0) })),
          ("outputs", .array(names.map { .string($0) })),
        ],
      findings: DerivativeProducts.findings(
        program, point, values, by: moved(program, direction), derivatives: tangents))
    try session.write(report)
    return session.status(report.findings, results: values + tangents)
  }

  /// The inputs that a direction moves.
  private static func moved(_ program: Program, _ direction: [Double]) -> [Int] {
    program.inputs.indices.filter { index in
      direction[program.inputs[index].coordinates].contains { $0 != 0 }
    }
  }
}
