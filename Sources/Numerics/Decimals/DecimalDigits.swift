/// A positive double in decimal: `tens` and the digit `last` behind it are the significand, with
/// the point after the first digit, and `exponent` is its exponent of ten.
///
/// These are 17 digits, many of them often zeros at the end, or 16 where `tens` has one less.
struct DecimalDigits {
  /// Fifteen or sixteen digits.
  let tens: UInt64
  /// The digit behind them.
  let last: UInt64
  /// The exponent of the first digit.
  let exponent: Int

  /// The most digits that there can be.
  static let capacity = 17

  @inline(__always)
  init(tens: UInt64, last: UInt64, exponent: Int) {
    self.tens = tens
    self.last = last
    self.exponent = exponent
  }

  /// `integer`·10ᵏ, for an integer of at most 17 digits.
  private init(_ integer: UInt64, timesTenTo k: Int) {
    var (significand, first) = (integer, k + 16)
    while significand < 10_000_000_000_000_000 {
      significand *= 10
      first -= 1
    }
    self.init(tens: significand / 10, last: significand % 10, exponent: first)
  }

  /// What `tens` lacks of sixteen digits, 1 or 0.
  @inline(__always)
  var missingDigits: Int { tens < Self.sixteenDigits ? 1 : 0 }

  private static let sixteenDigits: UInt64 = 1_000_000_000_000_000
}

// MARK: - Shortest digits

extension DecimalDigits {
  /// The shortest decimal that reads back to a positive finite double, of several the nearest.
  ///
  /// With v = c·2^q, choose k such that the doubles around v, measured in 10ᵏ, are at least 1 and
  /// less than 10 apart. Then the interval that is read as v holds at most one multiple of 10,
  /// which is the answer if there is one, and at least one whole number otherwise, of which the
  /// nearest to v is (R. Giulietti, "The Schubfach way to render doubles", 2020, §8).
  /// x = v/10ᵏ is the product of c and a 128-bit power of ten, whose own high word, shifted, is the
  /// half-width of the interval: one product decides all (as in Y. Guo's `yy_double`).
  @inline(__always)
  init(shortestOf bits: UInt64) {
    let fraction = bits & (1 &<< 52 &- 1)
    let exponent = bits &>> 52
    if fraction == 0 || exponent == 0 {
      self = Self.shortestOfRare(bits)
    } else {
      let q = Int(truncatingIfNeeded: exponent) &- 1075
      self.init(shortestOf: fraction | 1 &<< 52, q, belowIsNear: false)
    }
  }

  /// Powers of two, and subnormal numbers, which have few digits. Kept apart because they would
  /// make the common way longer.
  @inline(never)
  private static func shortestOfRare(_ bits: UInt64) -> DecimalDigits {
    let exponent = Int(bits >> 52)
    guard exponent == 0 else {
      return DecimalDigits(shortestOf: 1 << 52, exponent - 1075, belowIsNear: exponent > 1)
    }
    let digits = DecimalDigits(shortestOf: bits, -1074, belowIsNear: false)
    // k is that of the smallest number of all, 5·10⁻³²⁴.
    return DecimalDigits(10 * digits.tens + digits.last, timesTenTo: -324)
  }

