import Numerics

/// A function that is given as an argument: a small graph of its own, which one node of a larger
/// graph holds.
package final class Body {
  /// What the program calls the function.
  package let name: String
  package let graph: ExpressionGraph
  /// What a step begins with: inputs of the graph.
  package let states: [Node]
  /// What every step reads from outside: inputs of the graph.
  package let captures: [Node]
  /// What a step ends with: as many nodes as states, of their shapes.
  package let results: [Node]
  /// The bodies of derivatives, once made: they are steps of the same graph.
  private var tangents: [DerivativeKey: Body] = [:]
  private var reverses: [DerivativeKey: ReverseBody] = [:]

  /// What a derivative of a body hangs on.
  package struct DerivativeKey: Hashable {
    /// The numbers of the states that have a derivative before the step, and of those after it.
    package let states: [Int]
    package let ends: [Int]
    /// The numbers of the captures that have one.
    package let captures: [Int]
    package let isDifferentiatedAgain: Bool

    package init(states: [Int], ends: [Int], captures: [Int], isDifferentiatedAgain: Bool) {
      self.states = states
      self.ends = ends
      self.captures = captures
      self.isDifferentiatedAgain = isDifferentiatedAgain
    }
  }

  package init(
    name: String, graph: ExpressionGraph, states: [Node], captures: [Node], results: [Node]
  ) {
    self.name = name
    self.graph = graph
    self.states = states
    self.captures = captures
    self.results = results
  }

  /// The shapes of the states.
  package var shapes: [Shape] { states.map { graph.shape(of: $0) } }

  /// The body of the tangent, made once.
  package func tangent(_ key: DerivativeKey, make: () -> Body) -> Body {
    if let known = tangents[key] { return known }
    let body = make()
    tangents[key] = body
    return body
  }

  /// The step backwards, made once.
  package func reverse(_ key: DerivativeKey, make: () -> ReverseBody) -> ReverseBody {
    if let known = reverses[key] { return known }
    let body = make()
    reverses[key] = body
    return body
  }

  /// The states and captures that hang on some of them after any number of steps.
  ///
  /// - Returns: The numbers of the states, in order.
  package func reached(fromStates first: [Int], captures: [Int]) -> [Int] {
    var found = Set(first)
    let last = results.max { $0.index < $1.index } ?? Node(0)
    while true {
      let sources = found.map { states[$0] } + captures.map { self.captures[$0] }
      let depends = graph.dependents(of: sources, upTo: last)
      let next = results.indices.filter { depends[Int(results[$0].index)] }
      guard !found.isSuperset(of: next) else { return found.sorted() }
      found.formUnion(next)
    }
  }

  /// The states that hang on some states and captures after one step.
  package func reachedInOneStep(fromStates first: [Int], captures: [Int]) -> [Int] {
    let last = results.max { $0.index < $1.index } ?? Node(0)
    let sources = first.map { states[$0] } + captures.map { self.captures[$0] }
    let depends = graph.dependents(of: sources, upTo: last)
    return results.indices.filter { depends[Int(results[$0].index)] }
  }

  /// The body in which what is the same node outside, such as `h + k` and what is defined so, is
  /// one capture; with the captures that are left.
  func merging(_ outside: [Node]) -> (body: Body, captures: [Node]) {
    var numbers: [Node: Int] = [:]
    var kept: [Int] = []
    for (number, node) in outside.enumerated() where numbers[node] == nil {
      numbers[node] = kept.count
      kept.append(number)
    }
    guard kept.count < outside.count else { return (self, outside) }
    let merged = ExpressionGraph(expectedNodes: graph.count)
    let states = states.map { merged.makeInput(graph.shape(of: $0)) }
    let captures = kept.map { merged.makeInput(graph.shape(of: self.captures[$0])) }
    let results = graph.written(
      results, self.states + self.captures,
      as: states + outside.map { captures[numbers[$0] ?? 0] }, in: merged)
    return (
      Body(name: name, graph: merged, states: states, captures: captures, results: results),
      kept.map { outside[$0] }
    )
  }

  /// One step written out in another graph.
  package func written(_ states: [Node], _ captures: [Node], in target: ExpressionGraph) -> [Node] {
    graph.written(results, self.states + self.captures, as: states + captures, in: target)
  }
}

/// A step backwards through a body: from the adjoints of what a step ends with to those of what it
/// begins with, where the adjoints of captures are added up from step to step.
///
/// Its nodes are steps of the body's graph.
package final class ReverseBody {
  /// It holds this step.
  package unowned let body: Body
  /// The numbers of the states and captures that have adjoints; in a loop the states have them
  /// after each step.
  package let states: [Int]
  package let captures: [Int]
  /// Inputs: the adjoints of what a step ends with.
  package let weights: [Node]
  /// Inputs: the adjoints of `captures` from all later steps.
  package let sums: [Node]
  /// The adjoints of what a step begins with, and the sums with this step's share.
  package let results: [Node]

  package init(
    _ body: Body, states: [Int], captures: [Int], weights: [Node], sums: [Node], results: [Node]
  ) {
    self.body = body
    self.states = states
    self.captures = captures
    self.weights = weights
    self.sums = sums
    self.results = results
  }

  /// The shapes of the results.
  package var shapes: [Shape] { results.map { body.graph.shape(of: $0) } }
}
