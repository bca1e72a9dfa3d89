import Calculus
import Differentiation
import Graph

/// Finds the steps to which trouble goes back: where the value, or a derivative, first ceased to be
/// finite, and kinks that were met.
///
/// Values and slopes are looked at separately: "log has no real value at -1.5" is another finding
/// than "sqrt is 0 here and its slope is infinite".
package struct FindingSearch {
  private let program: Program
  private let output: Node
  private let evaluator: Evaluator
  private let needed: [Bool]
  /// By node: whether the output reaches it at this point, through the selections that were taken.
  private var reached: [Bool] = []
  private var kinks: [(node: Node, condition: Node)] = []
  private var reaches: [Selection: Node] = [:]
  private let adjoint: Adjoint?

  private struct Selection: Hashable {
    let node: Node
    let operand: Int
  }

  /// - Parameters:
  ///   - inputs: the inputs that are differentiated by; nil where only the value was asked for.
  ///   - troubled: the input whose derivative is not finite, for `slopeFinding`.
  package init(
    of program: Program, output: Int, by inputs: [Int]?, at point: [Double],
    troubled: Int? = nil
  ) {
    self.program = program
    let graph = program.graph
    let output = program.outputs[output].node
    self.output = output
    let needed = graph.ancestors(of: [output])
    self.needed = needed
    let independents = (inputs ?? []).map { program.inputs[$0].node }
    adjoint = troubled.map {
      Adjoint(
        of: output, independents: [program.inputs[$0].node], in: graph, recordsArcs: true)
    }

    var rules = RuleExpansion(graph)
    let depends = graph.dependents(of: independents, upTo: output)
    for index in needed.indices where needed[index] {
      let operation = graph.records[index].operation
      guard operation.isPrimitive else { continue }
      let node = Node(index)
      if operation.traits.hasKink, depends[index], !FindingSearch.hasOneOperand(node, in: graph),
        let condition = rules.expand(.kink, of: node)
      {
        kinks.append((node, condition))
      }
      guard operation.traits.selects else { continue }
      for position in graph.operands(of: node).indices {
        reaches[Selection(node: node, operand: position)] = rules.reach(
          of: node, operand: position)
      }
    }

    var roots = needed.indices.filter { needed[$0] }.map { Node($0) }
    roots += kinks.map(\.condition) + reaches.values
    for arc in adjoint?.arcs ?? [] {
      if case .node(let partial) = arc.partial { roots.append(partial) }
      if let known = adjoint?[arc.operand] { roots.append(known) }
    }
    evaluator = Evaluator(graph, roots: roots)
    evaluator.bind(program, to: point)
    evaluator.run()
    reached = reachedNodes()
  }

  /// `max(x, x)` has no kink where its operands meet, and `x < x` none anywhere.
  private static func hasOneOperand(_ node: Node, in graph: ExpressionGraph) -> Bool {
    let operands = graph.operands(of: node)
    return operands.count > 1 && operands.allSatisfy { $0 == operands[0] }
  }

  /// Whether an output that is finite, with finite derivatives, can still have a finding.
  package static func hasKinks(_ program: Program, output: Int) -> Bool {
    let needed = program.graph.ancestors(of: [program.outputs[output].node])
    return needed.indices.contains {
      needed[$0] && program.graph.records[$0].operation.traits.hasKink
    }
  }

  /// Steps that the output reaches: reverse, through the operands that were taken.
  private func reachedNodes() -> [Bool] {
    let graph = program.graph
    var reached = [Bool](repeating: false, count: needed.count)
    reached[Int(output.index)] = true
    for index in reached.indices.reversed() where reached[index] {
      let record = graph.records[index]
      guard record.operation.isPrimitive else { continue }
      var position = 0
      graph.forEachOperand(of: record) { operand in
        let condition = reaches[Selection(node: Node(index), operand: position)]
        if condition.map({ evaluator.value($0) != 0 }) ?? true { reached[Int(operand)] = true }
        position += 1
      }
    }
    return reached
  }

  private func operandValues(_ node: Node) -> [Double] {
    program.graph.operands(of: node).map { evaluator.value($0) }
  }

  // MARK: - What was found

  /// Where a value that is not finite comes from: the first reached step that made one from finite
  /// operands, or an input or a constant that is so itself.
  package func valueFinding() -> Finding? {
    guard !evaluator.value(output).isFinite else { return nil }
    var givenSo: Finding?
    for index in reached.indices where reached[index] {
      let node = Node(index)
      guard !evaluator.value(node).isFinite else { continue }
      let operation = program.graph.records[index].operation
      if givenSo == nil, operation == .constant {
        givenSo = Finding(kind: .constant, node: node, operands: [])
      }
      if givenSo == nil, operation == .input,
        let number = program.inputs.firstIndex(where: { $0.node == node })
      {
        givenSo = Finding(kind: .input(index: number), node: node, operands: [])
      }
      guard operation.isPrimitive else { continue }
      let operands = operandValues(node)
      if operands.allSatisfy(\.isFinite) {
        return Finding(
          kind: .value(result: evaluator.value(node)), node: node, operands: operands)
      }
    }
    return givenSo
  }

  /// Where a derivative that is not finite comes from: the first reached step with a slope that is
  /// not finite while its operands are; else the step at which the product of finite slopes ceases
  /// to be.
  package func slopeFinding() -> Finding? {
    guard let adjoint else { return nil }
    for arc in adjoint.arcs where reached[Int(arc.consumer.index)] {
      guard isTaken(arc), case .node(let partial) = arc.partial else { continue }
      let slope = evaluator.value(partial)
      let operands = operandValues(arc.consumer)
      guard !slope.isFinite, operands.allSatisfy(\.isFinite) else { continue }
      let position =
        program.graph.operands(of: arc.consumer).firstIndex(of: arc.operand) ?? 0
      return Finding(
        kind: .slope(operand: position, slope: slope), node: arc.consumer, operands: operands)
    }
    for arc in adjoint.arcs.reversed() where reached[Int(arc.operand.index)] {
      guard let known = adjoint[arc.operand], !evaluator.value(known).isFinite else { continue }
      return Finding(
        kind: .derivative(adjoint: evaluator.value(known)), node: arc.consumer,
        operands: operandValues(arc.consumer))
    }
    return nil
  }

  private func isTaken(_ arc: Arc) -> Bool {
    arc.reach.map { evaluator.value($0) != 0 } ?? true
  }

  /// The reached steps at whose kink the point lies.
  package func kinkFindings() -> [Finding] {
    kinks.filter { reached[Int($0.node.index)] && evaluator.value($0.condition) == 1 }.map {
      Finding(kind: .kink, node: $0.node, operands: operandValues($0.node))
    }
  }
}
