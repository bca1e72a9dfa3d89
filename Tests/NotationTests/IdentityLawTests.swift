import Calculus
import Graph
import Numerics
import ProgramSupport
import TestSupport
import Testing

@testable import Notation

/// The identities by which derivatives are rewritten before they become code.
@Suite("Identities of emitted derivatives")
struct IdentityLawTests {
  private static let numbers: [Double] = [
    0, -0.0, 1, -1, 3, 0.1, -2.5, 0x1p-1030, 1e308, -1e308, .infinity, -.infinity, .nan,
  ]

  @Test(
    "Both forms have the same numbers, but for what the law gives up", arguments: Identity.allCases)
  private func law(_ identity: Identity) throws {
    let (left, right) = (try Subject(identity.law.left), try Subject(identity.law.right))
    // What people write is the same to rounding, where nothing overflows.
    let isExact = identity.law.kept != .asInTextbooks
    let numbers =
      isExact ? Self.numbers : Self.numbers.filter { (0.01...100).contains($0.magnitude) }
    for a in numbers {
      for b in numbers {
        for c in [0.0, 1] {
          let values = ["a": a, "b": b, "c": c]
          let (one, other) = (left.value(values), right.value(values))
          let agrees =
            switch identity.law.kept {
            case .everyBit: one.isNaN && other.isNaN || one.bitPattern == other.bitPattern
            case .signOfZeroAside: one.isNaN && other.isNaN || one == other
            case .asInTextbooks: ulps(one, other) <= 3
            }
          #expect(agrees, "\(identity) at \(values): \(one) and \(other)")
        }
      }
    }
  }

  @Test("Each is used by some derivative")
  func uses() throws {
    var counts = [Int](repeating: 0, count: Identity.allCases.count)
    func count(_ program: Program, _ kind: GraphResult.Kind) {
      var tidying = DerivativeTidying(EmittedCase("", program, at: [], kind).function(named: "f"))
      _ = tidying.tidied()
      for (index, count) in tidying.uses.counts.enumerated() { counts[index] += count }
    }
    for point in RulePoint.all.sampled(every: 3) {
      count(try point.primitive.subject(at: point.operands).program, .hessian)
    }
    for item in ArrayCase.all.sampled(every: 5) {
      guard case .text(let text) = item.form else { continue }
      let bindings = zip(item.operands, item.point(seed: 5)).map { (name: $0.name, value: $1) }
      count(try Program("sum(sum(sin(\(text))))", bindings), .hessian)
    }
    var random = RandomPrograms(seed: 3)
    for _ in 0..<200 { count(try Subject(random.program()).program, .hessian) }
    for identity in Identity.allCases {
      #expect(counts[identity.rawValue] > 0, "\(identity) is never used")
    }
  }
}
