import Calculus
import Graph
import Numerics

/// Sums, products and powers of derivatives.
extension DerivativeTidying {
  /// The step that applies a function of numbers, element by element.
  func step(_ operation: Operation, _ operands: [Int32], _ shape: Shape) -> Node {
    switch operation {
    case .negate: return negative(operands[0])
    case .add: return sum(operands[0], operands[1])
    case .subtract: return difference(operands[0], operands[1])
    case .multiply: return product(operands[0], operands[1], shape)
    case .divide: return quotient(operands[0], operands[1], shape)
    case .power: return power(operands[0], operands[1])
    case .select: return choice(operands, shape)
    case .and: return conjunction(operands[0], operands[1])
    default: return graph.make(operation, operands: operands[...])
    }
  }

  /// What a step is the negative of, where it shows a sign.
  private func withoutSign(_ node: Int32) -> Int32? {
    let record = graph.records[Int(node)]
    if record.operation == .negate { return record.a }
    guard record.operation == .constant, record.constant < 0 else { return nil }
    return graph.constant(-record.constant).index
  }

  private func negative(_ node: Int32) -> Node {
    if let positive = withoutSign(node) { return by(.negativeOfNegative, Node(positive)) }
    if let value = graph.constantValue(Node(node)) { return graph.constant(-value) }
    let record = graph.records[Int(node)]
    // Of a derivative's own difference; the program's is computed anyway.
    if record.operation == .subtract, Int(node) >= first {
      return by(.negativeOfDifference, graph.make(.subtract, record.b, record.a))
    }
    return graph.make(.negate, node)
  }

  /// The sum; a term 0 is none.
  private func sum(_ a: Int32, _ b: Int32) -> Node {
    if let known = notANumber(a, b) { return by(.unknownTerm, known) }
    if number(a) == 0 { return by(.zeroTerm, spread(b, like: a)) }
    if number(b) == 0 { return by(.zeroTerm, spread(a, like: b)) }
    if a == b { return by(.sumOfSame, product(graph.constant(2).index, a, graph.shape(at: a))) }
    if let positive = withoutSign(b), !isConstant(b) {
      return by(.negativeTerm, difference(a, positive))
    }
    if let positive = withoutSign(a), !isConstant(a) {
      return by(.negativeTerm, difference(b, positive))
    }
    return joined(a, b) ?? graph.make(.add, a, b)
  }

  private func difference(_ a: Int32, _ b: Int32) -> Node {
    if let known = notANumber(a, b) { return by(.unknownTerm, known) }
    if number(b) == 0 { return by(.zeroTerm, spread(a, like: b)) }
    if let positive = withoutSign(b) { return by(.negativeTerm, sum(a, positive)) }
    if let positive = withoutSign(a), !isConstant(a) {
      return by(.negativeTerms, negative(sum(positive, b).index))
    }
    return graph.make(.subtract, a, b)
  }

  /// The nan that arithmetic with a nan gives; nil where no operand is known to be one.
  private func notANumber(_ a: Int32, _ b: Int32) -> Node? {
    if number(a)?.isNaN ?? false { return spread(a, like: b) }
    return number(b)?.isNaN ?? false ? spread(b, like: a) : nil
  }

  /// A step beside another one of which nothing but the shape is left.
  func spread(_ node: Int32, like other: Int32) -> Node {
    let shape = graph.shape(at: other)
    return shape.isScalar ? Node(node) : arrays.expand(Node(node), to: shape)
  }

  private func isConstant(_ node: Int32) -> Bool {
    graph.records[Int(node)].operation == .constant
  }

  private func product(_ a: Int32, _ b: Int32, _ shape: Shape) -> Node {
    if let known = notANumber(a, b) { return by(.unknownFactor, known) }
    if number(a) == 1 { return by(.factorOne, spread(b, like: a)) }
    if number(b) == 1 { return by(.factorOne, spread(a, like: b)) }
    if let positive = withoutSign(a) {
      return by(.negativeFactor, negative(product(positive, b, shape).index))
    }
    if let positive = withoutSign(b) {
      return by(.negativeFactor, negative(product(a, positive, shape).index))
    }
    if shape.isScalar, let quotient = divided(a, b) ?? divided(b, a) { return quotient }
    // Numbers come first: 200*x, not x*200, and the same product has one node.
    let (first, second) = (alone(a, beside: b, shape), alone(b, beside: a, shape))
    guard isConstant(second) else {
      return scaled(first, second) ?? graph.make(.multiply, first, second)
    }
    return by(.numberFirst, scaled(second, first) ?? graph.make(.multiply, second, first))
  }

  /// `c*(d*x)` with one factor where a factor is a power of two, so that no bit changes.
  private func scaled(_ factor: Int32, _ product: Int32) -> Node? {
    let record = graph.records[Int(product)]
    guard record.operation == .multiply, let both = graph.exactProduct(factor, record.a) else {
      return nil
    }
    return by(.numbersInProduct, graph.make(.multiply, graph.constant(both).index, record.b))
  }

  /// `a*(1/b)` as `a/b`, of a derivative's own reciprocal.
  private func divided(_ a: Int32, _ reciprocal: Int32) -> Node? {
    guard Int(reciprocal) >= first, graph.records[Int(reciprocal)].shape == 0,
      let divisor = graph.divisor(ofReciprocal: reciprocal)
    else { return nil }
    return by(.reciprocalFactor, quotient(a, divisor, .scalar))
  }

  /// A number for an array of that number, where the other operand has the shape.
  private func alone(_ node: Int32, beside other: Int32, _ shape: Shape) -> Int32 {
    guard graph.records[Int(node)].shape != 0, graph.shape(at: other) == shape,
      let value = number(node)
    else { return node }
    return graph.constant(value).index
  }

  private func quotient(_ a: Int32, _ b: Int32, _ shape: Shape) -> Node {
    if let known = notANumber(a, b) { return by(.unknownDividend, known) }
    if let positive = withoutSign(a), !isConstant(a) {
      return by(.negativeDividend, negative(quotient(positive, b, shape).index))
    }
    return graph.make(.divide, a, b)
  }

  /// A negative whole power, as the program's own next one divided by the base. (At -0 and -inf the
  /// base has a sign that other powers do not have.)
  private func power(_ base: Int32, _ exponent: Int32) -> Node {
    if graph.records[Int(base)].shape == 0, let value = graph.constantValue(Node(exponent)),
      value < -1,
      value == value.rounded()
    {
      let next = graph.make(.power, base, graph.constant(value + 1).index)
      if Int(next.index) < first {
        return by(.negativePower, quotient(next.index, base, .scalar))
      }
    }
    return graph.make(.power, base, exponent)
  }
}
