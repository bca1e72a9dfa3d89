import Diagnostics

/// The form of a value, as far as it is known before it is computed.
enum Extent: Sendable {
  case number, column, row, matrix, unknown

  init(rows: Int, columns: Int) {
    switch (rows, columns) {
    case (1, 1): self = .number
    case (1, _): self = .row
    case (_, 1): self = .column
    default: self = .matrix
    }
  }

  var isVector: Bool {
    switch self {
    case .column, .row: true
    case .number, .matrix, .unknown: false
    }
  }

  var transposed: Extent {
    switch self {
    case .column: .row
    case .row: .column
    case .number, .matrix, .unknown: self
    }
  }

  /// That of an operation element by element; a column and a row are stretched to a matrix.
  func joined(_ other: Extent) -> Extent {
    switch (self, other) {
    case (.number, _): other
    case (_, .number): self
    case (.matrix, _), (_, .matrix), (.column, .row), (.row, .column): .matrix
    case (.column, .column): .column
    case (.row, .row): .row
    case (.unknown, _), (_, .unknown): .unknown
    }
  }

  /// That of a product of matrices.
  func product(_ other: Extent) -> Extent {
    switch (self, other) {
    case (.number, _): other
    case (_, .number): self
    case (.row, .column): .number
    case (.column, .row), (.matrix, .matrix): .matrix
    case (.matrix, .column): .column
    case (.row, .matrix): .row
    case (.column, _), (.row, _), (.matrix, _), (.unknown, _): .unknown
    }
  }
}

extension Formula {
  /// The form of an operation's result.
  func extent(of operation: Operator, _ children: [Int32]) -> Extent {
    let first = self[children[0]].extent
    let second = children.count > 1 ? self[children[1]].extent : .number
    switch operation {
    case .multiply: return first.product(second)
    case .divide: return second == .number ? first : .unknown
    case .leftDivide: return first == .matrix ? second : .unknown
    case .power: return second == .number ? first : .unknown
    case .transpose: return first.transposed
    case .range: return .row
    case .add, .subtract, .elementMultiply, .elementDivide, .elementPower, .less, .lessOrEqual,
      .greater, .greaterOrEqual, .equal, .notEqual, .and, .or, .negate, .not:
      return first.joined(second)
    }
  }

  /// The form of the value of a function of ours, or of the text.
  func extent(ofCall function: String, _ children: [Int32]) -> Extent {
    let first = children.first.map { self[$0].extent } ?? .number
    if Formula.reductions.contains(function), children.count == 1 { return .number }
    if Formula.reductions.contains(function), first == .matrix {
      // Along a dimension, which the last argument says.
      switch children.last.flatMap({ wholeNumber($0) }) {
      case 1: return .row
      case 2: return .column
      default: return .unknown
      }
    }
    if Formula.constructions.contains(function) {
      return function == "vec" ? .column : function == "inv" ? first : .unknown
    }
    return children.reduce(.number) { $0.joined(self[$1].extent) }
  }

  /// A product of matrices where a vector has no second dimension: two of them have an inner
  /// product, and each is turned as its place needs it. What was transposed is left as it is.
  mutating func matrixProduct(_ left: Int32, _ right: Int32, word: Span) -> Int32 {
    func isPlain(_ node: Int32) -> Bool { self[node].kind != .operation(.transpose) }
    func turned(_ node: Int32) -> Int32 {
      apply(.transpose, [node], word: self[node].span, span: self[node].span)
    }
    let span = reach([left, right], word)
    switch (self[left].extent, self[right].extent) {
    case (.column, .column), (.row, .row):
      guard isPlain(left), isPlain(right) else { break }
      return call("dot", [left, right], word: word, span: span)
    case (.column, .matrix):
      guard isPlain(left) else { break }
      return apply(.multiply, [turned(right), left], word: word, span: span)
    case (.matrix, .row):
      guard isPlain(right) else { break }
      return apply(.multiply, [right, turned(left)], word: word, span: span)
    case (.number, _), (_, .number), (.unknown, _), (_, .unknown), (.column, .row), (.row, .column),
      (.row, .matrix), (.matrix, .column), (.matrix, .matrix):
      break
    }
    return apply(.multiply, [left, right], word: word)
  }

  /// Functions whose value is a number, whatever their one argument is.
  private static let reductions: Set<String> = [
    "sum", "prod", "mean", "var", "min", "max", "norm", "logsumexp", "det", "trace", "logdet",
    "numel", "rows", "cols",
  ]

  /// Functions that do not go element by element.
  private static let constructions: Set<String> = [
    "zeros", "ones", "eye", "linspace", "repmat", "reshape", "diag", "tril", "triu", "vec", "kron",
    "outer", "inv", "chol", "eigvals", "diff",
  ]
}
