import Differentiation
import Evaluation
import Graph
import Numerics
import ProgramSupport
import TestSupport
import Testing

/// Random programs with definitions inside parentheses and in functions, against the same steps
/// written one by one.
@Suite("Random local definitions")
struct LocalDefinitionFuzzTests {
  private static let caseCount = Sampling.count(300, whole: 1000)

  @Test("They have the bits of the same steps as statements, in every question")
  func statements() throws {
    var random = RandomLocals(seed: Sampling.seed)
    for _ in 0..<Self.caseCount {
      let texts = random.program()
      let point = (0..<3).map { _ in random.uniform(-2...2) }
      let local = Answers(try Program(texts.local), point)
      let plain = Answers(try Program(texts.statements), point)
      #expect(local == plain, "\(texts.local)\n\(texts.statements)")
    }
  }

  @Test("Their value has the bits of the expression with all of them put in their places")
  func substituted() throws {
    var random = RandomLocals(seed: Sampling.seed &+ 1)
    for _ in 0..<Self.caseCount {
      let texts = random.program()
      guard texts.substituted.utf8.count < 100_000 else { continue }
      let point = ["x", "y", "z"].map { ($0, Matrix(random.uniform(-2...2))) }
      func bits(_ text: String) throws -> UInt64 {
        let program = try Program(text)
        let value = program.values(at: program.point(point))[0].elements[0]
        return value.isNaN ? Double.nan.bitPattern : value.bitPattern
      }
      #expect(try bits(texts.local) == bits(texts.substituted), "\(texts.local)")
    }
  }
}

/// What a program answers to everything, bit by bit; every nan is one.
private struct Answers: Equatable {
  var numbers: [[UInt64]] = []
  var stepCount: Int

  init(_ program: Program, _ point: [Double]) {
    let inputs = Array(program.inputs.indices)
    for mode in [DifferentiationMode.reverse, .forward] {
      let gradient = Gradient(of: program, by: inputs, at: point, mode: mode)
      numbers.append(Answers.bits([gradient.value] + gradient.partials))
    }
    let trace = Trace(of: program, by: inputs, at: point, derivatives: .adjoints)
    stepCount = trace.rows.count
    numbers.append(Answers.bits(trace.rows.flatMap { $0.value.elements }))
    let hessian = Hessian(of: program, by: inputs, at: point)
    numbers.append(Answers.bits(hessian.gradient))
    numbers.append(Answers.bits(hessian.matrix.dense.elements))
    var plan = RowPlan(
      program, columns: inputs.map { .init(input: program.inputs[$0].node, element: 0) },
      point: point)
    plan.askForGradient(by: inputs, mode: .reverse)
    let evaluator = RowEvaluator(plan, lanes: 4)
    let columns: [Double] = inputs.flatMap { (input: Int) -> [Double] in
      [point[input], point[input] / 2, 1, point[input]]
    }
    var results = [Double](repeating: 0, count: plan.resultCount * 4)
    columns.withUnsafeBufferPointer { source in
      results.withUnsafeMutableBufferPointer { target in
        guard let source = source.baseAddress, let target = target.baseAddress else { return }
        evaluator.evaluate(source, stride: 4, count: 4, to: target, stride: 4)
      }
    }
    numbers.append(Answers.bits(results))
  }

  private static func bits(_ values: [Double]) -> [UInt64] {
    values.map { $0.isNaN ? Double.nan.bitPattern : $0.bitPattern }
  }
}
