import Numerics

/// A constant of an algebraic term: a rational number as long as that is possible, else a double
/// whose exponent has no bounds.
///
/// A literal with few decimal digits stands for exactly those digits, so that `3*0.1` is 0.3 and
/// `1/3` stays what it is. Everything else is rounded as the evaluator would, but neither overflows
/// nor loses digits near 0: numbers at both ends of the range may meet in any order.
struct Number: Hashable, Sendable {
  /// Of an exact number the numerator, in lowest terms; else the bits of the significand, whose
  /// magnitude is from 1 to 2.
  let numerator: Int
  /// Of an exact number the denominator, greater than 0; else the exponent less `exponentBias`.
  let denominator: Int

  static let zero = Number(0)
  static let one = Number(1)
  static let minusOne = Number(-1)
  static let half = Number(1, 2)

  init(_ integer: Int) {
    numerator = integer
    denominator = 1
  }

  /// A fraction whose denominator is not 0, brought to lowest terms.
  init(_ numerator: Int, _ denominator: Int) {
    let divisor = Number.greatestDivisor(numerator, denominator) * (denominator < 0 ? -1 : 1)
    self.numerator = numerator / divisor
    self.denominator = denominator / divisor
  }

  /// A finite double times 2 to an exponent.
  private init(rounded value: Double, exponent: Int = 0) {
    let significand = value.sign == .minus ? -value.significand : value.significand
    let sum = value == 0 ? 0 : Int(value.exponent) + exponent
    numerator = Int(truncatingIfNeeded: significand.bitPattern)
    denominator = min(max(sum, -Number.mostExponent), Number.mostExponent) - Number.exponentBias
  }

  private static let exponentBias = 1 << 62
  /// Exponents are cut here: far beyond anything that is written.
  private static let mostExponent = 1 << 32

  /// The number that a finite double was written as: exact if it has at most 15 decimal digits.
  init(_ value: Double) {
    if value.magnitude < Number.mostDecimal {
      var scale = 1
      for _ in 0...15 {
        let scaled = (value * Double(scale)).rounded()
        guard scaled.magnitude < Number.mostDecimal else { break }
        if scaled / Double(scale) == value, scaled != 0 || value == 0 {
          self.init(Int(scaled), scale)
          return
        }
        scale *= 10
      }
    }
    self.init(rounded: value)
  }

  private static let mostDecimal = 1e15

  var isExact: Bool { denominator > 0 }
  var isInteger: Bool { denominator == 1 }
  /// The nearest double: 0 or infinite where the number is beyond them.
  var value: Double {
    isExact
      ? Double(numerator) / Double(denominator)
      : Number.scaled(significand, min(max(exponent, -Number.beyond), Number.beyond))
  }

  /// An exponent beyond all doubles.
  private static let beyond = 4096

