import Calculus
import Graph
import Numerics

/// An element of an array in a loop.
struct ElementPlace {
  let row: IndexText
  let column: IndexText
  /// Its number down the columns, where it is a loop's own variable.
  let linear: IndexText?

  init(row: IndexText, column: IndexText, linear: IndexText? = nil) {
    self.row = row
    self.column = column
    self.linear = linear
  }

  /// Of an array with a shape, by its number alone.
  init(_ linear: IndexText, in shape: Shape) {
    self.linear = linear
    if shape.columns == 1 {
      row = linear
      column = IndexText(0)
    } else if shape.rows == 1 {
      row = IndexText(0)
      column = linear
    } else {
      row = linear.remainder(by: max(1, shape.rows))
      column = linear.divided(by: max(1, shape.rows))
    }
  }

  func address(in shape: Shape) -> IndexText {
    if let linear { return linear }
    if shape.columns == 1 { return row }
    if shape.rows == 1 { return column }
    return row + column * shape.rows
  }
}

extension ExpressionGraph {
  /// Where the elements of a view lie in its operand; nil: the step is no view.
  func placeMap(of record: Record) -> PlaceMap? {
    guard record.operation.isArray, case .view(let rule) = record.operation.structure else {
      return nil
    }
    return rule(shape(at: record.a), shape(of: record), parameters(of: record))
  }
}

extension PlaceMap {
  /// Whether what is shown need not be written down: places follow from places, without a table.
  var isWrittenWhereRead: Bool {
    switch self {
    case .separable, .sameOrder: true
    case .diagonal, .picked: false
    }
  }

  /// Where the element of a view at a place lies in its operand.
  func source(of place: ElementPlace, _ shape: Shape, _ operand: Shape) -> ElementPlace {
    switch self {
    case .separable(let row, let column):
      // A number down the columns is the same in both only where the columns are equally long.
      let isSame =
        row == Coordinate(.row) && column == Coordinate(.column) && shape.rows == operand.rows
      return isSame
        ? place : ElementPlace(row: row.index(at: place), column: column.index(at: place))
    case .sameOrder: return ElementPlace(place.address(in: shape), in: operand)
    case .diagonal: return ElementPlace(row: place.row, column: place.row)
    case .picked:
      preconditionFailure("a table of places is written before the loop that reads it")
    }
  }
}

extension PlaceMap.Coordinate {
  fileprivate func index(at place: ElementPlace) -> IndexText {
    switch source {
    case .row: place.row * step + IndexText(start)
    case .column: place.column * step + IndexText(start)
    }
  }
}
