import Calculus
import Graph
import Numerics

/// Steps that put elements in other places, or read them there.
extension CodeEmitter {
  mutating func writeTriangle(
    _ step: ArrayLoops, isLower: Bool
  ) throws(EmissionError) {
    let shift = Int(step.parameters[0])
    try forEachPlace(of: step.shape) { (emitter, place) throws(EmissionError) in
      let difference = "\(place.column.text) - \(place.row.text)"
      let inside = "\(difference) \(isLower ? "<=" : ">=") \(shift)"
      let value = emitter.number(try emitter.piece(step.operands[0], place)).enclosed(below: 1)
      emitter.write(
        emitter.syntax.assign(
          emitter.element(of: step, place),
          "\(inside) ? \(value) : \(emitter.syntax.literal(0).text)"))
    }
  }

  mutating func writeDiagonalMatrix(_ step: ArrayLoops) throws(EmissionError) {
    try begin(step, 0)
    try loop(loopNames.row, step.shapes[0].count) { (emitter, index) throws(EmissionError) in
      let value = try emitter.operand(step, 0, Place(index, in: step.shapes[0]))
      emitter.write(
        emitter.syntax.assign(
          step.shape.isScalar
            ? step.name : "\(step.name)[\((index * (step.shape.rows + 1)).text)]", value))
    }
  }

  mutating func writeDiagonal(_ step: ArrayLoops) throws(EmissionError) {
    try loop(loopNames.row, step.shape.count) { (emitter, index) throws(EmissionError) in
      let value = try emitter.operand(step, 0, Place(row: index, column: index))
      if step.shape.isScalar {
        emitter.write(emitter.syntax.constant(step.name, value))
      } else {
        emitter.write(emitter.syntax.assign("\(step.name)[\(index.text)]", value))
      }
    }
  }

  /// The elements of an index that has no equal steps: by tables of its rows and columns.
  mutating func writeIndex(_ step: ArrayLoops) throws(EmissionError) {
    try withIndexTables(step) { (emitter, tables) throws(EmissionError) in
      try emitter.forEachPlace(of: step.shape) { (emitter, place) throws(EmissionError) in
        let source = Place(row: tables.row(place.row), column: tables.column(place.column))
        emitter.write(
          emitter.syntax.assign(
            emitter.element(of: step, place), try emitter.operand(step, 0, source)))
      }
    }
  }

  mutating func writePlaces(_ step: ArrayLoops) throws(EmissionError) {
    try begin(step, 0, isWhole: step.shapes[0].count == 0)
    try addPlaces(step, isNegative: false)
  }

  /// Adds elements to those of an array, each in its place.
  private mutating func addPlaces(_ step: ArrayLoops, isNegative: Bool) throws(EmissionError) {
    try withIndexTables(step) { (emitter, tables) throws(EmissionError) in
      try emitter.forEachPlace(of: step.shapes[0]) { (emitter, place) throws(EmissionError) in
        let target = Place(row: tables.row(place.row), column: tables.column(place.column))
        let value = emitter.number(
          try emitter.piece(step.operands[0], step.shapes[0].isScalar ? nil : place))
        emitter.accumulate(emitter.element(of: step, target), isNegative ? value.negative : value)
      }
    }
  }

  /// Adds a number to what is there, or subtracts its opposite.
  mutating func accumulate(_ target: String, _ value: Piece) {
    if let positive = value.withoutSign {
      write(syntax.subtract(target, positive.withoutParentheses))
    } else {
      write(syntax.add(target, value.text))
    }
  }

