/// An operation on one number that is the same steps for every number.
protocol LaneOperation {
  static func value<L: Lanes>(_ x: L) -> L
}

/// An operation on two numbers that is the same steps for all.
protocol BinaryLaneOperation {
  static func value<L: Lanes>(_ x: L, _ y: L) -> L
}

/// An operation on three numbers that is the same steps for all.
protocol TernaryLaneOperation {
  static func value<L: Lanes>(_ x: L, _ y: L, _ z: L) -> L
}

extension LaneOperation {
  @inline(__always)
  static func apply(
    _ x: UnsafePointer<Double>, _ result: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    if count == 1 {
      result[0] = value(OneLane(x[0])).value
      return
    }
    var lane = 0
    while lane &+ EightLanes.count <= count {
      value(EightLanes(at: x + lane)).store(at: result + lane)
      lane &+= EightLanes.count
    }
    while lane < count {
      result[lane] = value(OneLane(x[lane])).value
      lane &+= 1
    }
  }
}

extension BinaryLaneOperation {
  /// The operation on every lane; a step is 1, or 0 for an operand that all lanes share.
  @inline(__always)
  static func apply(
    _ x: UnsafePointer<Double>, _ xStep: Int, _ y: UnsafePointer<Double>, _ yStep: Int,
    _ result: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    if count == 1 {
      result[0] = value(OneLane(x[0]), OneLane(y[0])).value
    } else {
      applyToMany(x, xStep, y, yStep, result, count)
    }
  }

  @inline(never)
  private static func applyToMany(
    _ x: UnsafePointer<Double>, _ xStep: Int, _ y: UnsafePointer<Double>, _ yStep: Int,
    _ result: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    if xStep == 0 {
      run(LaneConstant(x), y, yStep, result, count)
    } else {
      run(LaneColumn(x), y, yStep, result, count)
    }
  }

  @inline(__always)
  private static func run(
    _ x: some LaneSource, _ y: UnsafePointer<Double>, _ yStep: Int,
    _ result: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    if yStep == 0 {
      run(x, LaneConstant(y), result, count)
    } else {
      run(x, LaneColumn(y), result, count)
    }
  }

  @inline(__always)
  private static func run(
    _ x: some LaneSource, _ y: some LaneSource, _ result: UnsafeMutablePointer<Double>,
    _ count: Int
  ) {
    var lane = 0
    while lane &+ EightLanes.count <= count {
      value(x.eight(at: lane), y.eight(at: lane)).store(at: result + lane)
      lane &+= EightLanes.count
    }
    while lane < count {
      result[lane] = value(x.one(at: lane), y.one(at: lane)).value
      lane &+= 1
    }
  }
}

extension TernaryLaneOperation {
  /// The operation on every lane; a step is 1, or 0 for an operand that all lanes share.
  @inline(__always)
  static func apply(
    _ x: UnsafePointer<Double>, _ xStep: Int, _ y: UnsafePointer<Double>, _ yStep: Int,
    _ z: UnsafePointer<Double>, _ zStep: Int,
    _ result: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    if count == 1 {
      result[0] = value(OneLane(x[0]), OneLane(y[0]), OneLane(z[0])).value
    } else {
      applyToMany(x, xStep, y, yStep, z, zStep, result, count)
    }
  }

  @inline(never)
  private static func applyToMany(
    _ x: UnsafePointer<Double>, _ xStep: Int, _ y: UnsafePointer<Double>, _ yStep: Int,
    _ z: UnsafePointer<Double>, _ zStep: Int,
    _ result: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    if xStep == 0 {
      run(LaneConstant(x), y, yStep, z, zStep, result, count)
    } else {
      run(LaneColumn(x), y, yStep, z, zStep, result, count)
    }
  }

  @inline(__always)
  private static func run(
    _ x: some LaneSource, _ y: UnsafePointer<Double>, _ yStep: Int,
    _ z: UnsafePointer<Double>, _ zStep: Int,
    _ result: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    if yStep == 0 {
      run(x, LaneConstant(y), z, zStep, result, count)
    } else {
      run(x, LaneColumn(y), z, zStep, result, count)
    }
  }

  @inline(__always)
  private static func run(
    _ x: some LaneSource, _ y: some LaneSource, _ z: UnsafePointer<Double>, _ zStep: Int,
    _ result: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    if zStep == 0 {
      run(x, y, LaneConstant(z), result, count)
    } else {
      run(x, y, LaneColumn(z), result, count)
    }
  }

  @inline(__always)
  private static func run(
    _ x: some LaneSource, _ y: some LaneSource, _ z: some LaneSource,
    _ result: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    var lane = 0
    while lane &+ EightLanes.count <= count {
      value(x.eight(at: lane), y.eight(at: lane), z.eight(at: lane)).store(at: result + lane)
      lane &+= EightLanes.count
    }
    while lane < count {
      result[lane] = value(x.one(at: lane), y.one(at: lane), z.one(at: lane)).value
      lane &+= 1
    }
  }
}
