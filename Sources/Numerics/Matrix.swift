/// A matrix of numbers, its columns one after the other (the order of `vec`).
package struct Matrix: Equatable, Sendable {
  package let shape: Shape
  package var elements: [Double]

  package init(_ shape: Shape, _ elements: [Double]) {
    precondition(elements.count == shape.count, "a matrix has rows × columns elements")
    self.shape = shape
    self.elements = elements
  }

  /// A number as a matrix.
  package init(_ value: Double) {
    shape = .scalar
    elements = [value]
  }

  package subscript(row: Int, column: Int) -> Double {
    elements[row + column * shape.rows]
  }
}
