extension MatrixProduct {
  /// The number of columns of a tile: six sums, a column of `a` and one number of `b` fill the
  /// registers of the machines that have the fewest.
  static let tileColumns = 6

  /// The number of rows of a tile, which is that of the lanes of a Swift vector.
  enum TileHeight {
    case four, eight, sixteen
  }

  /// The quickest height for this build on this machine.
  ///
  /// Swift code cannot ask which vectors it is compiled for; with narrow ones the sums of a high
  /// tile do not fit into the registers, and with wide ones a low tile leaves most lanes idle. So
  /// it is measured, once in a process, in some microseconds; where the clock is too coarse, the
  /// lowest is taken. The choice changes no bit of a result: every sum is the same, whichever tile
  /// it belongs to.
  static let tileHeight: TileHeight = {
    let depth = 64
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: (16 + tileColumns) * depth * 8, alignment: alignment)
    defer { memory.deallocate() }
    let numbers = memory.bindMemory(to: Double.self, capacity: (16 + tileColumns) * depth)
    numbers.initialize(repeating: 1, count: (16 + tileColumns) * depth)
    let edge = UnsafeMutableRawPointer.allocate(
      byteCount: 16 * tileColumns * 8, alignment: alignment)
    defer { edge.deallocate() }

    var quickest = TileHeight.four
    var least = Int.max
    for (height, rows, run) in [
      (TileHeight.four, 4, tile4), (.eight, 8, tile8), (.sixteen, 16, tile16),
    ] {
      for _ in 0..<3 {
        let start = clock()
        for _ in 0..<(16 / rows) { run(memory, numbers + 16 * depth, depth, edge, rows) }
        let time = clock() - start
        if time < least {
          least = time
          quickest = height
        }
      }
    }
    return quickest
  }()

  /// Nanoseconds of a clock that only moves forward.
  private static func clock() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int(time.tv_sec) &* 1_000_000_000 &+ Int(time.tv_nsec)
  }

  private typealias TileRun =
    @Sendable (
      UnsafeRawPointer, UnsafePointer<Double>, Int, UnsafeMutableRawPointer, Int
    ) -> Void
  private static let tile4: TileRun = { a, b, depth, c, stride in
    tile(SIMD4<Double>.self, a, b, depth).write(.assign, c, stride)
  }
  private static let tile8: TileRun = { a, b, depth, c, stride in
    tile(SIMD8<Double>.self, a, b, depth).write(.assign, c, stride)
  }
  private static let tile16: TileRun = { a, b, depth, c, stride in
    tile(SIMD16<Double>.self, a, b, depth).write(.assign, c, stride)
  }

  /// Six columns of sums, each in one vector.
  struct Tile<Column: SIMD> where Column.Scalar == Double {
    var c0, c1, c2, c3, c4, c5: Column

    /// Writes the columns `stride` numbers apart, or joins them to what is there.
    @inline(__always)
    func write(_ update: Update, _ target: UnsafeMutableRawPointer, _ stride: Int) {
      join(c0, update, target)
      join(c1, update, target + stride &* 8)
      join(c2, update, target + stride &* 16)
      join(c3, update, target + stride &* 24)
      join(c4, update, target + stride &* 32)
      join(c5, update, target + stride &* 40)
    }

    @inline(__always)
    private func join(_ sum: Column, _ update: Update, _ place: UnsafeMutableRawPointer) {
      switch update {
      case .assign: place.storeBytes(of: sum, as: Column.self)
      case .add:
        place.storeBytes(of: place.loadUnaligned(as: Column.self) + sum, as: Column.self)
      case .subtract:
        place.storeBytes(of: place.loadUnaligned(as: Column.self) - sum, as: Column.self)
      }
    }
  }

  /// The product of a packed strip of `a` and one of `b`: for each of `depth` steps a column of `a`
  /// and six numbers of `b`. Each sum runs over the steps in their order.
  @inline(__always)
  static func tile<Column: SIMD>(
    _ type: Column.Type, _ a: UnsafeRawPointer, _ b: UnsafePointer<Double>, _ depth: Int
  ) -> Tile<Column> where Column.Scalar == Double {
    let a = a.assumingMemoryBound(to: Column.self)
    var b = b
    var c0 = Column(repeating: -0.0)
    var c1 = c0
    var c2 = c0
    var c3 = c0
    var c4 = c0
    var c5 = c0
    for k in 0..<depth {
      let x = a[k]
      c0 += x * Column(repeating: b[0])
      c1 += x * Column(repeating: b[1])
      c2 += x * Column(repeating: b[2])
      c3 += x * Column(repeating: b[3])
      c4 += x * Column(repeating: b[4])
      c5 += x * Column(repeating: b[5])
      b += tileColumns
    }
    return Tile(c0: c0, c1: c1, c2: c2, c3: c3, c4: c4, c5: c5)
  }
}
