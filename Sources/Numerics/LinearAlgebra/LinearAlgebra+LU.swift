/// The LU factorisation with partial pivoting.
///
/// A factorisation of an n×n matrix is an n×(n+1) array: below the diagonal the multipliers of `L`,
/// whose own diagonal is 1, above it `U`, and in the last column, for each step, the row that was
/// exchanged with the row of the step. `P*A = L*U`.
extension LinearAlgebra {
  /// The factorisation of a square matrix. It goes on after a pivot of zero, whose column is
  /// already eliminated, and after one that is not finite; `isRegular` says whether it is of use.
  package static let lu: ArrayKernel = { operands, result in
    let order = result.shape.rows
    let factors = target(result).block(0, 0, order, order)
    copy(Operand(operands[0]), factors)
    factorise(factors, target(result).column(order))
  }

  /// The first pivot that is exactly zero or not finite, if there is one.
  package static func luPivot(_ matrix: Matrix) -> Int? {
    let order = matrix.shape.rows
    return withNumbers(order * (order + 1)) { memory in
      let factors = Target(memory, order, order)
      matrix.elements.withUnsafeBufferPointer { elements in
        for index in 0..<elements.count { memory[index] = elements[index] }
      }
      factorise(factors, memory + order * order)
      return firstBadPivot(factors.operand)
    }
  }

  /// Whether all pivots are finite and none is zero.
  static func isRegular(_ factors: Operand) -> Bool { firstBadPivot(factors) == nil }

  private static func firstBadPivot(_ factors: Operand) -> Int? {
    (0..<factors.rows).first { index in
      let pivot = factors[index, index]
      return pivot == 0 || !pivot.isFinite
    }
  }

  /// The columns that are eliminated together before the matrix product updates the rest.
  private static let panel = 32

  /// Factorises in place, panel after panel (Golub and Van Loan, Matrix Computations, §3.4).
  static func factorise(_ a: Target, _ exchanges: UnsafeMutablePointer<Double>) {
    let order = a.rows
    for left in stride(from: 0, to: order, by: panel) {
      let width = min(panel, order - left)
      let right = left + width
      eliminate(a.block(left, left, order - left, width), left, exchanges + left)
      for column in 0..<order where !(left..<right).contains(column) {
        exchange(a.column(column), exchanges, left..<right)
      }
      guard right < order else { return }
      let upper = a.block(left, right, width, order - right)
      solveTriangle(a.block(left, left, width, width).operand, .unitLower, upper)
      MatrixProduct.multiply(
        a.block(right, left, order - right, width).operand, upper.operand, .subtract,
        a.block(right, right, order - right, order - right))
    }
  }

  /// Eliminates the columns of a panel whose first row is row `top` of the matrix.
  private static func eliminate(
    _ a: Target, _ top: Int, _ exchanges: UnsafeMutablePointer<Double>
  ) {
    for step in 0..<a.columns {
      let numbers = a.column(step)
      let pivot = largest(numbers, step..<a.rows)
      exchanges[step] = Double(top + pivot)
      for column in 0..<a.columns where pivot != step {
        let value = a[step, column]
        a[step, column] = a[pivot, column]
        a[pivot, column] = value
      }
      let below = step + 1
      if numbers[step] != 0 {
        for row in below..<a.rows { numbers[row] /= numbers[step] }
      }
      for column in below..<a.columns {
        subtract(a[step, column], numbers + below, a.column(column) + below, a.rows - below)
      }
    }
  }

  /// The row of the first number of largest size; a nan counts as the largest, so that it is seen.
  private static func largest(_ numbers: UnsafePointer<Double>, _ rows: Range<Int>) -> Int {
    var place = rows.lowerBound
    var size = abs(numbers[place])
    for row in rows {
      let candidate = abs(numbers[row])
      if candidate > size || (candidate.isNaN && !size.isNaN) {
        place = row
        size = candidate
      }
    }
    return place
  }

  /// Makes the exchanges of the given steps in one column.
  static func exchange(
    _ numbers: UnsafeMutablePointer<Double>, _ exchanges: UnsafePointer<Double>, _ steps: Range<Int>
  ) {
    for step in steps { exchange(numbers, step, Int(exchanges[step])) }
  }

  /// Takes the exchanges of all steps back, the last one first.
  static func exchangeBack(
    _ numbers: UnsafeMutablePointer<Double>, _ exchanges: UnsafePointer<Double>, _ order: Int
  ) {
    for step in (0..<order).reversed() { exchange(numbers, step, Int(exchanges[step])) }
  }

  @inline(__always)
  private static func exchange(_ numbers: UnsafeMutablePointer<Double>, _ one: Int, _ other: Int) {
    let value = numbers[one]
    numbers[one] = numbers[other]
    numbers[other] = value
  }
}
