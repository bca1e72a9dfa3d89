import Calculus
import Graph
import Numerics

/// Operations on whole arrays, each with its own loops.
extension CodeEmitter {
  mutating func writeStep(_ node: Int32, _ name: String) throws(EmissionError) {
    let step = ArrayStep(Node(node), in: graph)
    let target = LoopTarget(name: name, shape: step.shape)
    switch step.operation.structure {
    case .view(let rule):
      try writeMoved(step, rule(step.shapes[0], step.shape, step.parameters), target)
    case .assembly(let assembly): try write(assembly, of: step, target)
    case .reduction(.sum): try write(.sum, of: step, target)
    case .reduction(.greatest): try write(.greatest, of: step, target)
    case .reduction(.least): try write(.least, of: step, target)
    case .reduction(.norm): try writeNorm(step, target)
    case .reduction(.logarithmOfExponentials): try writeLogSumExp(step, target)
    case .reduction(.powerNorm): try writePowerNorm(step, target)
    case .scan: try writeScan(step, target)
    case .columnwise(let share): try writeShare(step, share, target)
    case .besideShares(.centred): try writeCentred(step, target)
    case .besideShares(.balanced): try writeBalanced(step, target)
    case .contraction: try writeProduct(step, target)
    case .spectrum(let part): try writeSpectrum(step, part, target)
    case .table: try writeRange(step, target)
    case .system, .inverse, .determinant, .factorisation, .ofMatrices, .body:
      try writeHelperCall(step, target)
    }
  }

  /// An operand's element, as a number.
  mutating func operand(
    _ step: ArrayStep, _ number: Int, _ place: ElementPlace
  ) throws(EmissionError) -> Piece {
    self.number(try piece(step.operands[number], step.shapes[number].isScalar ? nil : place))
  }

  /// An operand's element as a factor or a term, with the parentheses that it needs.
  mutating func factor(
    _ step: ArrayStep, _ number: Int, _ place: ElementPlace, below precedence: Int
  ) throws(EmissionError) -> String {
    let text = try operand(step, number, place).enclosed(below: precedence)
    return text.hasPrefix("-") ? "(" + text + ")" : text
  }

  /// The product of two factors, of which a 1 is left away.
  private func product(_ left: String, _ right: String) -> String {
    let one = syntax.literal(1).text
    return left == one ? right : right == one ? left : "\(left)*\(right)"
  }

  /// Begins a number or the elements of an array with a value.
  ///
  /// - Parameter isWhole: whether nothing follows.
  mutating func begin(
    _ target: LoopTarget, _ value: Double, isWhole: Bool = false
  ) throws(EmissionError) {
    let text = syntax.literal(value).text
    let count = target.shape.count
    if target.shape.isScalar {
      write(isWhole ? syntax.constant(target.name, text) : syntax.variable(target.name, text))
    } else if value == 0,
      lines.replaceLast(
        syntax.array(target.name, max(1, count)),
        by: syntax.zeros(target.name, count, isWhole: isWhole))
    {
      return
    } else {
      try loop(loopNames.row, count) { (emitter, index) throws(EmissionError) in
        emitter.write(emitter.syntax.assign("\(target.name)[\(index.text)]", text))
      }
    }
  }

  /// Makes a number to which its only element is assigned.
  mutating func declareNumber(_ target: LoopTarget) {
    if target.shape.isScalar { write(syntax.variable(target.name, syntax.literal(0).text)) }
  }

  /// Gives elements that are written once each their values: a number is declared with its value.
  mutating func define(_ target: LoopTarget, _ place: ElementPlace, _ value: String) {
    write(
      target.shape.isScalar
        ? syntax.constant(target.name, value) : syntax.assign(target.element(place), value))
  }

  // MARK: - Products

  private mutating func writeProduct(
    _ step: ArrayStep, _ target: LoopTarget
  ) throws(EmissionError) {
    let (rows, inner, columns) = (step.shape.rows, step.shapes[0].columns, step.shape.columns)
    let names = loopNames
    // Where nothing is added up, products are the elements themselves.
    let isSum = inner != 1 || step.shape.isScalar
    if isSum { try begin(target, 0, isWhole: inner == 0) }
    guard inner > 0 else { return }
    // Down the columns of the left side and of the result, unless the left side lies transposed.
    let isTransposed = graph.records[Int(step.operands[0])].operation == .transpose || rows == 1
    try loop(names.column, columns) { (emitter, j) throws(EmissionError) in
      try emitter.loop(isTransposed ? names.row : names.inner, isTransposed ? rows : inner) {
        (emitter, outer) throws(EmissionError) in
        try emitter.loop(isTransposed ? names.inner : names.row, isTransposed ? inner : rows) {
          (emitter, last) throws(EmissionError) in
          let (i, k) = isTransposed ? (outer, last) : (last, outer)
          let left = try emitter.factor(
            step, 0, ElementPlace(row: i, column: k), below: Precedence.product)
          let right = try emitter.factor(
            step, 1, ElementPlace(row: k, column: j), below: Precedence.product + 1)
          let element = target.element(ElementPlace(row: i, column: j))
          let product = emitter.product(left, right)
          emitter.write(
            isSum
              ? emitter.syntax.add(element, product) : emitter.syntax.assign(element, product))
        }
      }
    }
  }
}

/// What loops write: a number, or the elements of an array, under its name.
struct LoopTarget {
  let name: String
  let shape: Shape

  func element(_ place: ElementPlace) -> String {
    shape.isScalar ? name : "\(name)[\(place.address(in: shape).text)]"
  }

  /// Where a reduction puts what it makes of an element.
  func reduced(_ place: ElementPlace) -> String {
    switch shape.reducedDimension {
    case nil: name
    case .downColumns: "\(name)[\(place.column.text)]"
    case .alongRows: "\(name)[\(place.row.text)]"
    }
  }
}
