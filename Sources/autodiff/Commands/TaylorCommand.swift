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
      Options.program
      Options.wrt
      Options.seriesOrder
      Options.output
      Options.files
      Options.saveCoefficients
      Options.rows.excluding {
        Options.saveCoefficients
      }
      Options.rowDetails
      Options.rowsFormat
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
    let order = session[Options.seriesOrder]
    if let rows = try RowRequest(session) {
      return try rows.run { (reader) throws(Failure) in
        let program = reader.program
        let input = try self.input(session, reader)
        let anywhere = [Double](repeating: 0, count: program.coordinateCount)
        _ = try self.series(program, input, anywhere, order)
        return self.answer(program, input, order)
      }
    }
    let reader = try ProgramReader(session)
    let program = reader.program
    let input = try self.input(session, reader)
    let saved = try MatrixOutput(session[Options.saveCoefficients], known: ["coefficients"])
    let point = try reader.point()
    let taylor = try series(program, input, point, order)
    let numbers = self.numbers(of: taylor, program, input, point)
    let shapes = Array(repeating: program.outputShapes[0], count: order + 1)
    let table = Table(
      columns: [.init(name: "order"), .init(name: "coefficient")],
      rows: numbers.cells(shapes, from: 1).enumerated().map { [.text("\($0)"), $1] },
      style: .plain)
    let json = answer(program, input, order).json(numbers)
    let report = Report(
      tables: saved.isEmpty ? [table] : [],
      json: saved.isEmpty ? json : json.filter { $0.key != "coefficients" },
      findings: FindingReport(program, point: point).diagnostics(of: taylor, along: input))
    // With `--strict` what is not finite is not kept.
    let status = session.status(report.findings, numbers: AnswerNumbers(taylor.elements))
    if status == .done {
      let count = program.outputShapes[0].count
      try saved.write { _ in
        let elements = (0..<count).flatMap { element in
          (0...order).map { numbers[1 + $0 * count + element] }
        }
        return Matrix(Shape(order + 1, count), elements)
      }
    }
    try session.write(report)
    return status
  }

  /// The number along which the series goes.
  private static func input(
    _ session: Session, _ reader: ProgramReader
  ) throws(Failure) -> Int {
    let program = reader.program
    try reader.requireOneOutput("taylor")
    let inputs = try reader.independents()
    guard inputs.count == 1, program.inputs[inputs[0]].shape.isScalar else {
      throw .request(.needsOneNumber(command: "taylor", inputs: program.inputNames))
    }
    return inputs[0]
  }

  /// The series; how far it gets is the same at all points.
  private static func series(
    _ program: Program, _ input: Int, _ point: [Double], _ order: Int
  ) throws(Failure) -> Taylor {
    let taylor = Taylor(of: program, along: input, at: point, order: order)
    guard taylor.order == order else { throw .request(.seriesTooLong(order: taylor.order)) }
    return taylor
  }

  /// Where the series begins, and the coefficients.
  private static func answer(_ program: Program, _ input: Int, _ order: Int) -> Answer {
    let shape = program.outputShapes[0]
    return Answer(
      slots: {
        [.init(name: "at", hasColumn: false, isWatched: false)]
          + (0...order).flatMap { Program.elementNames("c\($0)", shape) }.map { .init(name: $0) }
      },
      members: {
        let shapes = Array(repeating: shape, count: order + 1)
        return [
          .init("input", .fixed(.string(program.text(program.inputs[input].span)))),
          .init("at", .number(0)),
          .init("coefficients", .array(AnswerTemplate.matrices(shapes, from: 1))),
        ]
      },
      evaluate: { program, point in
        let taylor = Taylor(of: program, along: input, at: point, order: order)
        return numbers(of: taylor, program, input, point)
      }
    ) { program, point, _, _ in
      let taylor = Taylor(of: program, along: input, at: point, order: order)
      return FindingReport(program, point: point).diagnostics(of: taylor, along: input)
    }
  }

  private static func numbers(
    of taylor: Taylor, _ program: Program, _ input: Int, _ point: [Double]
  ) -> AnswerNumbers {
    AnswerNumbers([[point[program.inputs[input].offset]]] + taylor.elements)
  }
}

extension Taylor {
  /// The elements of the first output's coefficients, from order 0.
  fileprivate var elements: [[Double]] { coefficients[0].map(\.elements) }
}
