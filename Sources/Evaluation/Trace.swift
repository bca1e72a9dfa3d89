import Differentiation
import Graph
import Numerics

/// The evaluation trace (Wengert list): every step that the outputs are computed from, in execution
/// order, with its value and its adjoint or its tangents.
package struct Trace {
  /// A step with what was computed for it.
  package struct Row {
    package let node: Node
    /// The names that the program gives the step; empty for an unnamed intermediate value.
    package let names: [String]
    package let value: Matrix
    /// Reverse mode: ∂output/∂step; nil where it was not asked for, because the step depends on no
    /// input that is differentiated by.
    package let adjoint: Matrix?
    /// Forward mode: one for each direction.
    package let tangents: [Matrix]
    /// Reverse mode: the arcs to the step's uses. Forward mode: the arcs from its operands.
    package let arcs: [Arc]
  }

  /// Which derivatives stand beside the values.
  package enum Derivatives {
    case none
    case adjoints
    /// The directions that are traced: places of elements in the point.
    case tangents([Int])
  }

  package let rows: [Row]
  /// The letter of the numbered names: the first of v, t, s, n that the program does not use so
  /// itself.
  package let letter: Character
  /// The position of every step that has a row.
  package let positions: [Node: Int]
  private let graph: ExpressionGraph

  /// The trace of all outputs; adjoints are those of the first.
  ///
  /// - Parameter inputs: the inputs to differentiate by, as indices.
  package init(
    of program: Program, by inputs: [Int], at point: [Double], derivatives: Derivatives
  ) {
    let graph = program.graph
    let outputs = program.outputs.map(\.node)
    let needed = graph.sources(of: outputs)
    let isOutput = Set(outputs)
    let steps = needed.indices.filter { index in
      guard needed[index] else { return false }
      let operation = graph.records[index].operation
      return operation == .input
        || operation.isComputed && !operation.isFactor && !operation.isPassedThrough
        || isOutput.contains(Node(index))
    }.map { Node($0) }

    var arcs: [Node: [Arc]] = [:]
    var adjoint: Adjoint?
    var tangents: [[Matrix?]] = []
    switch derivatives {
    case .none: break
    case .adjoints:
      let built = Adjoint(
        of: outputs[0], independents: inputs.map { program.inputs[$0].node }, in: graph,
        recordsArcs: true)
      for arc in built.arcs where !graph[arc.consumer].operation.isPassedThrough {
        arcs[graph.passedThrough(arc.operand), default: []].append(arc)
      }
      adjoint = built
    case .tangents(let directions):
      let seeded = Set(directions.map { program.element(at: $0).input })
      let seeds = seeded.sorted().map {
        Seed(program.inputs[$0].node, graph.makeInput(program.inputs[$0].shape))
      }
      let joint = Tangent(
        of: outputs, seeds: seeds, in: graph, recordsArcs: true, followsReach: false)
      for arc in joint.arcs { arcs[arc.consumer, default: []].append(arc) }
      let sweep = Sweep(.forward, of: steps, by: program.inputs.map(\.node), in: graph) {
        $0.bind(program, to: point)
      }
      tangents = directions.map {
        sweep.derivatives(for: .elements([Int32(truncatingIfNeeded: $0)]))
      }
    }

    let last = Node(needed.count - 1)
    let depends = graph.dependents(of: inputs.map { program.inputs[$0].node }, upTo: last)
    let adjoints = steps.compactMap { adjoint?[$0] }
    let evaluator = Evaluator(graph, roots: outputs + steps + adjoints)
    evaluator.bind(program, to: point)
    evaluator.run()

    let names = Trace.names(of: program)
    rows = steps.enumerated().map { number, node in
      Row(
        node: node, names: names[node] ?? [], value: evaluator.matrix(node),
        adjoint: adjoint.flatMap { built in
          if node == outputs[0] { return Matrix(graph.shape(of: node), filledWith: 1) }
          let known = built[node].map { evaluator.matrix($0) }
          return known ?? (depends[Int(node.index)] ? Matrix(graph.shape(of: node)) : nil)
        },
        tangents: tangents.map { $0[number] ?? Matrix(graph.shape(of: node)) },
        arcs: arcs[node] ?? [])
    }
    self.graph = graph
    let free = Program.stepLetters.first { !program.usedLetters.contains($0) }
    letter = Character(Unicode.Scalar(free ?? UInt8(ascii: "v")))
    positions = Dictionary(uniqueKeysWithValues: steps.enumerated().map { ($1, $0) })
  }

  /// What a step is called: its own name, or its number.
  package func name(of node: Node) -> String? {
    guard let position = positions[node] ?? positions[graph.passedThrough(node)] else { return nil }
    return rows[position].names.first ?? "\(letter)\(position)"
  }

  /// Reverse mode: what `Gradient` is of the first output, which has been computed already.
  ///
  /// - Parameter inputs: those that the trace was made by.
  package func gradient(of program: Program, by inputs: [Int]) -> Gradient {
    func row(_ node: Node) -> Row? { positions[node].map { rows[$0] } }
    var partials: [Double] = []
    for input in inputs.map({ program.inputs[$0] }) {
      partials +=
        row(input.node)?.adjoint?.elements ?? Array(repeating: 0, count: input.shape.count)
    }
    guard let output = row(program.outputs[0].node) else {
      preconditionFailure("every output has a row")
    }
    return Gradient(value: output.value.elements[0], partials: partials, mode: .reverse)
  }

  private static func names(of program: Program) -> [Node: [String]] {
    var names: [Node: [String]] = [:]
    for input in program.inputs { names[input.node, default: []].append(program.text(input.span)) }
    for name in program.stepNames {
      names[name.node, default: []].append(program.text(name))
    }
    return names
  }
}
