/// Eight doubles: the widest vector there is, and four or two registers where vectors are narrower.
struct EightLanes: Lanes {
  let vector: SIMD8<Double>

  /// How many they are.
  static let count = 8

  @inline(__always)
  init(_ vector: SIMD8<Double>) { self.vector = vector }
  @inline(__always)
  init(_ value: Double) { vector = SIMD8(repeating: value) }
  @inline(__always)
  init(words: EightWords) { vector = unsafeBitCast(words.vector, to: SIMD8<Double>.self) }
  @inline(__always)
  var words: EightWords { EightWords(unsafeBitCast(vector, to: SIMD8<UInt64>.self)) }

  /// Eight doubles from memory, wherever they begin.
  @inline(__always)
  init(at pointer: UnsafePointer<Double>) {
    vector = UnsafeRawPointer(pointer).loadUnaligned(as: SIMD8<Double>.self)
  }

  /// Eight doubles from memory, or the one there eight times if the step is 0.
  @inline(__always)
  init(at pointer: UnsafePointer<Double>, step: Int) {
    self = step == 0 ? Self(pointer[0]) : Self(at: pointer)
  }

  @inline(__always)
  func store(at pointer: UnsafeMutablePointer<Double>) {
    UnsafeMutableRawPointer(pointer).storeBytes(of: vector, as: SIMD8<Double>.self)
  }

  @inline(__always)
  static func + (a: Self, b: Self) -> Self { Self(a.vector + b.vector) }
  @inline(__always)
  static func - (a: Self, b: Self) -> Self { Self(a.vector - b.vector) }
  @inline(__always)
  static func * (a: Self, b: Self) -> Self { Self(a.vector * b.vector) }
  @inline(__always)
  static func / (a: Self, b: Self) -> Self { Self(a.vector / b.vector) }
  @inline(__always)
  func squareRoot() -> Self { Self(vector.squareRoot()) }

  @inline(__always)
  static func < (a: Self, b: Self) -> SIMDMask<SIMD8<Int64>> { a.vector .< b.vector }
  @inline(__always)
  static func <= (a: Self, b: Self) -> SIMDMask<SIMD8<Int64>> { a.vector .<= b.vector }
  @inline(__always)
  static func equal(_ a: Self, _ b: Self) -> SIMDMask<SIMD8<Int64>> { a.vector .== b.vector }
  @inline(__always)
  static func both(_ a: Mask, _ b: Mask) -> SIMDMask<SIMD8<Int64>> { a .& b }
  @inline(__always)
  static func either(_ a: Mask, _ b: Mask) -> SIMDMask<SIMD8<Int64>> { a .| b }
  @inline(__always)
  static func not(_ mask: Mask) -> SIMDMask<SIMD8<Int64>> { .!mask }
  @inline(__always)
  static func everywhere(_ mask: SIMDMask<SIMD8<Int64>>) -> Bool { all(mask) }

  /// By bits, because `replacing(with:where:)` is compiled to a branch for each lane.
  @inline(__always)
  func chosen(where mask: SIMDMask<SIMD8<Int64>>, else other: Self) -> Self {
    let bits = unsafeBitCast(mask, to: SIMD8<UInt64>.self)
    return Self(
      words: EightWords((words.vector & bits) | (other.words.vector & ~bits)))
  }
}

/// The bits of eight doubles.
struct EightWords: LaneWords {
  let vector: SIMD8<UInt64>

  @inline(__always)
  init(_ vector: SIMD8<UInt64>) { self.vector = vector }
  @inline(__always)
  init(_ value: UInt64) { vector = SIMD8(repeating: value) }

  @inline(__always)
  static func &+ (a: Self, b: Self) -> Self { Self(a.vector &+ b.vector) }
  @inline(__always)
  static func &- (a: Self, b: Self) -> Self { Self(a.vector &- b.vector) }
  @inline(__always)
  static func & (a: Self, b: Self) -> Self { Self(a.vector & b.vector) }
  @inline(__always)
  static func | (a: Self, b: Self) -> Self { Self(a.vector | b.vector) }
  @inline(__always)
  static func ^ (a: Self, b: Self) -> Self { Self(a.vector ^ b.vector) }
  @inline(__always)
  func shiftedLeft(_ places: UInt64) -> Self { Self(vector &<< SIMD8(repeating: places)) }
  @inline(__always)
  func shiftedRight(_ places: UInt64) -> Self { Self(vector &>> SIMD8(repeating: places)) }
}

/// Where a loop over lanes finds an operand. Each kind has loops of its own, so that a constant
/// stays in its register.
protocol LaneSource {
  func eight(at lane: Int) -> EightLanes
  func one(at lane: Int) -> OneLane
}

/// An operand with a value for each lane.
struct LaneColumn: LaneSource {
  private let start: UnsafePointer<Double>

  @inline(__always)
  init(_ start: UnsafePointer<Double>) { self.start = start }
  @inline(__always)
  func eight(at lane: Int) -> EightLanes { EightLanes(at: start + lane) }
  @inline(__always)
  func one(at lane: Int) -> OneLane { OneLane(start[lane]) }
}

/// An operand that all lanes share.
struct LaneConstant: LaneSource {
  private let value: Double
  private let vector: EightLanes

  @inline(__always)
  init(_ pointer: UnsafePointer<Double>) {
    value = pointer[0]
    vector = EightLanes(pointer[0])
  }
  @inline(__always)
  func eight(at lane: Int) -> EightLanes { vector }
  @inline(__always)
  func one(at lane: Int) -> OneLane { OneLane(value) }
}
