import Differentiation
import Evaluation
import Graph
import Numerics
import ProgramSupport
import TestSupport
import Testing

/// Loops whose bodies are kept, beside the same loops written out.
@Suite("Loops")
struct LoopTests {
  /// A program both ways, at a point.
  private struct Both {
    let kept: Program
    let writtenOut: Program
    let point: [Double]

    init(_ text: String, _ values: [String: Double]) throws {
      kept = try Program(text, loops: .kept) { _ in nil }
      writtenOut = try Program(text)
      #expect(kept.inputNames == writtenOut.inputNames)
      point = kept.inputNames.map { values[$0] ?? 0 }
    }

    var inputs: [Int] { Array(kept.inputs.indices) }
  }

  private static func bits(_ numbers: [Double]) -> [UInt64] {
    // The sign of a zero may differ, as node creation leaves it away.
    numbers.map { $0.isNaN ? 0x7FF8_0000_0000_0000 : ($0 + 0).bitPattern }
  }

  private static func isClose(_ a: [Double], _ b: [Double], _ tolerance: Double) -> Bool {
    let scale = (a + b).filter(\.isFinite).map(\.magnitude).max() ?? 0
    return zip(a, b).allSatisfy {
      abs($0 - $1) <= tolerance * max(1e-30, scale) || $0.isNaN && $1.isNaN || $0 == $1
    }
  }

  @Test("Random bodies have the bits of their steps, in values and both modes")
  func random() throws {
    var random = RandomLoops(seed: Sampling.seed &* 2 + 1)
    for _ in 0..<Sampling.count(250, whole: 500) {
      let text = random.program()
      let both = try Both(text, random.point())
      #expect(both.kept.graph.holdsBodies, "\(text)")
      #expect(
        Self.bits(both.kept.values(at: both.point)[0].elements)
          == Self.bits(both.writtenOut.values(at: both.point)[0].elements), "\(text)")
      for mode in DifferentiationMode.allCases {
        let kept = Gradient(of: both.kept, by: both.inputs, at: both.point, mode: mode)
        let steps = Gradient(of: both.writtenOut, by: both.inputs, at: both.point, mode: mode)
        #expect(
          Self.bits(kept.partials) == Self.bits(steps.partials),
          "\(mode): \(kept.partials), \(steps.partials): \(text) at \(both.point)")
      }
    }
  }

  @Test("Second derivatives of random bodies are those of their steps")
  func secondDerivatives() throws {
    var random = RandomLoops(seed: Sampling.seed &* 2 + 2)
    for _ in 0..<Sampling.count(100, whole: 200) {
      let text = random.program()
      let both = try Both(text, random.point())
      for choice in [SweepChoice.forward, .reverse] {
        let kept = Hessian(
          of: both.kept, by: both.inputs, at: both.point, choice: choice, isSparse: false)
        let steps = Hessian(
          of: both.writtenOut, by: both.inputs, at: both.point, choice: choice, isSparse: false)
        // At a kink and beyond all numbers commands take the steps.
        guard kept.matrix.values.allSatisfy(\.isFinite) else { continue }
        #expect(
          Self.isClose(kept.matrix.dense.elements, steps.matrix.dense.elements, 1e-9),
          "\(choice): \(kept.matrix.dense.elements), \(steps.matrix.dense.elements): \(text) at \(both.point)"
        )
      }
    }
  }
}
