/// A function of one number, as steps that lanes take side by side, and another way for the few
/// numbers for which these steps are no good.
protocol LaneFunction {
  /// The value, and where it may be used. Whether it may depends on the lane's own operand only.
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask)

  /// The value where `ordinary` is unsound: special values, very large and very small numbers.
  static func rare(_ x: Double) -> Double
}

extension LaneFunction {
  /// The value at one number.
  @inline(__always)
  static func value(_ x: Double) -> Double {
    let (value, isSound) = ordinary(OneLane(x))
    return isSound ? value.value : rare(x)
  }

  /// The function of every lane. A single lane, which is what a program at one point has, costs
  /// nothing but the function.
  @inline(__always)
  static func apply(
    _ x: UnsafePointer<Double>, _ result: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    if count == 1 { result[0] = value(x[0]) } else { applyToMany(x, result, count) }
  }

  @inline(never)
  private static func applyToMany(
    _ x: UnsafePointer<Double>, _ result: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    var lane = 0
    while lane &+ EightLanes.count <= count {
      let operand = EightLanes(at: x + lane)
      let (value, isSound) = ordinary(operand)
      value.store(at: result + lane)
      if !EightLanes.everywhere(isSound) { mend(operand, isSound, result + lane) }
      lane &+= EightLanes.count
    }
    while lane < count {
      result[lane] = value(x[lane])
      lane &+= 1
    }
  }

  /// Puts right the lanes whose values are not sound.
  @inline(never)
  private static func mend(
    _ x: EightLanes, _ isSound: EightLanes.Mask, _ result: UnsafeMutablePointer<Double>
  ) {
    for lane in 0..<EightLanes.count where !isSound[lane] { result[lane] = rare(x.vector[lane]) }
  }
}

/// A function of two numbers, as `LaneFunction`.
protocol BinaryLaneFunction {
  static func ordinary<L: Lanes>(_ x: L, _ y: L) -> (value: L, isSound: L.Mask)
  static func rare(_ x: Double, _ y: Double) -> Double
}

extension BinaryLaneFunction {
  @inline(__always)
  static func value(_ x: Double, _ y: Double) -> Double {
    let (value, isSound) = ordinary(OneLane(x), OneLane(y))
    return isSound ? value.value : rare(x, y)
  }

  /// The function of every lane; a step is 1, or 0 for an operand that all lanes share.
  @inline(__always)
  static func apply(
    _ x: UnsafePointer<Double>, _ xStep: Int, _ y: UnsafePointer<Double>, _ yStep: Int,
    _ result: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    if count == 1 {
      result[0] = value(x[0], y[0])
    } else {
      applyToMany(x, xStep, y, yStep, result, count)
    }
  }

  @inline(never)
  private static func applyToMany(
    _ x: UnsafePointer<Double>, _ xStep: Int, _ y: UnsafePointer<Double>, _ yStep: Int,
    _ result: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    // What hangs on a shared operand alone, such as the exponent of a power, is computed once.
    switch (xStep, yStep) {
    case (0, 0): result.update(repeating: value(x[0], y[0]), count: count)
    case (0, _): run(LaneConstant(x), LaneColumn(y), result, count)
    case (_, 0): run(LaneColumn(x), LaneConstant(y), result, count)
    default: run(LaneColumn(x), LaneColumn(y), result, count)
    }
  }

  @inline(__always)
  private static func run(
    _ x: some LaneSource, _ y: some LaneSource, _ result: UnsafeMutablePointer<Double>,
    _ count: Int
  ) {
    var lane = 0
    while lane &+ EightLanes.count <= count {
      let (first, second) = (x.eight(at: lane), y.eight(at: lane))
      let (value, isSound) = ordinary(first, second)
      value.store(at: result + lane)
      if !EightLanes.everywhere(isSound) { mend(first, second, isSound, result + lane) }
      lane &+= EightLanes.count
    }
    while lane < count {
      result[lane] = value(x.one(at: lane).value, y.one(at: lane).value)
      lane &+= 1
    }
  }

  /// Puts right the lanes whose values are not sound.
  @inline(never)
  static func mend(
    _ x: EightLanes, _ y: EightLanes, _ isSound: EightLanes.Mask,
    _ result: UnsafeMutablePointer<Double>
  ) {
    for lane in 0..<EightLanes.count where !isSound[lane] {
      result[lane] = rare(x.vector[lane], y.vector[lane])
    }
  }
}
