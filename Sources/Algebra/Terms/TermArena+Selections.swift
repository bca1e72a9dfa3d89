import Calculus
import Graph
import Numerics

/// Conditions, selections and extremes.
extension TermArena {
  /// `if(condition, a, b)`: decided where the condition is a number, equal branches joined, `!`
  /// taken out of the condition. A condition that is nan makes nan of it, whatever the branches
  /// are.
  func select(_ operands: [Term]) -> Term {
    let (condition, a, b) = (operands[0], operands[1], operands[2])
    if let value = numberValue(condition) { return value == .zero ? b : a }
    if condition == constant(.nan) { return condition }
    if a == b, isTruth(condition) { return a }
    if case .function(let operation, let inner) = self[condition] {
      if operation == .not { return select([inner[0], b, a]) }
      if operation == .notEqual { return select([intern(.function(.equal, inner)), b, a]) }
      if operation == .and, b == zero, isTruth(condition) {
        return select([inner[0], select([inner[1], a, b]), b])
      }
    }
    return intern(.function(.select, [condition, a, b]))
  }

  /// A comparison; `x == max(x, y)` is `x >= y`. What is compared with itself need not be equal: it
  /// may be nan.
  func comparison(_ operation: Operation, _ operands: [Term]) -> Term {
    let (x, y) = (operands[0], operands[1])
    let values = operands.compactMap(constantValue)
    if values.count == 2 { return constant(operation.primitive.value.apply(values)) }
    if operation == .equal {
      for (value, result) in [(x, y), (y, x)] {
        guard let (fold, inner) = extremeOperands(result),
          inner.count <= TermArena.mostCompared, inner.contains(value)
        else { continue }
        let others = inner.filter { $0 != value }
        let rest = others.count == 1 ? others[0] : extreme(fold, others)
        return comparison(
          fold == Operation.greatest ? .greaterOrEqual : .lessOrEqual, [value, rest])
      }
    }
    if let decided = comparedSelection(operation, operands) { return decided }
    return intern(.function(operation, operands))
  }

  /// `if(c, 1, 0) == 1` is c.
  private func comparedSelection(_ operation: Operation, _ operands: [Term]) -> Term? {
    guard case .written(.select, let inner) = self[operands[0]], isTruth(inner[0]),
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

  /// `&&` and `||`, decided where one operand is known: `0 && nan` is 0, `1 && nan` nan.
  func logic(_ operation: Operation, _ operands: [Term]) -> Term {
    if operands[0] == operands[1], isCondition(operands[0]) { return operands[0] }
    for (known, other) in [(operands[0], operands[1]), (operands[1], operands[0])] {
      guard let value = numberValue(known) else { continue }
      let decides = (value == .zero) == (operation == .and)
      if decides { return operation == .and ? zero : one }
      if isCondition(other) { return other }
    }
    return intern(.function(operation, operands))
  }

  /// Whether a term's value is 0 or 1, or nan where it is made of what is nan.
  func isCondition(_ term: Term) -> Bool {
    guard case .function(let operation, _) = self[term] else { return false }
    return operation.isComparison || operation == .and || operation == .or || operation == .not
  }

  /// Whether a term's value is 0 or 1, and never nan: comparisons, and what logic makes of them.
  func isTruth(_ root: Term) -> Bool {
    var pending = [root]
    while let term = pending.popLast() {
      guard case .function(let operation, let operands) = self[term] else { return false }
      if operation.isComparison { continue }
      guard operation == .and || operation == .or || operation == .not else { return false }
      pending += operands
    }
    return true
  }

  /// `min` and `max`, equal operands taken once.
  func extreme(_ operation: Operation, _ operands: [Term]) -> Term {
    var distinct: [Term] = []
    var seen: Set<Term> = []
    for operand in operands where seen.insert(operand).inserted { distinct.append(operand) }
    if distinct.count == 1 { return distinct[0] }
    return distinct.contains(where: isNonfinite)
      ? written(operation, distinct) : intern(.function(operation, distinct))
  }

  private func extremeOperands(_ term: Term) -> (fold: Operation, operands: [Term])? {
    switch self[term] {
    case .function(let fold, let operands), .written(let fold, let operands):
      fold == Operation.greatest || fold == Operation.least ? (fold, operands) : nil
    case .number, .constant, .euler, .symbol, .sum, .product: nil
    }
  }
}
