import Calculus
import Diagnostics
import Differentiation
import Evaluation
import Graph
import Language
import Notation
import Numerics
import Testing

/// A program as a test writes it: text, and what it is asked.
struct Subject {
  let program: Program
  let names: [String]

  /// - Parameters:
  ///   - inputs: names that are inputs although they are constants' names.
  ///   - shapes: of the inputs that are no scalars.
  init(_ text: String, inputs: [String] = [], shapes: [String: Shape] = [:]) throws {
    let source = SourceText(name: "test", text)
    program = try Lowering.lower(source, transforms: GraphTransforms()) {
      shapes[$0] ?? (inputs.contains($0) ? .scalar : nil)
    }
    names = program.inputs.map { [program] in program.text($0.span) }
  }

  func point(_ values: [String: Double]) -> [Double] { names.map { values[$0] ?? .nan } }

  func point(_ values: [String: [Double]]) -> [Double] { names.flatMap { values[$0] ?? [.nan] } }

  func value(_ values: [String: Double]) -> Double {
    program.values(at: point(values))[0].elements[0]
  }

  func gradient(
    _ values: [String: Double], mode: DifferentiationMode = .reverse
  ) -> [String: Double] {
    let gradient = Gradient(
      of: program, by: Array(program.inputs.indices), at: point(values), mode: mode)
    return Dictionary(uniqueKeysWithValues: zip(names, gradient.partials))
  }
}

extension Primitive {
  /// The operation applied to the given operands, as the language writes it.
  func applied(to operands: [String]) -> String {
    switch form {
    case .function, .hidden: "\(name)(\(operands.joined(separator: ", ")))"
    case .prefix: "\(name)\(operands[0])"
    case .infix: "\(operands[0]) \(name) \(operands[1])"
    }
  }

  /// The operands of a point: names, but literals where the operand must be a constant.
  func operands(at point: [Double]) -> [String] {
    point.indices.map { index in
      constantParameters.contains(index)
        ? DecimalWriter.text(point[index]) : variable(index)
    }
  }

  /// The name of an operand in tests; folds have more operands than parameters.
  func variable(_ index: Int) -> String { isVariadic ? "x\(index)" : parameters[index] }

  func values(at point: [Double]) -> [String: Double] {
    var values: [String: Double] = [:]
    for index in point.indices where !constantParameters.contains(index) {
      values[variable(index)] = point[index]
    }
    return values
  }

  /// The operation as a program at a point.
  func subject(at point: [Double]) throws -> Subject {
    try Subject(
      applied(to: operands(at: point)), inputs: point.indices.map { variable($0) })
  }
}

/// A rule at one of its points, as the argument of a parameterised test.
struct RulePoint: CustomTestStringConvertible, Sendable {
  let primitive: Primitive
  let operands: [Double]

  var testDescription: String {
    "\(primitive.name) at \(operands.map { DecimalWriter.text($0) }.joined(separator: ", "))"
  }

  /// Every rule at its ordinary and its far points.
  static let all: [RulePoint] = Registry.primitives.flatMap { primitive in
    (primitive.samples + primitive.far).map { RulePoint(primitive: primitive, operands: $0) }
  }
}

/// The distance of two doubles in units in the last place of the expected one.
func ulps(_ value: Double, _ expected: Double) -> Double {
  if value == expected || (value.isNaN && expected.isNaN) { return 0 }
  guard value.isFinite, expected.isFinite else { return .infinity }
  return abs(value - expected) / max(expected.ulp, .leastNonzeroMagnitude)
}
