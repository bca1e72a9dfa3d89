import Numerics
import Testing

/// A value that is exact or agreed upon: zeros, infinities, ends of the domain, kinks, whole
/// numbers.
struct Convention: CustomTestStringConvertible, Sendable {
  let function: String
  let operands: [Double]
  let value: Double

  init(_ function: String, _ operands: Double..., gives value: Double) {
    self.function = function
    self.operands = operands
    self.value = value
  }

  var testDescription: String { "\(function)\(operands) = \(value)" }
}

@Suite struct ConventionTests {
  static let inf = Double.infinity
  static let nan = Double.nan
  static let least = Double.leastNonzeroMagnitude

  static let powers = [
    Convention("sqrt", -0.0, gives: -0.0), Convention("sqrt", -1, gives: nan),
    Convention("cbrt", -27, gives: -3), Convention("cbrt", -0.0, gives: -0.0),
    Convention("cbrt", -inf, gives: -inf), Convention("reciprocal", -0.0, gives: -inf),
    Convention("hypot", 3, -4, gives: 5), Convention("hypot", 0, -0.0, gives: 0),
    Convention("hypot", nan, -inf, gives: inf), Convention("hypot", nan, 1, gives: nan),
    Convention("exp", -inf, gives: 0), Convention("exp", 710, gives: inf),
    Convention("exp2", 10, gives: 1024), Convention("exp2", -1074, gives: least),
    Convention("exp10", 22, gives: 1e22), Convention("exp10", -5, gives: 1e-5),
    Convention("exp10", 309, gives: inf), Convention("expm1", -0.0, gives: -0.0),
    Convention("expm1", -inf, gives: -1), Convention("log", 0, gives: -inf),
    Convention("log", -1, gives: nan), Convention("log", 1, gives: 0),
    Convention("log2", least, gives: -1074), Convention("log10", 1e22, gives: 22),
    Convention("log10", 1000, gives: 3), Convention("log10", 0, gives: -inf),
    Convention("log10", -1, gives: nan), Convention("log1p", -1, gives: -inf),
    Convention("log1p", -2, gives: nan), Convention("log1mexp", 0, gives: -inf),
    Convention("log1mexp", -0.0, gives: -inf), Convention("log1mexp", -1, gives: nan),
    Convention("log1mexp", inf, gives: -0.0), Convention("log1mexp", 800, gives: -0.0),
    Convention("logaddexp", inf, -inf, gives: inf), Convention("logaddexp", inf, inf, gives: inf),
    Convention("logaddexp", -inf, -inf, gives: -inf), Convention("logaddexp", -inf, 3, gives: 3),
    Convention("logaddexp", -0.0, -inf, gives: 0), Convention("logaddexp", nan, inf, gives: nan),
    Convention("logaddexp", 1e308, -1e308, gives: 1e308), Convention("xlogy", 0, 0, gives: 0),
    Convention("xlogy", -0.0, inf, gives: 0), Convention("xlogy", 0, -1, gives: 0),
    Convention("xlogy", 0, nan, gives: nan), Convention("xlogy", 2, 0, gives: -inf),
    Convention("xlogy", -2, 0, gives: inf), Convention("xlogy", 1, -1, gives: nan),
    Convention("xlogy", -3, 1, gives: -0.0), Convention("xlogy", inf, 1, gives: nan),
    Convention("xlogy", inf, 0.5, gives: -inf), Convention("xlogy", -1, inf, gives: -inf),
  ]

  static let circular = [
    Convention("sin", -0.0, gives: -0.0), Convention("sin", inf, gives: nan),
    Convention("cot", 0, gives: inf), Convention("cot", -0.0, gives: -inf),
    Convention("cot", inf, gives: nan), Convention("csc", -0.0, gives: -inf),
    Convention("sec", 0, gives: 1), Convention("asin", 2, gives: nan),
    Convention("acos", 1, gives: 0), Convention("atan", inf, gives: .pi / 2),
    Convention("atan2", 0, 0, gives: 0), Convention("atan2", 0, -1, gives: .pi),
    Convention("atan2", -0.0, -1, gives: -.pi), Convention("sinpi", 1, gives: 0),
    Convention("sinpi", -2, gives: -0.0), Convention("sinpi", 0.5, gives: 1),
    Convention("sinpi", 1e300, gives: 0), Convention("sinpi", inf, gives: nan),
    Convention("sinpi", -0.0, gives: -0.0), Convention("cospi", 0.5, gives: 0),
    Convention("cospi", -1.5, gives: 0), Convention("cospi", 1, gives: -1),
    Convention("cospi", 1e300, gives: 1), Convention("sinc", 0, gives: 1),
    Convention("sinc", -2, gives: 0), Convention("sinc", inf, gives: 0),
    Convention("sinc", nan, gives: nan),
  ]

