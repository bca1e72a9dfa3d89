import Arguments
import Diagnostics
import Evaluation
import Graph
import Numerics
import Reports

/// `autodiff vjp`: the gradient of a weighted sum of the output's elements.
enum AdjointCommand {
  static let command = Command(
    "vjp", summary: "print the inputs' adjoints for weights of the output",
    options: {
      Options.file
      Options.wrt
      Options.weight
      Options.output
      Options.bindings
      Options.format
      Options.common
    },
    details: {
      [
        """
        Prints the product of the transposed Jacobian with weights of the output: the gradient of \
        the weighted sum of its elements. One reverse sweep.
        """
      ]
    },
    examples: {
      [
        (
          "autodiff vjp 'A*x' 'A=[1, 2; 3, 4]' 'x=[5; 6]' --weight '[1; 0]'",
          "The gradient of the first element."
        )
      ]
    },
    run: run)

  static func run(_ session: Session) throws(Failure) -> ExitStatus {
    let reader = try ProgramReader(session.invocation)
    let program = reader.program
    try reader.requireOneOutput("vjp")
    let inputs = try reader.independents(session.invocation)
    let point = try reader.bindings.point(for: program)
    let shape = program.graph.shape(of: program.outputs[0].node)
    let weight = try session[Options.weight].map { (bytes) throws(Failure) in
      try DerivativeProducts.value(bytes, of: "weight", shape)
    }
    let (values, adjoints) = DerivativeProduct.adjoints(
      of: program, by: inputs, at: point, weights: [weight ?? Matrix(shape, filledWith: 1)])
    let report = DerivativeProducts.report(
      session, program, inputs, adjoints, column: "adjoint",
      json: [("value", .matrix(values[0]))],
      findings: DerivativeProducts.findings(
        program, point, values, by: inputs, derivatives: adjoints))
    try session.write(report)
    return session.status(report.findings, results: values + adjoints)
  }
}
