import Calculus
import Differentiation
import Graph
import Numerics

/// Finds the steps to which trouble goes back: where the value, or a derivative, first ceased to be
/// finite, and kinks that were met.
///
/// Values and slopes are looked at separately: "log has no real value at -1.5" is another finding
/// than "sqrt is 0 here and its slope is infinite".
package struct FindingSearch {
  let program: Program
  let output: Node
  let evaluator: Evaluator
  let needed: [Bool]
  private let differentiates: Bool
  /// By node: which elements the output reaches at this point, through the selections that were
  /// taken; empty for none, a single one for all alike.
  private var reached: [[Bool]] = []
  private var kinks: [(node: Node, condition: Node)] = []
  private(set) var reaches: [Selection: Node] = [:]
  let adjoint: Adjoint?

  struct Selection: Hashable {
    let node: Node
    let operand: Int
  }

  /// - Parameters:
  ///   - inputs: the inputs that are differentiated by; nil where only the value was asked for.
  ///   - troubled: the place in the point of the element whose derivative is not finite, for
  ///     `slopeFinding`.
  package init(
    of program: Program, output: Int, by inputs: [Int]?, at point: [Double],
    troubled: Int? = nil
  ) {
    self.init(
      of: program, program.outputs[output].node,
      by: inputs.map { $0.map { program.inputs[$0].node } }, at: point,
      troubled: troubled.map { program.inputs[program.element(at: $0).input].node })
  }

  /// - Parameter independents: the nodes that are differentiated by; nil for none.
  init(
    of program: Program, _ output: Node, by independents: [Node]?, at point: [Double],
    troubled: Node? = nil
  ) {
    self.program = program
    let graph = program.graph
    self.output = output
    differentiates = independents != nil
    let needed = graph.ancestors(of: [output])
    self.needed = needed
    adjoint = troubled.map {
      Adjoint(of: output, independents: [$0], in: graph, recordsArcs: true)
    }

    let isAvoided = EvenForm(of: [output], by: independents ?? [], in: graph)
      .avoided(by: [output])
    var rules = RuleExpansion(graph)
    let depends = graph.dependents(of: independents ?? [], upTo: output)
    let values = graph.sources(of: [output])
    // A slope that jumps is no step of the program: what bends there is.
    let slopes = Set(
      needed.indices.lazy.filter { needed[$0] }.map { graph.records[$0] }
        .filter { $0.operation.isPassedThrough }.map(\.a))
    for index in needed.indices where needed[index] {
      let operation = graph.records[index].operation
      guard operation.isComputed else { continue }
      let node = Node(index)
      if operation.traits.hasKink, depends[index], !graph.hasEqualOperands(node),
        values[index], !slopes.contains(node.index), !isAvoided(node),
        !program.ruleComparisons.contains(node.index),
        let condition = rules.expand(.kink, of: node)
      {
        kinks.append((node, condition))
      }
      // What an index picks is known from its places: no mask of the whole array for each.
      guard operation.traits.selects, !operation.isIndex else { continue }
      for position in graph.operands(of: node).indices {
        reaches[Selection(node: node, operand: position)] = rules.reach(
          of: node, operand: position)
      }
    }

    var roots = needed.indices.filter { needed[$0] && graph.records[$0].operation != .list }
      .map { Node($0) }
    roots += kinks.map(\.condition) + reaches.values
    for arc in adjoint?.arcs ?? [] {
      if case .node(let partial) = arc.partial { roots.append(partial) }
      if let known = adjoint?[arc.operand] { roots.append(known) }
    }
    evaluator = Evaluator(graph, roots: roots)
    evaluator.bind(program, to: point)
    evaluator.run()
    reached = reachedElements()
  }

  /// Whether an output that is finite, with finite derivatives, can still have a finding.
  package static func hasKinks(_ program: Program, output: Int) -> Bool {
    hasKinks(program.outputs[output].node, in: program.graph)
  }

  /// Whether a step of a loop can have one.
  package static func hasKinks(_ body: Body) -> Bool {
    body.results.contains { hasKinks($0, in: body.graph) }
      || body.graph.bodies.contains { hasKinks($0) }
  }

  static func hasKinks(_ node: Node, in graph: ExpressionGraph) -> Bool {
    let needed = graph.ancestors(of: [node])
    return needed.indices.contains {
      needed[$0] && graph.records[$0].operation.traits.hasKink
    }
  }

  // MARK: - Reach

  /// Whether the output is computed from a node, through the selections that were taken.
  func reaches(_ node: Node) -> Bool {
    Int(node.index) < reached.count && isReached(node)
  }

  func isReached(_ node: Node) -> Bool { reached[Int(node.index)].contains(true) }

  func isReached(_ node: Node, element: Int) -> Bool {
    isReached(element, of: reached[Int(node.index)])
  }

  private func isReached(_ element: Int, of elements: [Bool]) -> Bool {
    elements.count == 1 ? elements[0] : !elements.isEmpty && elements[element]
  }

  // MARK: - Values at an element

  /// The elements in which a step is looked at: those of its shape.
  private func count(_ node: Node) -> Int { program.graph.shape(of: node).count }

  /// The value of a node in one element; a number has the same in all.
  package func value(_ node: Node, at element: Int) -> Double {
    evaluator.value(node, element: program.graph[node].shape == 0 ? 0 : element)
  }

  private func operandValues(_ node: Node, at element: Int) -> [Double] {
    program.graph[node].operation.isArray
      ? [] : program.graph.operands(of: node).map { value($0, at: element) }
  }

  private func areOperandsFinite(_ node: Node, at element: Int) -> Bool {
    let graph = program.graph
    guard graph[node].operation.isArray else {
      return operandValues(node, at: element).allSatisfy(\.isFinite)
    }
    return graph.operands(of: node).allSatisfy { operand in
      graph[operand].operation.isFactor
        || evaluator.elements(operand).allSatisfy(\.isFinite)
    }
  }

  func finding(_ kind: Finding.Kind, _ node: Node, at element: Int) -> Finding {
    Finding(
      kind: kind, node: node, operands: operandValues(node, at: element),
      element: program.graph[node].shape == 0 ? nil : element)
  }

  // MARK: - What was found

  /// Where a value that is not finite comes from: the first reached step that made one from finite
  /// operands, or an input or a constant that is so itself.
  package func valueFinding() -> Finding? {
    guard !evaluator.elements(output).allSatisfy(\.isFinite) else { return nil }
    var givenSo: Finding?
    for index in reached.indices where !reached[index].isEmpty {
      let node = Node(index)
      let operation = program.graph.records[index].operation
      guard operation != .list, !operation.isFactor else { continue }
      let bad = (0..<count(node)).first {
        isReached(node, element: $0) && !value(node, at: $0).isFinite
          && (!operation.isComputed || areOperandsFinite(node, at: $0))
      }
      guard let bad else { continue }
      if operation.isComputed {
        return obstacle(of: node) ?? finding(.value(result: value(node, at: bad)), node, at: bad)
      }
      if givenSo == nil, operation == .constant { givenSo = finding(.constant, node, at: bad) }
      if givenSo == nil, operation == .input,
        let number = program.inputs.firstIndex(where: { $0.node == node })
      {
        givenSo = finding(.input(index: number), node, at: bad)
      }
    }
    return givenSo
  }

  /// Where a derivative that is not finite comes from: the first reached step with a slope that is
  /// not finite while its operands are; else the step at which the product of finite slopes ceases
  /// to be.
  package func slopeFinding() -> Finding? {
    guard let adjoint else { return nil }
    for arc in adjoint.arcs where isReached(arc.consumer) {
      guard case .node(let partial) = arc.partial else { continue }
      let bad = (0..<count(arc.consumer)).first { element in
        isReached(arc.consumer, element: element) && isTaken(arc, at: element)
          && !value(partial, at: element).isFinite && areOperandsFinite(arc.consumer, at: element)
      }
      guard let bad else { continue }
      let position =
        program.graph.operands(of: arc.consumer).firstIndex(of: arc.operand) ?? 0
      return finding(
        .slope(operand: position, slope: value(partial, at: bad)), arc.consumer, at: bad)
    }
    for arc in adjoint.arcs.reversed() where isReached(arc.operand) {
      guard let known = adjoint[arc.operand],
        let bad = evaluator.elements(known).first(where: { !$0.isFinite })
      else { continue }
      return finding(.derivative(adjoint: bad), arc.consumer, at: 0)
    }
    return nil
  }

  func isTaken(_ arc: Arc, at element: Int) -> Bool {
    arc.reach.map { value($0, at: element) != 0 } ?? true
  }

  /// The reached steps at whose kink the point lies, and matrices that are not what an operation
  /// takes them for.
  package func kinkFindings() -> [Finding] {
    let sloped = kinks.isEmpty ? [] : reachedElements(hasSlopes: true)
    let met = kinks.compactMap { kink in
      // A kink counts where the slope goes through it, a comparison wherever it decides.
      let isDecision = program.graph[kink.node].operation.isComparison
      let elements = isDecision ? reached[Int(kink.node.index)] : sloped[Int(kink.node.index)]
      return (0..<count(kink.node)).first {
        isReached($0, of: elements) && value(kink.condition, at: $0) == 1
      }.map { finding(.kink, kink.node, at: $0) }
    }
    return met + matrixFindings { isReached($0) && differentiates }
  }

  /// What is to be said of matrices even where the value is finite.
  package func matrixFindings(where isAsked: (Node) -> Bool) -> [Finding] {
    guard program.graph.hasArrays else { return [] }
    return reached.indices.flatMap { index in
      let node = Node(index)
      guard isReached(node), program.graph.records[index].operation.isArray else {
        return [Finding]()
      }
      return [
        unsymmetric(node), nearlySingular(node), isAsked(node) ? repeatedEigenvalue(node) : nil,
      ].compactMap { $0 }
    }
  }
}
