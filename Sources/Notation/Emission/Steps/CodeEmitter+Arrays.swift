import Calculus
import Graph
import Numerics

/// Loops over the elements of arrays.
extension CodeEmitter {
  /// Writes an array element by element: expressions of other arrays' elements, in one loop.
  mutating func writeElements(_ node: Int32, _ name: String) throws(EmissionError) {
    let record = graph.records[Int(node)]
    let shape = graph.shape(of: record)
    var operands: [Int32] = []
    graph.forEachOperand(of: record) { operands.append($0) }
    let isLongFold =
      record.operation.isPrimitive && record.operation.traits.isFold
      && operands.count > Statements.mostFoldOperands
    let hasPlaces = operands.contains { needsPlaces($0) } || needsPlaces(node)
    try forEachElement(of: shape, needsPlaces: hasPlaces) {
      (emitter, place) throws(EmissionError) in
      let target = "\(name)[\(place.address(in: shape).text)]"
      if isLongFold {
        let first = emitter.number(try emitter.piece(operands[0], place)).text
        emitter.write(emitter.syntax.assign(target, first))
        try emitter.writeFold(record, operands, target, place)
      } else {
        let value = emitter.number(try emitter.operationPiece(node, place)).text
        emitter.write(emitter.syntax.assign(target, value))
      }
    }
  }

  /// Whether an expression reads elements at other places than its own, so that rows and columns
  /// must be told apart.
  func needsPlaces(_ node: Int32) -> Bool {
    let record = graph.records[Int(node)]
    guard names[node] == nil, record.operation.isComputed else { return false }
    if record.operation.isArray {
      if graph.shape(at: record.a).isScalar { return false }
      if record.operation.isHold { return needsPlaces(record.a) }
      return graph.placeMap(of: record) != .sameOrder
    }
    var found = false
    graph.forEachOperand(of: record) { operand in
      if !found, graph.records[Int(operand)].shape != 0 { found = needsPlaces(operand) }
    }
    return found
  }

  /// A loop over all elements, down the columns; one over rows inside one over columns where
  /// places must be told apart.
  mutating func forEachElement(
    of shape: Shape, needsPlaces: Bool,
    _ body: (inout CodeEmitter, ElementPlace) throws(EmissionError) -> Void
  ) throws(EmissionError) {
    guard shape.count > 0 else { return }
    guard needsPlaces, !shape.isVector else {
      return try loop(loopNames.row, shape.count) { (emitter, index) throws(EmissionError) in
        try body(&emitter, ElementPlace(index, in: shape))
      }
    }
    try loop(loopNames.column, shape.columns) { (emitter, column) throws(EmissionError) in
      try emitter.loop(emitter.loopNames.row, shape.rows) {
        (emitter, row) throws(EmissionError) in
        try body(&emitter, ElementPlace(row: row, column: column))
      }
    }
  }

  /// A loop from 0; none where it would run once.
  mutating func loop(
    _ name: String, _ count: Int, from start: IndexText = IndexText(0),
    _ body: (inout CodeEmitter, IndexText) throws(EmissionError) -> Void
  ) throws(EmissionError) {
    if count == 1, start.text == "0" { return try body(&self, IndexText(0)) }
    let outer = lines
    lines = outer.inside
    try body(&self, IndexText(name))
    let inside = lines
    lines = outer
    let isUsed = inside.text.contains(word: name)
    lines.block(
      syntax.loop(isUsed ? name : syntax.unusedIndex ?? name, start.text, "\(count)"), inside)
  }
}

extension String {
  /// Whether an identifier occurs in the text.
  fileprivate func contains(word: String) -> Bool {
    var rest = self[...]
    while let range = rest.firstRange(of: word) {
      let before = self[..<range.lowerBound].utf8.last
      let after = self[range.upperBound...].utf8.first
      if !String.isPartOfName(before), !String.isPartOfName(after) { return true }
      rest = self[range.upperBound...]
    }
    return false
  }

  private static func isPartOfName(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return byte == UInt8(ascii: "_") || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
      || byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
  }
}
