import Differentiation
import Graph

/// The derivatives of a program as terms of an arena.
struct Derivation {
  let arena: TermArena
  private(set) var derivatives: [Term]
  let prefersDecimals: Bool
  private let reader: TermReader
  private let copy: PlainCopy
  private let symbolCount: Int

  /// First derivatives, as the reverse sweep gives them.
  ///
  /// - Parameter mostSpread: the longest sums and products that are copied into others.
  init(of output: Node, in program: Program, by chosen: [Int], mostSpread: Int) {
    arena = TermArena(mostSpread: mostSpread)
    copy = PlainCopy(of: output, in: program, arena)
    prefersDecimals = copy.hasDecimals
    arena.prefersDecimals = prefersDecimals
    symbolCount = program.inputs.count
    let independents = chosen.map { [copy] in copy.inputs[$0] }
    let firstDerived = copy.graph.count
    let adjoint = Adjoint(of: copy.root, independents: independents, in: copy.graph)
    let roots = independents.map { adjoint[$0] }
    reader = TermReader(
      copy.graph, arena, inputs: copy.terms, roots: roots.compactMap { $0 } + [copy.root],
      firstDerived: firstDerived)
    derivatives = roots.map { [reader, arena] in $0.flatMap { reader[$0] } ?? arena.zero }
  }

  /// Takes every derivative again, by its own input, from the first to the given order.
  ///
  /// - Returns: the order that was reached before the formulas became too long.
  mutating func differentiate(by chosen: [Int], to order: Int, simplifies: Bool) -> Int {
    guard order > 1 else { return order }
    for reached in 1..<order {
      if isTooLong { return reached }
      for (place, input) in chosen.enumerated() {
        derivatives[place] = derivative(of: derivatives[place], by: input)
      }
      if simplifies { simplify() }
    }
    return order
  }

  /// Puts the output itself in the place of every derivative.
  mutating func undo() {
    derivatives = derivatives.map { _ in reader[copy.root] ?? arena.zero }
  }

  /// Whether the formulas are longer than anybody reads, and would only grow.
  private var isTooLong: Bool { arena.closure(of: derivatives).count > Derivation.mostTerms }

  private static let mostTerms = 20_000

  /// How many terms the derivatives are made of, each counted for itself; from a limit on estimated
  /// by those that were counted.
  func size(countedUpTo limit: Int) -> Int {
    var lastRoot = [Int32](repeating: -1, count: arena.count)
    var total = 0
    for (root, derivative) in derivatives.enumerated() {
      var pending = [derivative]
      while let term = pending.popLast() {
        guard lastRoot[Int(term.index)] != Int32(root) else { continue }
        lastRoot[Int(term.index)] = Int32(root)
        total += 1
        pending += arena.parts(of: term)
      }
      if total > limit { return total / (root + 1) * derivatives.count }
    }
    return total
  }

  mutating func simplify() {
    var simplifier = Simplifier(arena, prefersDecimals: prefersDecimals)
    derivatives = derivatives.map { simplifier.simplify($0) }
  }

  /// The terms of a definition of the program: as a value, and as conditions have it.
  func terms(ofDefinition node: Node) -> [Term] {
    guard let node = copy.node(for: node) else { return [] }
    return [reader[node], reader.written(node)].compactMap { $0 }
  }

  /// The derivative of a term by an input.
  private func derivative(of term: Term, by input: Int) -> Term {
    let scratch = ExpressionGraph(expectedNodes: 256)
    var terms: [Term] = []
    var nodes: [Node] = []
    for index in 0..<symbolCount {
      nodes.append(scratch.makeInput())
      terms.append(arena.symbol(index))
    }
    var constants: [UInt64: Node] = [:]
    var writer = TermWriter(
      arena, scratch, prefersDecimals: prefersDecimals, input: { nodes[$0] }
    ) { value in
      if let known = constants[value.bitPattern] { return known }
      let node = scratch.makeInput()
      terms.append(arena.constant(value))
      constants[value.bitPattern] = node
      return node
    }
    let root = writer.write(term)
    let firstDerived = scratch.count
    let tangent = Tangent(
      of: [root], seeds: [Seed(nodes[input], scratch.constant(1))],
      in: scratch)
    guard let derivative = tangent[root] else { return arena.zero }
    let reader = TermReader(
      scratch, arena, inputs: terms, roots: [derivative], firstDerived: firstDerived)
    return reader[derivative] ?? arena.zero
  }
}
