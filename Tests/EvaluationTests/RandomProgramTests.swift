import Differentiation
import Evaluation
import Graph
import Notation
import ProgramSupport
import Testing

/// Two thousand random programs by independent ways.
@Suite("Random programs")
struct RandomProgramTests {
  private static let count = 2000

  @Test("Forward and reverse mode agree to rounding, or show the same trouble")
  func modes() throws {
    var random = RandomPrograms(seed: 1)
    for _ in 0..<RandomProgramTests.count {
      let text = random.program()
      let values = random.point()
      let subject = try Subject(text)
      let forward = subject.gradient(values, mode: .forward)
      let reverse = subject.gradient(values)
      let scale = reverse.values.filter(\.isFinite).map { abs($0) }.max() ?? 0
      for name in subject.names {
        let (f, r) = (forward[name] ?? 0, reverse[name] ?? 0)
        if f.isFinite && r.isFinite {
          #expect(
            abs(f - r) <= 1e-9 * max(1, scale, abs(f)),
            "by \(name): \(f), \(r): \(text) at \(values)")
        }
      }
    }
  }

  @Test(
    "Every lane has the bits of a single evaluation, for any number of lanes",
    arguments: [2, 3, 8, 64])
  func lanes(_ count: Int) throws {
    var random = RandomPrograms(seed: UInt64(count))
    for _ in 0..<200 {
      let subject = try Subject(random.program())
      let program = subject.program
      let points = (0..<count).map { _ in subject.point(random.point()) }
      let adjoint = Adjoint(
        of: program.outputs[0].node, independents: program.inputs.map(\.node), in: program.graph)
      let roots = [program.outputs[0].node] + program.inputs.compactMap { adjoint[$0.node] }
      // One input stays uniform.
      let varying = program.inputs.map(\.node).dropLast(random.below(2))
      let evaluator = Evaluator(
        program.graph, roots: roots, varying: Array(varying), lanes: count)
      for (index, input) in program.inputs.enumerated() {
        guard varying.contains(input.node) else {
          evaluator.bind(input.node, to: points[0][index])
          continue
        }
        for lane in 0..<count { evaluator.bind(input.node, lane: lane, to: points[lane][index]) }
      }
      evaluator.run()
      for lane in 0..<count {
        let single = Evaluator(program.graph, roots: roots)
        for (index, input) in program.inputs.enumerated() {
          single.bind(
            input.node, to: points[varying.contains(input.node) ? lane : 0][index])
        }
        single.run()
        for root in roots {
          let (one, many) = (single.value(root), evaluator.value(root, lane: lane))
          #expect(one.bitPattern == many.bitPattern || (one.isNaN && many.isNaN))
        }
      }
    }
  }

  @Test("The printed derivative, parsed again, gives the derivative")
  func printed() throws {
    var random = RandomPrograms(seed: 7)
    for _ in 0..<500 {
      let subject = try Subject(random.program())
      let values = random.point()
      let program = subject.program
      let adjoint = Adjoint(
        of: program.outputs[0].node, independents: program.inputs.map(\.node), in: program.graph)
      let printer = ExpressionPrinter(program.graph, ProgramText()) { node in
        program.inputs.firstIndex { $0.node == node }.map { subject.names[$0] }
      }
      let gradient = subject.gradient(values)
      for (name, input) in zip(subject.names, program.inputs) {
        guard let node = adjoint[input.node] else { continue }
        let text = printer.print(node).text
        guard !text.contains("…") else { continue }
        let again = try Subject(text, inputs: subject.names).value(values)
        let direct = gradient[name] ?? 0
        #expect(
          again == direct || (again.isNaN && direct.isNaN), "\(text): \(again), \(direct)")
      }
    }
  }
}
