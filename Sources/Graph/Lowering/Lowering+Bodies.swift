import Calculus
import Numerics

/// What an iteration becomes.
package enum LoopForm: Sendable {
  /// Its steps, one after the other.
  case writtenOut
  /// One node that holds the function's body, where there are many steps.
  case kept
}

/// Loops whose bodies are kept.
extension Lowering {
  /// A function with the shape of its argument, and for one that takes the number of the step how
  /// many there are: places in arrays may hang on it.
  struct BodyKey: Hashable {
    let function: Int32
    let shape: Shape
    let count: Int?
  }

  /// A body with what its captures are; functions have one for each shape of their argument.
  struct KeptBody {
    let body: Body
    /// In a graph of the function alone, in which the same is done in every step.
    let captures: [Node]
    let graph: ExpressionGraph
    /// The inputs of that graph, and the nodes outside that they are.
    let inputs: [(node: Node, outside: Int32)]
  }

  /// What a body reads from outside, while it is made.
  struct CapturedNodes {
    /// The graph outside.
    let outside: ExpressionGraph
    /// By node outside: the one inside.
    var inside: [Int32: Int32] = [:]
    /// The inputs inside that stand for nodes outside.
    var inputs: [(node: Node, outside: Int32)] = []
  }

  /// An iteration that is expected to make fewer operations is written out: every step shows.
  private static let fewestOperations = 256.0

  /// More would not come to an end.
  private static let mostSteps = 1e12

  /// The steps of an iteration behind the first.
  struct KeptLoop {
    let kept: KeptBody
    let count: Int
    let origin: Int32
  }

  /// Begins the iteration whose start value lies on top of the stack, if it becomes a loop.
  ///
  /// Its first step is written out: what is the same in every step is computed there, where it
  /// would be if all were, so that sums of derivatives have the same order.
  mutating func beginLoop(_ instruction: Instruction, count: Double) -> Bool {
    // What the program differentiates by may be something that a body reads from outside.
    guard loops == .kept, heldNames.isEmpty, count >= 1, count <= Lowering.mostSteps,
      count * max(1, functions[Int(instruction.payload)].size) >= Lowering.fewestOperations
    else { return false }
    let base = stack.count - 1
    let takesNumber = functions[Int(instruction.payload)].parameters.count == 2
    let key = BodyKey(
      function: instruction.payload, shape: graph.shape(at: stack[base]),
      count: takesNumber ? Int(count) : nil)
    if bodies[key] == nil { bodies[key] = .some(makeBody(key)) }
    guard let kept = bodies[key] ?? nil else { return false }
    pushStepNumber(1, of: instruction.payload)
    frames.append(
      Frame(
        function: instruction.payload, base: base, argumentCount: stack.count - base,
        loop: KeptLoop(kept: kept, count: Int(count) - 1, origin: instruction.origin)))
    return true
  }

  /// Makes the loop of all steps behind the first, whose result lies on top of the stack.
  mutating func finish(_ loop: KeptLoop) {
    guard loop.count > 0 else { return }
    let (body, captures) = loop.kept.body.merging(captures(of: loop.kept))
    // The number of the step is a state that each step counts on.
    var starts = [Node(stack[stack.count - 1])]
    if body.states.count == 2 { starts.append(graph.constant(2)) }
    let ends = graph.make(
      Loop(body, count: loop.count, starts: starts, captures: captures))
    noteOrigin(loop.origin)
    stack[stack.count - 1] = ends[0].index
  }

  /// The body of a function; nil where it has none, because its result is no argument, or there is
  /// a mistake in it, which shows when it is written out.
  private mutating func makeBody(_ key: BodyKey) -> KeptBody? {
    let inner = ExpressionGraph(expectedNodes: 64)
    var lowering = self
    lowering.graph = inner
    lowering.builder = ArrayBuilder(inner, simplifies: false)
    lowering.captured = CapturedNodes(outside: captured?.outside ?? graph)
    lowering.bodies = [:]
    lowering.expanded = [:]
    lowering.origins = FlatArray()
    lowering.stack = FlatArray()
    var states = [inner.makeInput(key.shape)]
    if let count = key.count {
      // The first step is written out.
      states.append(inner.makeInput())
      lowering.builder.step = StepNumber(node: states[1].index, range: 2...max(2, count))
    }
    lowering.stack.append(contentsOf: states.map(\.index))
    lowering.frames = [
      Frame(function: key.function, base: 0, argumentCount: states.count)
    ]
    do {
      try lowering.runFrames()
    } catch {
      return nil
    }
    expansionCount = lowering.expansionCount
    var results = [Node(lowering.stack[0])]
    guard inner.shape(of: results[0]) == key.shape, let captures = lowering.captured?.inputs else {
      return nil
    }
    if states.count == 2 {
      results.append(inner.make(.add, states[1].index, inner.constant(1).index))
    }
    return withoutInvariants(
      inner, states, results, captures, name: name(functions[Int(key.function)].name))
  }

  /// What a node outside of a body is inside: a number, or an input.
  mutating func inside(_ node: Int32) -> Int32 {
    // The name of a function is no node.
    guard var captured, node >= 0 else { return node }
    if let known = captured.inside[node] { return known }
    let outside = captured.outside
    let found: Node
    if outside.matrixWithoutInputs(Node(node)) != nil {
      // A count or an index may ask for it.
      var copy = GraphCopy(from: outside, to: graph)
      found = copy.nodes([Node(node)])[0]
    } else {
      found = graph.makeInput(outside.shape(at: node))
      captured.inputs.append((found, node))
    }
    captured.inside[node] = found.index
    self.captured = captured
    return found.index
  }

  /// A body in which nothing is computed that is the same in every step: that is a capture.
  private func withoutInvariants(
    _ graph: ExpressionGraph, _ states: [Node], _ results: [Node],
    _ outside: [(node: Node, outside: Int32)], name: String
  ) -> KeptBody {
    let last = Node(results.map(\.index).max() ?? 0)
    let depends = graph.dependents(of: states, upTo: last)
    let needed = graph.ancestors(of: results)
    var invariants: [Node] = []
    var seen: Set<Int32> = []
    func note(_ node: Int32) {
      guard !(Int(node) < depends.count && depends[Int(node)]),
        graph.records[Int(node)].operation != .constant, seen.insert(node).inserted
      else { return }
      invariants.append(Node(node))
    }
    for index in needed.indices where needed[index] && depends[index] {
      graph.forEachOperand(of: graph.records[index]) { note($0) }
    }
    for result in results { note(result.index) }
    let inner = ExpressionGraph(expectedNodes: graph.count)
    let inputs = (states + invariants).map { inner.makeInput(graph.shape(of: $0)) }
    let ends = graph.written(results, states + invariants, as: inputs, in: inner)
    return KeptBody(
      body: Body(
        name: name, graph: inner, states: Array(inputs.prefix(states.count)),
        captures: Array(inputs.dropFirst(states.count)), results: ends),
      captures: invariants, graph: graph, inputs: outside)
  }

  /// The captures of a body in the graph that is being made.
  private mutating func captures(of kept: KeptBody) -> [Node] {
    let outside = kept.inputs.map { Node(captured == nil ? $0.outside : inside($0.outside)) }
    return kept.graph.written(kept.captures, kept.inputs.map(\.node), as: outside, in: graph)
  }
}
