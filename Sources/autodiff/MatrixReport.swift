import Arguments
import Calculus
import Diagnostics
import Differentiation
import Evaluation
import Graph
import Numerics
import Reports

/// What `jacobian` and `hessian` were asked for, beside the program.
struct MatrixRequest {
  private let session: Session
  private let picture: MatrixPicture?
  /// What the matrix is called, in JSON and by `--save`.
  private let name: String
  private let saved: MatrixOutput

  init(
    _ session: Session, _ name: String, _ save: Option<[Binding]>
  ) throws(Failure) {
    self.session = session
    self.name = name
    saved = try MatrixOutput(session[save], known: [name])
    picture =
      switch session[Options.format] {
      case .picture(let picture): picture
      case .report, .npy, nil: nil
      }
  }

  var isSparse: Bool { session[Options.sparse] || picture != nil }

  var choice: SweepChoice { session[Options.sweepMode] }

  /// A matrix is only made where its elements have room, whole or sparse, in every format: beside
  /// them nothing is kept that is as large.
  ///
  /// - Parameter count: how many elements may differ from 0; nil: almost all.
  func checkSize(
    rows: Int, columns: Int, product: String, _ count: () -> Int?
  ) throws(Failure) {
    let (all, overflows) = rows.multipliedReportingOverflow(by: columns)
    guard overflows || all > Shape.mostDerivatives else { return }
    let kept = count()
    guard let kept, kept <= Shape.mostDerivatives else {
      throw .request(
        .fullMatrix(
          rows: rows, columns: columns, count: kept, most: Shape.mostDerivatives,
          product: product))
    }
    // A file has all elements.
    guard isSparse, saved.isEmpty else {
      throw .request(
        .largeMatrix(rows: rows, columns: columns, most: Shape.mostDerivatives))
    }
  }

  /// Writes the matrix to its file, or in the format asked for; the status of the run.
  func write(
    _ matrix: MatrixReport, _ findings: [Diagnostic], _ numbers: AnswerNumbers,
    json: @escaping () -> [(key: String, value: JSONValue)]
  ) throws(Failure) -> ExitStatus {
    let status = session.status(findings, numbers: numbers)
    guard saved.isEmpty else {
      // With `--strict` what is not finite is not kept.
      if status == .done { try saved.write { _ in matrix.matrix.dense } }
      try session.write(
        Report(tables: [], json: json().filter { $0.key != name }, findings: findings))
      return status
    }
    let digits = session.digits
    guard let picture else {
      let report = Report(
        tables: [isSparse ? matrix.triplets : matrix.table], json: json(), findings: findings,
        notes: isSparse ? matrix.emptiness : [matrix.note])
      try session.write(report)
      return status
    }
    try session.streams.output.write { bytes, drain in
      switch picture {
      case .mtx: matrix.elements.appendMatrixMarket(digits: digits, to: &bytes, drain)
      case .svg: matrix.elements.appendPicture(to: &bytes, drain)
      }
    }
    try session.warn(findings)
    return status
  }
}

/// A matrix of derivatives with the names of its rows and columns.
struct MatrixReport {
  /// What the rows are.
  let corner: String
  let rowNames: [String]
  let columnNames: [String]
  let matrix: SparseMatrix
  let mode: DifferentiationMode
  let sweepCount: Int

  var table: Table {
    let (matrix, rowNames) = (matrix, rowNames)
    return Table(
      columns: [.init(name: corner)] + columnNames.map { .init(name: $0) },
      rows: TableRows(count: rowNames.count) { row in
        [.text(rowNames[row])] + matrix.row(row).map { .number($0) }
      })
  }

  /// A line for each element, counted from 1.
  var triplets: Table {
    let (matrix, places) = (matrix, matrix.places)
    return Table(
      columns: ["row", "column", "value"].map { .init(name: $0) },
      rows: TableRows(count: matrix.values.count) { element in
        let (row, column) = places(element)
        return [.integer(row + 1), .integer(column + 1), .number(matrix.values[element])]
      }, style: .plain)
  }

  var note: String {
    "\(mode.rawValue) mode, \(sweepCount) sweep\(sweepCount == 1 ? "" : "s")"
  }

  /// What is said where there is no line to print.
  var emptiness: [String] {
    guard matrix.values.isEmpty else { return [] }
    return ["all \(matrix.pattern.rowCount)x\(matrix.pattern.columnCount) elements are 0"]
  }

  var elements: SparseElements {
    let matrix = matrix
    return SparseElements(
      rowCount: matrix.pattern.rowCount, columnCount: matrix.pattern.columnCount,
      count: matrix.values.count
    ) { matrix.forEachElement($0) }
  }

  var sparseJSON: JSONValue {
    let (matrix, places) = (matrix, matrix.places)
    return .object([
      ("rows", .integer(matrix.pattern.rowCount)), ("cols", .integer(matrix.pattern.columnCount)),
      (
        "entries",
        .array(count: matrix.values.count) { element in
          let (row, column) = places(element)
          return .array([
            .integer(row + 1), .integer(column + 1), .number(matrix.values[element]),
          ])
        }
      ),
    ])
  }

  /// The matrix as it is kept, where it is sparse, and else by blocks; then how it was swept.
  ///
  /// - Parameter members: the members of the answer with a matrix and a mode.
  func json(
    _ numbers: AnswerNumbers, isSparse: Bool, blocks: AnswerTemplate,
    _ members: (_ matrix: AnswerTemplate, _ mode: AnswerTemplate) -> [AnswerTemplate.Member]
  ) -> [(key: String, value: JSONValue)] {
    members(isSparse ? .fixed(sparseJSON) : blocks, .fixed(.string(mode.rawValue)))
      .filled(numbers, words: []) + [("sweeps", .integer(sweepCount))]
  }
}

extension DifferentiationMode {
  /// The number that stands for a mode in a slot.
  var code: Double { self == .forward ? 0 : 1 }
}

extension Answer.Slot {
  /// The mode that was swept in, in JSON only; none where it is the same at all points.
  static func mode(known mode: DifferentiationMode?) -> [Answer.Slot] {
    mode == nil
      ? [.init(name: "mode", isWord: true, hasColumn: false, isWatched: false)] : []
  }
}

extension AnswerTemplate {
  /// The mode that was swept in.
  static func mode(known mode: DifferentiationMode?, slot: Int) -> AnswerTemplate {
    mode.map { .fixed(.string($0.rawValue)) } ?? .optional(slot, .word(slot))
  }
}

extension Program {
  /// How many elements the outputs have together.
  var outputElementCount: Int { outputs.reduce(0) { $0 + graph.shape(of: $1.node).count } }

  /// The number of the output that each element belongs to.
  var outputOfElement: [Int] {
    outputs.enumerated().flatMap { index, output in
      Array(repeating: index, count: graph.shape(of: output.node).count)
    }
  }

  /// What the elements of the outputs are called: an output without a name by its text, a single
  /// one `value`.
  var outputElementNames: [String] {
    outputs.flatMap { output -> [String] in
      let shape = graph.shape(of: output.node)
      let isUnnamed = outputs.count == 1 && output.nameSpan == nil
      let name = isUnnamed ? "value" : self.name(of: output)
      return Program.elementNames(name, shape)
    }
  }

  /// The inputs' names, with the range of the columns that belong to each.
  func blocks(of inputs: [Int]) -> [(name: String, range: Range<Int>)] {
    var start = 0
    return inputs.map { input in
      defer { start += self.inputs[input].shape.count }
      return (
        text(self.inputs[input].span), start..<start + self.inputs[input].shape.count
      )
    }
  }
}
