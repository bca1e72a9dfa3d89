import TestSupport
import Testing

@testable import Numerics

/// Values at random points against ones with twice the digits.
@Suite("Accuracy of lanes") struct LaneAccuracyTests {
  /// A function over a range, and by how much a value misses the exact one.
  struct Measure: Sendable, CustomTestStringConvertible {
    let function: String
    let range: ClosedRange<Double>
    /// The error of a value at a point, absolute.
    let error: @Sendable (_ x: Double, _ value: Double) -> Double

    /// By a value in two doubles.
    init(
      _ function: String, _ range: ClosedRange<Double>,
      _ exact: @escaping @Sendable (Double) -> DoubleDouble
    ) {
      self.init(function, range) { x, value in
        let exact = exact(x)
        return (value - exact.high) - exact.low
      }
    }

    init(
      _ function: String, _ range: ClosedRange<Double>,
      error: @escaping @Sendable (_ x: Double, _ value: Double) -> Double
    ) {
      self.function = function
      self.range = range
      self.error = error
    }

    var testDescription: String { "\(function) on \(range)" }
  }

  private static func power(_ x: DoubleDouble) -> DoubleDouble {
    DoubleDouble.exponential(x).unscaled
  }

  private static func minusOne(_ x: Double) -> DoubleDouble {
    DoubleDouble.exponentialMinusOne(DoubleDouble(x))
  }

  static let exponentials = [
    Measure("exp", -700...700) { power(DoubleDouble($0)) },
    Measure("exp", -0.5...0.5) { power(DoubleDouble($0)) },
    Measure("exp2", -30...30) { power(DoubleDouble.ln2 * $0) },
    Measure("exp10", -9...9) {
      power(DoubleDouble(0x1.26bb1bbb55516p1, -0x1.f48ad494ea3e9p-53) * $0)
    },
    Measure("expm1", -2...2) { minusOne($0) }, Measure("expm1", -0.1...0.1) { minusOne($0) },
    Measure("tanh", -3...3) { minusOne(2 * $0) / (minusOne(2 * $0) + 2) },
    Measure("tanh", 16...19) { minusOne(2 * $0) / (minusOne(2 * $0) + 2) },
    Measure("coth", 0.01...3) { (minusOne(2 * $0) + 2) / minusOne(2 * $0) },
    Measure("sinh", -2...2) { (minusOne($0) - minusOne(-$0)).scaled(by: 0.5) },
    Measure("cosh", -3...3) {
      (power(DoubleDouble($0)) + power(DoubleDouble(-$0))).scaled(by: 0.5)
    },
    Measure("sech", -3...3) {
      DoubleDouble(2) / (power(DoubleDouble($0)) + power(DoubleDouble(-$0)))
    },
    Measure("csch", 0.01...3) { DoubleDouble(2) / (minusOne($0) - minusOne(-$0)) },
    Measure("sigmoid", -20...20) { DoubleDouble(1) / (power(DoubleDouble(-$0)) + 1) },
    Measure("silu", -20...20) { DoubleDouble($0) / (power(DoubleDouble(-$0)) + 1) },
    Measure("softplus", -5...5) {
      DoubleDouble.logarithmOfOnePlus(power(DoubleDouble($0)))
    },
  ]

  static let logarithms = [
    Measure("log", 0.5...2) { DoubleDouble.logarithm($0) },
    Measure("log", 0...1e6) { DoubleDouble.logarithm($0) },
    Measure("log2", 0.5...2) { DoubleDouble.logarithm($0) / DoubleDouble.ln2 },
    Measure("log10", 0.5...20) {
      DoubleDouble.logarithm($0) / DoubleDouble(0x1.26bb1bbb55516p1, -0x1.f48ad494ea3e9p-53)
    },
    Measure("log1p", -0.9...3) { DoubleDouble.logarithmOfOnePlus(DoubleDouble($0)) },
    Measure("log1mexp", 0.001...0.7) { DoubleDouble.logarithm(-minusOne(-$0)) },
    Measure("log1mexp", 0.6...30) {
      DoubleDouble.logarithmOfOnePlus(-power(DoubleDouble(-$0)))
    },
    Measure("logsigmoid", -5...5) {
      -DoubleDouble.logarithmOfOnePlus(power(DoubleDouble(-$0)))
    },
    Measure("log1p", -0.001...0.001) { DoubleDouble.logarithmOfOnePlus(DoubleDouble($0)) },
    Measure("logit", 0.001...0.999) {
      DoubleDouble.logarithmOfOnePlus(DoubleDouble.sum(2 * $0, -1) / DoubleDouble.sum(1, -$0))
    },
    Measure("atanh", -0.99...0.99) {
      DoubleDouble.logarithmOfOnePlus(DoubleDouble(2 * $0) / DoubleDouble.sum(1, -$0))
        .scaled(by: 0.5)
    },
  ]