  private static func scaled(_ significand: Double, _ exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: significand)
  }

  /// Whether a double holds the number, as well as a double can.
  var isDouble: Bool { isExact || value.isNormal || Number(rounded: value) == self }

  /// What the number is a power of 2 times: from 1 to 2 in magnitude, or 0.
  private var significand: Double {
    isExact
      ? Number(rounded: value).significand
      : Double(bitPattern: UInt64(bitPattern: Int64(numerator)))
  }

  private var exponent: Int {
    isExact ? Number(rounded: value).exponent : denominator + Number.exponentBias
  }

  /// The logarithm of the magnitude to the base 10.
  var decimalExponent: Double { log10(significand.magnitude) + Double(exponent) * log10(2) }

  static func powerOfTen(_ exponent: Int) -> Number {
    var power = Number.one
    var left = exponent
    while left != 0 {
      let step = min(max(left, -300), 300)
      power = power * Number(pow(10, Double(step)))
      left -= step
    }
    return power
  }

  /// The number as an `Int`; nil if it is none.
  var integer: Int? { denominator == 1 ? numerator : nil }

  var isNegative: Bool { isExact ? numerator < 0 : significand < 0 }
  var magnitude: Number { isNegative ? -self : self }
  var sign: Number { isNegative ? .minusOne : .one }

  // MARK: - Arithmetic

  static prefix func - (x: Number) -> Number {
    guard x.isExact, x.numerator != .min else {
      return Number(rounded: -x.significand, exponent: x.exponent)
    }
    return Number(-x.numerator, x.denominator)
  }

  static func + (x: Number, y: Number) -> Number {
    guard x.isExact, y.isExact else { return Number.roundedSum(x, y) }
    let (a, first) = x.numerator.multipliedReportingOverflow(by: y.denominator)
    let (b, second) = y.numerator.multipliedReportingOverflow(by: x.denominator)
    let (sum, third) = a.addingReportingOverflow(b)
    let (below, fourth) = x.denominator.multipliedReportingOverflow(by: y.denominator)
    guard !(first || second || third || fourth), sum != .min else {
      return Number.roundedSum(x, y)
    }
    return Number(sum, below)
  }

  /// The sum as IEEE 754 rounds it, at the scale of the greater.
  private static func roundedSum(_ x: Number, _ y: Number) -> Number {
    if x == .zero { return y }
    if y == .zero { return x }
    let exponent = max(x.exponent, y.exponent)
    let parts = [x, y].map { scaled($0.significand, max($0.exponent - exponent, -beyond)) }
    return settled(parts[0] + parts[1], exponent)
  }

  static func - (x: Number, y: Number) -> Number { x + -y }

  static func * (x: Number, y: Number) -> Number {
    guard x.isExact, y.isExact else { return Number.roundedProduct(x, y) }
    let left = Number(x.numerator, y.denominator)
    let right = Number(y.numerator, x.denominator)
    let (above, first) = left.numerator.multipliedReportingOverflow(by: right.numerator)
    let (below, second) = left.denominator.multipliedReportingOverflow(by: right.denominator)
    guard !(first || second), above != .min else { return Number.roundedProduct(x, y) }
    return Number(above, below)
  }

  private static func roundedProduct(_ x: Number, _ y: Number) -> Number {
    settled(x.significand * y.significand, x.exponent + y.exponent)
  }

  /// The sum; nil where one number is lost beside the other.
  static func sum(_ x: Number, _ y: Number) -> Number? {
    let sum = x + y
    if sum.isExact || x == .zero || y == .zero { return sum }
    return sum.isRounded(from: x) || sum.isRounded(from: y) ? nil : sum
  }

  private func isRounded(from other: Number) -> Bool {
    significand == other.significand && exponent == other.exponent
  }

  static func / (x: Number, y: Number) -> Number { x * y.reciprocal }

  static func < (x: Number, y: Number) -> Bool { x.value < y.value }

  /// The quotient of 1 by the number, which is not 0.
  var reciprocal: Number {
    guard isExact, numerator != .min else { return Number.settled(1 / significand, -exponent) }
    return Number(denominator, numerator)
  }

  /// A double times 2 to an exponent, exact again where it happens to be a whole number.
  private static func settled(_ value: Double, _ exponent: Int) -> Number {
    let number = Number(rounded: value, exponent: exponent)
    let whole = number.value
    return whole.rounded() == whole && whole.magnitude < mostDecimal
      && (whole != 0 || value == 0) ? Number(Int(whole)) : number
  }

  /// The power if it can be told exactly (or is one of doubles): whole exponents, and roots that
  /// come out even; nil otherwise.
  func power(_ exponent: Number) -> Number? {
    guard exponent.isExact else { return nil }
    if let count = exponent.integer {
      guard count.magnitude <= 64, self != .zero || count > 0 else { return nil }
      guard isExact else {
        return Number.settled(pow(significand, Double(count)), self.exponent * count)
      }
      var result = Number.one
      for _ in 0..<count.magnitude {
        result = result * self
        guard result.isExact else { return nil }
      }
      return count < 0 ? result.reciprocal : result
    }
    guard isDouble else { return isNegative ? nil : roundedPower(exponent) }
    guard isExact, !isNegative, exponent.denominator <= 6,
      let above = Number.root(numerator, exponent.denominator),
      let below = Number.root(denominator, exponent.denominator)
    else { return nil }
    return Number(above, below).power(Number(exponent.numerator))
  }

  /// The power of a number that no double holds.
  private func roundedPower(_ exponent: Number) -> Number {
    let power = Double(self.exponent) * exponent.value
    let whole = power.rounded()
    return Number.settled(
      pow(significand, exponent.value) * pow(2, power - whole), Int(whole))
  }

  private static func root(_ value: Int, _ degree: Int) -> Int? {
    let guess = Int(pow(Double(value), 1 / Double(degree)).rounded())
    var power = 1
    for _ in 0..<degree {
      let (next, overflows) = power.multipliedReportingOverflow(by: guess)
      if overflows { return nil }
      power = next
    }
    return power == value ? guess : nil
  }

  private static let mostDivided = 10_000

  static func greatestDivisor(_ x: Int, _ y: Int) -> Int {
    var (a, b) = (x.magnitude, y.magnitude)
    while b != 0 { (a, b) = (b, a % b) }
    return Int(truncatingIfNeeded: max(1, a))
  }

  /// The greatest number of which all are whole multiples, for exact numbers with short
  /// denominators; else 1: nobody writes 1.5 + 2.25*x as 0.75*(2 + 3*x), let alone longer ones. 0
  /// of nothing and of zeros.
  static func content(of numbers: some Sequence<Number>) -> Number {
    var content = Number.zero
    for number in numbers {
      guard number.isExact, number.denominator <= mostDivided else { return .one }
      content = Number.content(content, number)
    }
    return content
  }

  private static func content(_ x: Number, _ y: Number) -> Number {
    guard x.denominator <= mostDivided else { return .one }
    if x == .zero { return y.magnitude }
    if y == .zero { return x.magnitude }
    let divisor = greatestDivisor(x.denominator, y.denominator)
    let (multiple, overflows) =
      (x.denominator / divisor).multipliedReportingOverflow(by: y.denominator)
    return overflows
      ? .one : Number(greatestDivisor(x.numerator, y.numerator), multiple)
  }

  /// The exponent that is taken out of several: the least, 0 counting where not all have one; where
  /// the sign is to be kept, the one nearest to 0.
  static func common(_ exponents: [Number], isInAll: Bool, keepsSign: Bool) -> Number {
    guard let least = exponents.min(by: <), let greatest = exponents.max(by: <) else {
      return .zero
    }
    if keepsSign {
      guard isInAll, least.isNegative == greatest.isNegative else { return .zero }
      return least.isNegative ? greatest : least
    }
    return isInAll || least.isNegative ? least : .zero
  }
}
