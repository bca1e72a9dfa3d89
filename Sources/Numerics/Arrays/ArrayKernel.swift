/// An array as a kernel sees it: contiguous, its columns one after the other.
package struct ArrayView {
  package let pointer: UnsafePointer<Double>
  package let shape: Shape
  /// Whether the operand meant is the transpose of what lies there. `shape` is that of the array in
  /// memory. Only kernels that say so are given transposed operands.
  package let isTransposed: Bool

  @inline(__always)
  package init(_ pointer: UnsafePointer<Double>, _ shape: Shape, isTransposed: Bool = false) {
    self.pointer = pointer
    self.shape = shape
    self.isTransposed = isTransposed
  }
}

/// Where a kernel writes.
package struct ArrayResult {
  /// Uninitialised memory for the result, column after column; it overlaps no operand.
  package let pointer: UnsafeMutablePointer<Double>
  package let shape: Shape
  /// Whole numbers that belong to the operation: a dimension, or the places of an index.
  package let parameters: UnsafeBufferPointer<Int32>

  @inline(__always)
  package init(
    _ pointer: UnsafeMutablePointer<Double>, _ shape: Shape,
    parameters: UnsafeBufferPointer<Int32> = .init(start: nil, count: 0)
  ) {
    self.pointer = pointer
    self.shape = shape
    self.parameters = parameters
  }
}

/// An operation on whole arrays. Writes every element of the result; shapes were checked before.
package typealias ArrayKernel =
  @Sendable (_ operands: UnsafeBufferPointer<ArrayView>, _ result: ArrayResult) -> Void
