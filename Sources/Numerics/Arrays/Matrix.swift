/// A matrix of numbers, its columns one after the other (the order of `vec`).
package struct Matrix: Equatable, Sendable {
  package let shape: Shape
  package var elements: [Double]

  /// - Parameter elements: column after column, as many as the shape has.
  package init(_ shape: Shape, _ elements: [Double]) {
    precondition(elements.count == shape.count, "a matrix has rows × columns elements")
    self.shape = shape
    self.elements = elements
  }

  /// - Parameter value: what each element is.
  package init(_ shape: Shape, filledWith value: Double = 0) {
    self.init(shape, Array(repeating: value, count: shape.count))
  }

  /// A number as a matrix.
  package init(_ value: Double) {
    shape = .scalar
    elements = [value]
  }

  /// Whether all elements are finite.
  package var isFinite: Bool { elements.allSatisfy(\.isFinite) }

  /// An element, counted from 0.
  package subscript(row: Int, column: Int) -> Double {
    elements[row + column * shape.rows]
  }
}