  static let circular = [
    Measure("sin", -4...4) { DoubleDouble.sineAndCosine($0).sine },
    Measure("sin", -1e6...1e6) { DoubleDouble.sineAndCosine($0).sine },
    Measure("cos", -4...4) { DoubleDouble.sineAndCosine($0).cosine },
    Measure("cos", -1e6...1e6) { DoubleDouble.sineAndCosine($0).cosine },
    Measure("tan", -4...4) {
      DoubleDouble.sineAndCosine($0).sine / DoubleDouble.sineAndCosine($0).cosine
    },
    Measure("cot", 0.01...4) {
      DoubleDouble.sineAndCosine($0).cosine / DoubleDouble.sineAndCosine($0).sine
    },
    Measure("sec", -4...4) { DoubleDouble(1) / DoubleDouble.sineAndCosine($0).cosine },
    Measure("csc", 0.01...4) { DoubleDouble(1) / DoubleDouble.sineAndCosine($0).sine },
    Measure("sinpi", -2...2) { DoubleDouble.sineAndCosine(ofPiTimes: $0).sine },
    Measure("cospi", -2...2) { DoubleDouble.sineAndCosine(ofPiTimes: $0).cosine },
    Measure("sinc", 0.01...2) {
      DoubleDouble.sineAndCosine(ofPiTimes: $0).sine / (DoubleDouble.pi * $0)
    },
    // sin(value - atan(x))·√(1 + x²) = sin(value) - x·cos(value), and so on.
    Measure("atan", -5...5) { x, value in
      let (sine, cosine) = DoubleDouble.sineAndCosine(value)
      return (sine - cosine * x).value / (1 + x * x).squareRoot()
    },
    Measure("asin", -1...1) { x, value in
      let (sine, cosine) = DoubleDouble.sineAndCosine(value)
      return (sine - x).value / cosine.value
    },
    Measure("acos", -1...1) { x, value in
      let (sine, cosine) = DoubleDouble.sineAndCosine(value)
      return (cosine - x).value / sine.value
    },
    Measure("cbrt", -1000...1000) { x, value in
      (DoubleDouble.product(value, value) * value - x).value / (3 * value * value)
    },
  ]

  @Test(
    "A value is within one unit of the last place", arguments: exponentials + logarithms + circular)
  func bound(measure: Measure) throws {
    let kernel = try #require(Kernels.unary[measure.function])
    var generator = Pseudorandom(seed: 17)
    let width = measure.range.upperBound - measure.range.lowerBound
    let x = (0..<4096).map { _ in
      measure.range.lowerBound + width * (Double(generator.next() >> 11) * 0x1p-53)
    }
    var values = x
    kernel(x, &values, x.count)
    var worst = (ulps: 0.0, x: 0.0)
    for (x, value) in zip(x, values) {
      // Where the exact value is just below a power of two, its unit is half that of the double.
      let error = measure.error(x, value)
      let unit = error > 0 ? min(value.ulp, (value - error).ulp) : value.ulp
      let ulps = abs(error) / unit
      if !(ulps <= worst.ulps) { worst = (ulps, x) }
    }
    #expect(worst.ulps <= 1, "\(measure.function)(\(worst.x)) is wrong by \(worst.ulps) ulps")
    // A measure that compared a value with itself would see no error at all.
    #expect(worst.ulps > 0.45)
  }

  @Test("A power is within one unit of the last place, two where it is a product")
  func powers() {
    var generator = Pseudorandom(seed: 19)
    for index in 0..<8192 {
      let x = Double(generator.next() >> 11) * 0x1p-50
      let exponent = Double(Int64(bitPattern: generator.next())) * 0x1p-57
      let y = index % 4 == 0 ? exponent.rounded() : exponent
      var value = 0.0
      Arithmetic.power([x], 1, [y], 1, &value, 1)
      let exact = DoubleDouble.exponential(DoubleDouble.logarithm(x) * y).unscaled
      let error = abs((value - exact.high) - exact.low) / exact.high.ulp
      #expect(error <= (y == y.rounded() && abs(y) <= 4 ? 2 : 1), "\(x)^\(y): \(error)")
    }
  }

  @Test("The logarithm of a sum and a product with a logarithm are within one unit")
  func ofSumsAndProducts() {
    var generator = Pseudorandom(seed: 29)
    for _ in 0..<8192 {
      let x = Double(Int64(bitPattern: generator.next())) * 0x1p-58
      let y = Double(Int64(bitPattern: generator.next())) * 0x1p-60
      var (sum, product) = (0.0, 0.0)
      Elementary.logaddexp([x], 1, [y], 1, &sum, 1)
      Elementary.xlogy([x], 1, [abs(y)], 1, &product, 1)
      let power = Self.power(DoubleDouble.sum(min(x, y), -max(x, y)))
      let exact = DoubleDouble.logarithmOfOnePlus(power) + max(x, y)
      #expect(abs((sum - exact.high) - exact.low) <= exact.high.ulp, "logaddexp(\(x), \(y))")
      let exactProduct = DoubleDouble.logarithm(abs(y)) * x
      let error = abs((product - exactProduct.high) - exactProduct.low)
      #expect(error <= exactProduct.high.ulp, "xlogy(\(x), \(abs(y)))")
    }
  }

  @Test("An angle and a length are within one unit of the last place")
  func ofTwoNumbers() {
    var generator = Pseudorandom(seed: 23)
    for _ in 0..<4096 {
      let x = Double(Int64(bitPattern: generator.next())) * 0x1p-60
      let y = Double(Int64(bitPattern: generator.next())) * 0x1p-61
      var (angle, length) = (0.0, 0.0)
      Elementary.atan2([y], 1, [x], 1, &angle, 1)
      Elementary.hypot([x], 1, [y], 1, &length, 1)
      let (sine, cosine) = DoubleDouble.sineAndCosine(angle)
      let size = (DoubleDouble.product(x, x) + DoubleDouble.product(y, y)).squareRoot()
      let ofAngle = (sine * x - cosine * y).value / size.value
      #expect(abs(ofAngle) <= angle.ulp, "atan2(\(y), \(x))")
      #expect(abs((length - size.high) - size.low) <= length.ulp, "hypot(\(x), \(y))")
    }
  }
}
