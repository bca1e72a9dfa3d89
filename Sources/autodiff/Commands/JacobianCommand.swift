import Arguments
import Diagnostics
import Evaluation
import Graph
import Numerics
import Reports

/// `autodiff jacobian`: all first derivatives of the outputs.
enum JacobianCommand {
  static let command = Command(
    "jacobian", summary: "print all first derivatives of the outputs",
    options: {
      Options.program
      Options.wrt
      Options.sweepMode
      Options.sparse
      Options.output
      Options.files
      Options.saveJacobian
      Options.rows.excluding {
        Options.sparse
        Options.saveJacobian
      }
      Options.rowDetails
      Options.matrixRowsFormat
      Options.common
    },
    details: {
      [
        """
        Prints a row for each element of the outputs and a column for each element of the inputs; \
        elements of arrays go down the columns first and are called NAME_ROW_COLUMN.
        """,
        """
        Forward mode needs a sweep for each column, reverse mode one for each row; columns (or \
        rows) without a common element share a sweep. The mode with fewer sweeps is taken.
        """,
      ]
    },
    examples: {
      [
        ("autodiff jacobian 'x*y; sin(x)' x=1 y=2", "Two outputs by two inputs."),
        (
          "autodiff jacobian 'x.^2' 'x=[1; 2; 3]' --sparse",
          "The elements of a diagonal matrix."
        ),
      ]
    },
    run: run)

  static func run(_ session: Session) throws(Failure) -> ExitStatus {
    let request = try MatrixRequest(session, "jacobian", Options.saveJacobian)
    if let rows = try RowRequest(session) {
      return try rows.run { (reader) throws(Failure) in
        let inputs = try self.inputs(session, reader)
        let (height, width) = size(reader.program, inputs)
        // A row has all elements, zeros included.
        try request.checkSize(rows: height, columns: width, product: product) { nil }
        return self.answer(reader.program, inputs, request.choice)
      }
    }
    return try session.answer(showsPattern: request.isSparse) {
      (reader, isLast) throws(Failure) in
      let program = reader.program
      let inputs = try self.inputs(session, reader)
      let point = try reader.point()
      let (height, width) = size(program, inputs)
      try request.checkSize(rows: height, columns: width, product: product) {
        Jacobian.elementCount(of: program, by: inputs, at: point)
      }
      let jacobian = Jacobian(
        of: program, by: inputs, at: point, choice: request.choice, isSparse: request.isSparse)
      let numbers = self.numbers(of: jacobian)
      guard isLast || numbers.areFinite else { return nil }
      let findings = self.findings(program, inputs, point, numbers, .point, jacobian.matrix)
      let report = MatrixReport(
        corner: "output", rowNames: program.outputElementNames,
        columnNames: program.coordinates(of: inputs).map { program.name(ofCoordinate: $0) },
        matrix: jacobian.matrix, mode: jacobian.mode, sweepCount: jacobian.sweepCount)
      return try request.write(report, findings, numbers) {
        report.json(numbers, isSparse: request.isSparse, blocks: blocks(program, inputs)) {
          members(program, $0, $1)
        }
      }
    }
  }

  private static let product = "`jvp` and `vjp` multiply"

  private static func inputs(
    _ session: Session, _ reader: ProgramReader
  ) throws(Failure) -> [Int] {
    let inputs = try reader.independents()
    guard !inputs.isEmpty else { throw .request(.noInputs(purpose: "differentiate by")) }
    return inputs
  }

  private static func size(
    _ program: Program, _ inputs: [Int]
  ) -> (height: Int, width: Int) {
    (program.outputElementCount, program.coordinates(of: inputs).count)
  }

  // MARK: - The answer

  /// The values of the outputs, and all derivatives row by row; then the mode, where colours decide
  /// it at each point.
  private static func answer(
    _ program: Program, _ inputs: [Int], _ choice: SweepChoice
  ) -> Answer {
    let (height, width) = size(program, inputs)
    let modeSlot = height * (1 + width)
    let isTogether = min(height, width) <= mostSweeps && height * width <= mostElements
    let isForward = choice == .forward || choice == .auto && width <= height
    let mode: DifferentiationMode? = isTogether ? isForward ? .forward : .reverse : nil
    return Answer(
      slots: {
        program.valueSlots + derivativeSlots(program, inputs) + Answer.Slot.mode(known: mode)
      },
      words: DifferentiationMode.allCases.map(\.rawValue),
      members: {
        members(program, blocks(program, inputs), .mode(known: mode, slot: modeSlot))
      },
      evaluate: { program, point in
        numbers(of: Jacobian(of: program, by: inputs, at: point, choice: choice))
      },
      plan: mode.map { mode in
        { plan in
          switch mode {
          case .forward: plan.askForColumns(by: inputs)
          case .reverse: plan.askForRows(by: inputs)
          }
        }
      }
    ) { program, point, numbers, audience in
      let values = (height..<modeSlot).map { numbers[$0] }
      let matrix = SparseMatrix(pattern: .full(height, width), values: values)
      return findings(program, inputs, point, numbers, audience, matrix)
    }
  }

  private static func members(
    _ program: Program, _ matrix: AnswerTemplate, _ mode: AnswerTemplate
  ) -> [AnswerTemplate.Member] {
    program.valueMembers() + [.init("jacobian", matrix), .init("mode", mode)]
  }

  /// The rows of the matrix, a block for each input.
  private static func blocks(_ program: Program, _ inputs: [Int]) -> AnswerTemplate {
    let (height, width) = size(program, inputs)
    return .object(
      program.blocks(of: inputs).map { name, columns in
        let first = height + columns.lowerBound
        return .init(
          name, .rows(count: height, width: columns.count, from: first, stride: width))
      })
  }

  /// A Jacobian of one block of sweeps and of a bounded number of elements is computed for many
  /// rows at once; a larger one for each row alone, by colours.
  private static let mostSweeps = 64
  private static let mostElements = 1 << 14

  private static func numbers(of jacobian: Jacobian) -> AnswerNumbers {
    AnswerNumbers(
      jacobian.values.map(\.elements) + [jacobian.matrix.values, [jacobian.mode.code]])
  }

  /// `d_x` where there is one number to differentiate, else `d_a_d_x`.
  private static func derivativeSlots(_ program: Program, _ inputs: [Int]) -> [Answer.Slot] {
    guard program.outputElementCount != 1 else { return program.slots("d_", by: inputs) }
    return program.outputElementNames.flatMap { program.slots("d_\($0)_d_", by: inputs) }
  }

  /// What is to be said of values and derivatives that are not finite: the first of each output.
  private static func findings(
    _ program: Program, _ inputs: [Int], _ point: [Double], _ numbers: AnswerNumbers,
    _ audience: Answer.Audience, _ matrix: SparseMatrix
  ) -> [Diagnostic] {
    let coordinates = program.coordinates(of: inputs)
    var bad: [Int: (coordinate: Int, value: Double)] = [:]
    let owners = program.outputOfElement
    matrix.forEachElement { row, column, value in
      if !value.isFinite, bad[owners[row]] == nil {
        bad[owners[row]] = (coordinates[column], value)
      }
    }
    let report = FindingReport(program, point: point)
    return Answer.findings(ofOutputs: program, numbers, for: audience, most: 8) {
      report.diagnostics(output: $0, value: $1, by: inputs, troubled: bad[$0])
    }
  }
}
