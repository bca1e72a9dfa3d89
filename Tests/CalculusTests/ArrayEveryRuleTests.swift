import Calculus
import Evaluation
import Graph
import Numerics
import ProgramSupport
import Testing

/// Every operation on arrays, over shapes of all kinds, by independent ways. An operation that is
/// added without cases fails.
@Suite("Every array rule")
struct ArrayEveryRuleTests {
  /// Those whose rules are texts: what holds a body has the body's.
  static let names = ArrayRegistry.operations.filter {
    if case .body = $0.meaning { false } else { true }
  }.map(\.name)

  private func cases(_ name: String) -> [ArrayCase] {
    ArrayCase.all.filter { $0.operation == name }
  }

  @Test("An operation has cases", arguments: names)
  func coverage(_ name: String) {
    #expect(!cases(name).isEmpty, "no case for \(name)")
  }

  @Test("The value is that of the definition", arguments: names)
  func values(_ name: String) throws {
    for (index, test) in cases(name).enumerated() {
      guard let expected = test.expected else { continue }
      let point = test.point(seed: UInt64(index))
      let value = try test.function(seed: UInt64(index)).value
      let definition = expected(point)
      let distance = value.distance(to: definition)
      #expect(
        distance <= 1e-11 * max(1, definition.largest),
        "\(test): \(value) instead of \(definition)")
    }
  }

  @Test("Forward mode, reverse mode and difference quotients agree", arguments: names)
  func firstDerivatives(_ name: String) throws {
    for (index, test) in cases(name).enumerated() {
      let function = try test.function(seed: UInt64(index))
      guard function.weighted(at: function.point).isFinite else { continue }
      let reverse = function.reverse()
      let forward = function.forward()
      let scale = max(1, reverse.largest, abs(function.weighted(at: function.point)))
      #expect(
        forward.distance(to: reverse) <= 1e-12 * scale,
        "\(test): forward \(forward), reverse \(reverse)")
      let quotients = function.differences()
      #expect(
        quotients.distance(to: reverse) <= 1e-8 * scale,
        "\(test): reverse \(reverse), differences \(quotients)")
    }
  }

  @Test("Second derivatives agree in every order of differentiation", arguments: names)
  func secondDerivatives(_ name: String) throws {
    for (index, test) in cases(name).enumerated() {
      let function = try test.function(seed: UInt64(index))
      guard function.weighted(at: function.point).isFinite else { continue }
      var random = RandomPrograms(seed: UInt64(index + 1000))
      let direction = function.point.map { random.matrix($0.shape) }
      let quotients = function.hessianDifferences(direction)
      for (order, product) in function.hessianProducts(direction) {
        let scale = max(1, product.largest, quotients.largest)
        #expect(
          product.distance(to: quotients) <= 1e-8 * scale,
          "\(test), \(order): \(product), differences \(quotients)")
      }
    }
  }
}
