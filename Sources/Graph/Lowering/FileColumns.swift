import Diagnostics

/// What the file that an input is bound to says of its columns.
package struct FileColumns: Sendable {
  package let file: String
  /// The names in its first line; nil where it has none.
  package let names: [String]?
  package let count: Int

  package init(file: String, names: [String]?, count: Int) {
    self.file = file
    self.names = names
    self.count = count
  }

  /// The number of a column, from 1. Letters with marks may be spelled in another way than in the
  /// file.
  func number(of column: String, _ span: Span) throws(LoweringError) -> Int {
    guard let names, names.count == count else {
      throw .unnamedColumns(span, file: file, names: names?.count ?? 0, columns: count)
    }
    let places = names.indices.filter { names[$0] == column }
    guard let first = places.first else {
      throw .unknownColumn(span, column, file: file, known: names)
    }
    guard places.count == 1 else { throw .repeatedColumn(span, column, file: file) }
    return first + 1
  }
}
