import Calculus
import Graph
import Numerics

/// Rewrites the steps of derivatives as a person would write them, before they become code: signs
/// where they are read, no factors of 1, constants as numbers, no choice inside the same choice.
///
/// The numbers keep their bits, up to the sign of a zero or nan. Steps of the program itself stay
/// what they are. Cost: linear in the number of steps.
struct DerivativeTidying {
  private let function: EmittedFunction
  let graph: ExpressionGraph
  let arrays: ArrayRules
  /// The first step of a derivative.
  let first: Int
  /// By step of a derivative, from `first`: what stands for it.
  private var tidied: [Int32] = []

  init(_ function: EmittedFunction) {
    self.function = function
    graph = function.graph
    arrays = ArrayRules(graph)
    first = function.program.nodeCount
  }

  /// The same function with tidied derivatives, whose steps are new in the graph.
  static func tidied(_ function: EmittedFunction) -> EmittedFunction {
    var tidying = DerivativeTidying(function)
    tidying.run()
    return function.replacing(nodes: { tidying.node($0) })
  }

  private mutating func run() {
    let roots = function.roots
    let live = graph.sources(of: roots)
    guard live.count > first else { return }
    let depends = graph.dependents(
      of: function.program.inputs.map(\.node), upTo: Node(live.count - 1))
    tidied = (first..<live.count).map { Int32(truncatingIfNeeded: $0) }
    for index in first..<live.count where live[index] {
      let record = graph.records[index]
      guard record.operation.isComputed else { continue }
      let constant = depends[index] ? nil : constant(Int32(truncatingIfNeeded: index))
      tidied[index - first] = constant ?? rebuilt(index, record)
    }
  }

  private func node(_ node: Node) -> Node { Node(replacement(node.index)) }

  private func replacement(_ node: Int32) -> Int32 {
    Int(node) < first || Int(node) - first >= tidied.count ? node : tidied[Int(node) - first]
  }

  // MARK: - Constants

  /// A constant step as a number, or as an array of one number: where the number is whole, so that
  /// nothing is lost for people who read it.
  private func constant(_ node: Int32) -> Int32? {
    let shape = graph.shape(at: node)
    guard shape.count > 0, shape.count <= DerivativeTidying.mostElements,
      let elements = graph.matrixWithoutInputs(Node(node))?.elements, let value = elements.first,
      value == value.rounded(), value.magnitude < 0x1p53,
      elements.allSatisfy({ $0 == value })
    else { return nil }
    return arrays.expand(graph.constant(value), to: shape).index
  }

  /// Larger constants are computed by the code.
  private static let mostElements = 100_000

  /// The number that a step is in every element, directly or seen through a few views.
  func number(_ node: Int32) -> Double? {
    var record = graph.records[Int(node)]
    for _ in 0..<DerivativeTidying.mostViews where record.operation.isArray {
      guard StepKind(record, in: graph) == .view else { return nil }
      record = graph.records[Int(record.a)]
    }
    return record.operation == .constant ? record.constant : nil
  }

  /// As deep as views lie above each other in derivatives of parts of arrays.
  private static let mostViews = 4

  // MARK: - Steps

  private func rebuilt(_ index: Int, _ record: ExpressionGraph.Record) -> Int32 {
    let operands = graph.operands(of: Node(index)).map { replacement($0.index) }
    guard record.operation.isPrimitive else {
      return rebuiltArray(record, operands, graph.shape(of: record))
    }
    if record.operation.isPassedThrough {
      return arrays.expand(Node(operands[0]), to: graph.shape(of: record)).index
    }
    return step(record.operation, operands, graph.shape(of: record)).index
  }

