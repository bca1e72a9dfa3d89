import Calculus
import Numerics

extension Primitive {
  /// The operation applied to the given operands, as the language writes it.
  package func applied(to operands: [String]) -> String {
    switch form {
    case .function, .hidden: "\(name)(\(operands.joined(separator: ", ")))"
    case .prefix: "\(name)\(operands[0])"
    case .infix: "\(operands[0]) \(name) \(operands[1])"
    }
  }

  /// The operands of a point: names, but literals where the operand must be a constant.
  package func operands(at point: [Double]) -> [String] {
    point.indices.map { index in
      constantParameters.contains(index)
        ? DecimalWriter.text(point[index]) : variable(index)
    }
  }

  /// The name of an operand in tests; folds have more operands than parameters.
  package func variable(_ index: Int) -> String { isVariadic ? "x\(index)" : parameters[index] }

  package func values(at point: [Double]) -> [String: Double] {
    var values: [String: Double] = [:]
    for index in point.indices where !constantParameters.contains(index) {
      values[variable(index)] = point[index]
    }
    return values
  }

  /// The operation as a program at a point.
  package func subject(at point: [Double]) throws -> Subject {
    try Subject(
      applied(to: operands(at: point)), inputs: point.indices.map { variable($0) })
  }
}

/// A rule at one of its points, as the argument of a parameterised test.
package struct RulePoint: CustomStringConvertible, Sendable {
  package let primitive: Primitive
  package let operands: [Double]

  package init(primitive: Primitive, operands: [Double]) {
    self.primitive = primitive
    self.operands = operands
  }

  package var description: String {
    "\(primitive.name) at \(operands.map { DecimalWriter.text($0) }.joined(separator: ", "))"
  }

  /// Every rule at its ordinary and its far points.
  package static let all: [RulePoint] = Registry.primitives.flatMap { primitive in
    (primitive.samples + primitive.far).map { RulePoint(primitive: primitive, operands: $0) }
  }
}
