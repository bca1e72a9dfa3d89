import Calculus
import Graph
import Numerics

/// Terms in canonical form, each made once.
///
/// Whatever is made here is simplified on the spot, by what can be seen from the parts: like terms
/// and equal powers are gathered, constants folded, signs moved to the front. Products are not
/// multiplied out; that is for `Simplifier` to try.
final class TermArena {
  private(set) var forms: [Form] = []
  private var indices: [Form: Int32] = [:]
  /// How much work was done: decides when to stop, the same on every machine.
  var work = 0
  /// Larger sums and products are not copied into others: a chain of partial sums, each of which is
  /// used by itself too, stays linear in size.
  let mostSpread: Int
  /// Whether numbers are written with a decimal point, and fractions are not looked for.
  var prefersDecimals = false
  /// By term: whether its value is known not to be below 0.
  private var nonnegative: [Bool] = []
  /// By term: whether a number that is not finite takes part in it.
  private var nonfinite: [Bool] = []
  /// By term: whether a sum in it has a number that no double holds.
  private var beyondDoubles: [Bool] = []
  /// Terms as they were written, with the identities of algebra.
  var algebraic: [Term: Term] = [:]

  let zero: Term
  let one: Term
  let minusOne: Term
  let half: Term
  let euler: Term

  init(mostSpread: Int = 24) {
    self.mostSpread = mostSpread
    zero = Term(index: 0)
    one = Term(index: 1)
    minusOne = Term(index: 2)
    half = Term(index: 3)
    euler = Term(index: 4)
    for form in [
      Form.number(.zero), .number(.one), .number(.minusOne), .number(.half), .euler,
    ] {
      _ = intern(form)
    }
  }

  subscript(term: Term) -> Form { forms[Int(term.index)] }

  var count: Int { forms.count }

  func intern(_ form: Form) -> Term {
    work += 1
    if let known = indices[form] { return Term(index: known) }
    let index = Int32(truncatingIfNeeded: forms.count)
    forms.append(form)
    indices[form] = index
    nonnegative.append(isNonnegative(form))
    nonfinite.append(isNonfinite(form))
    beyondDoubles.append(isBeyondDoubles(form))
    return Term(index: index)
  }

  // MARK: - Signs

  func isNonnegative(_ term: Term) -> Bool { nonnegative[Int(term.index)] }

  private func isNonnegative(_ form: Form) -> Bool {
    switch form {
    case .number(let value): return !value.isNegative
    case .constant(let bits): return Double(bitPattern: bits) > 0
    case .euler: return true
    case .symbol: return false
    case .sum(let constant, let addends):
      return !constant.isNegative
        && addends.allSatisfy { !$0.coefficient.isNegative && isNonnegative($0.term) }
    case .product(let factors): return factors.allSatisfy { isNonnegative($0) }
    case .function(let operation, _), .written(let operation, _):
      return operation.traits.isNonnegative
    }
  }

  /// An even power, a power that is real for bases from 0 on only, or a power of such a base.
  private func isNonnegative(_ factor: Factor) -> Bool {
    if isNonnegative(factor.base) { return true }
    guard let exponent = numberValue(factor.exponent) else { return false }
    return exponent.integer.map { $0 % 2 == 0 } ?? true
  }

  // MARK: - Numbers that are not finite

  func isNonfinite(_ term: Term) -> Bool { nonfinite[Int(term.index)] }

  private func isNonfinite(_ form: Form) -> Bool {
    switch form {
    case .number, .euler, .symbol: return false
    case .constant(let bits): return !Double(bitPattern: bits).isFinite
    case .sum(_, let addends): return addends.contains { isNonfinite($0.term) }
    case .product(let factors): return factors.contains(where: isNonfinite)
    case .function(let operation, let operands), .written(let operation, let operands):
      // A comparison is 0 or 1, whatever it compares.
      return !operation.isComparison && operands.contains(where: isNonfinite)
    }
  }

  /// Whether numbers of a sum cannot be written. Before a product they can: its factors take a
  /// share.
  func isBeyondDoubles(_ term: Term) -> Bool { beyondDoubles[Int(term.index)] }

  private func isBeyondDoubles(_ form: Form) -> Bool {
    switch form {
    case .number, .constant, .euler, .symbol: return false
    case .sum(let constant, let addends):
      let hasParts = addends.count > 1 || constant != .zero
      return addends.contains { isBeyondDoubles($0.term) || hasParts && !$0.coefficient.isDouble }
        || !constant.isDouble
    case .product(let factors):
      return factors.contains { isBeyondDoubles($0.base) || isBeyondDoubles($0.exponent) }
    case .function(_, let operands), .written(_, let operands):
      return operands.contains(where: isBeyondDoubles)
    }
  }

  // MARK: - Leaves

  /// A number to calculate with.
  func number(_ value: Number) -> Term { intern(.number(value)) }
  func number(_ value: Int) -> Term { number(Number(value)) }
  func symbol(_ input: Int) -> Term { intern(.symbol(input)) }

  /// A constant of the program: a number to calculate with, unless it is π, e or not finite.
  func constant(_ value: Double) -> Term {
    if value.isNaN { return intern(.constant(Double.nan.bitPattern)) }
    if value == .pi || value == Double.euler || value.isInfinite { return kept(value) }
    if value == -.pi { return scale(constant(.pi), by: .minusOne) }
    return number(Number(value))
  }

  /// A constant that no arithmetic is done with.
  func kept(_ value: Double) -> Term { intern(.constant(value.bitPattern)) }

  func numberValue(_ term: Term) -> Number? {
    if case .number(let value) = self[term] { return value }
    return nil
  }

  /// The terms that a term is made of.
  func parts(of term: Term) -> [Term] {
    switch self[term] {
    case .number, .constant, .euler, .symbol: []
    case .sum(_, let addends): addends.map(\.term)
    case .product(let factors): factors.flatMap { [$0.base, $0.exponent] }
    case .function(_, let operands), .written(_, let operands): operands
    }
  }

  /// All terms that some terms are made of, themselves included, parts first.
  func closure(of roots: [Term]) -> [Term] {
    var seen: Set<Term> = []
    var found: [Term] = []
    var pending = roots
    while let term = pending.popLast() {
      guard seen.insert(term).inserted else { continue }
      found.append(term)
      pending += parts(of: term)
    }
    return found.sorted { $0.index < $1.index }
  }
}

extension Double {
  /// The double nearest to e, which programs call `e`.
  static let euler = 2.718281828459045
}
