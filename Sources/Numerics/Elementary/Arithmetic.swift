/// Kernels of the operators. Plain IEEE 754 operations, never fused.
package enum Arithmetic {
  /// The arithmetic operators.
  package static var add: BinaryKernel {
    { x, i, y, j, r, n in Sum.apply(x, i, y, j, r, n) }
  }
  package static var subtract: BinaryKernel {
    { x, i, y, j, r, n in Difference.apply(x, i, y, j, r, n) }
  }
  package static var multiply: BinaryKernel {
    { x, i, y, j, r, n in Product.apply(x, i, y, j, r, n) }
  }
  package static var divide: BinaryKernel {
    { x, i, y, j, r, n in Quotient.apply(x, i, y, j, r, n) }
  }
  package static var negate: UnaryKernel { { x, r, n in Negation.apply(x, r, n) } }
  package static var power: BinaryKernel {
    { x, i, y, j, r, n in PowerFunction.applyOrMultiply(x, i, y, j, r, n) }
  }

  /// Comparisons: 1 or 0, and 0 where an operand is nan, except for `notEqual`.
  package static var less: BinaryKernel {
    { x, i, y, j, r, n in Less.apply(x, i, y, j, r, n) }
  }
  package static var lessOrEqual: BinaryKernel {
    { x, i, y, j, r, n in LessOrEqual.apply(x, i, y, j, r, n) }
  }
  package static var greater: BinaryKernel {
    { x, i, y, j, r, n in Less.apply(y, j, x, i, r, n) }
  }
  package static var greaterOrEqual: BinaryKernel {
    { x, i, y, j, r, n in LessOrEqual.apply(y, j, x, i, r, n) }
  }
  package static var equal: BinaryKernel {
    { x, i, y, j, r, n in Equal.apply(x, i, y, j, r, n) }
  }
  package static var notEqual: BinaryKernel {
    { x, i, y, j, r, n in NotEqual.apply(x, i, y, j, r, n) }
  }

  /// Logic in which nan is unknown: decided where the other operand decides, else nan.
  package static var and: BinaryKernel {
    { x, i, y, j, r, n in And.apply(x, i, y, j, r, n) }
  }
  package static var or: BinaryKernel {
    { x, i, y, j, r, n in Or.apply(x, i, y, j, r, n) }
  }
  package static var not: UnaryKernel { { x, r, n in Not.apply(x, r, n) } }

  /// The number itself.
  package static var identity: UnaryKernel {
    { x, r, n in
      for lane in 0..<n { r[lane] = x[lane] }
    }
  }

  /// `if(c, a, b)`: a where c is true, b where it is 0, nan where it is nan.
  package static var select: TernaryKernel {
    { c, i, x, j, y, k, r, n in
      Select.apply(c, i, x, j, y, k, r, n)
    }
  }
}
