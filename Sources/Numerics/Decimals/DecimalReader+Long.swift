extension DecimalReader {
  /// The value of a well-formed decimal of more than nineteen digits; `decimal` is what it would be
  /// if 64 bits held them, as they do where the first are zeros.
  ///
  /// Otherwise the first nineteen significant digits enclose it: where both ends have the same
  /// nearest double, that is it. Else the library decides.
  @inline(never)
  static func readLong(
    _ digits: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ decimal: Decimal
  ) -> Double {
    var start = digits
    while start < end, start.pointee == zero || start.pointee == point { start += 1 }
    if end - start <= digitsOfAWord { return decimal.roundedProduct }

    var significand: UInt64 = 0
    var taken = 0
    var exponent = decimal.exponent
    var isExact = true
    while start < end, start.pointee | lowerCaseBit != letterE {
      let digit = UInt64(start.pointee &- zero)
      start += 1
      if digit > 9 { continue }  // the point
      if taken < digitsOfAWord {
        significand = significand * 10 + digit
        taken += 1
      } else {
        exponent += 1
        if digit > 0 { isExact = false }
      }
    }
    let below = Decimal(significand, exponent).value
    if isExact || below == Decimal(significand + 1, exponent).value { return below }
    return readByLibrary(digits, end)
  }

  /// `0x`digits`[.digits][p[sign]digits]`, or the zero before the `x` where no digit follows.
  @inline(never)
  static func readHexadecimal(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
  ) -> Prefix {
    var next = start + 2
    var hasDigits = false
    var isFraction = false
    while next < end {
      let letter = next.pointee | lowerCaseBit
      if next.pointee &- zero < 10 || (letter >= letterA && letter <= letterF) {
        hasDigits = true
      } else if next.pointee == point, !isFraction {
        isFraction = true
      } else {
        break
      }
      next += 1
    }
    guard hasDigits else { return Prefix(0, start + 1) }
    if next < end, next.pointee | lowerCaseBit == letterP { next = readExponent(next, end).end }
    return Prefix(readByLibrary(start, next), next)
  }

  /// The value of a well-formed number by `strtod`, which rounds correctly however long it is.
  private static func readByLibrary(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
  ) -> Double {
    let count = end - start
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: count + 1) { text in
      for index in 0..<count { text[index] = CChar(bitPattern: start[index]) }
      text[count] = 0
      guard let start = text.baseAddress else { return .nan }
      return strtod(start, nil)
    }
  }

  private static let letterA = UInt8(ascii: "a")
  private static let letterF = UInt8(ascii: "f")
  private static let letterP = UInt8(ascii: "p")
}
