import Numerics

/// How the numbers of a text file are written: with which decimal sign, and with what between
/// groups of three digits.
///
/// A number is plain or it is none: digits are grouped by threes or not at all, and a point that is
/// neither sign is a mistake, for nobody knows what was meant.
package struct NumberStyle: Equatable, Sendable {
  package let decimal: UInt8
  /// A blank stands for the blanks without a break, too, which no keyboard has.
  package let thousands: UInt8?
  /// Whether numbers are those of the language.
  let isUsual: Bool

  /// Numbers with a point and without groups.
  package static var usual: NumberStyle { NumberStyle() }

  /// The usual style but for what is given.
  package init(decimal: UInt8 = UInt8(ascii: "."), thousands: UInt8? = nil) {
    self.decimal = decimal
    self.thousands = thousands
    isUsual = decimal == UInt8(ascii: ".") && thousands == nil
  }

  /// The number that a text spells, be it too large; nil where it is none.
  func read(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
    guard !isUsual else { return DecimalReader.read(text) }
    var number: Double?
    _ = withPlain(text) {
      number = DecimalReader.read($0)
      return true
    }
    return number
  }

  /// Calls `body` with a number's text as the language spells it; false where the text is none in
  /// this style, or `body` says so. Of one type, because every field of kept rows comes here.
  package func withPlain(
    _ text: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Bool
  ) -> Bool {
    guard !text.isEmpty else { return false }
    if isUsual { return body(text) }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count) { plain in
      guard let count = write(text, to: plain) else { return false }
      return body(UnsafeBufferPointer(rebasing: plain[..<count]))
    }
  }

  /// Writes a text with points for decimal signs and nothing between groups; the number of bytes,
  /// or nil where groups are not of three digits or a point means nothing.
  private func write(
    _ text: UnsafeBufferPointer<UInt8>, to plain: UnsafeMutableBufferPointer<UInt8>
  ) -> Int? {
    let point = UInt8(ascii: ".")
    var count = 0
    var index = 0
    /// Of the group that is read, and whether there is one before it.
    var digitCount = 0
    var isGrouped = false
    var isWhole = true
    while index < text.count {
      let byte = text[index]
      if isWhole, let length = groupMark(in: text, at: index) {
        guard isGrouped ? digitCount == 3 : (1...3).contains(digitCount) else { return nil }
        isGrouped = true
        digitCount = 0
        index += length
        continue
      }
      if byte &- UInt8(ascii: "0") < 10 {
        digitCount += 1
      } else if isWhole, index > 0 {
        guard !isGrouped || digitCount == 3 else { return nil }
        isWhole = false
      }
      if byte == decimal {
        isWhole = false
        plain[count] = point
      } else if byte == point {
        return nil
      } else {
        plain[count] = byte
      }
      count += 1
      index += 1
    }
    return isWhole && isGrouped && digitCount != 3 ? nil : count
  }

  /// The length of what stands between groups at a place; nil where something else does.
  private func groupMark(in text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
    guard let thousands else { return nil }
    if text[index] == thousands { return 1 }
    guard thousands == blank, text[index] >= 0x80 else { return nil }
    return NumberStyle.otherBlanks.first { text[index...].starts(with: $0) }?.count
  }

  /// U+00A0, U+2009 and U+202F, in UTF-8.
  private static let otherBlanks: [[UInt8]] = [
    [0xC2, 0xA0], [0xE2, 0x80, 0x89], [0xE2, 0x80, 0xAF],
  ]
}
