import Diagnostics
import Numerics

/// Rows that are JSON objects, one on each line, whose numbers may stand in objects inside; blank
/// lines are passed over.
struct ObjectRowParser: RowParser {
  /// What a row needs of an object.
  private struct Need {
    /// The member's name as the first row spells it.
    let name: [UInt8]
    /// What that means; the same unless there are escapes.
    let text: String
    let value: Value
  }

  private enum Value {
    /// The first of the block's columns for it, by the number of the value in `seen`.
    case numbers(target: Int, Shape, number: Int)
    /// An object, by the place in `groups` of what is needed of it.
    case object(Int)
  }

  /// What is needed of one object.
  private struct Group {
    var needs: [Need] = []
    /// By the place of a member in its object: the number of the need that stood there last,
    /// because objects of one file are alike; -1 for none.
    var habit: [Int] = []
  }

  /// The row's own object comes first.
  private var groups = [Group()]
  /// What messages call the values that are needed.
  private var valueNames: [String] = []
  /// Whether the first row spells any needed name with escapes.
  private let hasEscapes: Bool
  private let keepsRecords: Bool
  /// By value: the number of the row that had it last.
  private var seen: [Int]
  private var rowNumber = 0
  private var bytes: UnsafePointer<UInt8>?
  private var limit = 0
  private var offset = 0
  private(set) var line = 0
  private(set) var mistaken: (record: Range<Int>, line: Int) = (0..<0, 0)

  /// - Parameter paths: the members' names as the first row spells them, each below those of the
  ///   objects around it.
  init(_ selection: RowSelection, paths: [[[UInt8]]]) {
    keepsRecords = selection.keepsRecords
    hasEscapes = paths.contains { $0.contains { $0.contains(UInt8(ascii: "\\")) } }
    seen = []
    for (path, need) in zip(paths, zip(selection.targets, selection.shapes)) where need.0 >= 0 {
      var group = 0
      for name in path.dropLast() { group = self.group(named: name, in: group) }
      let names = path.map { ObjectName(spelling: $0).text }
      groups[group].needs.append(
        Need(
          name: path[path.count - 1], text: names[names.count - 1],
          value: .numbers(target: Int(need.0), need.1, number: seen.count)))
      valueNames.append(names.joined(separator: "."))
      seen.append(0)
    }
  }

  private mutating func group(named name: [UInt8], in outer: Int) -> Int {
    for need in groups[outer].needs where need.name == name {
      if case .object(let group) = need.value { return group }
    }
    groups.append(Group())
    groups[outer].needs.append(
      Need(
        name: name, text: ObjectName(spelling: name).text, value: .object(groups.count - 1)))
    return groups.count - 1
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
    let misfit: Misfit?
    do throws(ObjectError) {
      misfit = try readMembers(of: 0, &scanner, block, &found)
      if misfit == nil { try scanner.finish() }
    } catch {
      throw .object(error)
    }
    if let misfit {
      throw .wrongShape(misfit.place, name: valueNames[misfit.number], expected: misfit.expected)
    }
    if found < seen.count, let missing = seen.firstIndex(where: { $0 != rowNumber }) {
      throw .missingKey(valueNames[missing])
    }
  }

  /// A needed value that has another shape than in the first row, and where it stands.
  private struct Misfit {
    let number: Int
    let expected: Shape
    let place: Span
  }

  /// Reads what is needed of the object that stands here. Recursive, as deeply as needed names go.
  private mutating func readMembers(
    of group: Int, _ scanner: inout ObjectScanner, _ block: RowBlock, _ found: inout Int
  ) throws(ObjectError) -> Misfit? {
    guard try scanner.open() else { return nil }
    var member = 0
    repeat {
      let key = try scanner.key()
      let start = scanner.offset
      if let place = need(scanner.bytes, key, at: member, of: group) {
        switch groups[group].needs[place].value {
        case .numbers(let target, let shape, let number):
          guard try read(target, shape, &scanner, block) else {
            return Misfit(
              number: number, expected: shape, place: scanner.span(start..<scanner.offset))
          }
          if seen[number] != rowNumber { found += 1 }
          seen[number] = rowNumber
        case .object(let inner):
          // Anything else lacks the members that are needed.
          if scanner.byte == UInt8(ascii: "{") {
            if let misfit = try readMembers(of: inner, &scanner, block, &found) { return misfit }
          } else {
            try scanner.skipValue()
          }
        }
      } else {
        try scanner.skipValue()
      }
      member += 1
    } while try scanner.goesOn()
    return nil
  }

  private mutating func need(
    _ bytes: UnsafePointer<UInt8>, _ key: Range<Int>, at member: Int, of group: Int
  ) -> Int? {
    let text = UnsafeBufferPointer(start: bytes + key.lowerBound, count: key.count)
    let habit = member < groups[group].habit.count ? groups[group].habit[member] : -1
    if habit >= 0, text.elementsEqual(groups[group].needs[habit].name) { return habit }
    let found =
      groups[group].needs.firstIndex { text.elementsEqual($0.name) }
      ?? needOtherwiseSpelled(text, in: group)
    while groups[group].habit.count <= member { groups[group].habit.append(-1) }
    if let found { groups[group].habit[member] = found }
    return found
  }

  /// The need whose name has other escapes in this row than in the first one.
  private func needOtherwiseSpelled(_ text: UnsafeBufferPointer<UInt8>, in group: Int) -> Int? {
    let backslash = UInt8(ascii: "\\")
    guard hasEscapes || text.contains(backslash) else { return nil }
    let name = ObjectName(spelling: Array(text)).text
    return groups[group].needs.firstIndex { $0.text.utf8.elementsEqual(name.utf8) }
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
