import Numerics

/// Every kernel of `Elementary` and `Special` by its name in the language, for tests that run over
/// all.
enum Kernels {
  static let unary: [String: UnaryKernel] = [
    "sqrt": Elementary.sqrt, "cbrt": Elementary.cbrt, "square": Elementary.square,
    "reciprocal": Elementary.reciprocal,
    "exp": Elementary.exp, "exp2": Elementary.exp2, "exp10": Elementary.exp10,
    "expm1": Elementary.expm1, "expminussquare": Elementary.expMinusSquare,
    "log": Elementary.log, "log2": Elementary.log2, "log10": Elementary.log10,
    "log1p": Elementary.log1p,
    "sin": Elementary.sin, "cos": Elementary.cos, "tan": Elementary.tan, "cot": Elementary.cot,
    "sec": Elementary.sec, "csc": Elementary.csc, "asin": Elementary.asin,
    "acos": Elementary.acos, "atan": Elementary.atan, "sinpi": Elementary.sinpi,
    "cospi": Elementary.cospi, "sinc": Elementary.sinc,
    "sinh": Elementary.sinh, "cosh": Elementary.cosh, "tanh": Elementary.tanh,
    "sech": Elementary.sech, "csch": Elementary.csch, "coth": Elementary.coth,
    "asinh": Elementary.asinh, "acosh": Elementary.acosh, "atanh": Elementary.atanh,
    "sigmoid": Elementary.sigmoid, "logisticpdf": Elementary.logisticpdf,
    "logsigmoid": Elementary.logsigmoid, "log1mexp": Elementary.log1mexp,
    "logit": Elementary.logit, "softplus": Elementary.softplus,
    "relu": Elementary.relu, "gelu": Elementary.gelu, "silu": Elementary.silu,
    "abs": Elementary.abs, "sign": Elementary.sign, "floor": Elementary.floor,
    "ceil": Elementary.ceil, "round": Elementary.round, "trunc": Elementary.trunc,
    "heaviside": Elementary.heaviside,
    "erf": Special.erf, "erfc": Special.erfc, "erfcx": Special.erfcx,
    "lognormcdf": Special.lognormcdf, "normcdf": Special.normcdf,
    "normpdf": Special.normpdf, "erfinv": Special.erfinv, "gamma": Special.gamma,
    "lgamma": Special.lgamma, "digamma": Special.digamma, "lambertw": Special.lambertw,
    "erfinvslope": Special.erfinvslope, "lambertwslope": Special.lambertwslope,
  ]

  static let binary: [String: BinaryKernel] = [
    "hypot": Elementary.hypot, "atan2": Elementary.atan2, "mod": Elementary.mod,
    "logaddexp": Elementary.logaddexp, "xlogy": Elementary.xlogy,
    "besseli": Special.besseli, "besselk": Special.besselk,
    "lognormcdfderivative": Special.lognormcdfderivative,
    "erfcxderivative": Special.erfcxderivative,
    "rem": Elementary.rem, "min": Elementary.min, "max": Elementary.max,
    "polygamma": Special.polygamma, "besselj": Special.besselj, "bessely": Special.bessely,
  ]

  /// Functions whose values need no references: they choose, or the convention table has all cases.
  static let piecewise: Set<String> = [
    "relu", "abs", "sign", "floor", "ceil", "round", "trunc", "heaviside", "min", "max",
  ]

  /// The value of a function at one point, or nil where there is no such function.
  static func value(_ name: String, _ operands: [Double]) -> Double? {
    var result = Double.nan
    if let kernel = unary[name], operands.count == 1 {
      kernel(operands, &result, 1)
    } else if let kernel = binary[name], operands.count == 2 {
      kernel([operands[0]], 1, [operands[1]], 1, &result, 1)
    } else if name == "clamp", operands.count == 3 {
      Elementary.clamp([operands[0]], 1, [operands[1]], 1, [operands[2]], 1, &result, 1)
    } else {
      return nil
    }
    return result
  }
}
