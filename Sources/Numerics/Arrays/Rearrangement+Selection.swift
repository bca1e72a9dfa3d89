/// Kernels that choose elements, and those that put chosen elements back into a matrix of zeros.
extension Rearrangement {
  /// A(rows, columns). The parameters are those of `Picks`.
  package static var index: ArrayKernel {
    { operands, result in
      let (operand, shape) = (operands[0], result.shape)
      let selected = Selected(result.parameters)
      for column in 0..<shape.columns {
        let source = operand.pointer + Int(selected.columns[column]) * operand.shape.rows
        let target = result.pointer + column * shape.rows
        if selected.rowsAreContiguous, shape.rows > 0 {
          move(source + Int(selected.rows[0]), to: target, count: shape.rows)
        } else {
          for row in 0..<shape.rows { target[row] = source[Int(selected.rows[row])] }
        }
      }
    }
  }

  /// The adjoint of `index`, with the same parameters: zeros, to which each element of the operand
  /// is added at its place. Where places repeat the sum is plain, in the operand's order.
  package static var place: ArrayKernel {
    { operands, result in
      let operand = operands[0]
      let selected = Selected(result.parameters)
      result.pointer.initialize(repeating: 0, count: result.shape.count)
      for column in 0..<operand.shape.columns {
        let source = operand.pointer + column * operand.shape.rows
        let target = result.pointer + Int(selected.columns[column]) * result.shape.rows
        if selected.rowsAreContiguous, operand.shape.rows > 0 {
          let run = target + Int(selected.rows[0])
          for row in 0..<operand.shape.rows { run[row] += source[row] }
        } else {
          for row in 0..<operand.shape.rows { target[Int(selected.rows[row])] += source[row] }
        }
      }
    }
  }

  /// The parameters of `index` and `place`.
  private struct Selected {
    let rows: UnsafeBufferPointer<Int32>
    let columns: UnsafeBufferPointer<Int32>
    /// Whether the rows follow each other, as those of `:` and of a range do.
    let rowsAreContiguous: Bool

    init(_ parameters: UnsafeBufferPointer<Int32>) {
      let (picked, columns) = Picks.split(parameters)
      let rows = UnsafeBufferPointer(rebasing: picked)
      self.rows = rows
      self.columns = UnsafeBufferPointer(rebasing: columns)
      rowsAreContiguous = rows.indices.allSatisfy { rows[$0] == rows[0] &+ Int32($0) }
    }
  }

  // MARK: - Triangles and diagonals

  /// The elements at and below the diagonal `k` (parameter): column - row ≤ k. Above it zeros,
  /// whatever stood there.
  package static var lowerTriangle: ArrayKernel {
    { operands, result in
      let (source, target, rows) = (operands[0].pointer, result.pointer, result.shape.rows)
      for column in 0..<result.shape.columns {
        let start = column * rows
        let zeros = min(max(column - Int(result.parameters[0]), 0), rows)
        (target + start).initialize(repeating: 0, count: zeros)
        move(source + start + zeros, to: target + start + zeros, count: rows - zeros)
      }
    }
  }

  /// The elements at and above the diagonal `k` (parameter): column - row ≥ k. Below it zeros,
  /// whatever stood there.
  package static var upperTriangle: ArrayKernel {
    { operands, result in
      let (source, target, rows) = (operands[0].pointer, result.pointer, result.shape.rows)
      for column in 0..<result.shape.columns {
        let start = column * rows
        let kept = min(max(column - Int(result.parameters[0]) + 1, 0), rows)
        move(source + start, to: target + start, count: kept)
        (target + start + kept).initialize(repeating: 0, count: rows - kept)
      }
    }
  }

  /// A vector of min(m, n) elements on the main diagonal of an m×n matrix of zeros.
  package static var diagonalMatrix: ArrayKernel {
    { operands, result in
      result.pointer.initialize(repeating: 0, count: result.shape.count)
      for index in 0..<operands[0].shape.count {
        result.pointer[index * (result.shape.rows + 1)] = operands[0].pointer[index]
      }
    }
  }

  /// The main diagonal of an m×n matrix: min(m, n)×1.
  package static var diagonal: ArrayKernel {
    { operands, result in
      for index in 0..<result.shape.count {
        result.pointer[index] = operands[0].pointer[index * (operands[0].shape.rows + 1)]
      }
    }
  }
}
