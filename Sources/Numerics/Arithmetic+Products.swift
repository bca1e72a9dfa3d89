/// A product together with the sum it goes into: two operations, each rounded, never fused.
extension Arithmetic {
  /// x·y + z.
  package static var productPlus: TernaryKernel {
    { x, i, y, j, z, k, r, n in
      lanes(x, i, y, j, z, k, r, n) { $0 * $1 + $2 }
    }
  }
  /// x·y - z.
  package static var productMinus: TernaryKernel {
    { x, i, y, j, z, k, r, n in
      lanes(x, i, y, j, z, k, r, n) { $0 * $1 - $2 }
    }
  }
  /// z - x·y.
  package static var minusProduct: TernaryKernel {
    { x, i, y, j, z, k, r, n in
      lanes(x, i, y, j, z, k, r, n) { $2 - $0 * $1 }
    }
  }
}
