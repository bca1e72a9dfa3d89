/// Kernels of the operators. Plain IEEE 754 operations, never fused.
package enum Arithmetic {
  package static var add: BinaryKernel {
    { x, i, y, j, r, n in lanes(x, i, y, j, r, n) { $0 + $1 } }
  }
  package static var subtract: BinaryKernel {
    { x, i, y, j, r, n in
      lanes(x, i, y, j, r, n) { $0 - $1 }
    }
  }
  package static var multiply: BinaryKernel {
    { x, i, y, j, r, n in
      lanes(x, i, y, j, r, n) { $0 * $1 }
    }
  }
  package static var divide: BinaryKernel {
    { x, i, y, j, r, n in
      lanes(x, i, y, j, r, n) { $0 / $1 }
    }
  }
  package static var negate: UnaryKernel { { x, r, n in lanes(x, r, n) { -$0 } } }
  package static var power: BinaryKernel {
    { x, i, y, j, r, n in
      lanes(x, i, y, j, r, n) { Arithmetic.raise($0, $1) }
    }
  }

  package static var less: BinaryKernel {
    { x, i, y, j, r, n in
      lanes(x, i, y, j, r, n) { $0 < $1 ? 1 : 0 }
    }
  }
  package static var lessOrEqual: BinaryKernel {
    { x, i, y, j, r, n in
      lanes(x, i, y, j, r, n) { $0 <= $1 ? 1 : 0 }
    }
  }
  package static var greater: BinaryKernel {
    { x, i, y, j, r, n in
      lanes(x, i, y, j, r, n) { $0 > $1 ? 1 : 0 }
    }
  }
  package static var greaterOrEqual: BinaryKernel {
    { x, i, y, j, r, n in
      lanes(x, i, y, j, r, n) { $0 >= $1 ? 1 : 0 }
    }
  }
  package static var equal: BinaryKernel {
    { x, i, y, j, r, n in
      lanes(x, i, y, j, r, n) { $0 == $1 ? 1 : 0 }
    }
  }
  package static var notEqual: BinaryKernel {
    { x, i, y, j, r, n in
      lanes(x, i, y, j, r, n) { $0 != $1 ? 1 : 0 }
    }
  }

  /// Logic in which nan is unknown: decided where the other operand decides, else nan.
  package static var and: BinaryKernel {
    { x, i, y, j, r, n in
      lanes(x, i, y, j, r, n) { $0 == 0 || $1 == 0 ? 0 : ($0.isNaN || $1.isNaN ? .nan : 1) }
    }
  }
  package static var or: BinaryKernel {
    { x, i, y, j, r, n in
      lanes(x, i, y, j, r, n) { a, b in
        let isTrue = (a != 0 && !a.isNaN) || (b != 0 && !b.isNaN)
        return isTrue ? 1 : (a.isNaN || b.isNaN ? .nan : 0)
      }
    }
  }
  package static var not: UnaryKernel {
    { x, r, n in
      lanes(x, r, n) { $0.isNaN ? .nan : ($0 == 0 ? 1 : 0) }
    }
  }

  /// `if(c, a, b)`: a where c is true, b where it is 0, nan where it is nan.
  package static var select: TernaryKernel {
    { c, i, x, j, y, k, r, n in
      lanes(c, i, x, j, y, k, r, n) { c, a, b in c == 0 ? b : (c.isNaN ? .nan : a) }
    }
  }

  /// x to the y. Small whole powers are products, which is exact for squares and within 1.5 ulp for
  /// cubes and fourth powers; everything else is the C library's until the vectorised kernels come.
  @inline(__always)
  static func raise(_ x: Double, _ y: Double) -> Double {
    if y == 2 { return x * x }
    if y == 1 { return x }
    if y == 3 { return x * x * x }
    if y == -1 { return 1 / x }
    if y == 4 { return (x * x) * (x * x) }
    return pow(x, y)
  }
}
