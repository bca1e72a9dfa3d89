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
  /// Of objects: the names as the first row spells them, each below those of the objects around it.
  private(set) var paths: [[[UInt8]]] = []
  /// Of objects: the names of all members, whatever their values.
  package private(set) var memberNames: [String] = []
  /// The line that names the columns.
  package internal(set) var text: SourceText?
  /// A number where a name should be, if all fields are numbers.
  private(set) var firstNumber: Span?

  /// A style in which a file of one column has several.
  package internal(set) var otherStyle: FieldStyle?

  init() {}

  init(columnCount: Int) { self.columnCount = columnCount }

  /// A record of fields: the names, or the first row of a file without them.
  init(_ record: SourceText, _ style: FieldStyle, hasNames: Bool) throws(RowError) {
    var names: [String] = []
    var numbers = 0
    var first: Span?
    var text = record.bytes
    if text.last != newline { text.append(newline) }
    try text.withUnsafeBufferPointer { (bytes) throws(RowError) in
      guard let base = bytes.baseAddress else { return }
      var fields = FieldScanner(base, to: bytes.count, style, of: .records)
      do throws(UnclosedQuote) {
        repeat {
          let start = fields
          let field = try fields.nextText()
          columnCount += 1
          guard hasNames else {
            try RowHeader.passOverComment(&fields, field: start, style.numbers)
            continue
          }
          names.append(UnsafeBufferPointer(rebasing: bytes[field]).fieldName)
          if (try? FieldNumber.read(base, field, style.numbers)) != nil {
            numbers += 1
            if first == nil { first = Span(field) }
          }
        } while !fields.endsRow
      } catch {
        throw .unclosedQuote(error.place)
      }
    }
    guard hasNames else { return }
    self.names = names
    firstNumber = numbers == columnCount ? first : nil
  }

  /// Moves behind the comment that follows a number. Nobody knows yet which columns are read as
  /// numbers: behind another field it may be a part of a text.
  private static func passOverComment(
    _ fields: inout FieldScanner, field start: FieldScanner, _ numbers: NumberStyle
  ) throws(UnclosedQuote) {
    var commented = start
    let field = try commented.next()
    if commented.commentedEnd != nil, (try? FieldNumber.read(fields.bytes, field, numbers)) != nil {
      fields = commented
    }
  }

  /// The first object of a file: its names with the shapes of its values. What is no array and no
  /// object counts as a number; the members of an object inside are called `a.x`.
  init(objectIn record: SourceText) throws(RowError) {
    var text = record.bytes
    if text.last != newline { text.append(newline) }
    let found: (numbers: [ObjectScanner.Member], all: [ObjectName])
    do throws(ObjectError) {
      found = try text.withUnsafeBufferPointer {
        (bytes) throws(ObjectError) -> ([ObjectScanner.Member], [ObjectName]) in
        guard let base = bytes.baseAddress else { return ([], []) }
        var scanner = ObjectScanner(base, at: 0, limit: bytes.count)
        return try scanner.membersWithShapes()
      }
    } catch {
      throw .object(error)
    }
    names = found.numbers.map { $0.path.map(\.text).joined(separator: ".") }
    paths = found.numbers.map { $0.path.map(\.spelling) }
    shapes = found.numbers.map(\.shape)
    memberNames = found.all.map(\.text)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// A name as a field spells it; inside quotation marks two of them mean one.
  var fieldName: String {
    let text = String(decoding: self, as: UTF8.self)
    guard contains(quotationMark) else { return text }
    return text.split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"")
  }
}
