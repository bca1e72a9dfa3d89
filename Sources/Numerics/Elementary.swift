/// Kernels of elementary functions over lanes.
///
/// Each applies one scalar function to every lane. The scalar functions live in `Power`,
/// `Exponential`, `Circular`, `Hyperbolic`, `Switch` and `Piecewise`, under names of their own: in
/// here, `sin` is the kernel.
package enum Elementary {
  // Powers and roots.
  package static var sqrt: UnaryKernel { { x, r, n in lanes(x, r, n) { $0.squareRoot() } } }
  package static var cbrt: UnaryKernel { { x, r, n in lanes(x, r, n) { Power.cubeRoot($0) } } }
  package static var hypot: BinaryKernel {
    { x, i, y, j, r, n in
      lanes(x, i, y, j, r, n) { Power.hypotenuse($0, $1) }
    }
  }
  package static var oneMinusSquare: UnaryKernel {
    { x, r, n in lanes(x, r, n) { (1 - $0) * (1 + $0) } }
  }
  package static var square: UnaryKernel { { x, r, n in lanes(x, r, n) { $0 * $0 } } }
  package static var reciprocal: UnaryKernel { { x, r, n in lanes(x, r, n) { 1 / $0 } } }

  // Exponentials and logarithms.
  package static var exp: UnaryKernel {
    { x, r, n in
      lanes(x, r, n) { Exponential.exponential($0) }
    }
  }
  package static var exp2: UnaryKernel {
    { x, r, n in
      lanes(x, r, n) { Exponential.powerOfTwo($0) }
    }
  }
  package static var exp10: UnaryKernel {
    { x, r, n in
      lanes(x, r, n) { Exponential.powerOfTen($0) }
    }
  }
  package static var expm1: UnaryKernel {
    { x, r, n in
      lanes(x, r, n) { Exponential.exponentialMinusOne($0) }
    }
  }
  package static var log: UnaryKernel {
    { x, r, n in lanes(x, r, n) { Exponential.logarithm($0) } }
  }
  package static var log2: UnaryKernel {
    { x, r, n in
      lanes(x, r, n) { Exponential.binaryLogarithm($0) }
    }
  }
  package static var log10: UnaryKernel {
    { x, r, n in
      lanes(x, r, n) { Exponential.decimalLogarithm($0) }
    }
  }
  package static var log1p: UnaryKernel {
    { x, r, n in
      lanes(x, r, n) { Exponential.logarithmOfOnePlus($0) }
    }
  }

  // Trigonometric.
  package static var sin: UnaryKernel { { x, r, n in lanes(x, r, n) { Circular.sine($0) } } }
  package static var cos: UnaryKernel { { x, r, n in lanes(x, r, n) { Circular.cosine($0) } } }
  package static var tan: UnaryKernel { { x, r, n in lanes(x, r, n) { Circular.tangent($0) } } }
  package static var cot: UnaryKernel { { x, r, n in lanes(x, r, n) { Circular.cotangent($0) } } }
  package static var sec: UnaryKernel { { x, r, n in lanes(x, r, n) { Circular.secant($0) } } }
  package static var csc: UnaryKernel { { x, r, n in lanes(x, r, n) { Circular.cosecant($0) } } }
  package static var asin: UnaryKernel { { x, r, n in lanes(x, r, n) { Circular.arcSine($0) } } }
  package static var acos: UnaryKernel { { x, r, n in lanes(x, r, n) { Circular.arcCosine($0) } } }
  package static var atan: UnaryKernel { { x, r, n in lanes(x, r, n) { Circular.arcTangent($0) } } }
  /// The angle of the point (x, y), whose operands come as (y, x).
  package static var atan2: BinaryKernel {
    { x, i, y, j, r, n in
      lanes(x, i, y, j, r, n) { Circular.angle(y: $0, x: $1) }
    }
  }
  package static var sinpi: UnaryKernel {
    { x, r, n in
      lanes(x, r, n) { Circular.sineOfPiTimes($0) }
    }
  }
  package static var cospi: UnaryKernel {
    { x, r, n in
      lanes(x, r, n) { Circular.cosineOfPiTimes($0) }
    }
  }
  package static var sinc: UnaryKernel {
    { x, r, n in lanes(x, r, n) { Circular.cardinalSine($0) } }
  }

  // Hyperbolic.
  package static var sinh: UnaryKernel { { x, r, n in lanes(x, r, n) { Hyperbolic.sine($0) } } }
  package static var cosh: UnaryKernel { { x, r, n in lanes(x, r, n) { Hyperbolic.cosine($0) } } }
  package static var tanh: UnaryKernel { { x, r, n in lanes(x, r, n) { Hyperbolic.tangent($0) } } }
  package static var sech: UnaryKernel { { x, r, n in lanes(x, r, n) { Hyperbolic.secant($0) } } }
  package static var csch: UnaryKernel { { x, r, n in lanes(x, r, n) { Hyperbolic.cosecant($0) } } }
  package static var coth: UnaryKernel {
    { x, r, n in lanes(x, r, n) { Hyperbolic.cotangent($0) } }
  }
  package static var asinh: UnaryKernel {
    { x, r, n in lanes(x, r, n) { Hyperbolic.areaSine($0) } }
  }
  package static var acosh: UnaryKernel {
    { x, r, n in
      lanes(x, r, n) { Hyperbolic.areaCosine($0) }
    }
  }
  package static var atanh: UnaryKernel {
    { x, r, n in
      lanes(x, r, n) { Hyperbolic.areaTangent($0) }
    }
  }

  // Smooth switches.
  package static var sigmoid: UnaryKernel { { x, r, n in lanes(x, r, n) { Switch.sigmoid($0) } } }
  package static var logit: UnaryKernel { { x, r, n in lanes(x, r, n) { Switch.logit($0) } } }
  package static var softplus: UnaryKernel { { x, r, n in lanes(x, r, n) { Switch.softplus($0) } } }
  package static var gelu: UnaryKernel { { x, r, n in lanes(x, r, n) { Switch.gelu($0) } } }
  package static var silu: UnaryKernel { { x, r, n in lanes(x, r, n) { Switch.silu($0) } } }

  // Piecewise.
  package static var relu: UnaryKernel {
    { x, r, n in
      lanes(x, r, n) { Piecewise.positivePart($0) }
    }
  }
  package static var abs: UnaryKernel { { x, r, n in lanes(x, r, n) { $0.magnitude } } }
  package static var sign: UnaryKernel { { x, r, n in lanes(x, r, n) { Piecewise.sign($0) } } }
  package static var floor: UnaryKernel { { x, r, n in lanes(x, r, n) { $0.rounded(.down) } } }
  package static var ceil: UnaryKernel { { x, r, n in lanes(x, r, n) { $0.rounded(.up) } } }
  package static var round: UnaryKernel {
    { x, r, n in
      lanes(x, r, n) { $0.rounded(.toNearestOrAwayFromZero) }
    }
  }
  package static var trunc: UnaryKernel {
    { x, r, n in lanes(x, r, n) { $0.rounded(.towardZero) } }
  }
  package static var mod: BinaryKernel {
    { x, i, y, j, r, n in
      lanes(x, i, y, j, r, n) { Piecewise.modulus($0, $1) }
    }
  }
  package static var rem: BinaryKernel {
    { x, i, y, j, r, n in
      lanes(x, i, y, j, r, n) { Piecewise.remainder($0, $1) }
    }
  }
  package static var min: BinaryKernel {
    { x, i, y, j, r, n in
      lanes(x, i, y, j, r, n) { Piecewise.minimum($0, $1) }
    }
  }
  package static var max: BinaryKernel {
    { x, i, y, j, r, n in
      lanes(x, i, y, j, r, n) { Piecewise.maximum($0, $1) }
    }
  }
  package static var clamp: TernaryKernel {
    { x, i, lo, j, hi, k, r, n in
      lanes(x, i, lo, j, hi, k, r, n) { Piecewise.clamp($0, $1, $2) }
    }
  }
  package static var heaviside: UnaryKernel { { x, r, n in lanes(x, r, n) { Piecewise.step($0) } } }
}
