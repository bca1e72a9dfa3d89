/// A product together with the sum or product it goes into: two operations, each rounded, never
/// fused.
extension Arithmetic {
  /// x·y + z.
  package static var productPlus: TernaryKernel {
    { x, i, y, j, z, k, r, n in ProductPlus.apply(x, i, y, j, z, k, r, n) }
  }
  /// x·y - z.
  package static var productMinus: TernaryKernel {
    { x, i, y, j, z, k, r, n in ProductMinus.apply(x, i, y, j, z, k, r, n) }
  }
  /// z - x·y.
  package static var minusProduct: TernaryKernel {
    { x, i, y, j, z, k, r, n in MinusProduct.apply(x, i, y, j, z, k, r, n) }
  }
  /// x·y·z, from the left.
  package static var productTimes: TernaryKernel {
    { x, i, y, j, z, k, r, n in ProductTimes.apply(x, i, y, j, z, k, r, n) }
  }
}

enum ProductPlus: TernaryLaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L, _ y: L, _ z: L) -> L { x * y + z }
}

enum ProductMinus: TernaryLaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L, _ y: L, _ z: L) -> L { x * y - z }
}

enum MinusProduct: TernaryLaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L, _ y: L, _ z: L) -> L { z - x * y }
}

enum ProductTimes: TernaryLaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L, _ y: L, _ z: L) -> L { x * y * z }
}
