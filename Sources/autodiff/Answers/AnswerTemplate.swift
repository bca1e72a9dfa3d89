import Numerics
import Records
import Reports

/// A JSON value in which numbers are left open: its leaves are slots of an answer.
///
/// For one point it is filled; for rows it is compiled into a layout that is written for each.
indirect enum AnswerTemplate {
  struct Member {
    let key: String
    let value: AnswerTemplate

    init(_ key: String, _ value: AnswerTemplate) {
      self.key = key
      self.value = value
    }
  }

  /// The same at all points.
  case fixed(JSONValue)
  case number(Int)
  case integer(Int)
  /// The word that a slot's number stands for.
  case word(Int)
  /// An array as JSON writes it, a single number as itself; its elements go down the columns from
  /// a slot on.
  case matrix(Shape, from: Int)
  /// Rows of numbers, even a single one. The first begins in a slot, the next so many slots behind.
  case rows(count: Int, width: Int, from: Int, stride: Int)
  case array([AnswerTemplate])
  case object([Member])
  /// The value of a member that is left out where the number of a slot is nan.
  case optional(Int, AnswerTemplate)

  /// Arrays of these shapes, of which one begins where the one before ends.
  static func matrices(_ shapes: [Shape], from slot: Int) -> [AnswerTemplate] {
    var start = slot
    return shapes.map { shape in
      defer { start += shape.count }
      return .matrix(shape, from: start)
    }
  }
}

// MARK: - One point

extension AnswerTemplate {
  /// The value with its numbers; nil for a member that is left out.
  func filled(_ numbers: AnswerNumbers, words: [String]) -> JSONValue? {
    switch self {
    case .fixed(let value): return value
    case .number(let slot): return .number(numbers[slot])
    case .integer(let slot): return .integer(Int(numbers[slot]))
    case .word(let slot): return .string(words[Int(numbers[slot])])
    case .matrix(let shape, let slot):
      return shape.isScalar
        ? .number(numbers[slot]) : .matrix(numbers.matrix(shape, from: slot))
    case .rows(let count, let width, let slot, let stride):
      return .array(count: count) { row in
        .array(count: width) { .number(numbers[slot + row * stride + $0]) }
      }
    case .array(let elements):
      return .array(elements.compactMap { $0.filled(numbers, words: words) })
    case .object(let members): return .object(members.filled(numbers, words: words))
    case .optional(let slot, let value):
      return numbers[slot].isNaN ? nil : value.filled(numbers, words: words)
    }
  }
}

extension [AnswerTemplate.Member] {
  func filled(
    _ numbers: AnswerNumbers, words: [String]
  ) -> [(key: String, value: JSONValue)] {
    compactMap { member in
      member.value.filled(numbers, words: words).map { (member.key, $0) }
    }
  }
}

// MARK: - Rows

extension RowLayout {
  mutating func append(value template: AnswerTemplate) {
    switch template {
    case .fixed(let value): append(value.text(digits: digits))
    case .number(let slot): append(.result(slot))
    case .integer(let slot): append(.other(.integer(slot)))
    case .word(let slot):
      append("\"")
      append(.other(.word(slot)))
      append("\"")
    case .matrix(let shape, let slot):
      if shape.isScalar { append(.result(slot)) } else { appendMatrix(shape, from: slot) }
    case .rows(let count, let width, let slot, let stride):
      appendList(count) { layout, row in
        layout.appendList(width) { $0.append(.result(slot + row * stride + $1)) }
      }
    case .array(let elements): appendList(elements.count) { $0.append(value: elements[$1]) }
    case .object(let members):
      append("{")
      append(members: members)
      append("}")
    case .optional(let slot, let value): appendPart(presentIn: slot) { $0.append(value: value) }
    }
  }

  /// The members of an object, without its braces. The first is not optional.
  mutating func append(members: [AnswerTemplate.Member]) {
    for (index, member) in members.enumerated() {
      let key = (index > 0 ? "," : "") + JSONValue.string(member.key).text() + ":"
      if case .optional(let slot, let value) = member.value {
        appendPart(presentIn: slot) { part in
          part.append(key)
          part.append(value: value)
        }
      } else {
        append(key)
        append(value: member.value)
      }
    }
  }

  private mutating func appendMatrix(_ shape: Shape, from slot: Int) {
    appendList(shape.rows) { layout, row in
      layout.appendList(shape.columns) { $0.append(.result(slot + $1 * shape.rows + row)) }
    }
  }

  private mutating func appendList(
    _ count: Int, _ element: (_ layout: inout RowLayout, _ index: Int) -> Void
  ) {
    append("[")
    for index in 0..<count {
      if index > 0 { append(",") }
      element(&self, index)
    }
    append("]")
  }
}
