import Arguments
import Diagnostics
import Evaluation
import Graph
import Numerics
import Reports

/// `autodiff hessian`: all second derivatives of a number.
enum HessianCommand {
  static let command = Command(
    "hessian", summary: "print all second derivatives of a number",
    options: {
      Options.program
      Options.wrt
      Options.sweepMode
      Options.sparse
      Options.output
      Options.files
      Options.saveHessian
      Options.rows.excluding {
        Options.sparse
        Options.saveHessian
      }
      Options.rowDetails
      Options.matrixRowsFormat
      Options.common
    },
    details: {
      [
        """
        Prints the symmetric matrix of second derivatives, a row and a column for each element of \
        the inputs. It is the Jacobian of the gradient, by forward mode over the graph of the \
        reverse sweep unless `--mode reverse` is given.
        """,
        """
        A sparse Hessian costs as many sweeps as its pattern needs colours, whatever its size.
        """,
      ]
    },
    examples: {
      [
        ("autodiff hessian 'x^2*y + exp(y)' x=1 y=2", "Second derivatives by two inputs."),
        (
          "autodiff hessian 'sum(x[2:end].*x[1:end-1])' 'x=[1; 2; 3]' --sparse",
          "The elements of a banded matrix."
        ),
      ]
    },
    run: run)

  static func run(_ session: Session) throws(Failure) -> ExitStatus {
    let request = try MatrixRequest(session, "hessian", Options.saveHessian)
    if let rows = try RowRequest(session) {
      return try rows.run { (reader) throws(Failure) in
        let inputs = try self.inputs(session, reader)
        let width = reader.program.coordinates(of: inputs).count
        // A row has all elements, zeros included.
        try request.checkSize(rows: width, columns: width, product: product) { nil }
        return self.answer(reader.program, inputs, request.choice)
      }
    }
    return try session.answer(showsPattern: request.isSparse) {
      (reader, isLast) throws(Failure) in
      let program = reader.program
      let inputs = try self.inputs(session, reader)
      let point = try reader.point()
      let coordinates = program.coordinates(of: inputs)
      try request.checkSize(rows: coordinates.count, columns: coordinates.count, product: product) {
        Hessian.elementCount(of: program, by: inputs, at: point)
      }
      let hessian = Hessian(
        of: program, by: inputs, at: point, choice: request.choice, isSparse: request.isSparse)
      let numbers = self.numbers(of: hessian)
      guard isLast || numbers.areFinite else { return nil }
      let findings = self.findings(program, inputs, point, numbers, hessian.matrix)
      let names = coordinates.map { program.name(ofCoordinate: $0) }
      let report = MatrixReport(
        corner: "input", rowNames: names, columnNames: names, matrix: hessian.matrix,
        mode: hessian.mode, sweepCount: hessian.sweepCount)
      return try request.write(report, findings, numbers) {
        report.json(numbers, isSparse: request.isSparse, blocks: blocks(program, inputs)) {
          members(program, inputs, $0, $1)
        }
      }
    }
  }

  private static let product = "`hvp` multiplies"

  private static func inputs(
    _ session: Session, _ reader: ProgramReader
  ) throws(Failure) -> [Int] {
    try reader.requireScalarOutput("hessian")
    let inputs = try reader.independents()
    guard !inputs.isEmpty else { throw .request(.noInputs(purpose: "differentiate by")) }
    return inputs
  }

  // MARK: - The answer

  /// The value, the gradient, and all second derivatives row by row; then the mode, where colours
  /// decide it at each point.
  private static func answer(
    _ program: Program, _ inputs: [Int], _ choice: SweepChoice
  ) -> Answer {
    let width = program.coordinates(of: inputs).count
    let modeSlot = 1 + width + width * width
    let mode: DifferentiationMode? = choice != .reverse && width <= mostSweeps ? .forward : nil
    return Answer(
      slots: {
        let gradient = program.slots("d_", by: inputs)
        return program.valueSlots + gradient
          + gradient.flatMap { program.slots($0.name + "_d_", by: inputs) }
          + Answer.Slot.mode(known: mode)
      },
      words: DifferentiationMode.allCases.map(\.rawValue),
      members: {
        members(program, inputs, blocks(program, inputs), .mode(known: mode, slot: modeSlot))
      },
      evaluate: { program, point in
        numbers(of: Hessian(of: program, by: inputs, at: point, choice: choice))
      },
      plan: mode.map { _ in { $0.askForHessian(by: inputs) } }
    ) { program, point, numbers, _ in
      let values = (1 + width..<modeSlot).map { numbers[$0] }
      let matrix = SparseMatrix(pattern: .full(width, width), values: values)
      return findings(program, inputs, point, numbers, matrix)
    }
  }

  private static func members(
    _ program: Program, _ inputs: [Int], _ matrix: AnswerTemplate, _ mode: AnswerTemplate
  ) -> [AnswerTemplate.Member] {
    [
      .init("value", .number(0)), .init("gradient", program.byInput(inputs, from: 1)),
      .init("hessian", matrix), .init("mode", mode),
    ]
  }

  /// A block of the matrix for each pair of inputs: a number where it has one element.
  private static func blocks(_ program: Program, _ inputs: [Int]) -> AnswerTemplate {
    let blocks = program.blocks(of: inputs)
    let width = program.coordinates(of: inputs).count
    func block(_ rows: Range<Int>, _ columns: Range<Int>) -> AnswerTemplate {
      let first = 1 + width + rows.lowerBound * width + columns.lowerBound
      return rows.count == 1 && columns.count == 1
        ? .number(first)
        : .rows(count: rows.count, width: columns.count, from: first, stride: width)
    }
    return .object(
      blocks.map { name, rows in
        .init(name, .object(blocks.map { .init($0.name, block(rows, $0.range)) }))
      })
  }

  /// A Hessian of one block of sweeps is computed for many rows at once; a larger one for each row
  /// alone, by colours.
  private static let mostSweeps = 64

  private static func numbers(of hessian: Hessian) -> AnswerNumbers {
    AnswerNumbers(
      [[hessian.value], hessian.gradient, hessian.matrix.values, [hessian.mode.code]])
  }

  private static func findings(
    _ program: Program, _ inputs: [Int], _ point: [Double], _ numbers: AnswerNumbers,
    _ matrix: SparseMatrix
  ) -> [Diagnostic] {
    let coordinates = program.coordinates(of: inputs)
    let finder = FindingReport(program, point: point)
    let bad = numbers.firstTroubled(1..<1 + coordinates.count)
    let first = finder.diagnostics(
      output: 0, value: Matrix(numbers[0]), by: inputs,
      troubled: bad.map { (coordinates[$0.slot - 1], $0.value) })
    guard bad == nil, numbers[0].isFinite else { return first }
    return first
      + finder.diagnostics(ofHessian: matrix, coordinates: coordinates, beside: first)
  }
}
