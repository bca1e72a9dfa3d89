import Calculus
import Graph
import Numerics

/// Expressions of numbers, and of elements of arrays.
extension CodeEmitter {
  /// A node as an operand: by its name if it has one. Of an array the element at a place.
  mutating func piece(_ node: Int32, _ place: Place?) throws(EmissionError) -> CodePiece {
    let record = graph.records[Int(node)]
    if record.operation == .constant { return syntax.literal(record.constant) }
    guard let name = known[node] else { return try operationPiece(node, place) }
    guard record.shape != 0 else {
      return CodePiece(name, isCondition: conditions.contains(node))
    }
    let address = place?.address(in: graph.shape(of: record)) ?? IndexText(0)
    return CodePiece("\(name)[\(address.text)]")
  }

  /// The operation that makes a node; the operands by their names where they have some.
  mutating func operationPiece(_ node: Int32, _ place: Place?) throws(EmissionError) -> CodePiece {
    let record = graph.records[Int(node)]
    guard !record.operation.isArray else { return try viewPiece(record, place) }
    var operands: [Int32] = []
    graph.forEachOperand(of: record) { operands.append($0) }
    var pieces: [CodePiece] = []
    for operand in operands {
      pieces.append(try piece(operand, graph.records[Int(operand)].shape == 0 ? nil : place))
    }
    switch record.operation {
    // The program's own steps are what they are: `0.5*(4*x)` overflows where `2*x` does not.
    case .multiply where Int(node) >= function.program.nodeCount:
      if let quotient = try quotient(operands, pieces, place) { return quotient }
      if let folded = try scaled(operands, place) { return folded }
    case .and, .or, .not: return logic(record.operation, operands, pieces)
    case .select: return choice(operands, pieces)
    case .power: return try power(record.operation.primitive, operands, pieces)
    default: break
    }
    let primitive = record.operation.primitive
    switch primitive.form {
    case .hidden: return pieces[0]
    case .prefix: return number(pieces[0]).negative
    case .infix(let precedence, _):
      return .infix(primitive.name, precedence, number(pieces[0]), number(pieces[1]))
    case .function where primitive.name == "square":
      return .infix("*", Precedence.product, number(pieces[0]), number(pieces[0]))
    case .function where primitive.name == "reciprocal":
      return .infix("/", Precedence.product, syntax.literal(1), number(pieces[0]))
    case .function: return try applied(primitive, pieces.map { number($0) })
    }
  }

  /// A function of the language, or one that the code brings along.
  mutating func applied(
    _ primitive: Primitive, _ operands: [CodePiece]
  ) throws(EmissionError) -> CodePiece {
    guard let piece = syntax.apply(primitive, operands) else {
      throw .missing(function: primitive.name, language: syntax.language)
    }
    if let helper = syntax.helper(primitive) { need(helper) }
    return piece
  }

  /// A piece as a number: truth values are 1 and 0.
  func number(_ piece: CodePiece) -> CodePiece {
    piece.isCondition ? syntax.number(of: piece) : piece
  }

  /// A piece as a truth value.
  private func condition(_ piece: CodePiece) -> CodePiece {
    piece.isCondition ? piece : .infix("!=", Precedence.comparison, piece, syntax.literal(0))
  }

  // MARK: - Operators

  /// `c*(d*x)` as one factor where a factor is a power of two, so that no bit changes.
  private mutating func scaled(
    _ operands: [Int32], _ place: Place?
  ) throws(EmissionError) -> CodePiece? {
    for (position, operand) in operands.enumerated() where known[operand] == nil {
      let record = graph.records[Int(operand)]
      guard let factor = graph.constantValue(Node(operands[1 - position])),
        record.operation == .multiply
      else { continue }
      for (first, other) in [(record.a, record.b), (record.b, record.a)] {
        guard let inner = graph.constantValue(Node(first)),
          factor.isPowerOfTwo || inner.isPowerOfTwo, (factor * inner).isNormal
        else { continue }
        let rest = try piece(other, graph.records[Int(other)].shape == 0 ? nil : place)
        return .infix("*", Precedence.product, syntax.literal(factor * inner), number(rest))
      }
    }
    return nil
  }

  /// `a*(1/b)` as `a/b`, where the reciprocal has no other use.
  private mutating func quotient(
    _ operands: [Int32], _ pieces: [CodePiece], _ place: Place?
  ) throws(EmissionError) -> CodePiece? {
    for (position, operand) in operands.enumerated() where known[operand] == nil {
      let record = graph.records[Int(operand)]
      guard record.operation == .divide, graph.constantValue(Node(record.a)) == 1 else {
        continue
      }
      let divisor = try piece(record.b, graph.records[Int(record.b)].shape == 0 ? nil : place)
      return .infix("/", Precedence.product, number(pieces[1 - position]), number(divisor))
    }
    return nil
  }

