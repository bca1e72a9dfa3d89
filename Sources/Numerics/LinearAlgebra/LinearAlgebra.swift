/// Factorisations of matrices, and what is computed from them.
///
/// Everything is made of `MatrixProduct` and of loops whose order depends on the shapes only, so
/// that all builds give the same bits. Any operand may be given as its transpose. What does not
/// exist, the inverse of a singular matrix say, is a result full of nan.
package enum LinearAlgebra {
  typealias Operand = MatrixProduct.Operand
  typealias Target = MatrixProduct.Target

  /// The whole result of a kernel.
  static func target(_ result: ArrayResult) -> Target {
    Target(result.pointer, result.shape.rows, result.shape.columns)
  }

  /// Copies a matrix.
  static func copy(_ source: Operand, _ target: Target) {
    for column in 0..<target.columns {
      let numbers = target.column(column)
      for row in 0..<target.rows { numbers[row] = source[row, column] }
    }
  }

  /// Writes `(S + S')/2`, or only its lower triangle with the diagonal.
  static func copySymmetricPart(_ source: Operand, _ target: Target, lowerOnly: Bool) {
    for column in 0..<target.columns {
      for row in column..<target.rows {
        let one = source[row, column]
        let other = source[column, row]
        let mean = one == other ? one : 0.5 * one + 0.5 * other
        target[row, column] = mean
        if !lowerOnly { target[column, row] = mean }
      }
    }
  }

  /// Writes the identity.
  static func fillIdentity(_ target: Target) {
    MatrixProduct.fill(target, 0)
    for index in 0..<min(target.rows, target.columns) { target[index, index] = 1 }
  }

  /// Lends an uninitialised square matrix.
  static func withSquare<Value>(_ order: Int, _ body: (Target) -> Value) -> Value {
    withNumbers(order * order) { body(Target($0, order, order)) }
  }

  /// Lends memory for some numbers.
  static func withNumbers<Value>(
    _ count: Int, _ body: (UnsafeMutablePointer<Double>) -> Value
  ) -> Value {
    let byteCount = max(count, 1) * MemoryLayout<Double>.stride
    let memory = Platform.allocate(byteCount: byteCount)
    defer { Platform.deallocate(memory, byteCount: byteCount) }
    return body(memory.bindMemory(to: Double.self, capacity: max(count, 1)))
  }

  /// `y -= factor*x`.
  @inline(__always)
  static func subtract(
    _ factor: Double, _ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    for index in 0..<count { y[index] -= factor * x[index] }
  }

  /// The exponent of the largest element, 0 for a matrix of zeros.
  static func largestExponent(_ a: Target) -> Int {
    var largest = 0.0
    for column in 0..<a.columns {
      for row in 0..<a.rows { largest = max(largest, abs(a[row, column])) }
    }
    return largest > 0 && largest.isFinite ? Int(largest.exponent) : 0
  }

  /// `a *= 2^exponent`.
  static func scale(_ a: Target, _ exponent: Int) {
    guard exponent != 0 else { return }
    for column in 0..<a.columns {
      for row in 0..<a.rows { a[row, column] = scalbn(a[row, column], Int32(clamping: exponent)) }
    }
  }
}
