import Numerics
import Reports

/// Matrices of every kind, as tests of formats need them.
enum MatrixSample: String, CaseIterable {
  case scalar, row, column, square, tall, extreme, notFinite, noRows, noColumns, nothing, wide

  /// The elements, row by row.
  var rows: [[Double]] {
    switch self {
    case .scalar: [[0.1]]
    case .row: [[1, -2.5, 3]]
    case .column: [[0.25], [-4], [1 / 3.0]]
    case .square: [[19, 22], [43, 50]]
    case .tall: [[1, 2], [-30.5, 4], [5, 0.001]]
    case .extreme:
      [[1e300, -0.0, .leastNonzeroMagnitude], [.greatestFiniteMagnitude, -1.5e-7, 1e22]]
    case .notFinite: [[.nan, 1], [.infinity, -.infinity]]
    case .noRows, .nothing: []
    case .noColumns: [[], [], []]
    case .wide: (0..<3).map { row in (0..<30).map { Double(row * 30 + $0 + 1) / 7 } }
    }
  }

  var matrix: Matrix {
    let shape = Shape(rows.count, self == .noRows ? 3 : rows.first?.count ?? 0)
    return Matrix(shape, (0..<shape.columns).flatMap { column in rows.map { $0[column] } })
  }

  /// As `eval` writes it: the only cell of its table.
  var alone: Report {
    Report(
      tables: [
        Table(columns: [.init(name: "value")], rows: [[.matrix(matrix)]], style: .plain)
      ],
      json: [("value", .matrix(matrix))])
  }

  /// As `grad` writes it: with a name, between other rows.
  var named: Report {
    Report(
      tables: [
        Table(
          columns: [.init(name: "input"), .init(name: "derivative")],
          rows: [
            [.text("first"), .number(2.5)], [.text("W"), .matrix(matrix)],
            [.text("y"), .number(-1)],
          ],
          style: .plain)
      ],
      json: [("gradient", .object([("W", .matrix(matrix))]))])
  }

  /// As a trace writes it: beside another matrix of its shape, a note below.
  var traced: Report {
    Report(
      tables: [
        Table(
          columns: ["step", "name", "operation", "value", "adjoint", "rule"].map {
            .init(name: $0)
          },
          rows: [
            [
              .text("v0"), .text("W"), .text("input"), .matrix(matrix), .matrix(matrix),
              .formula(text: "y_bar", latex: #"\bar y"#),
            ],
            [.text("v1"), .empty, .text("sum(W)"), .number(1), .number(1), .text("seed")],
          ])
      ],
      json: [("trace", .array([.object([("value", .matrix(matrix))])]))], notes: ["a note"])
  }

  var samples: [Sample] {
    [
      Sample(testDescription: "\(rawValue) alone", report: alone),
      Sample(testDescription: "\(rawValue) named", report: named),
      Sample(testDescription: "\(rawValue) traced", report: traced),
    ]
  }
}

/// Readers of matrices in the formats, written independently of the writers: the elements row by
/// row.
enum MatrixReader {
  /// `19  22` a line; an empty matrix is `[](0×3)`.
  static func text(_ lines: [String]) -> [[Double]] {
    if lines.count == 1, lines[0].hasPrefix("[](") {
      return empty(lines[0].dropFirst(3).dropLast(), separator: "×")
    }
    return lines.map { $0.split(separator: " ").map(number) }
  }

  /// Lines of a name, `W_1_2`, and a number.
  static func elements(_ rows: [[String]]) -> [[Double]] {
    var matrix: [[Double]] = []
    for row in rows {
      let place = row[0].split(separator: "_").dropFirst().compactMap { Int($0) }
      while matrix.count < place[0] { matrix.append([]) }
      // Columns come one after the other, so each row grows at its end.
      guard matrix[place[0] - 1].count == place[1] - 1 else { return [[.nan]] }
      matrix[place[0] - 1].append(number(row[1][...]))
    }
    return matrix
  }

  /// `[1, 2; 3, 4]`, and `zeros(0, 3)`.
  static func program(_ text: String) -> [[Double]] {
    if text.hasPrefix("zeros(") { return empty(text.dropFirst(6).dropLast(), separator: ", ") }
    return text.dropFirst().dropLast().split(separator: "; ").map { row in
      row.split(separator: ", ").map(number)
    }
  }

  /// The mathematics between two dollar signs.
  static func latex(_ text: String) -> [[Double]] {
    if text.hasPrefix(#"[\,]_{"#) {
      return empty(text.dropFirst(6).dropLast(), separator: #" \times "#)
    }
    return text.replacing(#"\begin{bmatrix} "#, with: "").replacing(#" \end{bmatrix}"#, with: "")
      .replacing(/\\times 10\^\{(-?\d+)\}/) { "e" + $0.output.1 }
      .replacing(#"\mathrm{nan}"#, with: "nan").replacing(#"\infty"#, with: "inf")
      .split(separator: #" \\ "#).map { $0.split(separator: " & ").map(number) }
  }

  private static func empty(_ shape: Substring, separator: String) -> [[Double]] {
    let dimensions = shape.split(separator: separator).compactMap { Int($0) }
    return Array(repeating: [], count: dimensions.first ?? -1)
  }

  static func number(_ text: Substring) -> Double { Double(text) ?? .signalingNaN }
}
