import Calculus
import Graph
import Numerics

/// Steps that put elements in other places, or read them there.
extension CodeEmitter {
  mutating func write(
    _ assembly: Structure.Assembly, of step: ArrayStep, _ target: LoopTarget
  ) throws(EmissionError) {
    switch assembly {
    case .stacked: try writeJoined(step, target, isStack: true)
    case .beside: try writeJoined(step, target, isStack: false)
    case .placed:
      try begin(target, 0, isWhole: step.shapes[0].count == 0)
      try addPlaces(step, target, isNegative: false)
    case .diagonal: try writeDiagonal(step, target)
    case .lowerTriangle: try writeTriangle(step, target, "<=")
    case .upperTriangle: try writeTriangle(step, target, ">=")
    }
  }

  private mutating func writeTriangle(
    _ step: ArrayStep, _ target: LoopTarget, _ comparison: String
  ) throws(EmissionError) {
    declareNumber(target)
    try forEachElement(of: step.shape, needsPlaces: true) {
      (emitter, place) throws(EmissionError) in
      let isInside =
        "\(place.column.text) - \(place.row.text) \(comparison) \(step.parameters[0])"
      let value = try emitter.operand(step, 0, place).enclosed(below: 1)
      emitter.write(
        emitter.syntax.assign(
          target.element(place), "\(isInside) ? \(value) : \(emitter.syntax.literal(0).text)"))
    }
  }

  private mutating func writeDiagonal(
    _ step: ArrayStep, _ target: LoopTarget
  ) throws(EmissionError) {
    try begin(target, 0)
    try loop(loopNames.row, step.shapes[0].count) { (emitter, index) throws(EmissionError) in
      let value = try emitter.operand(step, 0, ElementPlace(index, in: step.shapes[0])).text
      let place = ElementPlace(row: index, column: index, linear: index * (step.shape.rows + 1))
      emitter.write(emitter.syntax.assign(target.element(place), value))
    }
  }

  /// The elements of a view that has to be written down.
  mutating func writeMoved(
    _ step: ArrayStep, _ map: PlaceMap, _ target: LoopTarget
  ) throws(EmissionError) {
    switch map {
    case .picked(let picks):
      try withIndexTables(picks) { (emitter, tables) throws(EmissionError) in
        try emitter.writeElements(of: step, target, at: tables.place(of:))
      }
    case .separable, .sameOrder, .diagonal:
      try writeElements(of: step, target) { map.source(of: $0, step.shape, step.shapes[0]) }
    }
  }

  private mutating func writeElements(
    of step: ArrayStep, _ target: LoopTarget, at source: (ElementPlace) -> ElementPlace
  ) throws(EmissionError) {
    try forEachElement(of: step.shape, needsPlaces: true) {
      (emitter, place) throws(EmissionError) in
      emitter.define(target, place, try emitter.operand(step, 0, source(place)).text)
    }
  }

  /// Parts below each other, or side by side.
  private mutating func writeJoined(
    _ step: ArrayStep, _ target: LoopTarget, isStack: Bool
  ) throws(EmissionError) {
    declareNumber(target)
    var start = 0
    for (number, shape) in step.shapes.enumerated() where shape.count > 0 {
      let before = IndexText(start)
      try forEachElement(of: shape, needsPlaces: true) { (emitter, place) throws(EmissionError) in
        let outer =
          isStack
          ? ElementPlace(row: place.row + before, column: place.column)
          : ElementPlace(row: place.row, column: place.column + before)
        emitter.write(
          emitter.syntax.assign(
            target.element(outer), try emitter.operand(step, number, place).text))
      }
      start += isStack ? shape.rows : shape.columns
    }
  }

  mutating func writeRange(_ step: ArrayStep, _ target: LoopTarget) throws(EmissionError) {
    try loop(loopNames.row, step.shape.count) { (emitter, index) throws(EmissionError) in
      let first = ElementPlace(IndexText(0), in: .scalar)
      let start = try emitter.operand(step, 0, first).text
      let by = try emitter.factor(step, 1, first, below: Piece.atom)
      emitter.define(
        target, ElementPlace(index, in: step.shape),
        "\(start) + \(emitter.syntax.number(ofIndex: index.text))*\(by)")
    }
  }

  // MARK: - Sums of elements in places of their own

  /// A sum of arrays of which some go to places of their own: all are added up in one memory.
  mutating func writeGathered(
    _ node: Int32, _ name: String, _ terms: [GatheredTerm]
  ) throws(EmissionError) {
    let target = LoopTarget(name: name, shape: graph.shape(at: node))
    let whole = terms.filter { !$0.isPlaced }
    if whole.isEmpty {
      try begin(target, 0)
    } else {
      try forEachElement(
        of: target.shape, needsPlaces: whole.contains { needsPlaces($0.node) }
      ) { (emitter, place) throws(EmissionError) in
        func value(_ term: GatheredTerm) throws(EmissionError) -> Piece {
          let piece = emitter.number(try emitter.element(term.node, place))
          return term.isNegative ? piece.negative : piece
        }
        var total = try value(whole[0])
        for term in whole.dropFirst() {
          total = .infix("+", Precedence.sum, total, try value(term))
        }
        emitter.write(emitter.syntax.assign(target.element(place), total.text))
      }
    }
    for term in terms where term.isPlaced {
      try addPlaces(ArrayStep(Node(term.node), in: graph), target, isNegative: term.isNegative)
    }
  }

  /// Adds elements to those of an array, each in its place.
  private mutating func addPlaces(
    _ step: ArrayStep, _ target: LoopTarget, isNegative: Bool
  ) throws(EmissionError) {
    try withIndexTables(step.picks) { (emitter, tables) throws(EmissionError) in
      try emitter.forEachElement(of: step.shapes[0], needsPlaces: true) {
        (emitter, place) throws(EmissionError) in
        let value = try emitter.operand(step, 0, place)
        emitter.accumulate(
          target.element(tables.place(of: place)), isNegative ? value.negative : value)
      }
    }
  }

  /// Adds a number to what is there, or subtracts its opposite.
  private mutating func accumulate(_ target: String, _ value: Piece) {
    if let positive = value.withoutSign {
      write(syntax.subtract(target, positive.withoutParentheses))
    } else {
      write(syntax.add(target, value.text))
    }
  }

  // MARK: - Tables of places

  /// How picked rows and columns are found in code: by a start and a step, or in a table.
  private struct IndexTables {
    let row: (IndexText) -> IndexText
    let column: (IndexText) -> IndexText

    func place(of place: ElementPlace) -> ElementPlace {
      ElementPlace(row: row(place.row), column: column(place.column))
    }
  }

  /// Writes loops that find places, and before them the tables that they use: an operand with one
  /// element needs none.
  private mutating func withIndexTables(
    _ picks: Picks,
    _ writeLoops: (inout CodeEmitter, IndexTables) throws(EmissionError) -> Void
  ) throws(EmissionError) {
    let row = indexTable(picks.rows)
    let column = indexTable(picks.columns)
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
    if let run = PlaceRun(places) {
      return ({ $0 * run.step + IndexText(run.start) }, nil)
    }
    let name = names.temporary()
    return (
      { IndexText("\(name)[\($0.text)]") }, (name, syntax.indices(name, Array(places)))
    )
  }
}
