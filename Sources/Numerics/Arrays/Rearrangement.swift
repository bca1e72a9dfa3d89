/// Kernels that move elements and do not compute with them. What they copy keeps its bits: the sign
/// of a zero, and a nan.
package enum Rearrangement {
  /// m×n → n×m.
  package static var transpose: ArrayKernel {
    { operands, result in
      let (rows, columns) = (operands[0].shape.rows, operands[0].shape.columns)
      guard rows > 1, columns > 1 else { return copyAll(operands[0], result) }
      transpose(
        Block(operands[0].pointer, rows: rows, columns: columns, stride: rows),
        to: result.pointer, stride: columns)
    }
  }

  /// The same elements in another shape of the same size.
  package static var copy: ArrayKernel { { operands, result in copyAll(operands[0], result) } }

  /// Repeats what has one row, one column or both, to the result's shape; a dimension that is not 1
  /// is the result's.
  package static var expand: ArrayKernel {
    { operands, result in
      let (operand, shape) = (operands[0], result.shape)
      guard shape.count > 0 else { return }
      if operand.shape.isScalar {
        return result.pointer.initialize(repeating: operand.pointer[0], count: shape.count)
      }
      let step = operand.shape.columns == 1 ? 0 : operand.shape.rows
      for column in 0..<shape.columns {
        let source = operand.pointer + column * step
        let target = result.pointer + column * shape.rows
        if operand.shape.rows == 1 {
          target.initialize(repeating: source[0], count: shape.rows)
        } else {
          move(source, to: target, count: shape.rows)
        }
      }
    }
  }

  /// Any number of arrays of equal height side by side. In memory they follow each other, and an
  /// array of 0×0 adds nothing.
  package static var beside: ArrayKernel {
    { operands, result in
      var target = result.pointer
      for operand in operands {
        move(operand.pointer, to: target, count: operand.shape.count)
        target += operand.shape.count
      }
    }
  }

  /// Any number of arrays of equal width on top of each other; an array of 0×0 adds nothing.
  package static var stack: ArrayKernel {
    { operands, result in
      var firstRow = 0
      for operand in operands where operand.shape.count > 0 {
        for column in 0..<operand.shape.columns {
          move(
            operand.pointer + column * operand.shape.rows,
            to: result.pointer + column * result.shape.rows + firstRow,
            count: operand.shape.rows)
        }
        firstRow += operand.shape.rows
      }
    }
  }

  /// The elements in the other order along a dimension, the parameter.
  package static var flip: ArrayKernel {
    { operands, result in
      let (source, shape) = (operands[0].pointer, operands[0].shape)
      let (rows, columns) = (shape.rows, shape.columns)
      if Dimension(ofStep: result.parameters[0]) == .downColumns {
        for column in 0..<columns {
          reverse(source + column * rows, to: result.pointer + column * rows, count: rows)
        }
      } else if rows == 1 {
        reverse(source, to: result.pointer, count: columns)
      } else {
        for column in 0..<columns {
          move(
            source + column * rows, to: result.pointer + (columns - 1 - column) * rows,
            count: rows)
        }
      }
    }
  }

  // MARK: - Runs of elements

  private static func copyAll(_ operand: ArrayView, _ result: ArrayResult) {
    move(operand.pointer, to: result.pointer, count: result.shape.count)
  }

  /// Copies `count` elements; a short run, as in a column of a few blocks, without a call.
  @inline(__always)
  static func move(
    _ source: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>, count: Int
  ) {
    if count < 4 {
      for index in 0..<count { target[index] = source[index] }
    } else {
      target.initialize(from: source, count: count)
    }
  }

  @inline(__always)
  private static func reverse(
    _ source: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>, count: Int
  ) {
    for index in 0..<count { target[index] = source[count - 1 - index] }
  }
}