  private func rebuiltArray(
    _ record: ExpressionGraph.Record, _ operands: [Int32], _ shape: Shape
  ) -> Int32 {
    if operands.count == 1 {
      let inner = graph.records[Int(operands[0])]
      switch record.operation.array.name {
      case "hold": return operands[0]
      case "'" where inner.operation == record.operation: return inner.a
      case "tril", "triu":
        let isSame =
          inner.operation == record.operation
          && graph.parameters(of: inner) == graph.parameters(of: record)
        if isSame { return operands[0] }
      default: break
      }
    }
    return graph.makeArray(
      record.operation, operands, shape, parameters: graph.parameters(of: record)
    ).index
  }

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
    if let positive = withoutSign(node) { return Node(positive) }
    if let value = graph.constantValue(Node(node)) { return graph.constant(-value) }
    let record = graph.records[Int(node)]
    // Of a derivative's own difference; the program's is computed anyway.
    if record.operation == .subtract, Int(node) >= first {
      return graph.make(.subtract, record.b, record.a)
    }
    return graph.make(.negate, node)
  }

  /// The sum; a term 0 is none.
  private func sum(_ a: Int32, _ b: Int32) -> Node {
    if let known = notANumber(a, b) { return known }
    if number(a) == 0 { return spread(b, like: a) }
    if number(b) == 0 { return spread(a, like: b) }
    if a == b { return product(graph.constant(2).index, a, graph.shape(at: a)) }
    if let positive = withoutSign(b), !isConstant(b) { return difference(a, positive) }
    if let positive = withoutSign(a), !isConstant(a) { return difference(b, positive) }
    return joined(a, b) ?? graph.make(.add, a, b)
  }

  private func difference(_ a: Int32, _ b: Int32) -> Node {
    if let known = notANumber(a, b) { return known }
    if number(b) == 0 { return spread(a, like: b) }
    if number(a) == 0 { return negative(spread(b, like: a).index) }
    if let positive = withoutSign(b) { return sum(a, positive) }
    if let positive = withoutSign(a), !isConstant(a) { return negative(sum(positive, b).index) }
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
    if let known = notANumber(a, b) { return known }
    if number(a) == 1 { return spread(b, like: a) }
    if number(b) == 1 { return spread(a, like: b) }
    if let positive = withoutSign(a) { return negative(product(positive, b, shape).index) }
    if let positive = withoutSign(b) { return negative(product(a, positive, shape).index) }
    if shape.isScalar, let quotient = divided(a, b) ?? divided(b, a) { return quotient }
    // Numbers come first: 200*x, not x*200, and the same product has one node.
    let (first, second) = (alone(a, beside: b, shape), alone(b, beside: a, shape))
    let (left, right) = isConstant(second) ? (second, first) : (first, second)
    return scaled(left, right) ?? graph.make(.multiply, left, right)
  }

  /// `c*(d*x)` with one factor where a factor is a power of two, so that no bit changes.
  private func scaled(_ factor: Int32, _ product: Int32) -> Node? {
    let record = graph.records[Int(product)]
    guard record.operation == .multiply, let outer = graph.constantValue(Node(factor)),
      let inner = graph.constantValue(Node(record.a)),
      outer.isPowerOfTwo || inner.isPowerOfTwo, (outer * inner).isNormal
    else { return nil }
    return graph.make(.multiply, graph.constant(outer * inner).index, record.b)
  }

  /// `a*(1/b)` as `a/b`, of a derivative's own reciprocal.
  private func divided(_ a: Int32, _ reciprocal: Int32) -> Node? {
    let record = graph.records[Int(reciprocal)]
    guard record.operation == .divide, Int(reciprocal) >= first, record.shape == 0,
      graph.constantValue(Node(record.a)) == 1
    else { return nil }
    return quotient(a, record.b, .scalar)
  }

  /// A number for an array of that number, where the other operand has the shape.
  private func alone(_ node: Int32, beside other: Int32, _ shape: Shape) -> Int32 {
    guard graph.records[Int(node)].shape != 0, graph.shape(at: other) == shape,
      let value = number(node)
    else { return node }
    return graph.constant(value).index
  }

  private func quotient(_ a: Int32, _ b: Int32, _ shape: Shape) -> Node {
    if let known = notANumber(a, b) { return known }
    if number(b) == 1 { return spread(a, like: b) }
    if let positive = withoutSign(a), !isConstant(a) {
      return negative(quotient(positive, b, shape).index)
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
      if Int(next.index) < first { return quotient(next.index, base, .scalar) }
    }
    return graph.make(.power, base, exponent)
  }
}

extension Double {
  /// Whether a product with the number changes no bit of the other factor.
  var isPowerOfTwo: Bool { isNormal && magnitude.significand == 1 }
}
