import Numerics

/// Where the elements of a view lie in its operand.
package enum PlaceMap: Equatable, Sendable {
  /// Row and column each follow from one of the element's own.
  case separable(row: Coordinate, column: Coordinate)
  /// Element k of the one is element k of the other, counted down the columns.
  case sameOrder
  /// Element k is at the row k and the column k.
  case diagonal
  /// At the places of a table.
  case picked(Picks)

  /// A row or a column of the operand.
  package struct Coordinate: Equatable, Sendable {
    package enum Source: Sendable {
      case row, column
    }

    /// Which coordinate of the element it follows from.
    package let source: Source
    package let start: Int
    /// How far it moves when that one moves by 1.
    package let step: Int

    package init(_ source: Source, start: Int = 0, step: Int = 1) {
      self.source = source
      self.start = start
      self.step = step
    }

    /// Some places that have equal steps; nil for others.
    init?(_ source: Source, _ places: ArraySlice<Int32>) {
      guard let run = PlaceRun(places) else { return nil }
      self.init(source, start: run.start, step: run.step)
    }
  }
}

extension PlaceMap {
  /// Calls `body` with the place in the operand of each element of the result, in the order of
  /// `vec`.
  package func forEachPlace(operand: Shape, result: Shape, _ body: (Int) -> Void) {
    switch self {
    case .separable(let row, let column):
      for j in 0..<result.columns {
        for i in 0..<result.rows { body(row.at(i, j) + column.at(i, j) * operand.rows) }
      }
    case .sameOrder: for element in 0..<result.count { body(element) }
    case .diagonal: for element in 0..<result.count { body(element * (operand.rows + 1)) }
    case .picked(let picks): picks.forEachPlace(height: operand.rows, body)
    }
  }
}

extension PlaceMap.Coordinate {
  /// Of the element in a row and a column.
  fileprivate func at(_ row: Int, _ column: Int) -> Int {
    switch source {
    case .row: start + step * row
    case .column: start + step * column
    }
  }
}

/// Places with equal steps.
package struct PlaceRun: Equatable, Sendable {
  package let start: Int
  package let step: Int

  /// nil where the steps differ.
  package init?(_ places: ArraySlice<Int32>) {
    guard let first = places.first, let second = places.dropFirst().first else {
      start = Int(places.first ?? 0)
      step = 0
      return
    }
    let step = second - first
    guard zip(places, places.dropFirst()).allSatisfy({ $1 - $0 == step }) else { return nil }
    start = Int(first)
    self.step = Int(step)
  }
}

/// The place map of a step, from the shapes of its operand and its result and its whole numbers.
package typealias PlaceRule =
  @Sendable (_ operand: Shape, _ result: Shape, _ parameters: [Int32]) -> PlaceMap

/// The place rules of the table.
enum PlaceRules {
  static let same: PlaceRule = { _, _, _ in
    .separable(row: .init(.row), column: .init(.column))
  }

  static let transposed: PlaceRule = { _, _, _ in
    .separable(row: .init(.column), column: .init(.row))
  }

  /// A dimension of 1 is repeated.
  static let repeated: PlaceRule = { operand, _, _ in
    .separable(
      row: .init(.row, step: operand.rows == 1 ? 0 : 1),
      column: .init(.column, step: operand.columns == 1 ? 0 : 1))
  }

  static let reshaped: PlaceRule = { _, _, _ in .sameOrder }

  static let flipped: PlaceRule = { operand, _, parameters in
    switch Dimension(ofStep: parameters[0]) {
    case .downColumns:
      .separable(row: .init(.row, start: operand.rows - 1, step: -1), column: .init(.column))
    case .alongRows:
      .separable(row: .init(.row), column: .init(.column, start: operand.columns - 1, step: -1))
    }
  }

  static let diagonal: PlaceRule = { _, _, _ in .diagonal }

  /// A table only where the places have no equal steps.
  static let picked: PlaceRule = { _, _, parameters in
    let picks = Picks(parameters)
    guard let row = PlaceMap.Coordinate(.row, picks.rows),
      let column = PlaceMap.Coordinate(.column, picks.columns)
    else { return .picked(picks) }
    return .separable(row: row, column: column)
  }
}
