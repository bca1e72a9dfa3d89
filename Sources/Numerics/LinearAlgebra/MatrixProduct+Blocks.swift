/// The product of large matrices: blocks are copied into strips that fit the caches, in the order
/// in which the tiles read them (Goto and van de Geijn 2008, doi:10.1145/1356052.1356053).
extension MatrixProduct {
  /// The alignment of packed strips: the largest vector.
  static let alignment = 128
  /// The rows of `a` packed together: with `depth` columns, half of a second-level cache.
  private static let blockRows = 192
  /// The columns of `b` packed together: with `depth` rows, a few megabytes.
  private static let blockColumns = 1536

  static func blocked(_ a: Operand, _ b: Operand, _ update: Update, _ c: Target) {
    let isLittle = c.rows <= 4 || c.rows * c.columns * a.columns < worthAChoice
    switch isLittle ? .four : tileHeight {
    case .four: blocked4(a, b, update, c)
    case .eight: blocked8(a, b, update, c)
    case .sixteen: c.rows <= 8 ? blocked8(a, b, update, c) : blocked16(a, b, update, c)
    }
  }

  /// With fewer elementary products than this the choice of a tile would take longer.
  private static let worthAChoice = 4096

  @inline(never)
  private static func blocked4(_ a: Operand, _ b: Operand, _ update: Update, _ c: Target) {
    blocked(SIMD4<Double>.self, a, b, update, c)
  }

  @inline(never)
  private static func blocked8(_ a: Operand, _ b: Operand, _ update: Update, _ c: Target) {
    blocked(SIMD8<Double>.self, a, b, update, c)
  }

  @inline(never)
  private static func blocked16(_ a: Operand, _ b: Operand, _ update: Update, _ c: Target) {
    blocked(SIMD16<Double>.self, a, b, update, c)
  }

  @inline(__always)
  private static func blocked<Column: SIMD>(
    _ type: Column.Type, _ a: Operand, _ b: Operand, _ update: Update, _ c: Target
  ) where Column.Scalar == Double {
    let height = Column.scalarCount
    let deepest = min(depth, a.columns)
    let sizeOfA = strips(min(blockRows, c.rows), height) * height * deepest
    let sizeOfB = strips(min(blockColumns, c.columns), tileColumns) * tileColumns * deepest
    let sizeOfEdge = height * tileColumns
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: (sizeOfA + sizeOfEdge + sizeOfB) * 8, alignment: alignment)
    defer { memory.deallocate() }
    let packedA = memory.bindMemory(to: Double.self, capacity: sizeOfA + sizeOfEdge + sizeOfB)
    let edge = packedA + sizeOfA
    let packedB = edge + sizeOfEdge

    for left in stride(from: 0, to: c.columns, by: blockColumns) {
      let columns = min(blockColumns, c.columns - left)
      for start in stride(from: 0, to: a.columns, by: depth) {
        let steps = min(depth, a.columns - start)
        pack(b.transposed.block(left, start, columns, steps), tileColumns, packedB)
        let update = start > 0 && update == .assign ? .add : update
        for top in stride(from: 0, to: c.rows, by: blockRows) {
          let rows = min(blockRows, c.rows - top)
          pack(a.block(top, start, rows, steps), height, packedA)
          multiplyPacked(
            type, packedA, packedB, steps, update, c.block(top, left, rows, columns), edge)
        }
      }
    }
  }

  /// The number of strips of `size` rows, the last one perhaps not full.
  @inline(__always)
  private static func strips(_ rows: Int, _ size: Int) -> Int { (rows + size - 1) / size }

  /// All tiles of one packed block of `a` with one of `b`; a tile that crosses the edge of `c` goes
  /// through `edge`.
  @inline(__always)
  private static func multiplyPacked<Column: SIMD>(
    _ type: Column.Type, _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ depth: Int,
    _ update: Update, _ c: Target, _ edge: UnsafeMutablePointer<Double>
  ) where Column.Scalar == Double {
    let height = Column.scalarCount
    var left = 0
    while left < c.columns {
      let columns = min(tileColumns, c.columns &- left)
      var top = 0
      while top < c.rows {
        let rows = min(height, c.rows &- top)
        let sums = tile(type, a + top &* depth, b + left &* depth, depth)
        let target = c.pointer + (top &+ left &* c.stride)
        if rows == height, columns == tileColumns {
          sums.write(update, target, c.stride)
        } else {
          sums.write(.assign, edge, height)
          for column in 0..<columns {
            for row in 0..<rows {
              store(
                edge[row &+ column &* height], update, target + (row &+ column &* c.stride))
            }
          }
        }
        top &+= height
      }
      left &+= tileColumns
    }
  }

  /// Copies a matrix into strips of `height` rows, each column after column; the last strip is
  /// filled up with zeros, whose products nobody reads.
  @inline(__always)
  private static func pack(
    _ matrix: Operand, _ height: Int, _ strips: UnsafeMutablePointer<Double>
  ) {
    var target = strips
    var top = 0
    while top < matrix.rows {
      let rows = min(height, matrix.rows &- top)
      let source = matrix.pointer + top &* matrix.rowStride
      if rows == height, matrix.rowStride == 1 {
        for column in 0..<matrix.columns {
          let numbers = source + column &* matrix.columnStride
          for row in 0..<height { target[row] = numbers[row] }
          target += height
        }
      } else if rows == height {
        for column in 0..<matrix.columns {
          let numbers = source + column &* matrix.columnStride
          for row in 0..<height { target[row] = numbers[row &* matrix.rowStride] }
          target += height
        }
      } else {
        for column in 0..<matrix.columns {
          let numbers = source + column &* matrix.columnStride
          for row in 0..<rows { target[row] = numbers[row &* matrix.rowStride] }
          for row in rows..<height { target[row] = 0 }
          target += height
        }
      }
      top &+= height
    }
  }
}