  /// The same for c·2^q; `belowIsNear` for a power of two, which has its lower neighbour at half
  /// the distance of the upper. The exponent means nothing where there are less than 16 digits.
  ///
  /// Before it is cut to 64 places the computed x is above the exact one by less than 2⁻⁷¹ (the
  /// power is rounded up by at most 2⁻¹²⁸ of its scale, and c as shifted is below 2⁵⁷). Continued
  /// fractions of 2^q/10ᵏ show for all q and all c < 2⁵³ that an end of the interval either is a
  /// multiple of 10 or 2^-59.6 or more from one, and that x either is a multiple of ½ or 2^-64.6 or
  /// more from one. So 61 places decide the first with a margin of one in the last, and 64 with a
  /// trace of the rest the second.
  @inline(__always)
  private init(shortestOf c: UInt64, _ q: Int, belowIsNear: Bool) {
    let k =
      belowIsNear
      ? PowersOfTen.logarithm(ofThreeQuartersOfPowerOfTwo: q)
      : PowersOfTen.logarithm(ofPowerOfTwo: q)
    let powerHigh = PowersOfTen.high(-k)
    // 2^q/10ᵏ is 2^shift to 2^(shift + 1), with shift 0 to 3.
    let shift = UInt64(truncatingIfNeeded: q &+ PowersOfTen.exponent(-k))
    let shifted = c &<< (shift &+ 1)
    let (high, middle) = shifted.multipliedFullWidth(by: powerHigh)
    let (carried, rest) = shifted.multipliedFullWidth(by: PowersOfTen.low(-k))
    let (part, overflow) = middle.addingReportingOverflow(carried)
    let whole = high &+ (overflow ? 1 : 0)

    // The nearest multiple of 10 and its distance from x, in units of 2⁻⁶¹.
    let tens = whole / 10
    let ones = whole &- 10 &* tens
    // 1 from 5 ones on: computed, as all below, because half the branches would be predicted
    // wrongly. Of a power of two the lower half of the interval is at most 10/3 wide, so from 3.
    let up = (ones &+ (belowIsNear ? 5 : 3)) &>> 3
    let above = ones &<< 61 &+ part &>> 3
    let distance = (above ^ (0 &- up)) &+ up &* (10 &<< 61 &+ 1)
    let halfWidth = powerHigh &>> (3 &- shift)
    let reach = belowIsNear ? halfWidth &>> (1 &- up) : halfWidth
    // An even c owns the ends of its interval, an odd one does not.
    let isShort: UInt64 = distance < reach &+ 2 &- 3 &* (c & 1) ? 1 : 0

    // The nearest integer: at ½ and nothing else after the point, the even one. It is no multiple
    // of 10, for that would be the short answer.
    let trace: UInt64 = rest < shifted ? 0 : 1
    var limit = 1 &<< 63 &- (whole & 1 | trace)
    if belowIsNear, halfWidth < 1 &<< 61 { limit = halfWidth &<< 2 }
    let nearest = ones &+ (part > limit ? 1 : 0)
    let chosen = tens &+ (up & isShort)
    self.init(
      tens: chosen, last: nearest & (isShort &- 1),
      exponent: k &+ (chosen < Self.sixteenDigits ? 15 : 16))
  }
}

// MARK: - A number of digits

extension DecimalDigits {
  /// A positive finite double rounded to `count` digits, 1 to 17; nil at a tie, or what looks like
  /// one in 64 bits after the point, and where the power of ten is beyond the table (some subnormal
  /// numbers with 17 digits).
  init?(rounding bits: UInt64, to count: Int) {
    let isSubnormal = bits < 1 &<< 52
    let fraction = bits & (1 &<< 52 &- 1)
    let c = isSubnormal ? fraction : fraction | 1 &<< 52
    let zeros = c.leadingZeroBitCount
    let normalized = c &<< UInt64(zeros)
    let q = (isSubnormal ? 1 : Int(truncatingIfNeeded: bits &>> 52)) - 1075 - zeros

    var first = PowersOfTen.logarithm(ofPowerOfTwo: q + 63)
    guard count - 1 - first <= PowersOfTen.range.upperBound else { return nil }
    var (whole, rest) = Self.scaled(normalized, q, by: count - 1 - first)
    if whole >= PowersOfTen.integer(count) {
      // The power of two below it has one digit less.
      first += 1
      (whole, rest) = Self.scaled(normalized, q, by: count - 1 - first)
    }
    let half: UInt64 = 1 << 63
    guard rest != half else { return nil }
    if rest > half { whole += 1 }
    if whole == PowersOfTen.integer(count) {
      whole /= 10
      first += 1
    }
    self.init(whole, timesTenTo: first - (count - 1))
  }

  /// The whole part of c·2^q·10ⁿ and 64 bits after the point, too large by at most one in the last,
  /// for c ≥ 2⁶³ and a whole part below 2⁶⁰.
  private static func scaled(_ c: UInt64, _ q: Int, by n: Int) -> (whole: UInt64, rest: UInt64) {
    let (high, middle) = c.multipliedFullWidth(by: PowersOfTen.high(n))
    let carried = c.multipliedFullWidth(by: PowersOfTen.low(n)).high
    let (low, overflow) = middle.addingReportingOverflow(carried)
    let top = high + (overflow ? 1 : 0)
    let shift = UInt64(truncatingIfNeeded: -1 - q - PowersOfTen.exponent(n))
    return (top >> shift, top << (64 - shift) | low >> shift)
  }
}
