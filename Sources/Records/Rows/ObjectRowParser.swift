import Diagnostics
import Numerics

/// Rows that are JSON objects, one on each line; blank lines are passed over.
struct ObjectRowParser: RowParser {
  /// What a row needs of an object.
  private struct Need {
    /// The member's name as the first row spells it.
    let name: [UInt8]
    /// What that means; the same unless there are escapes.
    let text: String
    let target: Int
    let shape: Shape
  }

  private let needs: [Need]
  /// Whether the first row spells any needed name with escapes.
  private let hasEscapes: Bool
  private let keepsRecords: Bool
  /// By the place of a member in its object: the number of the need that stood there last, because
  /// objects of one file are alike; -1 for none.
  private var habit: [Int] = []
  /// By need: the number of the row that had it last.
  private var seen: [Int]
  private var rowNumber = 0
  private var bytes: UnsafePointer<UInt8>?
  private var limit = 0
  private var offset = 0
  private(set) var line = 0
  private(set) var mistaken: (record: Range<Int>, line: Int) = (0..<0, 0)

  /// - Parameter keys: the members' names as the first row spells them.
  init(_ selection: RowSelection, keys: [[UInt8]]) {
    needs = zip(keys, zip(selection.targets, selection.shapes)).compactMap { key, need in
      need.0 >= 0
        ? Need(
          name: key, text: ObjectName(spelling: key).text, target: Int(need.0), shape: need.1) : nil
    }
    keepsRecords = selection.keepsRecords
    hasEscapes = needs.contains { $0.name.contains(UInt8(ascii: "\\")) }
    seen = Array(repeating: 0, count: needs.count)
  }

  var isAtEnd: Bool { offset >= limit }

  mutating func begin(_ chunk: RowChunk) {
    bytes = UnsafePointer(chunk.bytes)
    (offset, limit, line) = (0, chunk.count, 0)
  }

  mutating func fill(_ block: RowBlock) -> RowError? {
    guard let bytes else { return nil }
    while block.count < block.capacity, startRow(bytes) {
      let start = offset
      var mistake: RowError?
      do throws(RowError) {
        try readRow(bytes, block)
      } catch {
        mistake = error
      }
      while bytes[offset] != newline { offset += 1 }
      let record = start..<offset
      if mistake == nil, keepsRecords {
        mistake = ObjectCheck.mistake(
          in: UnsafeBufferPointer(start: bytes + start, count: record.count))
      }
      offset += 1
      line += 1
      if let mistake {
        mistaken = (record, line - 1)
        return mistake
      }
      block.starts[block.count] = record.lowerBound
      block.ends[block.count] = record.upperBound
      block.lines[block.count] = line - 1
      block.count += 1
    }
    return nil
  }

  private mutating func startRow(_ bytes: UnsafePointer<UInt8>) -> Bool {
    while offset < limit {
      while bytes[offset] <= blank, bytes[offset] != newline { offset += 1 }
      if bytes[offset] != newline { return true }
      offset += 1
      line += 1
    }
    return false
  }

  private mutating func readRow(
    _ bytes: UnsafePointer<UInt8>, _ block: RowBlock
  ) throws(RowError) {
    rowNumber += 1
    var scanner = ObjectScanner(bytes, at: offset, limit: limit)
    defer { offset = scanner.offset }
    var found = 0
    /// The need whose value has another shape, and where that stands.
    var misfit: (need: Int, place: Span)?
    do throws(ObjectError) {
      if try scanner.open() {
        var member = 0
        repeat {
          let key = try scanner.key()
          let start = scanner.offset
          if let number = need(bytes, key, at: member) {
            // Fields one by one: a need that is passed whole is counted by its references.
            let (target, shape) = (needs[number].target, needs[number].shape)
            guard try read(target, shape, &scanner, block) else {
              misfit = (number, scanner.span(start..<scanner.offset))
              break
            }
            if seen[number] != rowNumber { found += 1 }
            seen[number] = rowNumber
          } else {
            try scanner.skipValue()
          }
          member += 1
        } while try scanner.goesOn()
      }
      if misfit == nil { try scanner.finish() }
    } catch {
      throw .object(error)
    }
    if let misfit {
      let need = needs[misfit.need]
      throw .wrongShape(misfit.place, name: need.text, expected: need.shape)
    }
    if found < needs.count, let missing = seen.firstIndex(where: { $0 != rowNumber }) {
      throw .missingKey(needs[missing].text)
    }
  }

  private mutating func need(
    _ bytes: UnsafePointer<UInt8>, _ key: Range<Int>, at member: Int
  ) -> Int? {
    let text = UnsafeBufferPointer(start: bytes + key.lowerBound, count: key.count)
    if member < habit.count, habit[member] >= 0, text.elementsEqual(needs[habit[member]].name) {
      return habit[member]
    }
    let found = needs.firstIndex { text.elementsEqual($0.name) } ?? needOtherwiseSpelled(text)
    while habit.count <= member { habit.append(-1) }
    if let found { habit[member] = found }
    return found
  }

  /// The need whose name has other escapes in this row than in the first one.
  private func needOtherwiseSpelled(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    let backslash = UInt8(ascii: "\\")
    guard hasEscapes || text.contains(backslash) else { return nil }
    let name = ObjectName(spelling: Array(text)).text
    return needs.firstIndex { $0.text.utf8.elementsEqual(name.utf8) }
  }

  /// Reads the numbers of a value; whether they have the shape that is needed.
  private func read(
    _ target: Int, _ shape: Shape, _ scanner: inout ObjectScanner, _ block: RowBlock
  ) throws(ObjectError) -> Bool {
    let values = block.values + target * block.capacity + block.count
    if shape.isScalar, scanner.byte != UInt8(ascii: "[") {
      values.pointee = try scanner.number()
      return true
    }
    do throws(ObjectError) {
      return try scanner.array { row, column, number in
        guard row < shape.rows, column < shape.columns else { return }
        values[(column * shape.rows + row) * block.capacity] = number
      } == shape
    } catch {
      guard error.isOfShape else { throw error }
      return false
    }
  }
}
