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
  /// A function with the shape of its argument.
  struct BodyKey: Hashable {
    let function: Int32
    let shape: Shape
  }

  /// A body with the nodes that its captures are outside.
  struct KeptBody {
    let body: Body
    let captures: [Int32]
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

  /// Makes a loop of the iteration whose start value lies on top of the stack, if it becomes one.
  mutating func keepLoop(
    _ instruction: Instruction, count: Double
  ) throws(LoweringError) -> Bool {
    // What the program differentiates by may be something that a body reads from outside.
    guard loops == .kept, heldNames.isEmpty, count <= Lowering.mostSteps,
      count * max(1, functions[Int(instruction.payload)].size)
        >= Lowering.fewestOperations
    else { return false }
    let start = Node(stack[stack.count - 1])
    let key = BodyKey(function: instruction.payload, shape: graph.shape(of: start))
    if bodies[key] == nil { bodies[key] = .some(makeBody(key, instruction)) }
    guard let kept = bodies[key] ?? nil else { return false }
    let captures = kept.captures.map { Node(captured == nil ? $0 : inside($0)) }
    let ends = graph.make(
      Loop(kept.body, count: Int(count), starts: [start], captures: captures))
    noteOrigin(instruction.origin)
    stack[stack.count - 1] = ends[0].index
    return true
  }

  /// The body of a function; nil where it has none, because its result is no argument, or there is a
  /// mistake in it, which shows when it is written out.
  private mutating func makeBody(_ key: BodyKey, _ instruction: Instruction) -> KeptBody? {
    let inner = ExpressionGraph(expectedNodes: 64)
    let state = inner.makeInput(key.shape)
    var lowering = self
    lowering.graph = inner
    lowering.builder = ArrayBuilder(inner, simplifies: false)
    lowering.captured = CapturedNodes(outside: captured?.outside ?? graph)
    lowering.bodies = [:]
    lowering.expanded = [:]
    lowering.origins = FlatArray()
    lowering.stack = FlatArray()
    lowering.stack.append(state.index)
    lowering.frames = [Frame(function: key.function, base: 0, argumentCount: 1)]
    do {
      try lowering.runFrames()
    } catch {
      return nil
    }
    expansionCount = lowering.expansionCount
    let result = Node(lowering.stack[0])
    guard inner.shape(of: result) == key.shape, let captures = lowering.captured?.inputs else {
      return nil
    }
    return withoutInvariants(
      Body(
        name: name(functions[Int(key.function)].name), graph: inner, states: [state],
        captures: captures.map(\.node), results: [result]), captures.map(\.outside))
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

  /// A body in which nothing is computed that is the same in every step: that is done once, outside.
  private mutating func withoutInvariants(_ body: Body, _ outside: [Int32]) -> KeptBody {
    let graph = body.graph
    let last = body.results[0]
    let depends = graph.dependents(of: body.states, upTo: last)
    let needed = graph.ancestors(of: body.results)
    var invariants: [Int32] = []
    var seen: Set<Int32> = []
    func note(_ node: Int32) {
      guard !depends[Int(node)], graph.records[Int(node)].operation != .constant,
        seen.insert(node).inserted
      else { return }
      invariants.append(node)
    }
    for index in needed.indices where needed[index] && depends[index] {
      graph.forEachOperand(of: graph.records[index]) { note($0) }
    }
    for result in body.results { note(result.index) }
    let inner = ExpressionGraph(expectedNodes: graph.count)
    var copy = GraphCopy(from: graph, to: inner)
    let states = body.states.map { state in
      let input = inner.makeInput(graph.shape(of: state))
      copy.replace(state, by: input)
      return input
    }
    var out = GraphCopy(from: graph, to: captured?.outside ?? self.graph)
    for (capture, node) in zip(body.captures, outside) { out.replace(capture, by: Node(node)) }
    let captures = invariants.map { invariant in
      let input = inner.makeInput(graph.shape(at: invariant))
      copy.replace(Node(invariant), by: input)
      return input
    }
    return KeptBody(
      body: Body(
        name: body.name, graph: inner, states: states, captures: captures,
        results: copy.nodes(body.results)),
      captures: out.nodes(invariants.map { Node($0) }).map(\.index))
  }
}
