import Calculus
import Foundation
import Graph
import ProgramSupport
import TestSupport
import Testing

@testable import Algebra

/// Random programs: what is printed, read again, has the derivative's value.
@Suite("Random formulas")
struct RandomFormulaTests {
  private static let smooth = [
    "sin", "cos", "exp", "tanh", "atan", "sigmoid", "cosh", "asinh", "softplus", "square", "erf",
  ]
  private static let every = Registry.primitives.filter {
    $0.form == .function && $0.parameters.count == 1 && !$0.isVariadic
  }.map(\.name)

  private static func expression(
    _ source: inout Pseudorandom, _ functions: [String], _ names: [String], depth: Int
  ) -> String {
    guard depth > 0 else {
      return source.pick(names + ["2", "0.5", "3", "1/3", "pi", "8", "(1/12)", "0.15"])
    }
    func inner() -> String { expression(&source, functions, names, depth: depth - 1) }
    switch source.below(9) {
    case 0...1: return "(\(inner()) + \(inner()))"
    case 2...3: return "(\(inner()))*(\(inner()))"
    case 4: return "(\(inner()) - \(inner()))"
    case 5: return "(\(inner()))/(\(inner()))"
    case 6: return "(\(inner()))^\(source.pick(["2", "3", "(-1)", "(1/2)", "1.5"]))"
    default: return "\(source.pick(functions))(\(inner()))"
    }
  }

  @Test("Smooth programs have the evaluator's derivative", arguments: 0..<8)
  func smooth(_ seed: Int) throws {
    var source = Pseudorandom(seed: UInt64(seed))
    var compared = 0
    for _ in 0..<40 {
      let program = Self.expression(&source, Self.smooth, ["x", "y"], depth: 1 + source.below(3))
      guard try Program(program).input(named: "x") != nil else { continue }
      let text = try derivative(program, by: ["x"])
      for point in [["x": 0.7, "y": 1.3], ["x": 1.9, "y": -0.4], ["x": -0.8, "y": 0.6]] {
        let expected = try partial(program, by: "x", at: point)
        // A point outside the domain, or beside a pole, says nothing about the algebra.
        guard expected.isFinite, abs(expected) < 1e6, try isSmooth(program, point) else { continue }
        let printed = try value(text, at: point)
        compared += 1
        #expect(
          abs(printed - expected) <= 1e-9 * max(abs(expected), 1),
          "\(program) at \(point): \(text) is \(printed), the derivative \(expected)")
      }
    }
    #expect(compared > 0)
  }

  /// Whether the derivative hardly changes where the point is moved a little: cancellation in the
  /// printed form is then not what is measured.
  private func isSmooth(_ program: String, _ point: [String: Double]) throws -> Bool {
    let here = try partial(program, by: "x", at: point)
    let moved = point.merging(["x": (point["x"] ?? 0) + 1e-7]) { $1 }
    let there = try partial(program, by: "x", at: moved)
    return abs(here - there) <= 1e-4 * max(1, abs(here))
  }

  @Test("Programs of any function are printed and read again", arguments: 0..<6)
  func anyFunction(_ seed: Int) throws {
    var source = Pseudorandom(seed: UInt64(1000 + seed))
    for _ in 0..<60 {
      var program = Self.expression(&source, Self.every, ["x", "y"], depth: 1 + source.below(3))
      switch source.below(4) {
      case 0: program = "max(\(program), x, y)"
      case 1: program = "if(x > y && \(program) < 1, \(program), x^y)"
      case 2: program = "a = \(program); hypot(a, x)*atan2(a, y)"
      default: break
      }
      let inputs = try Program(program).inputs
      guard !inputs.isEmpty else { continue }
      let text = try derivative(program)
      #expect(throws: Never.self, "\(program): \(text)") { try Program(text) }
    }
  }

  @Test("Sums to powers that are no fractions are left alone")
  func roundedPowers() throws {
    let program = "a = if(z < 1, (y + y)*x, z + 2.5); b = a^-2.307131072521562; min(b - y, y)"
    #expect(throws: Never.self) { try Program(derivative(program, by: ["z"])) }
    let power = try derivative("(x + y)^2.307131072521562")
    #expect(power == "2.307131072521562*(x + y)^1.3071310725215621")
  }
}
