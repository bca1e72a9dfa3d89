import Graph

/// Looks for the shortest way to write a term.
///
/// From the leaves up, every term is rewritten in several ways (over a common denominator,
/// multiplied out, factored, with the identities of trigonometric functions) and the one with the
/// fewest operations is kept. How long it looks is bounded by counting, not by a clock: the same
/// program gives the same text everywhere.
struct Simplifier {
  let arena: TermArena
  /// Only to count operations.
  var writer: TermWriter
  private var best: [Term: Term] = [:]
  /// By term: its form over a common denominator.
  var quotients: [Term: Term] = [:]
  private var limit = 0
  /// What is left for all formulas together.
  private var budget = 3_000_000
  /// Short sums of the formula as it was given: what may come out of a numerator again.
  private(set) var knownSums: [Term] = []
  /// Whether sin(u)*cos(u) may become half of sin(2*u) and exp(u) + exp(-u) twice cosh(u): only at
  /// the end, because that hides what cancels.
  private(set) var isFinal = false

  /// Terms made of more parts are left as they are.
  private static let mostParts = 700
  /// Where much is shared, written out in full it is longer than this: nothing can be multiplied
  /// out.
  private static let mostCost = 4000 * TermWriter.operationCost
  /// How many terms may be made for one formula.
  private static let mostWork = 300_000
  private static let rounds = 3
  private static let mostHalvings = 3

  init(_ arena: TermArena, prefersDecimals: Bool) {
    self.arena = arena
    let graph = ExpressionGraph(expectedNodes: 256)
    var inputs: [Node] = []
    writer = TermWriter(arena, graph, prefersDecimals: prefersDecimals) { index in
      while inputs.count <= index { inputs.append(graph.makeInput()) }
      return inputs[index]
    }
  }

  var isExhausted: Bool { arena.work > limit }

  mutating func simplify(_ root: Term) -> Term {
    guard arena.closure(of: [root]).count <= Simplifier.mostParts,
      cost(root) <= Simplifier.mostCost
    else { return root }
    // Each way starts from another form, because a round only goes downhill.
    var starts = [root]
    for _ in 0..<Simplifier.mostHalvings {
      guard let halved = withHalfAngles(starts[starts.count - 1]) else { break }
      starts.append(halved)
    }
    if let complement = withComplements(root) { starts.append(complement) }
    limit = arena.work + min(Simplifier.mostWork, budget)
    let quotient = overCommonDenominator(root)
    if quotient != root { starts.append(quotient) }
    var candidates = [root]
    let before = arena.work
    for start in starts where arena.work - before < Simplifier.mostWork {
      candidates.append(improved(start))
    }
    return shortest(candidates)
  }

  private mutating func improved(_ root: Term) -> Term {
    let start = arena.work
    limit = start + min(Simplifier.mostWork, budget)
    defer { budget = max(0, budget - (arena.work - start)) }
    knownSums = shortSums(in: root)
    var term = root
    for phase in [false, true] {
      isFinal = phase
      for _ in 0..<Simplifier.rounds {
        let next = pass(term)
        if next == term { break }
        term = next
      }
    }
    return term
  }

  private static let mostKnownSums = 12
  private static let mostKnownTerms = 4

  private func shortSums(in root: Term) -> [Term] {
    Array(
      arena.closure(of: [root]).lazy.filter { term in
        guard case .sum(_, let addends) = arena[term], arena.isSum(term) else { return false }
        return addends.count <= Simplifier.mostKnownTerms
          && addends.allSatisfy { $0.coefficient.isExact }
      }.prefix(Simplifier.mostKnownSums))
  }

  /// One round, from the leaves up.
  private mutating func pass(_ root: Term) -> Term {
    best.removeAll(keepingCapacity: true)
    for term in arena.closure(of: [root]) {
      guard !isExhausted else { return best[root] ?? root }
      let rebuilt = rebuild(term)
      let improved = improve(rebuilt)
      best[term] = improved
    }
    return best[root] ?? root
  }

  /// The term made of the best forms of its parts.
  private func rebuild(_ term: Term) -> Term {
    func improved(_ part: Term) -> Term { best[part] ?? part }
    switch arena[term] {
    case .number, .constant, .euler, .symbol, .written:
      return term
    case .sum(let constant, let addends):
      return arena.sum(
        constant,
        addends.map { Addend(coefficient: $0.coefficient, term: improved($0.term)) })
    case .product(let factors):
      return arena.multiply(
        factors.map { arena.power(improved($0.base), improved($0.exponent)) })
    case .function(let operation, let operands):
      return arena.function(operation, operands.map(improved))
    }
  }

  private mutating func improve(_ term: Term) -> Term {
    if case .written = arena[term] { return term }
    var candidates = [term]
    if arena.isSum(term) {
      candidates += sumCandidates(term)
    } else if case .function(.select, let operands) = arena[term] {
      candidates += selectionCandidates(operands)
    } else {
      candidates += productCandidates(term)
    }
    return shortest(candidates)
  }

  /// The candidate with the fewest operations; of several the first. One in which a number has
  /// overflowed is none, nor is one whose numbers no double holds.
  mutating func shortest(_ candidates: [Term]) -> Term {
    var best = candidates[0]
    var least = cost(best)
    let isFinite = !arena.isNonfinite(best)
    let isWritable = !arena.isBeyondDoubles(best)
    for candidate in candidates.dropFirst() where candidate != best {
      if isFinite, arena.isNonfinite(candidate) { continue }
      if isWritable, arena.isBeyondDoubles(candidate) { continue }
      let cost = cost(candidate)
      if cost < least { (best, least) = (candidate, cost) }
    }
    return best
  }

  /// Operations count in full, and names and numbers a little.
  mutating func cost(_ term: Term) -> Int { writer.cost(term) }
}