  static let hyperbolic = [
    Convention("sinh", -0.0, gives: -0.0), Convention("sinh", -711, gives: -inf),
    Convention("cosh", -inf, gives: inf), Convention("tanh", -inf, gives: -1),
    Convention("tanh", 1000, gives: 1), Convention("sech", 1000, gives: 0),
    Convention("sech", -inf, gives: 0), Convention("csch", -0.0, gives: -inf),
    Convention("csch", -1000, gives: -0.0), Convention("coth", -0.0, gives: -inf),
    Convention("coth", -inf, gives: -1), Convention("asinh", -inf, gives: -inf),
    Convention("acosh", 1, gives: 0), Convention("acosh", 0.9, gives: nan),
    Convention("acosh", inf, gives: inf), Convention("atanh", 1, gives: inf),
    Convention("atanh", -1, gives: -inf), Convention("atanh", 1.1, gives: nan),
    Convention("sigmoid", 0, gives: 0.5), Convention("sigmoid", -inf, gives: 0),
    Convention("sigmoid", 1000, gives: 1), Convention("logit", 0.5, gives: 0),
    Convention("logit", 0, gives: -inf), Convention("logit", 1, gives: inf),
    Convention("logit", -0.1, gives: nan), Convention("softplus", -inf, gives: 0),
    Convention("softplus", 1000, gives: 1000), Convention("logsigmoid", inf, gives: -0.0),
    Convention("logsigmoid", -inf, gives: -inf), Convention("logsigmoid", -1000, gives: -1000),
    Convention("silu", 0, gives: 0),
    Convention("silu", -inf, gives: -0.0), Convention("silu", -1000, gives: -0.0),
    Convention("gelu", -inf, gives: -0.0), Convention("gelu", -100, gives: -0.0),
    Convention("gelu", inf, gives: inf), Convention("relu", -1, gives: 0),
    Convention("relu", -0.0, gives: 0), Convention("relu", 2.5, gives: 2.5),
  ]

  static let piecewise = [
    Convention("abs", -0.0, gives: 0), Convention("abs", -3, gives: 3),
    Convention("sign", -0.0, gives: 0), Convention("sign", -least, gives: -1),
    Convention("sign", inf, gives: 1), Convention("heaviside", 0, gives: 0.5),
    Convention("heaviside", -0.0, gives: 0.5), Convention("heaviside", -1, gives: 0),
    Convention("heaviside", least, gives: 1), Convention("floor", -0.5, gives: -1),
    Convention("ceil", 0.5, gives: 1), Convention("round", 2.5, gives: 3),
    Convention("round", -2.5, gives: -3), Convention("round", (0.5).nextDown, gives: 0),
    Convention("round", 4503599627370497, gives: 4503599627370497),
    Convention("trunc", -2.7, gives: -2), Convention("mod", 5, 3, gives: 2),
    Convention("mod", -5, 3, gives: 1), Convention("mod", 5, -3, gives: -1),
    Convention("mod", -6, 3, gives: 0), Convention("mod", 6, -3, gives: -0.0),
    Convention("mod", 1, 0, gives: nan), Convention("mod", -1, inf, gives: inf),
    Convention("mod", inf, 2, gives: nan), Convention("rem", -5, 3, gives: -2),
    Convention("rem", 5, -3, gives: 2), Convention("rem", 1, 0, gives: nan),
    Convention("rem", -1, inf, gives: -1), Convention("min", 0, -0.0, gives: -0.0),
    Convention("min", 1, nan, gives: nan), Convention("min", nan, 1, gives: nan),
    Convention("min", 3, -inf, gives: -inf), Convention("max", -0.0, 0, gives: 0),
    Convention("max", nan, inf, gives: nan), Convention("max", 3, 4, gives: 4),
    Convention("clamp", 5, 0, 1, gives: 1), Convention("clamp", -5, 0, 1, gives: 0),
    Convention("clamp", -0.0, 0, 1, gives: -0.0), Convention("clamp", 0.5, 0, 1, gives: 0.5),
    Convention("clamp", 0, 3, 2, gives: 2), Convention("clamp", 9, 3, 2, gives: 2),
    Convention("clamp", nan, 0, 1, gives: nan), Convention("clamp", 0, nan, 1, gives: nan),
  ]

