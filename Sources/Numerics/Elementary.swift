/// Kernels of elementary functions over lanes.
///
/// Each applies one scalar function to every lane. The scalar functions live in `Power`,
/// `Exponential`, `Circular`, `Hyperbolic`, `Switch` and `Piecewise`, under names of their own: in
/// here, `sin` is the kernel.
package enum Elementary {
  // Powers and roots.
  package static let sqrt: UnaryKernel = { x, r, n in lanes(x, r, n) { $0.squareRoot() } }
  package static let cbrt: UnaryKernel = { x, r, n in lanes(x, r, n) { Power.cubeRoot($0) } }
  package static let hypot: BinaryKernel = { x, i, y, j, r, n in
    lanes(x, i, y, j, r, n) { Power.hypotenuse($0, $1) }
  }
  package static let square: UnaryKernel = { x, r, n in lanes(x, r, n) { $0 * $0 } }
  package static let reciprocal: UnaryKernel = { x, r, n in lanes(x, r, n) { 1 / $0 } }

  // Exponentials and logarithms.
  package static let exp: UnaryKernel = { x, r, n in
    lanes(x, r, n) { Exponential.exponential($0) }
  }
  package static let exp2: UnaryKernel = { x, r, n in
    lanes(x, r, n) { Exponential.powerOfTwo($0) }
  }
  package static let exp10: UnaryKernel = { x, r, n in
    lanes(x, r, n) { Exponential.powerOfTen($0) }
  }
  package static let expm1: UnaryKernel = { x, r, n in
    lanes(x, r, n) { Exponential.exponentialMinusOne($0) }
  }
  package static let log: UnaryKernel = { x, r, n in lanes(x, r, n) { Exponential.logarithm($0) } }
  package static let log2: UnaryKernel = { x, r, n in
    lanes(x, r, n) { Exponential.binaryLogarithm($0) }
  }
  package static let log10: UnaryKernel = { x, r, n in
    lanes(x, r, n) { Exponential.decimalLogarithm($0) }
  }
  package static let log1p: UnaryKernel = { x, r, n in
    lanes(x, r, n) { Exponential.logarithmOfOnePlus($0) }
  }

  // Trigonometric.
  package static let sin: UnaryKernel = { x, r, n in lanes(x, r, n) { Circular.sine($0) } }
  package static let cos: UnaryKernel = { x, r, n in lanes(x, r, n) { Circular.cosine($0) } }
  package static let tan: UnaryKernel = { x, r, n in lanes(x, r, n) { Circular.tangent($0) } }
  package static let cot: UnaryKernel = { x, r, n in lanes(x, r, n) { Circular.cotangent($0) } }
  package static let sec: UnaryKernel = { x, r, n in lanes(x, r, n) { Circular.secant($0) } }
  package static let csc: UnaryKernel = { x, r, n in lanes(x, r, n) { Circular.cosecant($0) } }
  package static let asin: UnaryKernel = { x, r, n in lanes(x, r, n) { Circular.arcSine($0) } }
  package static let acos: UnaryKernel = { x, r, n in lanes(x, r, n) { Circular.arcCosine($0) } }
  package static let atan: UnaryKernel = { x, r, n in lanes(x, r, n) { Circular.arcTangent($0) } }
  /// The angle of the point (x, y), whose operands come as (y, x).
  package static let atan2: BinaryKernel = { x, i, y, j, r, n in
    lanes(x, i, y, j, r, n) { Circular.angle(y: $0, x: $1) }
  }
  package static let sinpi: UnaryKernel = { x, r, n in
    lanes(x, r, n) { Circular.sineOfPiTimes($0) }
  }
  package static let cospi: UnaryKernel = { x, r, n in
    lanes(x, r, n) { Circular.cosineOfPiTimes($0) }
  }
  package static let sinc: UnaryKernel = { x, r, n in lanes(x, r, n) { Circular.cardinalSine($0) } }

  // Hyperbolic.
  package static let sinh: UnaryKernel = { x, r, n in lanes(x, r, n) { Hyperbolic.sine($0) } }
  package static let cosh: UnaryKernel = { x, r, n in lanes(x, r, n) { Hyperbolic.cosine($0) } }
  package static let tanh: UnaryKernel = { x, r, n in lanes(x, r, n) { Hyperbolic.tangent($0) } }
  package static let sech: UnaryKernel = { x, r, n in lanes(x, r, n) { Hyperbolic.secant($0) } }
  package static let csch: UnaryKernel = { x, r, n in lanes(x, r, n) { Hyperbolic.cosecant($0) } }
  package static let coth: UnaryKernel = { x, r, n in lanes(x, r, n) { Hyperbolic.cotangent($0) } }
  package static let asinh: UnaryKernel = { x, r, n in lanes(x, r, n) { Hyperbolic.areaSine($0) } }
  package static let acosh: UnaryKernel = { x, r, n in
    lanes(x, r, n) { Hyperbolic.areaCosine($0) }
  }
  package static let atanh: UnaryKernel = { x, r, n in
    lanes(x, r, n) { Hyperbolic.areaTangent($0) }
  }

  // Smooth switches.
  package static let sigmoid: UnaryKernel = { x, r, n in lanes(x, r, n) { Switch.sigmoid($0) } }
  package static let logit: UnaryKernel = { x, r, n in lanes(x, r, n) { Switch.logit($0) } }
  package static let softplus: UnaryKernel = { x, r, n in lanes(x, r, n) { Switch.softplus($0) } }
  package static let gelu: UnaryKernel = { x, r, n in lanes(x, r, n) { Switch.gelu($0) } }
  package static let silu: UnaryKernel = { x, r, n in lanes(x, r, n) { Switch.silu($0) } }

  // Piecewise.
  package static let relu: UnaryKernel = { x, r, n in
    lanes(x, r, n) { Piecewise.positivePart($0) }
  }
  package static let abs: UnaryKernel = { x, r, n in lanes(x, r, n) { $0.magnitude } }
  package static let sign: UnaryKernel = { x, r, n in lanes(x, r, n) { Piecewise.sign($0) } }
  package static let floor: UnaryKernel = { x, r, n in lanes(x, r, n) { $0.rounded(.down) } }
  package static let ceil: UnaryKernel = { x, r, n in lanes(x, r, n) { $0.rounded(.up) } }
  package static let round: UnaryKernel = { x, r, n in
    lanes(x, r, n) { $0.rounded(.toNearestOrAwayFromZero) }
  }
  package static let trunc: UnaryKernel = { x, r, n in lanes(x, r, n) { $0.rounded(.towardZero) } }
  package static let mod: BinaryKernel = { x, i, y, j, r, n in
    lanes(x, i, y, j, r, n) { Piecewise.modulus($0, $1) }
  }
  package static let rem: BinaryKernel = { x, i, y, j, r, n in
    lanes(x, i, y, j, r, n) { Piecewise.remainder($0, $1) }
  }
  package static let min: BinaryKernel = { x, i, y, j, r, n in
    lanes(x, i, y, j, r, n) { Piecewise.minimum($0, $1) }
  }
  package static let max: BinaryKernel = { x, i, y, j, r, n in
    lanes(x, i, y, j, r, n) { Piecewise.maximum($0, $1) }
  }
  package static let clamp: TernaryKernel = { x, i, lo, j, hi, k, r, n in
    lanes(x, i, lo, j, hi, k, r, n) { Piecewise.clamp($0, $1, $2) }
  }
  package static let heaviside: UnaryKernel = { x, r, n in lanes(x, r, n) { Piecewise.step($0) } }
}
