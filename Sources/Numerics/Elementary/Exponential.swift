/// Elementary functions of single numbers, for the methods of other functions: the same bits as in
/// lanes.
enum Exponential {
  static func exponential(_ x: Double) -> Double { ExponentialFunction.value(x) }
  static func logarithm(_ x: Double) -> Double { LogarithmFunction.value(x) }
  static func logarithmOfOnePlus(_ x: Double) -> Double { LogarithmOfOnePlusFunction.value(x) }
}
