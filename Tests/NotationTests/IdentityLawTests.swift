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

  @Test(
    "A reciprocal that several steps read is computed once, and multiplied by",
    arguments: [
      (EmittedLanguage.c, "gradient[0] = t2*y;"), (.swift, "[t2*y, t2*x]"),
      (.python, "(t2*y, t2*x)"),
    ])
  func sharedReciprocals(_ language: EmittedLanguage, line: String) throws {
    let program = try Program("log(x*y)")
    let function = EmittedCase("", program, at: [1, 1], .gradient).function(named: "f")
    let text = try function.source(in: language)
    #expect(text.contains("= 1.0/t1") && text.contains(line), "\(text)")
  }

  @Test("One that a single step reads is a quotient")
  func quotients() throws {
    let numbers = EmittedCase("", try Program("log(x)*y + log(y)"), at: [1, 1], .gradient)
    #expect(try numbers.function(named: "f").source(in: .c).contains("gradient[0] = y/x;"))
    // Whole arrays are divided at once; in a loop one reciprocal stands for many divisions.
    let bindings = [
      (name: "A", value: Matrix(Shape(2, 1), [1, 2])), (name: "s", value: Matrix(2)),
    ]
    let program = try Program("sum(sin(A/s))", bindings)
    let arrays = EmittedCase("", program, at: program.point(bindings), .gradient)
    let function = arrays.function(named: "f")
    #expect(try function.source(in: .python).contains("A_bar = t2/s"))
    #expect(try function.source(in: .c).contains("= 1.0/s;"))
  }

  @Test("A guard whose operands are rewritten is still one")
  func guards() throws {
    let graph = ExpressionGraph(expectedNodes: 16)
    let (x, y) = (graph.makeInput(), graph.makeInput())
    let first = graph.count
    let product = graph.make(.multiply, x.index, graph.constant(2).index)
    let condition = graph.make(.equal, y.index, graph.constant(0).index)
    let step = [condition.index, graph.constant(5).index, product.index]
      .withUnsafeBufferPointer { graph.makeGuard(operands: $0) }
    var rewriter = Rewriter(graph, for: .code, derivativeFrom: first)
    rewriter.rewrite(
      graph.ancestors(of: [step]), for: [step], from: first, inputs: [x, y])
    #expect(rewriter[step] != step && graph[rewriter[step]].isGuard)
  }

  @Test("Each is used by some derivative")
  func uses() throws {
    var counts = [Int](repeating: 0, count: Identity.all.count)
    func count(_ program: Program, _ kind: GraphResult.Kind) {
      let function = EmittedCase("", program, at: [], kind).function(named: "f")
      for use in [Identity.Use.code, .arrayCode, .display] {
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
