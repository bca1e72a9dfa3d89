/// Kernels of elementary functions over lanes.
///
/// Each applies one function to every lane; the functions are in the files whose names begin with
/// `Lane`.
package enum Elementary {
  /// Powers and roots.
  package static var sqrt: UnaryKernel { { x, r, n in SquareRoot.apply(x, r, n) } }
  package static var cbrt: UnaryKernel {
    { x, r, n in CubeRootFunction.apply(x, r, n) }
  }
  package static var hypot: BinaryKernel {
    { x, i, y, j, r, n in HypotenuseFunction.apply(x, i, y, j, r, n) }
  }
  package static var oneMinusSquare: UnaryKernel { { x, r, n in OneMinusSquare.apply(x, r, n) } }
  package static var xMinusSquare: UnaryKernel { { x, r, n in NumberMinusSquare.apply(x, r, n) } }
  package static var square: UnaryKernel { { x, r, n in Square.apply(x, r, n) } }
  package static var reciprocal: UnaryKernel { { x, r, n in Reciprocal.apply(x, r, n) } }

  /// Exponentials and logarithms.
  package static var exp: UnaryKernel { { x, r, n in ExponentialFunction.apply(x, r, n) } }
  package static var exp2: UnaryKernel {
    { x, r, n in PowerOfTwoFunction.apply(x, r, n) }
  }
  package static var exp10: UnaryKernel {
    { x, r, n in PowerOfTenFunction.apply(x, r, n) }
  }
  package static var expm1: UnaryKernel {
    { x, r, n in ExponentialMinusOneFunction.apply(x, r, n) }
  }
  package static var expMinusSquare: UnaryKernel {
    { x, r, n in ExponentialMinusSquareFunction.apply(x, r, n) }
  }
  package static var log: UnaryKernel { { x, r, n in LogarithmFunction.apply(x, r, n) } }
  package static var log2: UnaryKernel {
    { x, r, n in BinaryLogarithmFunction.apply(x, r, n) }
  }
  package static var log10: UnaryKernel {
    { x, r, n in DecimalLogarithmFunction.apply(x, r, n) }
  }
  package static var log1p: UnaryKernel {
    { x, r, n in LogarithmOfOnePlusFunction.apply(x, r, n) }
  }

  /// log(exp(x) + exp(y)).
  package static var logaddexp: BinaryKernel {
    { x, i, y, j, r, n in LogarithmOfSumFunction.apply(x, i, y, j, r, n) }
  }
  /// log(1 - exp(-x)).
  package static var log1mexp: UnaryKernel {
    { x, r, n in LogarithmOfComplementFunction.apply(x, r, n) }
  }
  /// x·log(y), 0 where x is 0.
  package static var xlogy: BinaryKernel {
    { x, i, y, j, r, n in ProductWithLogarithmFunction.apply(x, i, y, j, r, n) }
  }

  /// Trigonometric.
  package static var sin: UnaryKernel { { x, r, n in SineFunction.apply(x, r, n) } }
  package static var cos: UnaryKernel { { x, r, n in CosineFunction.apply(x, r, n) } }
  package static var tan: UnaryKernel {
    { x, r, n in TangentFunction.apply(x, r, n) }
  }
  package static var cot: UnaryKernel {
    { x, r, n in CotangentFunction.apply(x, r, n) }
  }
  package static var sec: UnaryKernel {
    { x, r, n in SecantFunction.apply(x, r, n) }
  }
  package static var csc: UnaryKernel {
    { x, r, n in CosecantFunction.apply(x, r, n) }
  }
  package static var asin: UnaryKernel {
    { x, r, n in ArcSineFunction.apply(x, r, n) }
  }
  package static var acos: UnaryKernel {
    { x, r, n in ArcCosineFunction.apply(x, r, n) }
  }
  package static var atan: UnaryKernel {
    { x, r, n in ArcTangentFunction.apply(x, r, n) }
  }
  /// The angle of the point (x, y), whose operands come as (y, x).
  package static var atan2: BinaryKernel {
    { x, i, y, j, r, n in AngleFunction.apply(x, i, y, j, r, n) }
  }
  package static var sinpi: UnaryKernel {
    { x, r, n in SineOfPiTimesFunction.apply(x, r, n) }
  }
  package static var cospi: UnaryKernel {
    { x, r, n in CosineOfPiTimesFunction.apply(x, r, n) }
  }
  package static var sinc: UnaryKernel { { x, r, n in CardinalSineFunction.apply(x, r, n) } }

  /// Hyperbolic.
  package static var sinh: UnaryKernel {
    { x, r, n in HyperbolicSineFunction.apply(x, r, n) }
  }
  package static var cosh: UnaryKernel {
    { x, r, n in HyperbolicCosineFunction.apply(x, r, n) }
  }
  package static var tanh: UnaryKernel {
    { x, r, n in HyperbolicTangentFunction.apply(x, r, n) }
  }
  package static var sech: UnaryKernel {
    { x, r, n in HyperbolicSecantFunction.apply(x, r, n) }
  }
  package static var csch: UnaryKernel {
    { x, r, n in HyperbolicCosecantFunction.apply(x, r, n) }
  }
  package static var coth: UnaryKernel {
    { x, r, n in HyperbolicCotangentFunction.apply(x, r, n) }
  }
  package static var asinh: UnaryKernel {
    { x, r, n in AreaSineFunction.apply(x, r, n) }
  }
  package static var acosh: UnaryKernel {
    { x, r, n in AreaCosineFunction.apply(x, r, n) }
  }
  package static var atanh: UnaryKernel {
    { x, r, n in AreaTangentFunction.apply(x, r, n) }
  }

  /// Smooth switches.
  package static var logisticpdf: UnaryKernel {
    { x, r, n in LogisticDensityFunction.apply(x, r, n) }
  }
  package static var sigmoid: UnaryKernel {
    { x, r, n in SigmoidFunction.apply(x, r, n) }
  }
  package static var logsigmoid: UnaryKernel {
    { x, r, n in LogarithmOfSigmoidFunction.apply(x, r, n) }
  }
  package static var logit: UnaryKernel {
    { x, r, n in LogitFunction.apply(x, r, n) }
  }
  package static var softplus: UnaryKernel {
    { x, r, n in SoftplusFunction.apply(x, r, n) }
  }
  package static var gelu: UnaryKernel { { x, r, n in lanes(x, r, n) { Switch.gelu($0) } } }
  package static var silu: UnaryKernel {
    { x, r, n in SigmoidLinearFunction.apply(x, r, n) }
  }

  /// Piecewise.
  package static var relu: UnaryKernel { { x, r, n in PositivePart.apply(x, r, n) } }
  package static var abs: UnaryKernel { { x, r, n in Magnitude.apply(x, r, n) } }
  package static var sign: UnaryKernel { { x, r, n in Sign.apply(x, r, n) } }
  package static var floor: UnaryKernel { { x, r, n in Floor.apply(x, r, n) } }
  package static var ceil: UnaryKernel { { x, r, n in Ceiling.apply(x, r, n) } }
  package static var round: UnaryKernel { { x, r, n in Rounding.apply(x, r, n) } }
  package static var trunc: UnaryKernel { { x, r, n in Truncation.apply(x, r, n) } }
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
    { x, i, y, j, r, n in Lesser.apply(x, i, y, j, r, n) }
  }
  package static var max: BinaryKernel {
    { x, i, y, j, r, n in Greater.apply(x, i, y, j, r, n) }
  }
  package static var clamp: TernaryKernel {
    { x, i, lo, j, hi, k, r, n in Clamp.apply(x, i, lo, j, hi, k, r, n) }
  }
  package static var heaviside: UnaryKernel { { x, r, n in Heaviside.apply(x, r, n) } }
}
