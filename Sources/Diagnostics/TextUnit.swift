/// One Unicode scalar of a text in UTF-8, or one byte that belongs to no scalar.
///
/// Users' texts need not be valid UTF-8. A byte that is not part of a valid sequence stands for
/// itself and counts as one column, so that every byte of a text has a place.
struct TextUnit {
  /// nil for a byte outside any valid sequence.
  let scalar: Unicode.Scalar?
  let byteCount: Int

  /// The unit that starts at a byte. `offset` must lie inside the text.
  static func at(_ offset: Int, in text: UnsafeRawBufferPointer) -> TextUnit {
    let lead = UInt32(text[offset])
    if lead < 0x80 { return TextUnit(scalar: Unicode.Scalar(UInt8(lead)), byteCount: 1) }
    let byteCount: Int
    var value: UInt32
    // The least value of each length: shorter forms of the same value are not UTF-8.
    let least: UInt32
    switch lead {
    case 0xC2...0xDF: (byteCount, value, least) = (2, lead & 0x1F, 0x80)
    case 0xE0...0xEF: (byteCount, value, least) = (3, lead & 0x0F, 0x800)
    case 0xF0...0xF4: (byteCount, value, least) = (4, lead & 0x07, 0x10000)
    default: return stray
    }
    guard offset + byteCount <= text.count else { return stray }
    for index in offset + 1..<offset + byteCount {
      let byte = UInt32(text[index])
      guard byte & 0xC0 == 0x80 else { return stray }
      value = value << 6 | byte & 0x3F
    }
    // The initialiser refuses surrogates and everything above U+10FFFF.
    guard value >= least, let scalar = Unicode.Scalar(value) else { return stray }
    return TextUnit(scalar: scalar, byteCount: byteCount)
  }

  /// The unit that ends just before a byte. `offset` must not be 0.
  static func before(_ offset: Int, in text: UnsafeRawBufferPointer) -> TextUnit {
    if text[offset - 1] < 0x80 { return at(offset - 1, in: text) }
    for byteCount in 2...4 where byteCount <= offset {
      let unit = at(offset - byteCount, in: text)
      if unit.byteCount == byteCount { return unit }
    }
    return stray
  }

  /// The start of the unit that a byte belongs to.
  static func start(of offset: Int, in text: UnsafeRawBufferPointer) -> Int {
    guard offset < text.count, text[offset] & 0xC0 == 0x80 else { return offset }
    for distance in 1...3 where distance <= offset {
      if at(offset - distance, in: text).byteCount > distance { return offset - distance }
    }
    return offset
  }

  private static let stray = TextUnit(scalar: nil, byteCount: 1)
}
