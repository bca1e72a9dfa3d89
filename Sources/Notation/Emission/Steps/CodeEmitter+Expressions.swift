import Calculus
import Graph
import Numerics

/// Expressions of numbers, and of elements of arrays.
extension CodeEmitter {
  /// A node as an operand: by its name if it has one. Of an array the element at a place.
  mutating func piece(_ node: Int32, _ place: ElementPlace?) throws(EmissionError) -> Piece {
    let record = graph.records[Int(node)]
    if record.operation == .constant { return syntax.literal(record.constant) }
    guard let name = names[node] else { return try operationPiece(node, place) }
    guard record.shape != 0 else {
      var piece = Piece(name)
      piece.isCondition = conditions.contains(node)
      return piece
    }
    let address = place?.address(in: graph.shape(of: record)) ?? IndexText(0)
    return Piece("\(name)[\(address.text)]")
  }

  /// A number, or the element of an array at a place.
  mutating func element(_ node: Int32, _ place: ElementPlace?) throws(EmissionError) -> Piece {
    try piece(node, graph.records[Int(node)].shape == 0 ? nil : place)
  }

  /// The operation that makes a node; the operands by their names where they have some.
  mutating func operationPiece(_ node: Int32, _ place: ElementPlace?) throws(EmissionError) -> Piece
  {
    let record = graph.records[Int(node)]
    guard !record.operation.isArray else { return try viewPiece(record, place) }
    var operands: [Int32] = []
    graph.forEachOperand(of: record) { operands.append($0) }
    var pieces: [Piece] = []
    for operand in operands {
      pieces.append(try element(operand, place))
    }
    switch record.operation {
    // The program's own steps are what they are: `0.5*(4*x)` overflows where `2*x` does not.
    case .multiply where Int(node) >= function.program.nodeCount:
      if let shorter = try shorterProduct(operands, pieces, place) { return shorter }
    case .power:
      if let product = power(operands, pieces) { return product }
    case .square: return powerProduct(number(pieces[0]), 2)
    default: break
    }
    return try spelled(plan.step(record, operands), pieces)
  }

  /// A function or an operator of the language, or what the code brings along.
  mutating func spelled(_ step: NumberStep, _ pieces: [Piece]) throws(EmissionError) -> Piece {
    guard let piece = syntax.spelled(step, pieces) else {
      throw .missing(function: step.primitive.name, language: syntax.language)
    }
    if step.primitive.form == .function, step.operation != .select,
      let helper = syntax.helper(step.primitive)
    {
      need(helper)
    }
    return piece
  }

  func number(_ piece: Piece) -> Piece { syntax.number(piece) }

  // MARK: - Operators

  /// A product of a derivative as a quotient, or with one number for two.
  private mutating func shorterProduct(
    _ operands: [Int32], _ pieces: [Piece], _ place: ElementPlace?
  ) throws(EmissionError) -> Piece? {
    switch ProductForm(operands, in: graph, isWrittenHere: { names[$0] == nil }) {
    case .product: return nil
    case .quotient(let dividend, let divisor):
      return .infix(
        "/", Precedence.product, number(pieces[dividend]), number(try element(divisor, place)))
    case .scaled(let factor, let rest):
      return .infix(
        "*", Precedence.product, syntax.literal(factor), number(try element(rest, place)))
    }
  }

  /// A power as a product, where it is written as one.
  private func power(_ operands: [Int32], _ pieces: [Piece]) -> Piece? {
    let base = number(pieces[0])
    guard
      case .product(let count, let isInverse) = PowerForm(
        exponent: graph.constantValue(Node(operands[1])))
    else { return nil }
    guard isInverse else { return powerProduct(base, count) }
    // Divided twice: a product of all factors overflows before its reciprocal underflows.
    let first = count / 2
    let one = syntax.literal(1)
    let part =
      first == 0 ? one : .infix("/", Precedence.product, one, powerProduct(base, first))
    return .infix("/", Precedence.product, part, powerProduct(base, count - first))
  }

  /// x·x, x·x·x, (x·x)·(x·x), …: with the fewest products that a compiler which shares equal parts
  /// needs.
  private func powerProduct(_ base: Piece, _ count: Int) -> Piece {
    switch count {
    case 1: return base
    case 2, 3:
      let text = base.enclosed(below: Piece.atom)
      return Piece(
        Array(repeating: text, count: count).joined(separator: "*"), Precedence.product)
    default:
      let half = powerProduct(base, count / 2)
      let square = "(" + half.text + ")*(" + half.text + ")"
      return Piece(
        count % 2 == 0 ? square : square + "*" + base.enclosed(below: Piece.atom),
        Precedence.product)
    }
  }

  // MARK: - Views

  /// An element of the operand.
  private mutating func viewPiece(
    _ record: ExpressionGraph.Record, _ place: ElementPlace?
  ) throws(EmissionError) -> Piece {
    let (shape, source) = (graph.shape(of: record), graph.shape(at: record.a))
    guard !source.isScalar, let map = graph.placeMap(of: record) else {
      return try piece(record.a, nil)
    }
    let place = place ?? ElementPlace(IndexText(0), in: shape)
    return try piece(record.a, map.source(of: place, shape, source))
  }
}
