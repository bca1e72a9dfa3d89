import Numerics
import Reports

/// The numbers of an answer at one point, by slot.
///
/// They lie in the arrays in which they were computed, one behind the other: the many elements of a
/// matrix are not copied.
struct AnswerNumbers: Sendable {
  private let parts: [[Double]]
  /// The first slot of each part.
  private let starts: [Int]
  let count: Int

  init(_ parts: [[Double]]) {
    self.parts = parts
    var count = 0
    starts = parts.map { part in
      defer { count += part.count }
      return count
    }
    self.count = count
  }

  init(_ numbers: [Double]) { self.init([numbers]) }

  subscript(slot: Int) -> Double {
    let part = part(of: slot)
    return parts[part][slot - starts[part]]
  }

  var areFinite: Bool { parts.allSatisfy { $0.allSatisfy(\.isFinite) } }

  /// The last part that begins in a slot or before it.
  private func part(of slot: Int) -> Int {
    var (first, end) = (0, parts.count)
    while end - first > 1 {
      let middle = (first + end) / 2
      if starts[middle] <= slot { first = middle } else { end = middle }
    }
    return first
  }

  /// The matrix whose elements begin in a slot, column after column.
  func matrix(_ shape: Shape, from slot: Int) -> Matrix {
    guard shape.count > 0 else { return Matrix(shape, []) }
    let part = part(of: slot)
    if starts[part] == slot, parts[part].count == shape.count { return Matrix(shape, parts[part]) }
    return Matrix(shape, (slot..<slot + shape.count).map { self[$0] })
  }

  /// Matrices of which one begins where the one before ends, as cells of a table.
  func cells(_ shapes: [Shape], from slot: Int) -> [Cell] {
    var start = slot
    return shapes.map { shape in
      defer { start += shape.count }
      return shape.isScalar ? .number(self[start]) : .matrix(matrix(shape, from: start))
    }
  }

  /// The first of some slots whose number is not finite, and the number.
  func firstTroubled(_ slots: Range<Int>) -> (slot: Int, value: Double)? {
    slots.first { !self[$0].isFinite }.map { ($0, self[$0]) }
  }
}
