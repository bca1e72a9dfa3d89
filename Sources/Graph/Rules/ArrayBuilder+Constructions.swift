import Calculus
import Numerics

/// Formulas of array operations whose form hangs on the shapes.
extension ArrayBuilder {
  /// The shares of the elements in a sum of exponentials of the shape `result`: softmax works on
  /// columns, into which rows and whole matrices are brought.
  func softmax(_ operand: Int32, to result: Shape) -> Node {
    let shape = shape(operand)
    if result == shape { return expand(graph.constant(1), to: shape) }
    if result == Shape(1, shape.columns) { return step(.softmax, [operand], shape) }
    if result == Shape(shape.rows, 1) { return alongRows(.softmax, operand) }
    let column = step(.reshape, [operand], Shape(shape.count, 1))
    let shares = step(.softmax, [column.index], Shape(shape.count, 1))
    return step(.reshape, [shares.index], shape)
  }

  /// What works on columns, applied to rows.
  func alongRows(_ operation: Operation, _ operand: Int32) -> Node {
    let columns = transpose(operand)
    return transpose(step(operation, [columns.index], graph.shape(of: columns)).index)
  }

  /// `diag`: from a vector to a matrix, or from a matrix to a vector.
  func diagonal(_ operand: Int32) throws(ShapeError) -> Node {
    let shape = shape(operand)
    if shape.isScalar { return Node(operand) }
    guard shape.isVector else {
      return step(.array(.diagonal), [operand], Shape(min(shape.rows, shape.columns), 1))
    }
    return step(.array(.diagonalMatrix), [operand], try .checked(shape.count, shape.count))
  }

  /// A balanced tree of products, so that factors that are 0 need no division.
  func product(ofElements operand: Int32, _ result: Shape) throws(ShapeError) -> Node {
    var value = operand
    if result.isScalar, !shape(value).isScalar {
      value = step(.reshape, [value], Shape(shape(value).count, 1)).index
    }
    while shape(value) != result {
      let current = shape(value)
      let alongRows = result.rows != current.rows
      let count = alongRows ? current.rows : current.columns
      guard count > 0 else { return expand(graph.constant(1), to: result) }
      func slice(_ range: Range<Int>) -> Int32 {
        (alongRows
          ? part(value, rows: range, columns: 0..<current.columns)
          : part(value, rows: 0..<current.rows, columns: range)).index
      }
      let half = count / 2
      let halves = try elementwise(.multiply, [slice(0..<half), slice(half..<2 * half)])
      value =
        count % 2 == 0
        ? halves.index
        : try join(alongRows ? .stack : .beside, [halves.index, slice(2 * half..<count)]).index
    }
    return Node(value)
  }

  // MARK: - Norms

  /// The root of the sum of powers of magnitudes, by the operation whose kinks are its own.
  func powerNorm(
    _ operation: Operation, _ operand: Int32, _ exponent: Int32, _ result: Shape
  ) throws(ShapeError) -> Node {
    let array = operation.array
    guard shape(exponent).isScalar else {
      throw .notScalar(function: array.name, shape(exponent), operand: 1)
    }
    let given = graph.matrixWithoutInputs(Node(exponent))?.elements.first
    guard let value = given, value >= 1 else {
      throw .exponent(function: array.name, parameter: array.parameters[1], given, operand: 1)
    }
    // Of nothing it is 0 for every exponent.
    if value == 2 || shape(operand).count == 0 { return step(.array(.norm), [operand], result) }
    guard value == 1 || value == .infinity else {
      return step(operation, [operand, graph.constant(value).index], result)
    }
    let magnitudes = try elementwise(.abs, [operand])
    return step(value == 1 ? .sum : .array(.greatest), [magnitudes.index], result)
  }

  // MARK: - Running products and extremes

  /// Each element folded with all before it, down the columns or along the rows.
  ///
  /// Neighbours are folded in pairs, the pairs' running folds are those at every second place, and
  /// one step more gives the others (Ladner & Fischer 1980, doi:10.1145/322217.322232): twice the
  /// work of a loop, in as many steps as the length has binary digits, and no division.
  func running(_ fold: ArrayOperation.Fold, _ operand: Int32, along dimension: Dimension)
    throws(ShapeError)
    -> Node
  {
    guard dimension == .downColumns else {
      let columns = try running(fold, transpose(operand).index, along: .downColumns)
      return transpose(columns.index)
    }
    let operation = Operation(fold)
    guard shape(operand).count > 0 else { return Node(operand) }
    // From the whole array to ever shorter ones, and back.
    var levels = [operand]
    while let last = levels.last, shape(last).rows > 1 {
      let half = shape(last).rows / 2
      let pairs = try elementwise(
        operation, [rows(last, from: 0, by: 2, half), rows(last, from: 1, by: 2, half)])
      levels.append(pairs.index)
    }
    guard var folded = levels.popLast() else { return Node(operand) }
    for level in levels.reversed() {
      let count = shape(level).rows
      var even = rows(level, from: 0, by: 2, 1)
      if count > 2 {
        let others = (count - 1) / 2
        let next = try elementwise(
          operation,
          [rows(folded, from: 0, by: 1, others), rows(level, from: 2, by: 2, others)])
        even = try join(.stack, [even, next.index]).index
      }
      folded = try interleaved(even, folded).index
    }
    return Node(folded)
  }

  /// Some rows of an array, with equal steps between them.
  private func rows(_ value: Int32, from first: Int, by step: Int, _ count: Int) -> Int32 {
    let rows = (0..<count).map { Int32(truncatingIfNeeded: first + $0 * step) }
    let columns = (0..<shape(value).columns).map { Int32(truncatingIfNeeded: $0) }
    return pick(value, Picks(rows: rows, columns: columns)).index
  }

  /// Rows of one array and of another, in turn; the first may have a row more.
  private func interleaved(_ even: Int32, _ odd: Int32) throws(ShapeError) -> Node {
    let (count, width) = (shape(odd).rows, shape(odd).columns)
    let halves = [rows(even, from: 0, by: 1, count), odd].map {
      step(.reshape, [$0], Shape(1, count * width)).index
    }
    let both = step(
      .reshape, [try join(.stack, halves[...]).index], Shape(2 * count, width))
    guard shape(even).rows > count else { return both }
    return try join(.stack, [both.index, rows(even, from: count, by: 1, 1)])
  }
}

extension Operation {
  /// The function of two numbers that a fold applies again and again.
  init(_ fold: ArrayOperation.Fold) {
    switch fold {
    case .product: self = .multiply
    case .greatest: self = .greatest
    case .least: self = .least
    }
  }
}