  private func logic(
    _ operation: Operation, _ operands: [Int32], _ pieces: [CodePiece]
  ) -> CodePiece {
    guard operands.allSatisfy({ plan.isBoolean($0) }) else {
      return unknownLogic(operation, pieces.map { number($0).text })
    }
    let conditions = pieces.map { condition($0) }
    if operation == .not {
      return CodePiece(
        "!" + conditions[0].enclosed(below: Piece.atom), Precedence.sign, isCondition: true)
    }
    let symbol = operation == .and ? "&&" : "||"
    let precedence = operation == .and ? Precedence.and : Precedence.or
    // `a && b || c` is understood by few: logic inside logic stands in parentheses.
    let texts = conditions.map { $0.enclosed(below: Precedence.comparison) }
    return CodePiece(
      texts.joined(separator: " \(symbol) "), precedence, isCondition: true)
  }

  /// Logic of numbers of which one may be nan, which is neither true nor false.
  private func unknownLogic(_ operation: Operation, _ texts: [String]) -> CodePiece {
    let zero = syntax.literal(0).text
    let one = syntax.literal(1).text
    let nan = syntax.literal(.nan).text
    let isUnknown = texts.map { syntax.isNaN($0) }
    if operation == .not {
      return CodePiece(
        "\(isUnknown[0]) ? \(nan) : \(texts[0]) == \(zero) ? \(one) : \(zero)",
        CodePiece.conditional)
    }
    let eitherUnknown = "\(isUnknown[0]) || \(isUnknown[1]) ? \(nan)"
    if operation == .and {
      return CodePiece(
        "\(texts[0]) == \(zero) || \(texts[1]) == \(zero) ? \(zero) : \(eitherUnknown) : \(one)",
        CodePiece.conditional)
    }
    let isTrue = zip(texts, isUnknown).map { "(\($0) != \(zero) && !\($1))" }
    return CodePiece(
      "\(isTrue[0]) || \(isTrue[1]) ? \(one) : \(eitherUnknown) : \(zero)", CodePiece.conditional)
  }

  private func choice(_ operands: [Int32], _ pieces: [CodePiece]) -> CodePiece {
    let branches = [number(pieces[1]), number(pieces[2])].map { $0.enclosed(below: 1) }
    guard !plan.isBoolean(operands[0]) else {
      return CodePiece(
        "\(condition(pieces[0]).text) ? \(branches[0]) : \(branches[1])", CodePiece.conditional)
    }
    let test = number(pieces[0]).enclosed(below: Precedence.sum)
    return CodePiece(
      "\(test) == \(syntax.literal(0).text) ? \(branches[1]) "
        + ": \(syntax.isNaN(test)) ? \(syntax.literal(.nan).text) : \(branches[0])",
      CodePiece.conditional)
  }

  private mutating func power(
    _ primitive: Primitive, _ operands: [Int32], _ pieces: [CodePiece]
  ) throws(EmissionError) -> CodePiece {
    let base = number(pieces[0])
    guard
      case .product(let count, let isInverse) = PowerForm(
        exponent: graph.constantValue(Node(operands[1])))
    else { return try applied(primitive, [base, number(pieces[1])]) }
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
  private func powerProduct(_ base: CodePiece, _ count: Int) -> CodePiece {
    switch count {
    case 1: return base
    case 2, 3:
      let text = base.enclosed(below: Piece.atom)
      return CodePiece(
        Array(repeating: text, count: count).joined(separator: "*"), Precedence.product)
    default:
      let half = powerProduct(base, count / 2)
      let square = "(" + half.text + ")*(" + half.text + ")"
      return CodePiece(
        count % 2 == 0 ? square : square + "*" + base.enclosed(below: Piece.atom),
        Precedence.product)
    }
  }

  // MARK: - Views

  /// An element of the operand.
  private mutating func viewPiece(
    _ record: ExpressionGraph.Record, _ place: Place?
  ) throws(EmissionError) -> CodePiece {
    let operand = record.a
    let shape = graph.shape(of: record)
    let source = graph.shape(at: operand)
    guard !source.isScalar else { return try piece(operand, nil) }
    let place = place ?? Place(IndexText(0), in: shape)
    return try piece(operand, moved(place, record, shape, source))
  }

  /// Where the element of a view lies in its operand.
  private func moved(
    _ place: Place, _ record: ExpressionGraph.Record, _ shape: Shape, _ source: Shape
  ) -> Place {
    switch record.operation.array.name {
    case "hold": return place
    case "'": return Place(row: place.column, column: place.row)
    case "expand":
      return Place(
        row: source.rows == 1 ? IndexText(0) : place.row,
        column: source.columns == 1 ? IndexText(0) : place.column)
    case "reshape": return Place(place.address(in: shape), in: source)
    case "flip":
      let isDown = graph.parameters(of: record)[0] == 1
      return Place(
        row: isDown ? place.row * -1 + IndexText(shape.rows - 1) : place.row,
        column: isDown ? place.column : place.column * -1 + IndexText(shape.columns - 1))
    default:
      guard let runs = IndexRuns(graph.parameters(of: record)) else { return place }
      return Place(
        row: place.row * runs.rows.step + IndexText(runs.rows.start),
        column: place.column * runs.columns.step + IndexText(runs.columns.start))
    }
  }
}
