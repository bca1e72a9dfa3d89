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
      Options.program
      Options.wrt
      Options.weight
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
    if let rows = try RowRequest(session) {
      return try rows.run { (reader) throws(Failure) in try self.answer(session, reader).answer }
    }
    return try session.answer { (reader, isLast) throws(Failure) in
      let program = reader.program
      try reader.requireOneOutput("vjp")
      let saved = try SavedByInput(
        session[Options.saveProduct], program, try reader.independents())
      let (answer, inputs) = try self.answer(session, reader, shown: saved.shown)
      let point = try reader.point()
      return try DerivativeProducts.write(
        answer, session, program, inputs, saved, point, column: "adjoint",
        from: program.outputElementCount, isLast: isLast)
    }
  }

  /// The value of the output and the adjoints of some inputs.
  ///
  /// - Parameter shown: the places of the inputs that JSON has; nil: all.
  private static func answer(
    _ session: Session, _ reader: ProgramReader, shown: [Int]? = nil
  ) throws(Failure) -> (answer: Answer, inputs: [Int]) {
    let program = reader.program
    try reader.requireOneOutput("vjp")
    let inputs = try reader.independents()
    let shape = program.outputShapes[0]
    let given = try session[Options.weight].map { (bytes) throws(Failure) in
      try DerivativeProducts.value(bytes, of: "weight", shape, session.invocation.textStyle)
    }
    let weight = given ?? Matrix(shape, filledWith: 1)
    let answer = Answer(
      slots: { program.valueSlots + program.slots("adjoint_", by: inputs) },
      members: {
        program.valueMembers() + [
          .init("adjoint", program.byInput(inputs, from: shape.count, shown: shown))
        ]
      },
      evaluate: { program, point in
        let (values, adjoints) = DerivativeProduct.adjoints(
          of: program, by: inputs, at: point, weights: [weight])
        return AnswerNumbers((values + adjoints).map(\.elements))
      },
      plan: { $0.askForAdjoints(by: inputs, weights: [weight]) }
    ) { program, point, numbers, audience in
      DerivativeProducts.findings(
        program, point, numbers, audience, by: inputs, derivatives: shape.count..<numbers.count)
    }
    return (answer, inputs)
  }
}
