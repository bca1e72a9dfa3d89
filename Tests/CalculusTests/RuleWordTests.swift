import Calculus
import Evaluation
import Graph
import ProgramSupport
import TestSupport
import Testing

/// `guard` and `if` in rules: a convention, and a choice of mathematics.
@Suite("Words of rules")
struct RuleWordTests {
  /// What chooses by `if`, and between which pieces.
  private static let choices = [
    "^": "inside a guard: the convention differs with the exponent",
    "cbrt": "in the complex step: a root on either side of 0",
    "besselj": "orders are even or odd", "min": "elements are taken or left",
    "besseli": "orders are even or odd",
    "max": "elements are taken or left", "if": "is the choice itself",
    "linspace": "one element has no step",
    "pnorm": "even powers need no magnitudes", "pcurve": "even powers need no magnitudes",
    "gaps": "places on the diagonal or beside it",
  ]

  private static func uses(_ word: String, _ text: String) -> Bool {
    text.split { !$0.isLetter }.contains { $0 == word }
  }

  private static func texts(_ primitive: Primitive) -> [String] {
    let others = [primitive.curvature, primitive.square, primitive.complex?.real]
    return (primitive.partials + others + [primitive.complex?.imaginary]).compactMap { $0 }
      + primitive.again
  }

  private static func texts(_ operation: ArrayOperation) -> [String] {
    var texts = (operation.tangents + operation.adjoints).compactMap { $0 }
    texts += [operation.tangentAgain, operation.adjointAgain, operation.analytic].compactMap { $0 }
    if case .formula(let formulas) = operation.meaning { texts += formulas }
    return texts
  }

  @Test("An `if` that is left in a rule chooses between pieces")
  func choices() {
    let rules =
      Registry.primitives.map { ($0.name, Self.texts($0)) }
      + ArrayRegistry.operations.map { ($0.name, Self.texts($0)) }
    let choosing = rules.filter { $0.1.contains { Self.uses("if", $0) } }.map(\.0)
    #expect(Set(choosing) == Set(Self.choices.keys))
  }

  @Test("No guard fires at an ordinary point", arguments: Registry.primitives)
  func ordinaryPoints(_ primitive: Primitive) throws {
    for point in primitive.samples + primitive.far {
      let subject = try primitive.subject(at: point)
      let graph = subject.program.graph
      let node = subject.program.outputs[0].node
      for isRefined in [false, true] {
        var rules = RuleExpansion(graph, isRefined: isRefined)
        for operand in graph.operands(of: node).indices {
          _ = rules.partial(of: node, operand: operand)
        }
      }
      let guards = (0..<graph.count).filter { graph.records[$0].isGuard }
      let conditions = guards.map { Node(graph.records[$0].a) }
      let evaluator = Evaluator(graph, roots: conditions)
      evaluator.bind(subject.program, to: subject.point(primitive.values(at: point)))
      evaluator.run()
      for condition in conditions {
        #expect(evaluator.elements(condition) == [0], "\(primitive.name) at \(point)")
      }
    }
  }

  @Test("Programs read a rule with `if` for its guards")
  func inPrograms() {
    #expect(
      RuleWord.inPrograms("follow(guard(R == 0, 0, A./R), guarded(A))")
        == "follow(if(R == 0, 0, A./R), guarded(A))")
    #expect(RuleWord.inPrograms("guard") == "if")
    #expect(RuleWord.inPrograms("1") == "1")
  }
}
