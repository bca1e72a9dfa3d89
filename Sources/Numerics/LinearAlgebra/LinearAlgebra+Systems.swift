/// What a factorisation is for: systems, the inverse, the determinant.
///
/// The kernels are given the matrix and its factorisation. Only the latter is read; the former is
/// there because the rules of differentiation are written in terms of it.
extension LinearAlgebra {
  /// `X` with `A*X = B`, of operands `A`, its factorisation, `B`; nan where `A` is singular.
  package static let solve: ArrayKernel = { operands, result in
    let x = target(result)
    copy(Operand(operands[2]), x)
    solve(Operand(operands[1]), x)
  }

  /// `X` with `A'*X = B`, of operands `A`, its factorisation, `B`; nan where `A` is singular.
  package static let solveTransposed: ArrayKernel = { operands, result in
    let x = target(result)
    copy(Operand(operands[2]), x)
    solveTransposed(Operand(operands[1]), x)
  }

  /// `A⁻¹`, of operands `A` and its factorisation; nan where `A` is singular.
  package static let inverse: ArrayKernel = { operands, result in
    let x = target(result)
    fillIdentity(x)
    solve(Operand(operands[1]), x)
  }

  /// The determinant, of operands a matrix and its factorisation.
  package static let det: ArrayKernel = { operands, result in
    result.pointer.pointee = determinant(Operand(operands[1])).value
  }

  /// `log(det(A))`, of operands `A` and its factorisation: nan where the determinant is negative,
  /// -inf where it is 0; without overflow wherever the logarithm is a number.
  package static let logdet: ArrayKernel = { operands, result in
    result.pointer.pointee = determinant(Operand(operands[1])).logarithm
  }

  /// Replaces the right-hand sides `x` by `A⁻¹*x = U⁻¹*L⁻¹*P*x`.
  static func solve(_ factors: Operand, _ x: Target) {
    guard isRegular(factors) else { return MatrixProduct.fill(x, .nan) }
    let order = factors.rows
    let exchanges = factors.pointer + order * order
    for column in 0..<x.columns { exchange(x.column(column), exchanges, 0..<order) }
    let triangles = factors.block(0, 0, order, order)
    solveTriangle(triangles, .unitLower, x)
    solveTriangle(triangles, .upper, x)
  }

  /// Replaces the right-hand sides `x` by `A'⁻¹*x = P'*L'⁻¹*U'⁻¹*x`.
  static func solveTransposed(_ factors: Operand, _ x: Target) {
    guard isRegular(factors) else { return MatrixProduct.fill(x, .nan) }
    let order = factors.rows
    let exchanges = factors.pointer + order * order
    let triangles = factors.block(0, 0, order, order).transposed
    solveTriangle(triangles, .lower, x)
    solveTriangle(triangles, .unitUpper, x)
    for column in 0..<x.columns { exchangeBack(x.column(column), exchanges, order) }
  }

  /// The product of the pivots, with the sign of the exchanges.
  static func determinant(_ factors: Operand) -> ScaledProduct {
    let order = factors.rows
    let exchanges = factors.pointer + order * order
    var product = ScaledProduct()
    for step in 0..<order {
      product.multiply(by: factors[step, step])
      if exchanges[step] != Double(step) { product.negate() }
    }
    return product
  }

  /// A product whose size is kept apart, so that no factor on the way makes it overflow.
  struct ScaledProduct {
    /// ±[1, 2), or 0, an infinity or nan.
    private(set) var significand = 1.0
    private(set) var exponent = 0

    mutating func negate() { significand = -significand }

    mutating func multiply(by factor: Double) {
      guard factor != 0, factor.isFinite else {
        significand *= factor
        return
      }
      significand *= factor < 0 ? -factor.significand : factor.significand
      exponent += Int(factor.exponent)
      if abs(significand) >= 2 {
        significand *= 0.5
        exponent += 1
      }
    }

    mutating func multiply(by other: ScaledProduct) {
      multiply(by: other.significand)
      exponent += other.exponent
    }

    /// The product as a number; 0 without a sign.
    var value: Double { scaled(1) + 0 }

    /// `factor` times the product, times a power of two.
    func scaled(_ factor: Double, exponent shift: Int = 0) -> Double {
      scalbn(significand * factor, Int32(clamping: exponent + shift))
    }

    /// The logarithm of the product. The leading part of log 2 has 32 bits, so that its multiple
    /// is exact.
    var logarithm: Double {
      let leading = 0x1.62e42feep-1
      let trailing = 0x1.a39ef35793c76p-33
      guard significand > 0, significand.isFinite else { return Exponential.logarithm(value) }
      // From √½ to √2 the parts do not cancel.
      let isLarge = significand > 0x1.6a09e667f3bcdp0
      let size = Double(isLarge ? exponent + 1 : exponent)
      return size * leading
        + (size * trailing + Exponential.logarithm(isLarge ? 0.5 * significand : significand))
    }
  }
}
