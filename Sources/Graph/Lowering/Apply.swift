import Calculus
import Numerics

extension Primitive.Value {
  /// The value of a function of one or two numbers at a point.
  func apply(_ x: Double, _ y: Double? = nil) -> Double {
    var result = 0.0
    withUnsafePointer(to: x) { x in
      switch self {
      case .unary(let kernel): kernel(x, &result, 1)
      case .binary(let kernel), .fold(let kernel):
        guard let y else { preconditionFailure("a function of two numbers has two") }
        withUnsafePointer(to: y) { kernel(x, 0, $0, 0, &result, 1) }
      case .ternary: preconditionFailure("a function of three numbers has three")
      }
    }
    return result
  }

  /// The value at one point.
  package func apply(_ operands: [Double]) -> Double {
    var result = 0.0
    operands.withUnsafeBufferPointer { buffer in
      guard let x = buffer.baseAddress else { return }
      switch self {
      case .unary(let kernel): kernel(x, &result, 1)
      case .binary(let kernel): kernel(x, 0, x + 1, 0, &result, 1)
      case .ternary(let kernel): kernel(x, 0, x + 1, 0, x + 2, 0, &result, 1)
      case .fold(let kernel):
        result = buffer[0]
        for index in 1..<buffer.count {
          var folded = 0.0
          kernel(&result, 0, x + index, 0, &folded, 1)
          result = folded
        }
      }
    }
    return result
  }
}

extension ExpressionGraph {
  /// The value of a scalar node that depends on no input; nil if it depends on one or on arrays, or
  /// if more than `limit` steps lie below it.
  package func valueWithoutInputs(_ node: Node, limit: Int) -> Double? {
    if let value = constantValue(node) { return value }
    var none = KnownValues()
    return withoutInputs(node, limit: limit, hasArrays: false, knowing: &none)?.elements.first
  }

  /// The value of any node that depends on no input; nil if it depends on one.
  ///
  /// Cost: linear in the part of the graph below the node; for what was asked before, none.
  package func matrixWithoutInputs(_ node: Node) -> Matrix? {
    constantValue(node).map { Matrix($0) }
      ?? withoutInputs(node, limit: .max, hasArrays: true, knowing: &knownValues)
  }

  private func withoutInputs(
    _ node: Node, limit: Int, hasArrays: Bool, knowing known: inout KnownValues
  ) -> Matrix? {
    // Most that is asked about is an input or computed from one.
    guard self[node].operation != .input else { return nil }
    if let value = known[node.index] { return value }
    var found: [Int32: Matrix] = [:]
    var pending = [node.index]
    while let top = pending.last {
      let record = records[Int(top)]
      guard found[top] == nil else {
        pending.removeLast()
        continue
      }
      guard
        record.operation == .constant || record.operation.isComputed && !record.operation.holdsBody,
        hasArrays || !(record.operation.isArray || record.shape != 0),
        found.count + pending.count <= limit
      else { return nil }
      var values: [Matrix] = []
      var missing: [Int32] = []
      forEachOperand(of: record) { operand in
        if let value = found[operand] ?? known[operand] {
          values.append(value)
        } else {
          missing.append(operand)
        }
      }
      guard missing.isEmpty else {
        pending += missing
        continue
      }
      let value =
        record.operation == .constant ? Matrix(record.constant) : apply(record, to: values)
      found[top] = value
      if hasArrays, record.operation != .constant { known.keep(value, of: top) }
      pending.removeLast()
    }
    return found[node.index]
  }

  /// The value of one step, from those of its operands.
  package func apply(_ record: Record, to operands: [Matrix]) -> Matrix {
    let shape = shape(of: record)
    guard record.operation.isArray else {
      let value = record.operation.primitive.value
      let elements = (0..<shape.count).map { element in
        value.apply(operands.map { $0.elements[$0.shape.isScalar ? 0 : element] })
      }
      return Matrix(shape, elements)
    }
    guard let kernel = record.operation.array.kernel else { return Matrix(shape) }
    return ExpressionGraph.apply(
      kernel, to: operands, shape, parameters: parameters(of: record))
  }

  /// What a kernel makes of some matrices.
  package static func apply(
    _ kernel: ArrayKernel, to operands: [Matrix], _ shape: Shape, parameters: [Int32] = []
  ) -> Matrix {
    var result = [Double](repeating: 0, count: shape.count)
    withViews(of: operands) { views in
      parameters.withUnsafeBufferPointer { parameters in
        result.withUnsafeMutableBufferPointer { buffer in
          guard let pointer = buffer.baseAddress else { return }
          kernel(views, ArrayResult(pointer, shape, parameters: parameters))
        }
      }
    }
    return Matrix(shape, result)
  }

  /// Lays the operands out one after the other, as kernels read them.
  private static func withViews(
    of operands: [Matrix], _ body: (UnsafeBufferPointer<ArrayView>) -> Void
  ) {
    let all = operands.flatMap(\.elements) + [0]
    all.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      var offset = 0
      let views = operands.map { operand in
        defer { offset += operand.shape.count }
        return ArrayView(start + offset, operand.shape)
      }
      views.withUnsafeBufferPointer(body)
    }
  }
}
