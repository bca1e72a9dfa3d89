import Algebra
import Calculus
import Numerics
import ProgramSupport
import TestSupport
import Testing

@testable import Graph
@testable import Notation

/// The identities by which derivatives are rewritten before they are written out.
@Suite("Identities of derivatives")
struct IdentityLawTests {
  @Test(
    "Both forms have the same numbers, but for what the law gives up",
    arguments: Identity.all.indices)
  private func law(_ place: Int) {
    let identity = Identity.all[place]
    for use in identity.uses {
      let samples = LawSample.all(place, use)
      #expect(!samples.isEmpty, "\(identity.left) fits no sample")
      for sample in samples {
        let failures = sample.failures()
        #expect(failures.isEmpty, "\(failures.first ?? "")")
      }
    }
  }

  @Test("Each is used by some derivative")
  func uses() throws {
    var counts = [Int](repeating: 0, count: Identity.all.count)
    func count(_ program: Program, _ kind: GraphResult.Kind) {
      let function = EmittedCase("", program, at: [], kind).function(named: "f")
      for use in [Identity.Use.code, .display] {
        for (place, count) in function.tidied(for: use).counts.enumerated() {
          counts[place] += count
        }
      }
    }
    func countFormulas(_ text: String, _ bindings: [(name: String, value: Matrix)]) throws {
      let program = try Program(text, bindings)
      let inputs = Array(program.inputs.indices)
      let derivative = ArrayDerivative(of: program.outputs[0].node, in: program, by: inputs)
      for (place, count) in derivative.counts.enumerated() { counts[place] += count }
    }
    for point in RulePoint.all.sampled(every: 3) {
      count(try point.primitive.subject(at: point.operands).program, .hessian)
    }
    for item in ArrayCase.all.sampled(every: 5) {
      guard case .text(let text) = item.form else { continue }
      let bindings = zip(item.operands, item.point(seed: 5)).map { (name: $0.name, value: $1) }
      count(try Program("sum(sum(sin(\(text))))", bindings), .hessian)
      try countFormulas("sum(sum(sin(\(text))))", bindings)
    }
    for text in [
      "sum(sin(-(2*x)))", "sum((3*x).^2)", "sum(sin(eye(2)*x) + sin((x'*eye(2))'))",
      "s = x[1]; sum(sin((s*[1, 2; 3, 4])*x) + sin([1, 2; 3, 4]*(s*x)))", "sum(ones(3, 1)[1:2].*x)",
    ] {
      try countFormulas(text, [("x", Matrix(Shape(2, 1), [1, 2]))])
    }
    var random = RandomPrograms(seed: 3)
    for _ in 0..<200 { count(try Subject(random.program()).program, .hessian) }
    for (identity, count) in zip(Identity.all, counts) {
      #expect(count > 0, "\(identity.left) is never used")
    }
  }
}
