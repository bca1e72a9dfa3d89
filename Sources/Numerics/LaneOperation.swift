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
      return
    }
    if count >= EightLanes.count { applyToVectors(x, xStep, y, yStep, result, count) }
    for lane in (count & ~(EightLanes.count - 1))..<count {
      result[lane] = value(OneLane(x[lane &* xStep]), OneLane(y[lane &* yStep])).value
    }
  }

  @inline(never)
  private static func applyToVectors(
    _ x: UnsafePointer<Double>, _ xStep: Int, _ y: UnsafePointer<Double>, _ yStep: Int,
    _ result: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    LaneOperand.withRoom { room in
      var first = LaneOperand(x, step: xStep, room: room)
      var second = LaneOperand(y, step: yStep, room: room + EightLanes.count)
      // Not a strided range, whose checks cost more than the operation.
      var target = result
      var left = count &>> 3
      repeat {
        value(first.take(), second.take()).store(at: target)
        target += EightLanes.count
        left &-= 1
      } while left > 0
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
      return
    }
    if count >= EightLanes.count { applyToVectors(x, xStep, y, yStep, z, zStep, result, count) }
    for lane in (count & ~(EightLanes.count - 1))..<count {
      let (first, second) = (OneLane(x[lane &* xStep]), OneLane(y[lane &* yStep]))
      result[lane] = value(first, second, OneLane(z[lane &* zStep])).value
    }
  }

  @inline(never)
  private static func applyToVectors(
    _ x: UnsafePointer<Double>, _ xStep: Int, _ y: UnsafePointer<Double>, _ yStep: Int,
    _ z: UnsafePointer<Double>, _ zStep: Int,
    _ result: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    LaneOperand.withRoom { room in
      var first = LaneOperand(x, step: xStep, room: room)
      var second = LaneOperand(y, step: yStep, room: room + EightLanes.count)
      var third = LaneOperand(z, step: zStep, room: room + 2 * EightLanes.count)
      // Not a strided range, whose checks cost more than the operation.
      var target = result
      var left = count &>> 3
      repeat {
        value(first.take(), second.take(), third.take()).store(at: target)
        target += EightLanes.count
        left &-= 1
      } while left > 0
    }
  }
}
