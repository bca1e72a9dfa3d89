import Numerics
import Reports

/// The numbers of an answer at one point, by slot.
///
/// They lie in the arrays in which they were computed, one behind the other: the many elements of a
/// matrix are not copied.
struct AnswerNumbers: Sendable {
  /// An object, as those of `Table` are.
  private final class Part: Sendable {
    let start: Int
    let numbers: [Double]

    init(start: Int, _ numbers: [Double]) {
      self.start = start
      self.numbers = numbers
    }
  }

  private var parts: [Part] = []
  private(set) var count = 0

  init(_ numbers: [Double]) { append(numbers) }

  init(_ parts: some Sequence<[Double]>) {
    for part in parts { append(part) }
  }

  /// Takes the numbers of the next slots.
  mutating func append(_ numbers: [Double]) {
    parts.append(Part(start: count, numbers))
    count += numbers.count
  }

  subscript(slot: Int) -> Double {
    let part = part(of: slot)
    return part.numbers[slot - part.start]
  }

  var areFinite: Bool { parts.allSatisfy { $0.numbers.allSatisfy(\.isFinite) } }

  /// The last part that begins in a slot or before it.
  private func part(of slot: Int) -> Part {
    var (first, end) = (0, parts.count)
    while end - first > 1 {
      let middle = (first + end) / 2
      if parts[middle].start <= slot { first = middle } else { end = middle }
    }
    return parts[first]
  }

  /// The matrix whose elements begin in a slot, column after column.
  func matrix(_ shape: Shape, from slot: Int) -> Matrix {
    guard shape.count > 0 else { return Matrix(shape, []) }
    let part = part(of: slot)
    if part.start == slot, part.numbers.count == shape.count { return Matrix(shape, part.numbers) }
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
