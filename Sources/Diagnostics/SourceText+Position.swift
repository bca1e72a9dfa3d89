extension SourceText {
  /// The line and column of a byte, counted from `firstLine` and from 1; a column is a Unicode
  /// scalar or a byte outside any.
  ///
  /// The end of the text is one past its last character that is no newline: `x +` ends in column 4
  /// of line 1 with and without a newline after it. Takes time proportional to `byteOffset`.
  package func position(of byteOffset: Int) -> (line: Int, column: Int) {
    bytes.withUnsafeBytes { text in
      let place = text.place(of: byteOffset)
      let (count, last) = text.newlines(in: 0..<place)
      let lineStart = last.map { $0 + 1 } ?? 0
      return (firstLine + count, 1 + text.unitCount(in: lineStart..<place))
    }
  }
}

/// Searches over whole texts, eight bytes at a time: programs may be 100 MB long on one line.
extension UnsafeRawBufferPointer {
  /// The offset at which a mistake at `byteOffset` is shown: inside the text, at the start of a
  /// scalar, and for the end of the text before the newlines that end it.
  func place(of byteOffset: Int) -> Int {
    guard byteOffset < count else {
      var place = count
      while place > 0, self[place - 1] == newline { place = lineEnd(before: place) }
      return place
    }
    let place = TextUnit.start(of: Swift.max(byteOffset, 0), in: self)
    // The second half of CR LF ends its line where the first half does.
    return self[place] == newline ? lineEnd(before: place + 1) : place
  }

  /// How many newlines a range has, and where the last one is.
  func newlines(in range: Range<Int>) -> (count: Int, last: Int?) {
    var count = 0
    var last: Int?
    var offset = range.lowerBound
    while offset &+ 8 <= range.upperBound {
      let found = zeroBytes(word(at: offset) ^ newlineWord)
      if found != 0 {
        count &+= found.nonzeroBitCount
        last = offset &+ (63 &- found.leadingZeroBitCount) >> 3
      }
      offset &+= 8
    }
    while offset < range.upperBound {
      if self[offset] == newline { (count, last) = (count + 1, offset) }
      offset += 1
    }
    return (count, last)
  }

  /// The first newline of a range.
  func firstNewline(in range: Range<Int>) -> Int? {
    var offset = range.lowerBound
    while offset &+ 8 <= range.upperBound {
      let found = zeroBytes(word(at: offset) ^ newlineWord)
      if found != 0 { return offset &+ found.trailingZeroBitCount >> 3 }
      offset &+= 8
    }
    while offset < range.upperBound {
      if self[offset] == newline { return offset }
      offset += 1
    }
    return nil
  }

  /// How many scalars and stray bytes a range has; it must start and end between them.
  func unitCount(in range: Range<Int>) -> Int {
    var count = 0
    var offset = range.lowerBound
    while offset < range.upperBound {
      if offset &+ 8 <= range.upperBound, word(at: offset) & highBits == 0 {
        count &+= 8
        offset &+= 8
      } else {
        count &+= 1
        offset &+= self[offset] < 0x80 ? 1 : TextUnit.at(offset, in: self).byteCount
      }
    }
    return count
  }

  /// Whether the line that holds `offset` ends there: at the end of the text, a newline or CR LF.
  func isLineEnd(_ offset: Int) -> Bool {
    guard offset < count else { return true }
    if self[offset] == newline { return true }
    return self[offset] == carriageReturn && offset + 1 < count && self[offset + 1] == newline
  }

  /// The end of the line whose newline is the byte before `offset`.
  private func lineEnd(before offset: Int) -> Int {
    let end = offset - 1
    return end > 0 && self[end - 1] == carriageReturn ? end - 1 : end
  }

  /// Eight bytes, the first one lowest.
  private func word(at offset: Int) -> UInt64 {
    UInt64(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}

/// Sets the high bit of every byte that is zero, and no other bit.
@inline(__always)
private func zeroBytes(_ word: UInt64) -> UInt64 {
  ~(((word & ~highBits) &+ ~highBits) | word | ~highBits)
}

private let highBits: UInt64 = 0x8080_8080_8080_8080
private let newlineWord: UInt64 = 0x0A0A_0A0A_0A0A_0A0A
private let newline = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
