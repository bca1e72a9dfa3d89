import Calculus
import Numerics
import TestSupport

/// Random programs from a seed: definitions, shared values, selections, and functions at points
/// inside their domain or outside it.
package struct RandomPrograms {
  private var random: Pseudorandom

  package init(seed: UInt64) { random = Pseudorandom(seed: seed) }

  package mutating func below(_ count: Int) -> Int { random.below(count) }

  package mutating func uniform(_ range: ClosedRange<Double>) -> Double { random.uniform(range) }

  private static let unary = Registry.primitives.filter {
    $0.form == .function && $0.parameters.count == 1 && !$0.isVariadic
  }.map(\.name)
  private static let infix = ["+", "-", "*", "/", "^", "+", "*"]

  /// A program of several statements in the inputs x, y and z.
  package mutating func program() -> String {
    var values = ["x", "y", "z"]
    var statements: [String] = []
    for index in 0..<(2 + below(5)) {
      statements.append("a\(index) = \(expression(values, depth: 1 + below(3)))")
      values.append("a\(index)")
    }
    return statements.joined(separator: "; ")
  }

  private mutating func expression(_ values: [String], depth: Int) -> String {
    guard depth > 0 else {
      return below(5) == 0 ? DecimalWriter.text(uniform(-3...3)) : values[below(values.count)]
    }
    func parenthesised(_ text: String) -> String { "(" + text + ")" }
    switch below(8) {
    case 0...3:
      let left = expression(values, depth: depth - 1)
      let right = expression(values, depth: below(depth))
      let symbol = RandomPrograms.infix[below(RandomPrograms.infix.count)]
      return "\(parenthesised(left)) \(symbol) \(parenthesised(right))"
    case 4, 5:
      let name = RandomPrograms.unary[below(RandomPrograms.unary.count)]
      return "\(name)(\(expression(values, depth: depth - 1)))"
    case 6:
      let name = ["max", "min", "hypot", "atan2"][below(4)]
      return
        "\(name)(\(expression(values, depth: depth - 1)), \(expression(values, depth: below(depth))))"
    default:
      let condition = "\(values[below(values.count)]) < \(DecimalWriter.text(uniform(-1...1)))"
      return "if(\(condition), \(expression(values, depth: depth - 1)), "
        + "\(expression(values, depth: below(depth))))"
    }
  }

  package mutating func point() -> [String: Double] {
    ["x": uniform(-2...2), "y": uniform(0.1...3), "z": uniform(-1...1)]
  }
}
