import Numerics

/// A constant of an algebraic term: a rational number as long as that is possible, else a double.
///
/// A literal with few decimal digits stands for exactly those digits, so that `3*0.1` is 0.3 and
/// `1/3` stays what it is. Everything else is computed as the evaluator would.
struct Number: Hashable, Sendable {
  /// Of an exact number the numerator, in lowest terms; else the bits of a double.
  let numerator: Int
  /// Of an exact number the denominator, greater than 0; else 0.
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

  private init(inexact value: Double) {
    numerator = Int(truncatingIfNeeded: value.bitPattern)
    denominator = 0
  }

  /// The number that a double was written as: exact if it has at most 15 decimal digits.
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
    self.init(inexact: value)
  }

  private static let mostDecimal = 1e15

  var isExact: Bool { denominator != 0 }
  var isInteger: Bool { denominator == 1 }
  var isFinite: Bool { isExact || value.isFinite }

  var value: Double {
    isExact
      ? Double(numerator) / Double(denominator)
      : Double(bitPattern: UInt64(bitPattern: Int64(numerator)))
  }

  /// The number as an `Int`; nil if it is none.
  var integer: Int? { denominator == 1 ? numerator : nil }

  var isNegative: Bool { isExact ? numerator < 0 : value < 0 }
  var magnitude: Number { isNegative ? -self : self }
  var sign: Number { isNegative ? .minusOne : .one }

  // MARK: - Arithmetic

  static prefix func - (x: Number) -> Number {
    guard x.isExact, x.numerator != .min else { return Number(inexact: -x.value) }
    return Number(-x.numerator, x.denominator)
  }

  static func + (x: Number, y: Number) -> Number {
    guard x.isExact, y.isExact else { return Number.inexact(x.value + y.value) }
    let (a, first) = x.numerator.multipliedReportingOverflow(by: y.denominator)
    let (b, second) = y.numerator.multipliedReportingOverflow(by: x.denominator)
    let (sum, third) = a.addingReportingOverflow(b)
    let (below, fourth) = x.denominator.multipliedReportingOverflow(by: y.denominator)
    guard !(first || second || third || fourth), sum != .min else {
      return Number.inexact(x.value + y.value)
    }
    return Number(sum, below)
  }

  static func - (x: Number, y: Number) -> Number { x + -y }

  static func * (x: Number, y: Number) -> Number {
    guard x.isExact, y.isExact else { return Number.rounded(x, y) }
    let left = Number(x.numerator, y.denominator)
    let right = Number(y.numerator, x.denominator)
    let (above, first) = left.numerator.multipliedReportingOverflow(by: right.numerator)
    let (below, second) = left.denominator.multipliedReportingOverflow(by: right.denominator)
    guard !(first || second), above != .min else { return Number.rounded(x, y) }
    return Number(above, below)
  }

  /// The product of two doubles: nan where it overflows or loses digits near 0, so that no form is
  /// built on it.
  private static func rounded(_ x: Number, _ y: Number) -> Number {
    let product = x.value * y.value
    let isKept =
      product.isNormal || x == .zero || y == .zero || x.magnitude == .one || y.magnitude == .one
    return Number.inexact(isKept ? product : .nan)
  }

  /// The sum; nil where it overflows, or where one number is lost beside the other.
  static func sum(_ x: Number, _ y: Number) -> Number? {
    let sum = x + y
    if sum.isExact || x == .zero || y == .zero { return sum }
    return sum.isFinite && sum.value != x.value && sum.value != y.value ? sum : nil
  }

  /// The product; nil where it overflows or loses digits near 0.
  static func product(_ x: Number, _ y: Number) -> Number? {
    let product = x * y
    return product.isFinite ? product : nil
  }

  static func / (x: Number, y: Number) -> Number { x * y.reciprocal }

  static func < (x: Number, y: Number) -> Bool { x.value < y.value }

  /// The quotient of 1 by the number, which is not 0; nan where it overflows or loses digits near 0.
  var reciprocal: Number {
    guard isExact, numerator != 0, numerator != .min else {
      let quotient = 1 / value
      return Number.inexact(quotient.isNormal ? quotient : .nan)
    }
    return Number(denominator, numerator)
  }

  /// A double, exact again where it happens to be a whole number.
  private static func inexact(_ value: Double) -> Number {
    value.rounded() == value && value.magnitude < mostDecimal
      ? Number(Int(value)) : Number(inexact: value)
  }

  /// The power if it can be told exactly (or is one of doubles): whole exponents, and roots that
  /// come out even; nil otherwise.
  func power(_ exponent: Number) -> Number? {
    guard exponent.isExact else { return nil }
    if let count = exponent.integer {
      guard count.magnitude <= 64, self != .zero || count > 0 else { return nil }
      guard isExact else {
        let power = pow(value, Double(count))
        return power.isNormal ? Number.inexact(power) : nil
      }
      var result = Number.one
      for _ in 0..<count.magnitude {
        result = result * self
        guard result.isExact else { return nil }
      }
      return count < 0 ? result.reciprocal : result
    }
    guard isExact, !isNegative, exponent.denominator <= 6,
      let above = Number.root(numerator, exponent.denominator),
      let below = Number.root(denominator, exponent.denominator)
    else { return nil }
    return Number(above, below).power(Number(exponent.numerator))
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
  /// denominators; else 1: nobody writes 1.5 + 2.25*x as 0.75*(2 + 3*x), let alone longer ones. 0 of
  /// nothing and of zeros.
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
