import Evaluation
import Graph
import Numerics
import ProgramSupport
import TestSupport
import Testing

/// Printed derivatives, read again, at points where functions bend, jump or vanish and matrices are
/// singular: what a formula gives as a number is what the gradient is. Where a convention decides,
/// it may give nan.
@Suite("Printed derivatives at special points")
struct PrintedSpecialPointTests {
  private static let special: [Double] = [0, -0.0, 1, -1, 2, 0.5, -3]
  private static let pointCount = 4

  @Test("Programs of numbers")
  func numbers() throws {
    var random = RandomPrograms(seed: Sampling.seed &+ 7)
    var comparedCount = 0
    for _ in 0..<Sampling.count(100, whole: 2000) {
      let text = random.program()
      let program = try Subject(text).program
      let printed = PrintedDerivative(program).texts()
      for _ in 0..<Self.pointCount {
        let point = program.inputs.map { _ in Self.special[random.below(Self.special.count)] }
        let item = EmittedCase("\(text) at \(point)", program, at: point, .gradient)
        try compare(item, printed, [], &comparedCount)
      }
    }
    #expect(comparedCount > 30)
  }

  @Test("Programs of arrays")
  func arrays() throws {
    var random = ArrayRandomPrograms(seed: Sampling.seed &+ 8)
    var comparedCount = 0
    for _ in 0..<Sampling.count(60, whole: 1000) {
      let (text, bindings) = random.next()
      // Whole numbers, which are often 0 or equal; ones, which are singular; zeros.
      for change in [{ $0.rounded() }, { _ in 1 }, { _ in 0 }] as [(Double) -> Double] {
        let values = bindings.map { (name: $0.name, value: $0.value.map(change)) }
        let program = try Program(text, values)
        let item = EmittedCase(
          "\(text)\n\(values)", program, at: program.point(values), .gradient)
        try compare(item, PrintedDerivative(program).texts(), values, &comparedCount)
      }
    }
    #expect(comparedCount > 30)
  }

  private func compare(
    _ item: EmittedCase, _ printed: [String?], _ bindings: [(name: String, value: Matrix)],
    _ comparedCount: inout Int
  ) throws {
    guard item.expected.allSatisfy(\.isFinite), item.largestStep < 1e6,
      !item.hasIndefiniteQuotient
    else { return }
    let gradient = FormsAgreementTests.gradient(item, .reverse)
    for (number, text) in printed.enumerated() {
      guard let text else { continue }
      let values = try FormsAgreementTests.value(of: text, at: item, bindings)
      for (place, coordinate) in item.program.inputs[number].coordinates.enumerated() {
        let value = values.count == 1 ? values[0] : values[place]
        guard value.isFinite else { continue }
        comparedCount += 1
        #expect(
          agrees(value, gradient[coordinate], within: 1e-9 * max(1, item.largestStep)),
          "printed \(text) is \(value), not \(gradient[coordinate]): \(item.label)")
      }
    }
  }
}
