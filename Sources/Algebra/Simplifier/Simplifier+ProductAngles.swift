import Calculus
import Graph

/// Sums of exponentials, and products of functions of one angle, as one function.
extension Simplifier {
  /// exp(a) + exp(b) as 2*exp((a + b)/2)*cosh((a - b)/2), and exp(a) - exp(b) with sinh.
  func hyperbolic(_ coefficient: Number, _ factors: [Factor]) -> Term? {
    var changes = false
    let parts = factors.map { factor -> Term in
      guard arena.numberValue(factor.exponent)?.isInteger == true,
        let product = hyperbolic(factor.base)
      else { return arena.power(factor.base, factor.exponent) }
      changes = true
      return arena.power(product, factor.exponent)
    }
    return changes ? arena.multiply([arena.number(coefficient)] + parts) : nil
  }

  func hyperbolic(_ sum: Term) -> Term? {
    guard arena.isSum(sum), case .sum(let constant, let addends) = arena[sum],
      addends.count + (constant == .zero ? 0 : 1) == 2
    else { return nil }
    var parts = addends.map { ($0.coefficient, exponent(of: $0.term)) }
    if constant != .zero { parts.append((constant, arena.zero)) }
    guard let a = parts[0].1, let b = parts[1].1, parts[0].0.magnitude == parts[1].0.magnitude
    else { return nil }
    let middle = arena.scale(arena.add(a, b), by: .half)
    let half = arena.scale(arena.subtract(a, b), by: .half)
    let function = parts[0].0 == parts[1].0 ? Operation.cosh : Operation.sinh
    return arena.scale(
      arena.multiply(arena.exponential(middle), arena.function(function, [half])),
      by: parts[0].0 * Number(2))
  }

  /// u where a term is exp(u).
  private func exponent(of term: Term) -> Term? {
    if term == arena.euler { return arena.one }
    guard case .product(let factors) = arena[term], factors.count == 1,
      factors[0].base == arena.euler
    else { return nil }
    return factors[0].exponent
  }

  /// 2*sin(u)*cos(u) as sin(2*u), and the same for sinh.
  func doubledAngle(_ coefficient: Number, _ factors: [Factor]) -> Term? {
    for (first, second) in [(Operation.sin, Operation.cos), (Operation.sinh, Operation.cosh)] {
      for (place, factor) in factors.enumerated() {
        guard case .function(first, let operands) = arena[factor.base],
          let other = factors.firstIndex(where: {
            $0.exponent == factor.exponent && arena[$0.base] == .function(second, operands)
          }),
          let exponent = arena.numberValue(factor.exponent), exponent.isInteger,
          let scale = Number.half.power(exponent)
        else { continue }
        var rest = factors
        rest[place].base = arena.function(first, [arena.scale(operands[0], by: Number(2))])
        rest.remove(at: other)
        return arena.product(coefficient * scale, rest)
      }
    }
    return nil
  }
}