  static let special = [
    Convention("erf", -0.0, gives: -0.0), Convention("erf", -inf, gives: -1),
    Convention("erfc", 0, gives: 1), Convention("erfc", inf, gives: 0),
    Convention("erfc", -inf, gives: 2), Convention("normcdf", 0, gives: 0.5),
    Convention("normcdf", -inf, gives: 0), Convention("normcdf", inf, gives: 1),
    Convention("normpdf", -inf, gives: 0), Convention("erfinv", 1, gives: inf),
    Convention("erfinv", -1, gives: -inf), Convention("erfinv", 1.1, gives: nan),
    Convention("erfinv", -0.0, gives: -0.0), Convention("gamma", 1, gives: 1),
    Convention("gamma", 5, gives: 24), Convention("gamma", 19, gives: 6_402_373_705_728_000),
    Convention("gamma", 0, gives: inf), Convention("gamma", -0.0, gives: -inf),
    Convention("gamma", -1, gives: nan), Convention("gamma", -inf, gives: nan),
    Convention("gamma", 172, gives: inf), Convention("gamma", -200.5, gives: -0.0),
    Convention("lgamma", 1, gives: 0), Convention("lgamma", 2, gives: 0),
    Convention("lgamma", -3, gives: inf), Convention("lgamma", 0, gives: inf),
    Convention("lgamma", -inf, gives: inf), Convention("lgamma", 1e308, gives: inf),
    Convention("digamma", 0, gives: -inf), Convention("digamma", -0.0, gives: inf),
    Convention("digamma", -1, gives: nan), Convention("digamma", inf, gives: inf),
    Convention("digamma", -inf, gives: nan), Convention("lambertw", 0, gives: 0),
    Convention("lambertw", -0x1.78b56362cef38p-2, gives: -1),
    Convention("lambertw", -0.3679, gives: nan), Convention("lambertw", inf, gives: inf),
    Convention("erfcx", 0, gives: 1), Convention("erfcx", inf, gives: 0),
    Convention("erfcx", -27, gives: inf), Convention("erfcx", -inf, gives: inf),
    Convention("lognormcdf", inf, gives: -0.0), Convention("lognormcdf", 50, gives: -0.0),
    Convention("lognormcdf", -inf, gives: -inf), Convention("lognormcdf", -1e200, gives: -inf),
  ]

  static let ofOrder = [
    Convention("polygamma", 0, -1, gives: nan), Convention("polygamma", 1, 0, gives: inf),
    Convention("polygamma", 1, -3, gives: inf), Convention("polygamma", 2, 0, gives: -inf),
    Convention("polygamma", 2, -0.0, gives: inf), Convention("polygamma", 2, -3, gives: nan),
    Convention("polygamma", 1, inf, gives: 0), Convention("polygamma", 2, inf, gives: -0.0),
    Convention("polygamma", 1, -inf, gives: nan), Convention("polygamma", 1.5, 1, gives: nan),
    Convention("polygamma", -1, 1, gives: nan), Convention("polygamma", 1e15, 1, gives: -inf),
    Convention("polygamma", 1, least, gives: inf), Convention("besselj", 0, 0, gives: 1),
    Convention("besselj", 3, -0.0, gives: -0.0), Convention("besselj", 2, inf, gives: 0),
    Convention("besselj", 0.5, 1, gives: nan), Convention("besselj", 1000, 1, gives: 0),
    Convention("besselj", 1e300, 1, gives: 0), Convention("bessely", 0, 0, gives: -inf),
    Convention("bessely", -1, 0, gives: inf), Convention("bessely", 0, -1, gives: nan),
    Convention("bessely", 0.5, 1, gives: nan), Convention("bessely", 2, inf, gives: 0),
    Convention("besseli", 0, 0, gives: 1), Convention("besseli", 3, -0.0, gives: -0.0),
    Convention("besseli", 2, -inf, gives: inf), Convention("besseli", 1, -inf, gives: -inf),
    Convention("besseli", 0, 720, gives: inf), Convention("besseli", 1e300, 1, gives: 0),
    Convention("besseli", 0.5, 1, gives: nan), Convention("besseli", 1e14, 1e14, gives: inf),
    Convention("besselk", 0, 0, gives: inf), Convention("besselk", 2, -1, gives: nan),
    Convention("besselk", 0, inf, gives: 0), Convention("besselk", 0, 800, gives: 0),
    Convention("besselk", 1000, 1, gives: inf), Convention("besselk", 1, least, gives: inf),
    Convention("besselk", 0.5, 1, gives: nan), Convention("erfcxderivative", 1, inf, gives: -0.0),
    Convention("erfcxderivative", 2, -30, gives: inf),
    Convention("erfcxderivative", 1.5, 1, gives: nan),
    Convention("erfcxderivative", 200_000, 1, gives: nan),
    Convention("lognormcdfderivative", 1, -inf, gives: inf),
    Convention("lognormcdfderivative", 2, -inf, gives: -1),
    Convention("lognormcdfderivative", 1, 100, gives: 0),
    Convention("lognormcdfderivative", 201, 1, gives: nan),
    Convention("bessely", 1000, 1, gives: -inf), Convention("bessely", 1, least, gives: -inf),
  ]

  @Test(
    "A special point has the value agreed upon",
    arguments: powers + circular + hyperbolic + piecewise + special + ofOrder)
  func agreement(_ convention: Convention) throws {
    let value = try #require(Kernels.value(convention.function, convention.operands))
    if convention.value.isNaN {
      #expect(value.isNaN)
    } else {
      // Compared by bits, because the sign of a zero matters.
      #expect(value.bitPattern == convention.value.bitPattern, "\(value)")
    }
  }

  @Test("A nan gives a nan, in every operand", arguments: Kernels.unary.keys.sorted())
  func nanOfOne(function: String) {
    #expect(Kernels.value(function, [.nan])?.isNaN == true)
  }

  @Test("A nan gives a nan, in every operand", arguments: Kernels.binary.keys.sorted())
  func nanOfTwo(function: String) {
    #expect(Kernels.value(function, [.nan, 1])?.isNaN == true)
    #expect(Kernels.value(function, [1, .nan])?.isNaN == true)
  }
}
