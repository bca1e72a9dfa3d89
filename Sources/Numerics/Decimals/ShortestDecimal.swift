/// A double as the shortest decimal that reads back to it, found but not yet written.
///
/// Finding the digits of one number and writing those of another do not wait for each other: many
/// numbers take a fifth less time when some are found and then written than when each is written as
/// it is found.
package struct ShortestDecimal {
  private enum Kind: UInt8 {
    case digits, integer, infinity, nan
  }

  /// Of an integer below 10⁸ it is `tens`.
  private let digits: DecimalDigits
  private let kind: Kind
  private let isNegative: Bool
  /// Whether it is above 2⁵³, the last integer before which all are doubles: 9.007…·10¹⁵.
  private let isAboveIntegers: Bool

  @inline(__always)
  init(_ value: Double) {
    let magnitude = value.bitPattern & ~(1 &<< 63)
    isNegative = value.sign == .minus
    isAboveIntegers = magnitude > (0x1p53).bitPattern
    if magnitude < (1e8).bitPattern {
      // Adding 2⁵² rounds to an integer, and leaves it in the lower bits.
      let absolute = Double(bitPattern: magnitude)
      let shifted = absolute + 0x1p52
      if shifted - 0x1p52 == absolute {
        digits = DecimalDigits(tens: shifted.bitPattern & (1 &<< 52 &- 1), last: 0, exponent: 0)
        kind = .integer
        return
      }
    }
    guard magnitude < Double.infinity.bitPattern else {
      digits = DecimalDigits(tens: 0, last: 0, exponent: 0)
      kind = magnitude == Double.infinity.bitPattern ? .infinity : .nan
      return
    }
    digits = DecimalDigits(shortestOf: magnitude)
    kind = .digits
  }

  /// Finds the decimals of some numbers.
  package static func find(
    _ values: UnsafePointer<Double>, count: Int, to decimals: UnsafeMutablePointer<ShortestDecimal>
  ) {
    for index in 0..<count {
      (decimals + index).initialize(to: ShortestDecimal(values[index]))
    }
  }

  /// Stores the text and returns how many bytes it takes; see `DecimalWriter.write(_:to:)`.
  @inline(__always)
  func write(to text: UnsafeMutablePointer<UInt8>) -> Int {
    let sign = isNegative ? 1 : 0
    text.pointee = UInt8(ascii: "-")
    switch kind {
    case .digits:
      return sign &+ digits.write(to: text + sign, plainUpTo: isAboveIntegers ? 14 : 15)
    case .integer:
      return sign &+ DecimalDigits.write(digits.tens, to: text + sign)
    case .infinity:
      return sign &+ Self.write("inf", to: text + sign)
    case .nan:
      // C and Swift may put a sign or a payload on a nan; a reader wants neither.
      return Self.write("nan", to: text)
    }
  }

  @inline(never)
  private static func write(_ word: StaticString, to text: UnsafeMutablePointer<UInt8>) -> Int {
    text.update(from: word.utf8Start, count: word.utf8CodeUnitCount)
    return word.utf8CodeUnitCount
  }
}

// MARK: - Rows of numbers

extension ShortestDecimal {
  /// Text of at most eight bytes between the numbers of a row.
  package struct Literal {
    fileprivate let word: UInt64
    fileprivate let count: Int

    /// Nil for longer text.
    package init?(_ bytes: some Collection<UInt8>) {
      guard bytes.count <= MemoryLayout<UInt64>.size else { return nil }
      word = bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
      count = bytes.count
    }

    @inline(__always)
    fileprivate func write(to text: UnsafeMutablePointer<UInt8>) -> Int {
      UnsafeMutableRawPointer(text).storeBytes(of: word.littleEndian, as: UInt64.self)
      return count
    }
  }

  /// Stores a row of numbers with text before each and after the last, and returns how many bytes
  /// it takes.
  ///
  /// There must be room for `DecimalWriter.capacity` and eight bytes more for each number.
  ///
  /// - Parameters:
  ///   - decimals: the first number; the others follow, `stride` apart.
  ///   - literals: one more than there are numbers.
  package static func writeRow(
    _ decimals: UnsafePointer<ShortestDecimal>, stride: Int,
    _ literals: UnsafeBufferPointer<Literal>, to text: UnsafeMutablePointer<UInt8>
  ) -> Int {
    guard let last = literals.last else { return 0 }
    var end = text
    for index in 0..<literals.count &- 1 {
      end += literals[index].write(to: end)
      end += decimals[index &* stride].write(to: end)
    }
    end += last.write(to: end)
    return end - text
  }
}
