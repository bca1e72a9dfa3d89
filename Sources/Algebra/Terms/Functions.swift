import Graph

/// The functions that algebra knows something about.
enum Functions {
  static let exp = known("exp")
  static let log = known("log")
  static let sqrt = known("sqrt")
  static let cbrt = known("cbrt")
  static let hypot = known("hypot")
  static let square = known("square")
  static let reciprocal = known("reciprocal")
  static let oneMinusSquare = known("oneminussquare")
  static let xMinusSquare = known("xminussquare")
  static let expMinusSquare = known("expminussquare")
  static let sin = known("sin")
  static let cos = known("cos")
  static let tan = known("tan")
  static let cot = known("cot")
  static let sec = known("sec")
  static let csc = known("csc")
  static let sinh = known("sinh")
  static let cosh = known("cosh")
  static let tanh = known("tanh")
  static let coth = known("coth")
  static let sech = known("sech")
  static let csch = known("csch")
  static let atanh = known("atanh")
  static let abs = known("abs")
  static let sign = known("sign")
  static let heaviside = known("heaviside")
  static let min = known("min")
  static let max = known("max")
  static let sigmoid = known("sigmoid")
  static let logisticDensity = known("logisticpdf")
  static let inverseError = known("erfinv")
  static let inverseErrorSlope = known("erfinvslope")
  static let lambertW = known("lambertw")
  static let lambertWSlope = known("lambertwslope")

  /// f(-x) = -f(x).
  static let odd: Set<Operation> = [
    sin, sinh, cbrt, sign, known("asin"), known("atan"), known("asinh"), atanh,
    known("erf"), known("erfinv"), known("sinpi"), known("trunc"), known("round"),
  ]
  static let bessel: Set<Operation> = [known("besselj"), known("bessely")]
  /// The inverses of circular and hyperbolic functions.
  static let inverses: Set<Operation> = [
    known("asin"), known("acos"), known("atan"), known("asinh"), known("acosh"), atanh,
  ]
  /// Odd, and finite for all finite x.
  static let bounded = odd.subtracting([known("erfinv"), atanh])
  /// f(-x) = f(x).
  static let even: Set<Operation> = [
    cos, cosh, abs, known("cospi"), known("sinc"), known("normpdf"), square,
  ]
  /// Nowhere below 0.
  static let nonnegative: Set<Operation> = [
    cosh, abs, hypot, known("exp2"), known("exp10"), known("erfc"), known("normcdf"),
    known("normpdf"), sigmoid, known("softplus"), known("relu"), heaviside,
    .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual, .and, .or, .not,
  ]

  private static func known(_ name: String) -> Operation { .known(name) }
}
