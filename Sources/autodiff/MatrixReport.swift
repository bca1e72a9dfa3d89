import Diagnostics
import Differentiation
import Evaluation
import Graph
import Numerics
import Reports

/// What `jacobian` and `hessian` were asked for, beside the program.
struct MatrixRequest {
  private let session: Session
  /// The formats that tables do not have.
  private enum Picture: String { case mtx, svg }
  private let picture: Picture?

  init(_ session: Session) {
    self.session = session
    picture = session.invocation.value("format").flatMap { Picture(rawValue: $0) }
  }

  var isSparse: Bool { session.invocation.flag("sparse") || picture != nil }

  var choice: SweepChoice {
    SweepChoice(rawValue: session.invocation.value("mode") ?? "") ?? .auto
  }

  /// A whole matrix is only made where it has room.
  func checkSize(rows: Int, columns: Int) throws(Failure) {
    let (count, overflows) = rows.multipliedReportingOverflow(by: columns)
    guard isSparse || !overflows && count <= Shape.mostElements / 16 else {
      throw .request(.largeMatrix(rows: rows, columns: columns))
    }
  }

  /// A sparse matrix is only made where its elements have room.
  ///
  /// - Parameter count: how many elements may differ from 0; nil: almost all.
  func checkElements(
    rows: Int, columns: Int, product: String, _ count: () -> Int?
  ) throws(Failure) {
    let (all, overflows) = rows.multipliedReportingOverflow(by: columns)
    guard overflows || all > RequestError.mostPrinted else { return }
    guard let count = count(), count <= RequestError.mostPrinted else {
      throw .request(.fullMatrix(rows: rows, columns: columns, product: product))
    }
  }

  /// Writes the matrix in the format asked for.
  func write(
    _ matrix: MatrixReport, _ findings: [Diagnostic],
    json: @escaping () -> [(key: String, value: JSONValue)]
  ) throws(Failure) {
    guard let picture else {
      let report = Report(
        tables: [isSparse ? matrix.triplets : matrix.table], json: json(), findings: findings,
        notes: isSparse ? [] : [matrix.note])
      return try session.write(report)
    }
    var bytes: [UInt8] = []
    switch picture {
    case .mtx: matrix.elements.appendMatrixMarket(digits: session.digits, to: &bytes)
    case .svg: matrix.elements.appendPicture(to: &bytes)
    }
    try session.streams.output.write(bytes)
    try session.warn(findings)
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
    let dense = matrix.dense
    return Table(
      columns: [.init(name: corner)] + columnNames.map { .init(name: $0) },
      rows: rowNames.indices.map { row in
        [.text(rowNames[row])] + columnNames.indices.map { .number(dense[row, $0]) }
      })
  }

  /// A line for each element, counted from 1.
  var triplets: Table {
    var rows: [[Cell]] = []
    rows.reserveCapacity(matrix.values.count)
    matrix.forEachElement { row, column, value in
      rows.append([.integer(row + 1), .integer(column + 1), .number(value)])
    }
    return Table(
      columns: ["row", "column", "value"].map { .init(name: $0) }, rows: rows, style: .plain)
  }

  var note: String {
    "\(mode.rawValue) mode, \(sweepCount) sweep\(sweepCount == 1 ? "" : "s")"
  }

  var elements: SparseElements {
    var (rows, columns): ([Int], [Int]) = ([], [])
    matrix.forEachElement { row, column, _ in
      rows.append(row)
      columns.append(column)
    }
    return SparseElements(
      rowCount: matrix.pattern.rowCount, columnCount: matrix.pattern.columnCount, rows: rows,
      columns: columns, values: matrix.values)
  }

  var sparseJSON: JSONValue {
    var entries: [JSONValue] = []
    entries.reserveCapacity(matrix.values.count)
    matrix.forEachElement { row, column, value in
      entries.append(.array([.integer(row + 1), .integer(column + 1), .number(value)]))
    }
    return .object([
      ("rows", .integer(matrix.pattern.rowCount)), ("cols", .integer(matrix.pattern.columnCount)),
      ("entries", .array(entries)),
    ])
  }

  var sweepsJSON: [(key: String, value: JSONValue)] {
    [("mode", .string(mode.rawValue)), ("sweeps", .integer(sweepCount))]
  }
}

extension JSONValue {
  /// A matrix as rows, even of one element: a row for each output, a column for each input.
  static func rows(_ matrix: Matrix) -> JSONValue {
    guard matrix.shape.isScalar else { return .matrix(matrix) }
    return .array([.array([.number(matrix.elements[0])])])
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

  /// What the elements of the outputs are called: an output without a name by its text, a single one
  /// `value`.
  var outputElementNames: [String] {
    outputs.flatMap { output -> [String] in
      let shape = graph.shape(of: output.node)
      let isUnnamed = outputs.count == 1 && output.nameSpan == nil
      let name = isUnnamed ? "value" : self.name(of: output)
      guard !shape.isScalar else { return [name] }
      return (0..<shape.count).map { element in
        "\(name)_\(element % shape.rows + 1)_\(element / shape.rows + 1)"
      }
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
