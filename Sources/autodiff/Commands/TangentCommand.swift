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
      Options.program
      Options.direction
      Options.output
      Options.files
      Options.saveTangent
      Options.rows.excluding {
        Options.saveTangent
      }
      Options.rowDetails
      Options.rowsFormat
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
    if let rows = try RowRequest(session) {
      return try rows.run { (reader) throws(Failure) in
        self.answer(reader.program, direction: try self.direction(session, reader))
      }
    }
    return try session.answer { (reader, isLast) throws(Failure) in
      let program = reader.program
      let names = program.outputs.map { program.name(of: $0) }
      let saved = try MatrixOutput(session[Options.saveTangent], known: names)
      let shown = names.indices.filter { !saved.contains(names[$0]) }
      let point = try reader.point()
      let answer = self.answer(program, direction: try direction(session, reader), shown: shown)
      let numbers = answer.evaluate(program, point)
      guard isLast || numbers.areFinite else { return nil }
      let tangents = numbers.cells(program.outputShapes, from: program.outputElementCount)
      let isSingle = tangents.count == 1
      let table = Table(
        columns: (isSingle ? [] : [.init(name: "output")]) + [.init(name: "tangent")],
        rows: shown.map { isSingle ? [tangents[$0]] : [.text(names[$0]), tangents[$0]] },
        style: .plain)
      let report = Report(
        tables: shown.isEmpty ? [] : [table], json: answer.json(numbers),
        findings: answer.findings(program, point, numbers, .point))
      // With `--strict` what is not finite is not kept.
      let status = session.status(report.findings, numbers: numbers)
      if status == .done {
        try saved.write { name in
          names.firstIndex { $0.isSpelled(name) }.map { output in
            let shapes = program.outputShapes
            let start = shapes[..<output].reduce(program.outputElementCount) { $0 + $1.count }
            return numbers.matrix(shapes[output], from: start)
          }
        }
      }
      try session.write(report)
      return status
    }
  }

  private static func direction(
    _ session: Session, _ reader: ProgramReader
  ) throws(Failure) -> [Double] {
    try DerivativeProducts.direction(
      session, reader.program, Array(reader.program.inputs.indices))
  }

  /// The values of the outputs and their tangents.
  ///
  /// - Parameter shown: the outputs that JSON has; nil: all.
  private static func answer(
    _ program: Program, direction: [Double], shown: [Int]? = nil
  ) -> Answer {
    let height = program.outputElementCount
    let moved = program.inputs.indices.filter { index in
      direction[program.inputs[index].coordinates].contains { $0 != 0 }
    }
    return Answer(
      slots: {
        let names =
          program.outputs.count == 1
          ? Program.elementNames("tangent", program.outputShapes[0])
          : program.outputElementNames.map { "tangent_" + $0 }
        return program.valueSlots + names.map { .init(name: $0) }
      },
      members: {
        program.outputMembers(
          ["value", "tangent"], starts: [0, height], shown: shown ?? Array(program.outputs.indices))
      },
      evaluate: { program, point in
        let (values, tangents) = DerivativeProduct.tangents(
          of: program, at: point, direction: direction)
        return AnswerNumbers((values + tangents).map(\.elements))
      },
      plan: { $0.askForTangents(direction: direction) }
    ) { program, point, numbers, audience in
      DerivativeProducts.findings(
        program, point, numbers, audience, by: moved, derivatives: height..<2 * height)
    }
  }
}