  /// A sum of arrays of which some go to places of their own: all are added up in one memory.
  mutating func writeGathered(
    _ node: Int32, _ name: String, _ terms: [GatheredTerm]
  ) throws(EmissionError) {
    let shape = graph.shape(at: node)
    let whole = terms.filter { !$0.isPlaced }
    let sum = ArrayLoops(name: name, shape: shape, operands: [], shapes: [], parameters: [])
    if whole.isEmpty { try begin(sum, 0) }
    let hasPlaces = whole.contains { needsPlaces($0.node) }
    try forEachElement(of: whole.isEmpty ? Shape(0, 0) : shape, needsPlaces: hasPlaces) {
      (emitter, place) throws(EmissionError) in
      var total: Piece?
      for term in whole {
        let isScalar = emitter.graph.shape(at: term.node).isScalar
        let piece = emitter.number(try emitter.piece(term.node, isScalar ? nil : place))
        let value = term.isNegative ? piece.negative : piece
        total = total.map { .infix("+", Precedence.sum, $0, value) } ?? value
      }
      emitter.write(
        emitter.syntax.assign(emitter.element(of: sum, place), total?.text ?? ""))
    }
    for term in terms where term.isPlaced {
      let record = graph.records[Int(term.node)]
      try addPlaces(
        ArrayLoops(
          name: name, shape: shape, operands: [record.a], shapes: [graph.shape(at: record.a)],
          parameters: graph.parameters(of: record)), isNegative: term.isNegative)
    }
  }

  /// How places are found in code: by a start and a step, or in a table.
  private struct IndexTables {
    let row: (IndexText) -> IndexText
    let column: (IndexText) -> IndexText
  }

  /// Writes loops that find places, and before them the tables that they use: an operand with one
  /// element needs none.
  private mutating func withIndexTables(
    _ step: ArrayLoops,
    _ writeLoops: (inout CodeEmitter, IndexTables) throws(EmissionError) -> Void
  ) throws(EmissionError) {
    let count = Int(step.parameters[0])
    let row = indexTable(step.parameters[1..<(1 + count)])
    let column = indexTable(step.parameters[(1 + count)...])
    let before = lines
    lines = before.beside
    try writeLoops(&self, IndexTables(row: row.place, column: column.place))
    let loops = lines
    lines = before
    for table in [row.table, column.table] {
      if let table, loops.useElements(of: table.name) { write(table.declaration) }
    }
    lines.append(loops)
  }

  private mutating func indexTable(
    _ places: ArraySlice<Int32>
  ) -> (place: (IndexText) -> IndexText, table: (name: String, declaration: String)?) {
    if let run = IndexRuns.run(places) {
      return ({ $0 * run.step + IndexText(run.start) }, nil)
    }
    let name = names.temporary()
    return (
      { IndexText("\(name)[\($0.text)]") }, (name, syntax.indices(name, Array(places)))
    )
  }

  /// Parts below each other, or side by side.
  mutating func writeJoined(_ step: ArrayLoops, isStack: Bool) throws(EmissionError) {
    var start = 0
    for (number, shape) in step.shapes.enumerated() where shape.count > 0 {
      let place = start
      try forEachElement(of: shape, needsPlaces: true) {
        (emitter, inner) throws(EmissionError) in
        let outer =
          isStack
          ? Place(row: inner.row + IndexText(place), column: inner.column)
          : Place(row: inner.row, column: inner.column + IndexText(place))
        emitter.write(
          emitter.syntax.assign(
            emitter.element(of: step, outer), try emitter.operand(step, number, inner)))
      }
      start += isStack ? shape.rows : shape.columns
    }
  }

  mutating func writeRamp(_ step: ArrayLoops) throws(EmissionError) {
    try loop(loopNames.row, step.shape.count) { (emitter, index) throws(EmissionError) in
      let start = try emitter.operand(step, 0, Place(IndexText(0), in: .scalar))
      let by = try emitter.factor(step, 1, Place(IndexText(0), in: .scalar), below: 100)
      let target = step.shape.isScalar ? step.name : "\(step.name)[\(index.text)]"
      let value = "\(start) + \(emitter.syntax.number(ofIndex: index.text))*\(by)"
      emitter.write(
        step.shape.isScalar
          ? emitter.syntax.constant(target, value) : emitter.syntax.assign(target, value))
    }
  }

  /// A loop over all elements in which rows and columns are told apart.
  mutating func forEachPlace(
    of shape: Shape, _ body: (inout CodeEmitter, Place) throws(EmissionError) -> Void
  ) throws(EmissionError) {
    try forEachElement(of: shape, needsPlaces: true, body)
  }
}
