/// Products with a vector: every element of the matrix is needed once, so nothing is packed.
extension MatrixProduct {
  typealias Lanes = SIMD8<Double>

  /// `result = a*x`, element i at `i*resultStride`; sums along memory where `a` allows it.
  static func vector(
    _ a: Operand, _ x: UnsafePointer<Double>, _ xStride: Int, _ update: Update,
    _ result: UnsafeMutablePointer<Double>, _ resultStride: Int
  ) {
    guard xStride == 1 else {
      withUnsafeTemporaryAllocation(of: Double.self, capacity: a.columns) { copy in
        guard let start = copy.baseAddress else { return }
        for k in 0..<a.columns { start[k] = x[k &* xStride] }
        vector(a, UnsafePointer(start), 1, update, result, resultStride)
      }
      return
    }
    if a.columnStride == 1 {
      for row in 0..<a.rows {
        store(
          dot(a.pointer + row &* a.rowStride, x, a.columns), update, result + row &* resultStride)
      }
    } else {
      columns(a, x, update, result, resultStride)
    }
  }

  // MARK: - Sums along memory

  /// The number of products in one run of `dot`.
  private static let run = 1024

  /// `Σ x[k]*y[k]`: sixteen sums, product k in sum k mod 16, over runs of 1024 products whose sums
  /// are added up; then the sixteen pairwise, halves onto halves.
  static func dot(_ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, _ count: Int) -> Double {
    var total0 = Lanes(repeating: -0.0)
    var total1 = total0
    var start = 0
    while start < count {
      let end = min(start &+ run, count)
      var sum0 = Lanes(repeating: -0.0)
      var sum1 = sum0
      var k = start
      while k &+ 16 <= end {
        sum0 += load(x + k) * load(y + k)
        sum1 += load(x + (k &+ 8)) * load(y + (k &+ 8))
        k &+= 16
      }
      if k &+ 8 <= end {
        sum0 += load(x + k) * load(y + k)
        k &+= 8
        sum1 += remainder(x + k, y + k, end &- k)
      } else {
        sum0 += remainder(x + k, y + k, end &- k)
      }
      total0 += sum0
      total1 += sum1
      start = end
    }
    let eight = total0 + total1
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }

  @inline(__always)
  static func load(_ pointer: UnsafePointer<Double>) -> Lanes {
    UnsafeRawPointer(pointer).loadUnaligned(as: Lanes.self)
  }

  /// Fewer than eight products, and -0 in the other lanes.
  @inline(__always)
  private static func remainder(
    _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, _ count: Int
  ) -> Lanes {
    var products = Lanes(repeating: -0.0)
    for k in 0..<count { products[k] = x[k] * y[k] }
    return products
  }

  // MARK: - Sums across memory

  /// The number of rows whose sums stay in the nearest cache.
  private static let chunk = 1024

  /// `a*x` by combining the columns of `a`, which are contiguous.
  private static func columns(
    _ a: Operand, _ x: UnsafePointer<Double>, _ update: Update,
    _ result: UnsafeMutablePointer<Double>, _ resultStride: Int
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: min(chunk, a.rows)) { buffer in
      guard let sums = buffer.baseAddress else { return }
      for top in stride(from: 0, to: a.rows, by: chunk) {
        let count = min(chunk, a.rows - top)
        for start in stride(from: 0, to: a.columns, by: depth) {
          let part = a.block(top, start, count, min(depth, a.columns - start))
          combine(part, x + start, sums)
          let update = start > 0 && update == .assign ? .add : update
          for row in 0..<count {
            store(sums[row], update, result + (top &+ row) &* resultStride)
          }
        }
      }
    }
  }

  /// `sums = a*x`: eight columns at a time, their products summed pairwise, then added.
  private static func combine(
    _ a: Operand, _ x: UnsafePointer<Double>, _ sums: UnsafeMutablePointer<Double>
  ) {
    sums.initialize(repeating: -0.0, count: a.rows)
    var k = 0
    while k &+ 8 <= a.columns {
      let first = a.pointer + k &* a.columnStride
      var row = 0
      while row &+ 8 <= a.rows {
        let next = load(sums + row) + eight(first + row, a.columnStride, x + k)
        UnsafeMutableRawPointer(sums + row).storeBytes(of: next, as: Lanes.self)
        row &+= 8
      }
      while row < a.rows {
        sums[row] += eightOfRow(first + row, a.columnStride, x + k)
        row &+= 1
      }
      k &+= 8
    }
    while k < a.columns {
      let column = a.pointer + k &* a.columnStride
      let factor = x[k]
      for row in 0..<a.rows { sums[row] += column[row] * factor }
      k &+= 1
    }
  }

  /// Eight rows of eight columns times eight numbers.
  @inline(__always)
  private static func eight(
    _ a: UnsafePointer<Double>, _ stride: Int, _ x: UnsafePointer<Double>
  ) -> Lanes {
    let p01 = load(a) * x[0] + load(a + stride) * x[1]
    let p23 = load(a + 2 &* stride) * x[2] + load(a + 3 &* stride) * x[3]
    let p45 = load(a + 4 &* stride) * x[4] + load(a + 5 &* stride) * x[5]
    let p67 = load(a + 6 &* stride) * x[6] + load(a + 7 &* stride) * x[7]
    return (p01 + p23) + (p45 + p67)
  }

  /// One row of eight columns times eight numbers, in the same order.
  @inline(__always)
  private static func eightOfRow(
    _ a: UnsafePointer<Double>, _ stride: Int, _ x: UnsafePointer<Double>
  ) -> Double {
    let p01 = a[0] * x[0] + a[stride] * x[1]
    let p23 = a[2 &* stride] * x[2] + a[3 &* stride] * x[3]
    let p45 = a[4 &* stride] * x[4] + a[5 &* stride] * x[5]
    let p67 = a[6 &* stride] * x[6] + a[7 &* stride] * x[7]
    return (p01 + p23) + (p45 + p67)
  }
}
