import Diagnostics

/// Vectors beside matrices: what has one dimension there has two here.
extension DialectParser {
  /// Refuses an operation element by element that stretches a vector in another way there.
  @inline(never)
  func checkVectors(
    _ operation: Formula.Operator, _ operands: [Int32], _ word: Span
  ) throws(DialectError) {
    guard grammar.vectors != .matrices, operands.count == 2 else { return }
    switch operation {
    case .add, .subtract, .elementMultiply, .elementDivide, .elementPower, .less, .lessOrEqual,
      .greater, .greaterOrEqual, .equal, .notEqual, .and, .or:
      break
    case .multiply, .divide, .leftDivide, .power, .negate, .not, .transpose, .range: return
    }
    let extents = operands.map { formula[$0].extent }
    let other: Extent
    switch grammar.vectors {
    case .matrices: return
    case .rows: other = .column
    case .columns: other = .row
    }
    for (place, extent) in extents.enumerated() where extents[1 - place] == .matrix {
      if extent == other, !twoDimensional.contains(operands[place]) {
        throw stretched(operands[place], word)
      }
    }
    if extents == [.row, .column] || extents == [.column, .row],
      !operands.contains(where: { twoDimensional.contains($0) })
    {
      throw .refused(
        word,
        Refusal(
          headline: "a row and a column are arrays of one dimension there, and a matrix here",
          advice: "give both as columns: `x=[1; 2; 3]`"))
    }
  }

  @inline(never)
  private func stretched(_ node: Int32, _ word: Span) -> DialectError {
    let span = formula[node].span
    let name = excerpt(span)
    let isBare = formula.isBare(node) || formula[node].isEnclosed
    let operand = isBare ? name : "(\(name))"
    switch grammar.vectors {
    case .rows:
      return .refused(
        word,
        Refusal(
          headline: "`\(name)` goes along the rows there, and along the columns here",
          edits: [
            Edit(span, "\(operand)[None, :]", "for NumPy's meaning"),
            Edit(span, "\(operand)[:, None]", "for the columns"),
          ]))
    case .columns, .matrices:
      return .refused(
        word,
        Refusal(
          headline: "`\(name)` goes along the columns there, and is a row here",
          advice: "give it as a column: `x=[1; 2; 3]`"))
    }
  }

  /// `x[None, :]` and `x[:, None]`: a vector as a row and as a column.
  @inline(never)
  mutating func turned(
    _ value: Int32, toRow: Bool, _ span: Span
  ) throws(DialectError) -> Int32 {
    let node: Int32
    switch formula[value].extent {
    case .column where !toRow, .row where toRow:
      node = copy(value, at: span)
    case .column, .row:
      node = formula.apply(.transpose, [value], word: span, span: span)
    case .unknown:
      node = try instance(of: toRow ? "vec(x)'" : "vec(x)", ["x": [value]], span: span, word: span)
    case .number, .matrix:
      throw .refused(span, Refusal(headline: "only a vector gets a further dimension here"))
    }
    formula[node].extent = toRow ? .row : .column
    twoDimensional.insert(node)
    return node
  }

  /// The same value at another place of the text.
  mutating func copy(_ node: Int32, at span: Span) -> Int32 {
    var copied = formula[node]
    copied.span = span
    copied.isEnclosed = true
    let new = formula.append(copied)
    if wholeNodes.contains(node) { wholeNodes.insert(new) }
    if twoDimensional.contains(node) { twoDimensional.insert(new) }
    return new
  }

  /// The number of elements of a name or list, where it is known.
  func count(_ node: Int32) -> Int? {
    switch formula[node].kind {
    case .matrix: formula[node].children.count
    case .name(let name): known.shape(name).map { $0.rows * $0.columns }
    case .number, .call, .operation, .index, .allIndices, .lastIndex: nil
    }
  }

  /// A whole number that is known before anything is computed: `len(x) - 1` of an array that is
  /// bound.
  func constant(_ node: Int32) -> Int? {
    if let value = formula.constantWhole(node) { return value }
    let children = formula[node].children
    switch formula[node].kind {
    case .call("numel"): return count(children[0])
    case .operation(.subtract):
      guard let left = constant(children[0]), let right = constant(children[1]) else { return nil }
      return left - right
    case .operation(.add):
      guard let left = constant(children[0]), let right = constant(children[1]) else { return nil }
      return left + right
    case .number, .name, .call, .operation, .matrix, .index, .allIndices, .lastIndex: return nil
    }
  }
}
