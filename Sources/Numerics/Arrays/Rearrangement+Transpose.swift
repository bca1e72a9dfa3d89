/// Part of a matrix in memory: its columns are `stride` elements apart.
struct Block {
  let start: UnsafePointer<Double>
  let rows: Int
  let columns: Int
  let stride: Int

  @inline(__always)
  init(_ start: UnsafePointer<Double>, rows: Int, columns: Int, stride: Int) {
    self.start = start
    self.rows = rows
    self.columns = columns
    self.stride = stride
  }
}

extension Rearrangement {
  /// Rows and columns moved at a time: what is read and what is written are 8 kB each and stay in
  /// the nearest cache until their lines are complete.
  private static let tileSize = 32

  /// Writes the transpose of a block: row i goes to the column at `target + i * stride`.
  ///
  /// Each tile is transposed in a buffer, and its columns are then written in one go: columns that
  /// lie a power of two apart fall into the same few lines of a cache and would drive each other
  /// out before they are complete. That made a matrix of 1024×1024 four times as slow as one of
  /// 1000×1000.
  static func transpose(_ block: Block, to target: UnsafeMutablePointer<Double>, stride: Int) {
    if block.rows <= tileSize, block.columns <= tileSize {
      return transposeTile(block, to: target, stride: stride)
    }
    let buffer = UnsafeMutablePointer<Double>.allocate(capacity: tileSize * tileSize)
    defer { buffer.deallocate() }
    forEachTile(of: block) { tile, firstRow, firstColumn in
      transposeTile(tile, to: buffer, stride: tileSize)
      for row in 0..<tile.rows {
        move(
          buffer + row * tileSize, to: target + firstColumn + (firstRow + row) * stride,
          count: tile.columns)
      }
    }
  }

  /// Writes the transpose of a block to memory that is in the nearest cache already.
  static func transpose(
    _ block: Block, toCached target: UnsafeMutablePointer<Double>, stride: Int
  ) {
    forEachTile(of: block) { tile, firstRow, firstColumn in
      transposeTile(tile, to: target + firstColumn + firstRow * stride, stride: stride)
    }
  }

  @inline(__always)
  private static func forEachTile(of block: Block, _ body: (Block, Int, Int) -> Void) {
    for firstColumn in stride(from: 0, to: block.columns, by: tileSize) {
      for firstRow in stride(from: 0, to: block.rows, by: tileSize) {
        let tile = Block(
          block.start + firstRow + firstColumn * block.stride,
          rows: min(tileSize, block.rows - firstRow),
          columns: min(tileSize, block.columns - firstColumn), stride: block.stride)
        body(tile, firstRow, firstColumn)
      }
    }
  }

  /// A tile by squares of 2×2, each two loads and two stores of a pair.
  @inline(__always)
  private static func transposeTile(
    _ tile: Block, to target: UnsafeMutablePointer<Double>, stride: Int
  ) {
    var column = 0
    while column + 2 <= tile.columns {
      let left = tile.start + column * tile.stride
      let right = left + tile.stride
      var row = 0
      while row + 2 <= tile.rows {
        let (a, b) = (pair(left + row), pair(right + row))
        store(SIMD2(a.x, b.x), target + column + row * stride)
        store(SIMD2(a.y, b.y), target + column + (row + 1) * stride)
        row += 2
      }
      if row < tile.rows { store(SIMD2(left[row], right[row]), target + column + row * stride) }
      column += 2
    }
    if column < tile.columns {
      let last = tile.start + column * tile.stride
      for row in 0..<tile.rows { target[column + row * stride] = last[row] }
    }
  }

  @inline(__always)
  private static func pair(_ pointer: UnsafePointer<Double>) -> SIMD2<Double> {
    UnsafeRawPointer(pointer).loadUnaligned(as: SIMD2<Double>.self)
  }

  @inline(__always)
  private static func store(_ pair: SIMD2<Double>, _ pointer: UnsafeMutablePointer<Double>) {
    UnsafeMutableRawPointer(pointer).storeBytes(of: pair, as: SIMD2<Double>.self)
  }
}
