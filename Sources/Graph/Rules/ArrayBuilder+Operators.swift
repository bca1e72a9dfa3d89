import Calculus
import Numerics

/// What operators and brackets mean for arrays.
extension ArrayBuilder {
  /// `A * B`: the matrix product, or scaling where one side is a scalar.
  func multiply(_ left: Int32, _ right: Int32) throws(ShapeError) -> Node {
    guard !shape(left).isScalar, !shape(right).isScalar else {
      return try elementwise(.multiply, [left, right])
    }
    return try step(.product, [left, right])
  }

  /// `A / s` and `s / A`.
  func divide(_ left: Int32, _ right: Int32) throws(ShapeError) -> Node {
    guard shape(right).isScalar || shape(left).isScalar else {
      throw .divisionByMatrix(shape(left), shape(right))
    }
    return try elementwise(.divide, [left, right])
  }

  /// `A \ B`; with a transpose on the left the transposed solution by the same factor.
  func leftDivide(_ left: Int32, _ right: Int32) throws(ShapeError) -> Node {
    if shape(left).isScalar { return try elementwise(.divide, [right, left]) }
    let record = graph.records[Int(left)]
    if record.operation == .transpose {
      return try step(.array(.solutionOfTransposed), [record.a, right])
    }
    return try step(.array(.solution), [left, right])
  }

  func transpose(_ operand: Int32) -> Node {
    let record = graph.records[Int(operand)]
    let shape = shape(operand)
    if shape.isScalar { return Node(operand) }
    if record.operation == .transpose { return Node(record.a) }
    return graph.makeArray(.transpose, [operand], shape.transposed)
  }

  /// A scalar power, or a repeated product of a square matrix by itself.
  mutating func power(_ base: Int32, _ exponent: Int32) throws(ShapeError) -> Node {
    let (baseShape, exponentShape) = (shape(base), shape(exponent))
    if baseShape.isScalar, exponentShape.isScalar {
      return try elementwise(.power, [base, exponent])
    }
    guard baseShape.isSquare, exponentShape.isScalar,
      let number = graph.matrixWithoutInputs(Node(exponent))?.elements.first,
      number == number.rounded(), number.magnitude <= ArrayBuilder.greatestPower
    else { throw .power(baseShape, exponentShape) }
    guard number != 0 else {
      return try call(.array(.identity), [graph.constant(Double(baseShape.rows)).index])
    }
    var square = number < 0 ? try step(.array(.inverse), [base]).index : base
    var left = Int(number.magnitude)
    var result: Int32?
    while true {
      if left & 1 == 1 {
        result =
          try result.map { (r) throws(ShapeError) in
            try multiply(r, square).index
          } ?? square
      }
      left >>= 1
      guard left > 0 else { return Node(result ?? base) }
      square = try multiply(square, square).index
    }
  }

  private static let greatestPower = 0x1p31

  // MARK: - Ranges and blocks

  /// `a:b` and `a:s:b`: as many steps as fit, with a little room for rounding.
  func range(_ operands: ArraySlice<Int32>) throws(ShapeError) -> Node {
    var numbers: [Double] = []
    for (index, operand) in operands.enumerated() {
      guard let value = graph.matrixWithoutInputs(Node(operand)), value.shape.isScalar,
        value.elements[0].isFinite
      else { throw .rangeNotConstant(operand: index) }
      numbers.append(value.elements[0])
    }
    let (start, end) = (numbers[0], numbers[numbers.count - 1])
    let step = numbers.count == 3 ? numbers[1] : 1
    guard step != 0 else { throw .rangeWithoutStep(operand: 1) }
    let count = max(0, ((end - start) / step * (1 + Double.ulpOfOne)).rounded(.down) + 1)
    guard count <= Double(Shape.mostElements) else { throw .tooLarge(rows: 1, columns: count) }
    let operand =
      numbers.count == 3 ? operands[operands.startIndex + 1] : graph.constant(1).index
    return graph.makeArray(
      .array(.ramp), [operands[operands.startIndex], operand], Shape(1, Int(count)))
  }

  /// Parts side by side, or below each other; `[]` counts for nothing.
  func join(
    _ operation: Operation, _ operands: ArraySlice<Int32>
  ) throws(ShapeError) -> Node {
    let (shape, _) = try operation.array.shape(operands.map { self.shape($0) }, [])
    let parts = operands.filter { self.shape($0) != Shape(0, 0) }
    switch parts.count {
    case 0: return expand(graph.constant(0), to: Shape(0, 0))
    case 1: return Node(parts[0])
    default: return graph.makeArray(operation, parts, shape)
    }
  }

  // MARK: - Indices

  /// `A[i, j]` and `x[k]`.
  func index(_ value: Int32, _ indices: ArraySlice<Int32>) throws(ShapeError) -> Node {
    guard indices.count == 1 || indices.count == 2 else { throw .indexCount(indices.count) }
    if let moving = try movingIndex(value, indices) { return moving }
    let shape = shape(value)
    if indices.count == 2 {
      let rows = try places(indices[indices.startIndex], shape.rows, .rows, 1)
      let columns = try places(indices[indices.startIndex + 1], shape.columns, .columns, 2)
      _ = try Shape.checked(rows.list.count, columns.list.count)
      return pick(value, Picks(rows: rows.list, columns: columns.list))
    }
    let places = try places(indices[indices.startIndex], shape.count, .elements, 1)
    var picked: Node
    if shape.rows == 1, shape.columns != 1 {
      picked = pick(value, Picks(rows: [0], columns: places.list))
    } else {
      let column = step(.reshape, [value], Shape(shape.count, 1))
      picked = pick(column.index, Picks(rows: places.list, columns: [0]))
    }
    // The result of one index has the form of the index, but a vector stays as it stands.
    if let form = places.shape, !(shape.isVector && !shape.isScalar && form.isVector) {
      picked = step(.reshape, [picked.index], form)
    } else if places.shape == nil {
      picked = step(.reshape, [picked.index], Shape(shape.count, 1))
    }
    return picked
  }

  /// The places that an index names, from 0, and its shape; nil for `:`.
  func places(
    _ index: Int32, _ count: Int, _ dimension: ShapeError.Counted, _ operand: Int
  ) throws(ShapeError) -> (list: [Int32], shape: Shape?) {
    guard index != ArrayBuilder.allIndices else {
      return ((0..<count).map { Int32($0) }, nil)
    }
    guard let values = graph.matrixWithoutInputs(Node(index)) else {
      throw .indexNotConstant(operand: operand)
    }
    var list: [Int32] = []
    list.reserveCapacity(values.elements.count)
    for value in values.elements {
      guard value == value.rounded() else { throw .indexNotWhole(value, operand: operand) }
      guard value >= 1, value <= Double(count) else {
        throw .indexOutside(value, count: count, of: dimension, operand: operand)
      }
      list.append(Int32(value) - 1)
    }
    return (list, values.shape)
  }

  func pick(_ value: Int32, _ picks: Picks) -> Node {
    let isAll =
      picks.shape == shape(value) && picks.rows.enumerated().allSatisfy { $0 == Int($1) }
      && picks.columns.enumerated().allSatisfy { $0 == Int($1) }
    if isAll { return Node(value) }
    return graph.makeArray(.index, [value], picks.shape, parameters: picks.parameters)
  }

  /// The share of one part of joined parts.
  func part(_ joined: Int32, rows: Range<Int>, columns: Range<Int>) -> Node {
    pick(joined, Picks(rows: rows, columns: columns))
  }
}
