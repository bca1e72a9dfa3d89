import Diagnostics

/// Finds the place of a name in a list of names that stand in a text, by their bytes: what only
/// looks the same is another name.
package struct NameIndices {
  private var places: [[UInt8]: Int] = [:]

  /// - Parameter names: where the names stand; of equal ones the first counts.
  init(_ names: [Span], in source: SourceText) {
    places.reserveCapacity(names.count)
    for (place, span) in names.enumerated() {
      let name = Array(source.bytes[Int(span.start)..<Int(span.end)])
      if places[name] == nil { places[name] = place }
    }
  }

  /// The index of a name in the list; nil where it is not there.
  package subscript(name: String) -> Int? { places[Array(name.utf8)] }
}
