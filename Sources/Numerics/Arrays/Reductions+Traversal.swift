/// What becomes of the elements of a column or row, taken in their order, run after run.
protocol Reduction {
  /// `seed` is what an earlier pass over the same elements found; 0 in a first pass.
  init(seed: Double)

  /// Takes the next elements. Every run but the last has a multiple of `laneCount` elements.
  mutating func add(_ x: UnsafePointer<Double>, count: Int)

  var value: Double { get }
}

extension Reductions {
  /// Element i of a run belongs to the lane i mod 8. Fixed, so that no machine's vectors decide
  /// about the bits; eight doubles are the widest vector there is.
  static let laneCount = 8

  /// Rows and columns that are brought into the order of the rows at a time, 32 kB together.
  private static let panelRows = 32
  private static let panelColumns = 128

  /// Reduces what the result's shape says. If `isSeeded`, each result is the seed of its reduction.
  @inline(__always)
  static func reduce<Kind: Reduction>(
    _ operand: ArrayView, _ result: ArrayResult, by kind: Kind.Type, isSeeded: Bool = false
  ) {
    let (from, to) = (operand.shape, result.shape)
    switch to.reducedDimension {
    case nil: reduceColumns(operand.pointer, from.count, result, by: kind, isSeeded)
    case _? where to == from: reduceColumns(operand.pointer, 1, result, by: kind, isSeeded)
    case .downColumns: reduceColumns(operand.pointer, from.rows, result, by: kind, isSeeded)
    case .alongRows: reduceRows(operand, result, by: kind, isSeeded)
    }
  }

  /// Reduces runs of `length` contiguous elements, one for each element of the result.
  @inline(__always)
  private static func reduceColumns<Kind: Reduction>(
    _ source: UnsafePointer<Double>, _ length: Int, _ result: ArrayResult, by kind: Kind.Type,
    _ isSeeded: Bool
  ) {
    for column in 0..<result.shape.count {
      var reduction = Kind(seed: isSeeded ? result.pointer[column] : 0)
      reduction.add(source + column * length, count: length)
      result.pointer[column] = reduction.value
    }
  }

  /// Reduces each row, panel by panel: a tile of a few rows is transposed inside the nearest cache,
  /// so that memory is read in the order of the columns.
  @inline(__always)
  private static func reduceRows<Kind: Reduction>(
    _ operand: ArrayView, _ result: ArrayResult, by kind: Kind.Type, _ isSeeded: Bool
  ) {
    let (rows, columns) = (operand.shape.rows, operand.shape.columns)
    let tile = UnsafeMutablePointer<Double>.allocate(capacity: panelRows * panelColumns)
    let reductions = UnsafeMutablePointer<Kind>.allocate(capacity: panelRows)
    defer {
      tile.deallocate()
      reductions.deallocate()
    }
    for firstRow in stride(from: 0, to: rows, by: panelRows) {
      let count = min(panelRows, rows - firstRow)
      let results = result.pointer + firstRow
      for row in 0..<count {
        (reductions + row).initialize(to: Kind(seed: isSeeded ? results[row] : 0))
      }
      for firstColumn in stride(from: 0, to: columns, by: panelColumns) {
        let width = min(panelColumns, columns - firstColumn)
        Rearrangement.transpose(
          Block(
            operand.pointer + firstRow + firstColumn * rows, rows: count, columns: width,
            stride: rows),
          toCached: tile, stride: panelColumns)
        for row in 0..<count { reductions[row].add(tile + row * panelColumns, count: width) }
      }
      for row in 0..<count { results[row] = reductions[row].value }
      reductions.deinitialize(count: count)
    }
  }

  /// The `count` ≤ 8 elements at `x` and, in the other lanes, `padding`.
  @inline(__always)
  static func lanes(_ x: UnsafePointer<Double>, count: Int, padding: Double) -> SIMD8<Double> {
    func lane(_ index: Int) -> Double { index < count ? x[index] : padding }
    return SIMD8(
      lane(0), lane(1), lane(2), lane(3), lane(4), lane(5), lane(6), lane(7))
  }

  /// The eight elements at `x`.
  @inline(__always)
  static func lanes(_ x: UnsafePointer<Double>) -> SIMD8<Double> {
    UnsafeRawPointer(x).loadUnaligned(as: SIMD8<Double>.self)
  }
}
