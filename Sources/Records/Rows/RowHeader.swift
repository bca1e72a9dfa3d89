import Diagnostics
import Numerics

/// What a file says of its columns before, or in, its first row.
package struct RowHeader: Sendable {
  /// The columns' names in their order; nil where they have none.
  package private(set) var names: [String]?
  /// How many columns there are; 0 for objects and for a file without rows.
  package private(set) var columnCount = 0
  /// Of objects: the shapes of the first row's values, by the order of `names`.
  package private(set) var shapes: [Shape] = []
  /// Of objects: the names as the first row spells them.
  private(set) var keys: [[UInt8]] = []
  /// The line that names the columns.
  package internal(set) var text: SourceText?
  /// A number where a name should be, if all fields are numbers.
  private(set) var firstNumber: Span?

  /// What may separate the fields of a file that has one column, as far as the format knows.
  package private(set) var otherSeparator: UInt8?

  init() {}

  init(columnCount: Int) { self.columnCount = columnCount }

  /// A record of fields: the names, or the first row of a file without them.
  init(_ record: SourceText, _ format: RowFormat, hasNames: Bool) throws(RowError) {
    var names: [String] = []
    var numbers = 0
    var first: Span?
    var text = record.bytes
    if text.last != newline { text.append(newline) }
    let separation = format.separation ?? .commas
    try text.withUnsafeBufferPointer { (bytes) throws(RowError) in
      guard let base = bytes.baseAddress else { return }
      var fields = FieldScanner(base, to: bytes.count, separation, of: .records)
      do throws(UnclosedQuote) {
        repeat {
          let start = fields
          let field = try fields.nextText()
          columnCount += 1
          guard hasNames else {
            try RowHeader.passOverComment(&fields, field: start)
            continue
          }
          names.append(RowHeader.name(bytes[field]))
          if (try? FieldNumber.read(base, field)) != nil {
            numbers += 1
            if first == nil { first = Span(field) }
          }
        } while !fields.endsRow
      } catch {
        throw .unclosedQuote(error.place)
      }
    }
    if columnCount == 1 {
      otherSeparator = [tab, UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "|")].first {
        $0 != separation.separator && record.bytes.contains($0)
      }
    }
    guard hasNames else { return }
    self.names = names
    firstNumber = numbers == columnCount ? first : nil
  }

  /// Moves behind the comment that follows a number. Nobody knows yet which columns are read as
  /// numbers: behind another field it may be a part of a text.
  private static func passOverComment(
    _ fields: inout FieldScanner, field start: FieldScanner
  ) throws(UnclosedQuote) {
    var commented = start
    let field = try commented.next()
    if commented.commentedEnd != nil, (try? FieldNumber.read(fields.bytes, field)) != nil {
      fields = commented
    }
  }

  /// A name as the text spells it; inside quotation marks two of them mean one.
  private static func name(_ field: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    let text = String(decoding: field, as: UTF8.self)
    guard field.contains(quotationMark) else { return text }
    return text.split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"")
  }

  /// The first object of a file: its names with the shapes of its values. What is no array and no
  /// object counts as a number.
  init(objectIn record: SourceText) throws(RowError) {
    var text = record.bytes
    if text.last != newline { text.append(newline) }
    let found: [ObjectScanner.Member]
    do throws(ObjectError) {
      found = try text.withUnsafeBufferPointer {
        (bytes) throws(ObjectError) -> [ObjectScanner.Member] in
        guard let base = bytes.baseAddress else { return [] }
        var scanner = ObjectScanner(base, at: 0, limit: bytes.count)
        return try scanner.membersWithShapes()
      }
    } catch {
      throw .object(error)
    }
    names = found.map(\.name.text)
    keys = found.map(\.name.spelling)
    shapes = found.map(\.shape)
  }
}
