/// Functions that code knows by more than their rules: those that a formula of algebra or a kernel
/// is about. What is true of a kind of functions is asked of the rule (see `Operation.Traits`).
extension Operation {
  package static let sqrt = known("sqrt")
  package static let cbrt = known("cbrt")
  package static let hypot = known("hypot")
  package static let square = known("square")
  package static let reciprocal = known("reciprocal")
  package static let oneMinusSquare = known("oneminussquare")
  package static let xMinusSquare = known("xminussquare")

  package static let exp = known("exp")
  package static let log = known("log")
  package static let exp2 = known("exp2")
  package static let exp10 = known("exp10")
  package static let expMinusSquare = known("expminussquare")

  package static let sin = known("sin")
  package static let cos = known("cos")
  package static let tan = known("tan")
  package static let cot = known("cot")
  package static let sec = known("sec")
  package static let csc = known("csc")
  package static let asin = known("asin")
  package static let acos = known("acos")
  package static let atan = known("atan")

  package static let sinh = known("sinh")
  package static let cosh = known("cosh")
  package static let tanh = known("tanh")
  package static let coth = known("coth")
  package static let sech = known("sech")
  package static let csch = known("csch")
  package static let asinh = known("asinh")
  package static let acosh = known("acosh")
  package static let atanh = known("atanh")

  package static let inverseError = known("erfinv")
  package static let inverseErrorSlope = known("erfinvslope")
  package static let lambertW = known("lambertw")
  package static let lambertWSlope = known("lambertwslope")
  package static let besselJ = known("besselj")
  package static let besselY = known("bessely")
  package static let modifiedBesselI = known("besseli")
  package static let modifiedBesselK = known("besselk")

  package static let sigmoid = known("sigmoid")
  package static let logisticDensity = known("logisticpdf")

  package static let abs = known("abs")
  package static let sign = known("sign")
  package static let heaviside = known("heaviside")
  package static let greatest = known("max")
  package static let least = known("min")
  /// `if(condition, a, b)`.
  package static let select = known("if")

  /// The function of this name, which the registry has.
  private static func known(_ name: String) -> Operation {
    guard let operation = named(name) else {
      preconditionFailure("the registry has a function \(name)")
    }
    return operation
  }
}
