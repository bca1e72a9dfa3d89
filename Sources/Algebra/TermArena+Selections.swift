import Graph

/// Conditions, selections and extremes.
extension TermArena {
  /// `if(condition, a, b)`: decided where the condition is a number, equal branches joined, `!` taken
  /// out of the condition.
  func select(_ operands: [Term]) -> Term {
    let (condition, a, b) = (operands[0], operands[1], operands[2])
    if let value = numberValue(condition) { return value == .zero ? b : a }
    if a == b { return a }
    if case .function(let operation, let inner) = self[condition] {
      if operation == .not { return select([inner[0], b, a]) }
      if operation == .notEqual { return select([intern(.function(.equal, inner)), b, a]) }
      if operation == .and, b == zero { return select([inner[0], select([inner[1], a, b]), b]) }
    }
    return intern(.function(.select, [condition, a, b]))
  }

  /// A comparison; `x != x` is taken to be false, and `x == max(x, y)` is `x >= y`.
  func comparison(_ operation: Operation, _ operands: [Term]) -> Term {
    let (x, y) = (operands[0], operands[1])
    if x == y {
      switch operation {
      case .lessOrEqual, .greaterOrEqual, .equal: return one
      default: return zero
      }
    }
    if operation == .equal {
      for (value, extreme) in [(x, y), (y, x)] {
        guard case .function(let fold, let inner) = self[extreme],
          fold == Functions.max || fold == Functions.min,
          inner.count <= TermArena.mostCompared, inner.contains(value)
        else { continue }
        let others = inner.filter { $0 != value }
        let rest = others.count == 1 ? others[0] : function(fold, others)
        return comparison(
          fold == Functions.max ? .greaterOrEqual : .lessOrEqual, [value, rest])
      }
    }
    if let decided = comparedSelection(operation, operands) { return decided }
    return intern(.function(operation, operands))
  }

  /// `if(c, 1, 0) == 1` is c.
  private func comparedSelection(_ operation: Operation, _ operands: [Term]) -> Term? {
    guard case .function(.select, let inner) = self[operands[0]], isCondition(inner[0]),
      let a = numberValue(inner[1]), let b = numberValue(inner[2]),
      numberValue(operands[1]) != nil
    else { return nil }
    let holds = function(operation, [number(a), operands[1]])
    let fails = function(operation, [number(b), operands[1]])
    if holds == fails { return holds }
    return holds == one ? inner[0] : negation(inner[0])
  }

  /// The reach conditions of an extreme of more operands stay as they are: n of them with n - 1
  /// operands each would be too long.
  private static let mostCompared = 8

  func negation(_ operand: Term) -> Term {
    guard case .function(let operation, let inner) = self[operand] else {
      return intern(.function(.not, [operand]))
    }
    switch operation {
    case .not where isCondition(inner[0]): return inner[0]
    case .equal: return intern(.function(.notEqual, inner))
    case .notEqual: return intern(.function(.equal, inner))
    default: return intern(.function(.not, [operand]))
    }
  }

  /// `&&` and `||` with an operand that is known.
  func logic(_ operation: Operation, _ operands: [Term]) -> Term? {
    guard operation == .and || operation == .or else { return nil }
    if operands[0] == operands[1], isCondition(operands[0]) { return operands[0] }
    for (known, other) in [(operands[0], operands[1]), (operands[1], operands[0])] {
      guard let value = numberValue(known) else { continue }
      let decides = (value == .zero) == (operation == .and)
      if decides { return operation == .and ? zero : one }
      if isCondition(other) { return other }
    }
    return nil
  }

  /// Whether a term's value is 0 or 1.
  func isCondition(_ term: Term) -> Bool {
    guard case .function(let operation, _) = self[term] else { return false }
    return operation.isComparison || operation == .and || operation == .or || operation == .not
  }

  /// `min` and `max`, equal operands taken once.
  func extreme(_ operation: Operation, _ operands: [Term]) -> Term {
    var distinct: [Term] = []
    var seen: Set<Term> = []
    for operand in operands where seen.insert(operand).inserted { distinct.append(operand) }
    return distinct.count == 1 ? distinct[0] : intern(.function(operation, distinct))
  }
}
