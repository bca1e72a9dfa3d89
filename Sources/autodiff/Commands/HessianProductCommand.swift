import Arguments
import Diagnostics
import Evaluation
import Graph
import Numerics
import Reports

/// `autodiff hvp`: how the gradient changes in a direction.
enum HessianProductCommand {
  static let command = Command(
    "hvp", summary: "print the Hessian's product with a direction",
    options: {
      Options.file
      Options.wrt
      Options.direction
      Options.output
      Options.bindings
      Options.rows
      Options.rowDetails
      Options.rowsFormat
      Options.common
    },
    details: {
      [
        """
        Prints the product of the Hessian with a direction of the inputs, without the Hessian \
        itself: a forward sweep over the gradient.
        """
      ]
    },
    examples: {
      [
        (
          "autodiff hvp 'x^2*y' x=1 y=2 --direction x=1 --direction y=-1",
          "How the gradient changes along (1, -1)."
        )
      ]
    },
    run: run)

  static func run(_ session: Session) throws(Failure) -> ExitStatus {
    if let rows = try RowRequest(session) { return try run(rows) }
    let reader = try ProgramReader(session.invocation)
    let program = reader.program
    try reader.requireScalarOutput("hvp")
    let inputs = try reader.independents(session.invocation)
    let point = try reader.bindings.point(for: program)
    let direction = try DerivativeProducts.direction(
      session, program, Array(program.inputs.indices))
    let (number, products) = DerivativeProduct.hessian(
      of: program, by: inputs, at: point, direction: direction)
    let report = DerivativeProducts.report(
      session, program, inputs, products, column: "product", json: [("value", .number(number))],
      findings: productFindings(program, point, number, inputs, products, direction))
    try session.write(report)
    return session.status(report.findings, results: [Matrix(number)] + products)
  }

  /// What is to be said of the first derivatives, and where they are finite of the product.
  private static func productFindings(
    _ program: Program, _ point: [Double], _ number: Double, _ inputs: [Int],
    _ products: [Matrix], _ direction: [Double]
  ) -> [Diagnostic] {
    let first = DerivativeProducts.findings(
      program, point, [Matrix(number)], by: inputs, derivatives: products)
    let isTroubled = !products.allSatisfy(\.isFinite)
    guard isTroubled, number.isFinite,
      DerivativeProducts.firstTroubled(program, point, 0, inputs) == nil
    else {
      return first
    }
    return first
      + FindingReport(program, point: point).diagnostics(
        ofProduct: products.flatMap(\.elements), coordinates: program.coordinates(of: inputs),
        direction: direction)
  }
}
