import Graph

/// Ways to write selections.
extension Simplifier {
  mutating func selectionCandidates(_ operands: [Term]) -> [Term] {
    let (condition, a, b) = (operands[0], operands[1], operands[2])
    if let step = step(condition, a, b) { return [step] }
    let rebuilt = arena.select([
      condition, assuming(condition, holds: true, in: a),
      assuming(condition, holds: false, in: b),
    ])
    return [rebuilt]
  }

  /// A sum whose selections by the same condition are one: k*if(c, a, 0) + if(c, 0, b) is
  /// if(c, k*a, b).
  mutating func joinedSelections(_ term: Term) -> Term? {
    guard case .sum(let constant, let addends) = arena[term] else { return nil }
    var conditions: [Term] = []
    var branches: [Term: (a: [Term], b: [Term])] = [:]
    var left: [Addend] = []
    for addend in addends {
      let (coefficient, factors) = arena.factors(of: addend.term)
      guard
        let place = factors.firstIndex(where: {
          guard $0.exponent == arena.one, case .function(.select, _) = arena[$0.base] else {
            return false
          }
          return true
        }), case .function(_, let operands) = arena[factors[place].base]
      else {
        left.append(addend)
        continue
      }
      var others = factors
      others.remove(at: place)
      let factor = arena.product(coefficient * addend.coefficient, others)
      if branches[operands[0]] == nil { conditions.append(operands[0]) }
      branches[operands[0], default: ([], [])].a.append(arena.multiply(factor, operands[1]))
      branches[operands[0], default: ([], [])].b.append(arena.multiply(factor, operands[2]))
    }
    guard conditions.count < addends.count - left.count else { return nil }
    var parts = [arena.sum(constant, left)]
    for condition in conditions {
      guard let (a, b) = branches[condition] else { continue }
      parts.append(
        arena.select([
          condition, shortest([arena.add(a)] + sumCandidates(arena.add(a))),
          shortest([arena.add(b)] + sumCandidates(arena.add(b))),
        ]))
    }
    return arena.add(parts)
  }

  /// A term in which a condition is decided.
  private func assuming(_ condition: Term, holds: Bool, in root: Term) -> Term {
    guard arena.isCondition(condition) else { return root }
    var known = [condition: holds ? arena.one : arena.zero]
    // Where x >= y, max(x, y) is x.
    if case .function(let operation, let operands) = arena[condition],
      [.greaterOrEqual, .greater, .lessOrEqual, .less].contains(operation)
    {
      let isFirstGreater = (operation == .greaterOrEqual || operation == .greater) == holds
      let (greater, less) = isFirstGreater ? (operands[0], operands[1]) : (operands[1], operands[0])
      let pair = operands.map(arena.algebra)
      for order in [pair, pair.reversed()] {
        for (fold, chosen) in [(Operation.greatest, greater), (Operation.least, less)] {
          let extreme = arena.function(fold, order)
          guard case .function(fold, order) = arena[extreme] else { continue }
          known[extreme] = arena.algebra(of: chosen)
        }
      }
    }
    return exchanging(known, in: root)
  }

  /// A term in which other terms stand in the place of some.
  func exchanging(_ exchanges: [Term: Term], in root: Term) -> Term {
    var known = exchanges
    for term in arena.closure(of: [root]) where known[term] == nil {
      let changes = arena.parts(of: term).contains { known[$0] != $0 }
      known[term] = changes ? exchanged(term, known) : term
    }
    return known[root] ?? root
  }

  private func exchanged(_ term: Term, _ known: [Term: Term]) -> Term {
    func new(_ part: Term) -> Term { known[part] ?? part }
    switch arena[term] {
    case .number, .constant, .euler, .symbol: return term
    case .sum(let constant, let addends):
      return arena.sum(
        constant, addends.map { Addend(coefficient: $0.coefficient, term: new($0.term)) })
    case .product(let factors):
      return arena.multiply(factors.map { arena.power(new($0.base), new($0.exponent)) })
    case .function(let operation, let operands):
      return arena.function(operation, operands.map(new))
    case .written(let operation, let operands):
      return arena.written(operation, operands.map(new))
    }
  }

  // MARK: - Steps

  /// The share of one of two operands of `max` or `min`, which `heaviside` gives in one word, half
  /// of it where they are equal: only where what it is multiplied with is finite everywhere.
  private func step(_ condition: Term, _ a: Term, _ b: Term) -> Term? {
    guard b == arena.zero, case .function(let operation, let operands) = arena[condition],
      operation == .greaterOrEqual || operation == .lessOrEqual
    else { return nil }
    let ties = arena.add(condition, arena.comparison(operation, operands.reversed()))
    let (x, y) = (arena.algebra(of: operands[0]), arena.algebra(of: operands[1]))
    let difference = operation == .greaterOrEqual ? arena.subtract(x, y) : arena.subtract(y, x)
    let heaviside = arena.function(Operation.heaviside, [difference])
    var (coefficient, factors) = arena.factors(of: a)
    // The step is there already, and 0 where the condition does not hold.
    if factors.contains(where: { $0.base == heaviside }) { return isFinite(a) ? a : nil }
    guard
      let place = factors.firstIndex(where: {
        $0.base == ties && $0.exponent == arena.minusOne
      })
    else { return nil }
    factors.remove(at: place)
    let rest = arena.product(coefficient, factors)
    return isFinite(rest) ? arena.multiply(rest, heaviside) : nil
  }

  /// Whether a term is finite wherever its inputs are, overflow apart: whatever conditions compare.
  private func isFinite(_ root: Term) -> Bool {
    var seen: Set<Term> = []
    var pending = [root]
    while let term = pending.popLast() {
      guard seen.insert(term).inserted else { continue }
      switch arena[term] {
      case .number, .constant, .euler, .symbol, .sum: break
      case .product(let factors):
        let areFinite = factors.allSatisfy { factor in
          if factor.base == arena.euler { return true }
          guard let exponent = arena.numberValue(factor.exponent) else { return false }
          return exponent.isInteger && !exponent.isNegative
        }
        guard areFinite else { return false }
      case .function(.select, let operands):
        pending += operands.dropFirst()
        continue
      case .function(let operation, _):
        if arena.isTruth(term) { continue }
        // Beyond its domain an angle is nan, and what it is part of was nan before.
        guard operation == .asin || operation.isPrimitive && operation.primitive.domain == nil
        else { return false }
      case .written: return false
      }
      pending += arena.parts(of: term)
    }
    return true
  }
}
