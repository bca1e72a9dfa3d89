import Numerics

/// The numbers of an NPY file as they lie in memory.
struct NumPyElements {
  private let bytes: UnsafeRawPointer
  private let element: NumPyHeader.Element

  init(_ bytes: UnsafeRawPointer, _ element: NumPyHeader.Element) {
    self.bytes = bytes
    self.element = element
  }

  /// Reads `count` elements, every `step`-th from `start` on.
  ///
  /// - Returns: how many were read: all, or those before an integer of 64 bits that is no double.
  func read(
    from start: Int, step: Int = 1, count: Int, to numbers: UnsafeMutablePointer<Double>
  ) -> Int {
    func all<Word: FixedWidthInteger>(_ type: Word.Type, _ value: (Word) -> Double) -> Int {
      for index in 0..<count { numbers[index] = value(word(start &+ index &* step, type)) }
      return count
    }
    func exact<Word: FixedWidthInteger>(
      _ type: Word.Type, _ value: (Word) -> Double?
    ) -> Int {
      for index in 0..<count {
        guard let number = value(word(start &+ index &* step, type)) else { return index }
        numbers[index] = number
      }
      return count
    }
    return switch (element.kind, element.byteCount) {
    case (.float, 4): all(UInt32.self) { Double(Float(bitPattern: $0)) }
    case (.float, _): all(UInt64.self) { Double(bitPattern: $0) }
    case (.boolean, _): all(UInt8.self) { $0 == 0 ? 0 : 1 }
    case (.integer, 1): all(Int8.self) { Double($0) }
    case (.integer, 2): all(Int16.self) { Double($0) }
    case (.integer, 4): all(Int32.self) { Double($0) }
    case (.integer, _): exact(Int64.self) { Double(exactly: $0) }
    case (.unsigned, 1): all(UInt8.self) { Double($0) }
    case (.unsigned, 2): all(UInt16.self) { Double($0) }
    case (.unsigned, 4): all(UInt32.self) { Double($0) }
    case (.unsigned, _): exact(UInt64.self) { Double(exactly: $0) }
    }
  }

  /// The text of an integer of 64 bits.
  func integer(_ index: Int) -> String {
    element.kind == .integer
      ? "\(word(index, Int64.self))" : "\(word(index, UInt64.self))"
  }

  @inline(__always)
  private func word<Word: FixedWidthInteger>(_ index: Int, _ type: Word.Type) -> Word {
    let word = bytes.loadUnaligned(
      fromByteOffset: index &* MemoryLayout<Word>.size, as: Word.self)
    return element.isBigEndian ? Word(bigEndian: word) : Word(littleEndian: word)
  }
}
