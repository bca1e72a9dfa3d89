import Graph
import Numerics

/// How a product of a derivative is written.
enum ProductForm {
  case product
  /// `a*(1/b)` as `a/b`, where a is this operand.
  case quotient(dividend: Int, divisor: Int32)
  /// `c*(d*x)` with one number.
  case scaled(Double, Int32)

  /// - Parameter isWrittenHere: whether an operand is written inside the product, and has no other
  ///   use.
  init(_ operands: [Int32], in graph: ExpressionGraph, isWrittenHere: (Int32) -> Bool) {
    for (position, operand) in operands.enumerated() where isWrittenHere(operand) {
      guard let divisor = graph.divisor(ofReciprocal: operand) else { continue }
      self = .quotient(dividend: 1 - position, divisor: divisor)
      return
    }
    for (position, operand) in operands.enumerated() where isWrittenHere(operand) {
      let record = graph.records[Int(operand)]
      guard record.operation == .multiply else { continue }
      for (inner, other) in [(record.a, record.b), (record.b, record.a)] {
        guard let factor = graph.exactProduct(operands[1 - position], inner) else { continue }
        self = .scaled(factor, other)
        return
      }
    }
    self = .product
  }
}

extension ExpressionGraph {
  /// b where a node is 1/b.
  func divisor(ofReciprocal node: Int32) -> Int32? {
    let record = records[Int(node)]
    guard record.operation == .divide, constantValue(Node(record.a)) == 1 else { return nil }
    return record.b
  }

  /// The product of two constants of which one is a power of two, so that `c*(d*x)` is `(c*d)*x` to
  /// the bit unless d*x leaves the range of doubles.
  func exactProduct(_ a: Int32, _ b: Int32) -> Double? {
    guard let a = constantValue(Node(a)), let b = constantValue(Node(b)),
      a.isPowerOfTwo || b.isPowerOfTwo, (a * b).isNormal
    else { return nil }
    return a * b
  }
}

extension Double {
  /// Whether a product with the number changes no bit of the other factor.
  fileprivate var isPowerOfTwo: Bool { isNormal && magnitude.significand == 1 }
}
