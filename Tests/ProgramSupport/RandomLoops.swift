import Numerics
import TestSupport

/// Random iterations from a seed: of numbers and columns, with values from outside, definitions and
/// selections in the function's body, and loops in loops.
package struct RandomLoops {
  private var random: Pseudorandom

  package init(seed: UInt64) { random = Pseudorandom(seed: seed) }

  /// A program in the inputs x, y, h and k whose loops have so many steps that they are kept.
  package mutating func program() -> String {
    let size = 1 + random.below(3)
    let state = size == 1 ? ["v"] : (1...size).map { "v[\($0)]" }
    let takesNumber = random.below(3) == 0
    // With the number of the step: places in a column that hangs on an input.
    let outside = ["h", "k", "c"] + (takesNumber ? ["d[n]", "d[601 - n]", "sin(n)"] : [])
    let ends = state.map { "0.9*\($0) + h*(\(expression(state + outside, depth: 2)))" }
    let result = size == 1 ? ends[0] : "[" + ends.joined(separator: "; ") + "]"
    let starts = (0..<size).map { _ in random.pick(["x", "y", "1", "0", "x*y", "h"]) }
    let start = size == 1 ? starts[0] : "[" + starts.joined(separator: "; ") + "]"
    let last = size == 1 ? "s" : random.pick(["s[\(1 + random.below(size))]", "sum(s.^2)"])
    var text =
      "c = \(random.pick(["k^2", "h + k", "sin(k)", "2*k"])); d = h*(1:600); f(v\(takesNumber ? ", n" : "")) = \(result); "
    var function = "f"
    var count = 100 + random.below(random.below(4) == 0 ? 500 : 40)
    // In loops in loops sums of elements at moving places are added up in another order.
    if !takesNumber, random.below(4) == 0 {
      text += "g(w) = 0.8*iterate(f, \(count), w); "
      (function, count) = ("g", 3)
    }
    text +=
      "s = iterate(\(function), \(count), \(start)); \(random.pick(["", "k*", "x + "]))\(last)"
    return text
  }

  private mutating func expression(_ values: [String], depth: Int) -> String {
    guard depth > 0 else {
      return random.below(5) == 0
        ? DecimalWriter.text(random.uniform(-2...2)) : random.pick(values)
    }
    switch random.below(8) {
    case 0...3:
      let left = expression(values, depth: depth - 1)
      let right = expression(values, depth: random.below(depth))
      return "(\(left)) \(random.pick(["+", "-", "*"])) (\(right))"
    case 4, 5:
      return "\(random.pick(["sin", "tanh", "cos", "atan"]))"
        + "(\(expression(values, depth: depth - 1)))"
    case 6: return "\(random.pick(["max", "min"]))(\(random.pick(values)), \(random.pick(values)))"
    default:
      return "if(\(random.pick(values)) < \(DecimalWriter.text(random.uniform(-1...1))), "
        + "\(expression(values, depth: depth - 1)), \(random.pick(values)))"
    }
  }

  package mutating func point() -> [String: Double] {
    [
      "x": random.uniform(-1...1), "y": random.uniform(-1...1), "h": random.uniform(0.01...0.1),
      "k": random.uniform(-1...1),
    ]
  }
}
