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
      Options.program
      Options.wrt
      Options.direction
      Options.output
      Options.files
      Options.saveProduct
      Options.rows.excluding {
        Options.saveProduct
      }
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
    if let rows = try RowRequest(session) {
      return try rows.run { (reader) throws(Failure) in try self.answer(session, reader).answer }
    }
    return try session.answer { (reader, isLast) throws(Failure) in
      let program = reader.program
      try reader.requireScalarOutput("hvp")
      let saved = try SavedByInput(
        session[Options.saveProduct], program, try reader.independents())
      let point = try reader.point()
      let (answer, inputs) = try self.answer(session, reader, shown: saved.shown)
      return try DerivativeProducts.write(
        answer, session, program, inputs, saved, point, column: "product", from: 1, isLast: isLast)
    }
  }

  /// The value and the product.
  ///
  /// - Parameter shown: the places of the inputs that JSON has; nil: all.
  private static func answer(
    _ session: Session, _ reader: ProgramReader, shown: [Int]? = nil
  ) throws(Failure) -> (answer: Answer, inputs: [Int]) {
    let program = reader.program
    try reader.requireScalarOutput("hvp")
    let inputs = try reader.independents()
    let direction = try DerivativeProducts.direction(
      session, program, Array(program.inputs.indices))
    let answer = Answer(
      slots: { program.valueSlots + program.slots("product_", by: inputs) },
      members: {
        program.valueMembers() + [.init("product", program.byInput(inputs, from: 1, shown: shown))]
      },
      evaluate: { program, point in
        let (value, products) = DerivativeProduct.hessian(
          of: program, by: inputs, at: point, direction: direction)
        return AnswerNumbers([[value]] + products.map(\.elements))
      },
      plan: { $0.askForProduct(by: inputs, direction: direction) }
    ) { program, point, numbers, audience in
      findings(program, inputs, point, numbers, audience, direction)
    }
    return (answer, inputs)
  }

  /// What is to be said of the first derivatives, and where they are finite of the product.
  private static func findings(
    _ program: Program, _ inputs: [Int], _ point: [Double], _ numbers: AnswerNumbers,
    _ audience: Answer.Audience, _ direction: [Double]
  ) -> [Diagnostic] {
    let products = 1..<numbers.count
    let first = DerivativeProducts.findings(
      program, point, numbers, audience, by: inputs, derivatives: products)
    guard numbers.firstTroubled(products) != nil, numbers[0].isFinite,
      DerivativeProducts.firstTroubled(program, point, 0, inputs) == nil
    else {
      return first
    }
    return first
      + FindingReport(program, point: point).diagnostics(
        ofProduct: products.map { numbers[$0] }, coordinates: program.coordinates(of: inputs),
        direction: direction, beside: first)
  }
}
