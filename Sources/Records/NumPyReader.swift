import Diagnostics
import Numerics

/// Reads a matrix from a file that `numpy.save` wrote.
///
/// The shape is compared with the size of the file before anything is allocated.
enum NumPyReader {
  static func read(_ source: SourceText) throws(NumPyError) -> Matrix {
    guard !source.bytes.isEmpty else { throw .empty }
    let header = try NumPyHeader(source)
    let data = NumPyData(
      shape: header.shape, element: header.element.name, expected: header.dataCount,
      found: source.bytes.count - header.dataStart)
    guard data.found >= data.expected else { throw .truncatedData(data) }
    guard data.found == data.expected else { throw .overlongData(data) }
    let elements = try elements(of: source, header)
    return header.isColumnsFirst
      ? Matrix(header.shape, elements) : Matrix(header.shape, rows: elements)
  }

  /// The numbers in the order of the file.
  private static func elements(
    of source: SourceText, _ header: NumPyHeader
  ) throws(NumPyError) -> [Double] {
    try source.bytes.withUnsafeBufferPointer { (bytes) throws(NumPyError) -> [Double] in
      let data = Data(
        bytes: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[header.dataStart...])),
        header)
      switch (header.element.kind, header.element.byteCount) {
      case (.float, 4): return data.numbers(UInt32.self) { Double(Float(bitPattern: $0)) }
      case (.float, _): return data.numbers(UInt64.self) { Double(bitPattern: $0) }
      case (.boolean, _): return data.numbers(UInt8.self) { $0 == 0 ? 0 : 1 }
      case (.integer, 1): return data.numbers(Int8.self) { Double($0) }
      case (.integer, 2): return data.numbers(Int16.self) { Double($0) }
      case (.integer, 4): return data.numbers(Int32.self) { Double($0) }
      case (.integer, _): return try data.exactNumbers(Int64.self) { Double($0) }
      case (.unsigned, 1): return data.numbers(UInt8.self) { Double($0) }
      case (.unsigned, 2): return data.numbers(UInt16.self) { Double($0) }
      case (.unsigned, 4): return data.numbers(UInt32.self) { Double($0) }
      case (.unsigned, _): return try data.exactNumbers(UInt64.self) { Double($0) }
      }
    }
  }

  /// The part of a file that holds the numbers.
  private struct Data {
    private let bytes: UnsafeRawBufferPointer
    private let header: NumPyHeader

    init(bytes: UnsafeRawBufferPointer, _ header: NumPyHeader) {
      self.bytes = bytes
      self.header = header
    }

    @inline(__always)
    private func word<Word: FixedWidthInteger>(_ index: Int, _ type: Word.Type) -> Word {
      let word = bytes.loadUnaligned(
        fromByteOffset: index &* MemoryLayout<Word>.size, as: Word.self)
      return header.element.isBigEndian ? Word(bigEndian: word) : Word(littleEndian: word)
    }

    @inline(__always)
    func numbers<Word: FixedWidthInteger>(
      _ type: Word.Type, _ value: (Word) -> Double
    ) -> [Double] {
      let count = header.shape.count
      return Array(unsafeUninitializedCapacity: count) { numbers, initializedCount in
        for index in 0..<count { numbers[index] = value(word(index, type)) }
        initializedCount = count
      }
    }

    /// Integers of 64 bits, which may have more digits than a double.
    @inline(__always)
    func exactNumbers<Word: FixedWidthInteger>(
      _ type: Word.Type, _ value: (Word) -> Double
    ) throws(NumPyError) -> [Double] {
      let numbers = numbers(type, value)
      for index in 0..<numbers.count where Word(exactly: numbers[index]) != word(index, type) {
        let (rows, columns) = (header.shape.rows, header.shape.columns)
        let isColumnsFirst = header.isColumnsFirst
        throw .inexactInteger(
          "\(word(index, type))",
          row: 1 + (isColumnsFirst ? index % rows : index / columns),
          column: 1 + (isColumnsFirst ? index / rows : index % columns))
      }
      return numbers
    }
  }
}
