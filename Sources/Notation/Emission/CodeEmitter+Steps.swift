import Calculus
import Graph
import Numerics

/// Operations on whole arrays, each with its own loops.
extension CodeEmitter {
  mutating func writeStep(_ node: Int32, _ name: String) throws(EmissionError) {
    let record = graph.records[Int(node)]
    let operands = graph.operands(of: Node(node)).map(\.index)
    let shape = graph.shape(of: record)
    let step = ArrayLoops(
      name: name, shape: shape, operands: operands,
      shapes: operands.map { graph.shape(at: $0) }, parameters: graph.parameters(of: record))
    switch record.operation.array.name {
    case "tril", "triu", "cumsum", "index", "stack", "beside":
      if shape.isScalar { write(syntax.variable(name, syntax.literal(0).text)) }
    default: break
    }
    if case .columnwise(let share) = record.operation.structure {
      return try writeSoftmax(step, isLogarithm: share == .logarithm)
    }
    switch record.operation.array.name {
    case "*": try writeProduct(step)
    case "sum": try writeSum(step)
    case "max", "min": try writeExtreme(step, isGreatest: record.operation.array.name == "max")
    case "norm": try writeNorm(step)
    case "logsumexp": try writeLogSumExp(step)
    case "cumsum": try writeRunningSum(step)
    case "tril", "triu": try writeTriangle(step, isLower: record.operation.array.name == "tril")
    case "diagmatrix": try writeDiagonalMatrix(step)
    case "diagonal": try writeDiagonal(step)
    case "place": try writePlaces(step)
    case "index": try writeIndex(step)
    case "stack", "beside": try writeJoined(step, isStack: record.operation.array.name == "stack")
    case "ramp": try writeRamp(step)
    default: try writeHelperCall(record.operation.array, step)
    }
  }

  func element(of step: ArrayLoops, _ place: Place) -> String {
    step.shape.isScalar ? step.name : "\(step.name)[\(place.address(in: step.shape).text)]"
  }

  mutating func operand(_ step: ArrayLoops, _ number: Int, _ place: Place) throws(EmissionError)
    -> String
  {
    self.number(try piece(step.operands[number], step.shapes[number].isScalar ? nil : place)).text
  }

  /// An operand's piece as a factor or a term, with the parentheses that it needs.
  mutating func factor(
    _ step: ArrayLoops, _ number: Int, _ place: Place, below precedence: Int
  ) throws(EmissionError) -> String {
    let piece = self.number(
      try piece(step.operands[number], step.shapes[number].isScalar ? nil : place))
    let text = piece.enclosed(below: precedence)
    return text.hasPrefix("-") ? "(" + text + ")" : text
  }

  /// Begins a number or the elements of an array with a value.
  ///
  /// - Parameter isWhole: whether nothing follows.
  mutating func begin(
    _ step: ArrayLoops, _ value: Double, isWhole: Bool = false
  ) throws(EmissionError) {
    let text = syntax.literal(value).text
    let count = step.shape.count
    if step.shape.isScalar {
      write(isWhole ? syntax.constant(step.name, text) : syntax.variable(step.name, text))
    } else if value == 0,
      lines.replaceLast(
        syntax.array(step.name, max(1, count)),
        by: syntax.zeros(step.name, count, isWhole: isWhole))
    {
      return
    } else {
      try loop(loopNames.row, step.shape.count) { (emitter, index) throws(EmissionError) in
        emitter.write(emitter.syntax.assign("\(step.name)[\(index.text)]", text))
      }
    }
  }

  // MARK: - Products and sums

  private mutating func writeProduct(_ step: ArrayLoops) throws(EmissionError) {
    let (rows, inner, columns) = (step.shape.rows, step.shapes[0].columns, step.shape.columns)
    let names = loopNames
    // Where nothing is added up, products are the elements themselves.
    if inner != 1 || step.shape.isScalar { try begin(step, 0, isWhole: inner == 0) }
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
            step, 0, Place(row: i, column: k), below: Precedence.product)
          let right = try emitter.factor(
            step, 1, Place(row: k, column: j), below: Precedence.product + 1)
          let target = emitter.element(of: step, Place(row: i, column: j))
          emitter.write(
            inner != 1 || step.shape.isScalar
              ? emitter.syntax.add(target, "\(left)*\(right)")
              : emitter.syntax.assign(target, "\(left)*\(right)"))
        }
      }
    }
  }

  private mutating func writeSum(_ step: ArrayLoops) throws(EmissionError) {
    try begin(step, 0, isWhole: step.shapes[0].count == 0)
    let needsPlaces = needsPlaces(step.operands[0]) || !step.shape.isScalar
    try forEachElement(of: step.shapes[0], needsPlaces: needsPlaces) {
      (emitter, place) throws(EmissionError) in
      let value = try emitter.operand(step, 0, place)
      emitter.write(emitter.syntax.add(emitter.target(step, of: place), value))
    }
  }

  /// Where a reduction puts what it makes of an element.
  func target(_ step: ArrayLoops, of place: Place) -> String {
    if step.shape.isScalar { return step.name }
    let address = step.shape.rows == 1 ? place.column : place.row
    return "\(step.name)[\(address.text)]"
  }

  private mutating func writeRunningSum(_ step: ArrayLoops) throws(EmissionError) {
    let isDown = step.parameters[0] == 1
    let shape = step.shape
    let names = loopNames
    guard shape.count > 0 else { return }
    let sum = names.inner + "_sum"
    try loop(isDown ? names.column : names.row, isDown ? shape.columns : shape.rows) {
      (emitter, outer) throws(EmissionError) in
      emitter.lines.open(emitter.syntax.block)
      emitter.write(emitter.syntax.variable(sum, emitter.syntax.literal(0).text))
      try emitter.loop(isDown ? names.row : names.column, isDown ? shape.rows : shape.columns) {
        (emitter, inner) throws(EmissionError) in
        let place = Place(row: isDown ? inner : outer, column: isDown ? outer : inner)
        emitter.write(emitter.syntax.add(sum, try emitter.operand(step, 0, place)))
        emitter.write(emitter.syntax.assign(emitter.element(of: step, place), sum))
      }
      emitter.lines.close()
    }
  }
}

/// A step on arrays that is being written.
struct ArrayLoops {
  let name: String
  let shape: Shape
  let operands: [Int32]
  let shapes: [Shape]
  let parameters: [Int32]
}
