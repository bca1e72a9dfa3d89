import Numerics

extension Matrix {
  /// The matrix with these elements by row and column, from 0.
  package init(_ rows: Int, _ columns: Int, _ element: (_ row: Int, _ column: Int) -> Double) {
    self.init(
      Shape(rows, columns),
      (0..<columns).flatMap { column in (0..<rows).map { element($0, column) } })
  }

  /// A matrix as it is written, row by row.
  package init(_ rows: [[Double]]) {
    self.init(rows.count, rows.first?.count ?? 0) { rows[$0][$1] }
  }

  /// A column.
  package static func column(_ elements: Double...) -> Matrix {
    Matrix(Shape(elements.count, 1), elements)
  }

  package func map(_ transform: (Double) -> Double) -> Matrix {
    Matrix(shape, elements.map(transform))
  }

  /// The sum of the products of the elements.
  package func dot(_ other: Matrix) -> Double {
    zip(elements, other.elements).reduce(0) { $0 + $1.0 * $1.1 }
  }

  package func adding(_ factor: Double, _ other: Matrix) -> Matrix {
    Matrix(shape, zip(elements, other.elements).map { $0 + factor * $1 })
  }

  /// A matrix of this shape that is 1 in one place.
  package func oneHot(_ element: Int) -> Matrix {
    Matrix(shape, elements.indices.map { $0 == element ? 1 : 0 })
  }

  /// The largest magnitude.
  package var largest: Double { elements.reduce(0) { max($0, $1.magnitude) } }

  /// The largest difference between elements; infinite where the shapes or the elements that are
  /// not finite differ.
  package func distance(to other: Matrix) -> Double {
    guard shape == other.shape else { return .infinity }
    return zip(elements, other.elements).reduce(0) { largest, pair in
      if pair.0 == pair.1 || pair.0.isNaN && pair.1.isNaN { return largest }
      let distance = abs(pair.0 - pair.1)
      return distance.isNaN ? .infinity : max(largest, distance)
    }
  }
}

extension [Matrix] {
  package var largest: Double { reduce(0) { Swift.max($0, $1.largest) } }

  package func distance(to other: [Matrix]) -> Double {
    guard count == other.count else { return .infinity }
    return zip(self, other).reduce(0) { Swift.max($0, $1.0.distance(to: $1.1)) }
  }
}

/// What a random operand must be for an operation to be smooth at it.
package enum OperandKind: Sendable {
  /// Any numbers, all different.
  case general
  /// Numbers from 0.2 to 2, all different.
  case positive
  /// Square, far from singular.
  case invertible
  case positiveDefinite
  /// Symmetric with different eigenvalues.
  case symmetric
}

extension RandomPrograms {
  /// A matrix of different numbers from -2 to 2: neighbours in size are far apart compared with the
  /// step of a difference quotient.
  package mutating func matrix(_ shape: Shape, _ kind: OperandKind = .general) -> Matrix {
    var places = Array(0..<shape.count)
    for index in places.indices.reversed() { places.swapAt(index, below(index + 1)) }
    let spread = places.map { (Double($0) + uniform(0.2...0.8)) / Double(max(1, shape.count)) }
    let numbers = Matrix(shape, spread.map { 4 * $0 - 2 })
    switch kind {
    case .general: return numbers
    case .positive: return numbers.map { 0.2 + (2 + $0) * 0.45 }
    case .invertible:
      return Matrix(shape.rows, shape.columns) {
        numbers[$0, $1] / 2 + ($0 == $1 ? Double(3 + shape.rows) : 0)
      }
    case .positiveDefinite:
      return Matrix(shape.rows, shape.columns) {
        (numbers[$0, $1] + numbers[$1, $0]) / 4 + ($0 == $1 ? Double(2 + shape.rows) : 0)
      }
    case .symmetric:
      return Matrix(shape.rows, shape.columns) {
        (numbers[$0, $1] + numbers[$1, $0]) / 4 + ($0 == $1 ? 2 * Double($0) : 0)
      }
    }
  }
}
