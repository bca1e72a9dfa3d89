/// A text that the user wrote, as bytes: a program, a binding's value or a file.
///
/// Spans index these bytes. Nothing is decoded until a diagnostic has to be drawn.
package final class SourceText: Sendable {
  /// What stands after `-->` in a diagnostic: `expression`, a file's name, `binding x`.
  package let name: String
  package let bytes: [UInt8]
  /// The number of the first line: 1 but for a part of a larger text, such as one row of a file.
  package let firstLine: Int
  /// What the text was made from, where the user wrote another one.
  package let origin: SourceOrigin?

  package init(
    name: String, bytes: [UInt8], firstLine: Int = 1, origin: SourceOrigin? = nil
  ) {
    self.name = name
    self.bytes = bytes
    self.firstLine = firstLine
    self.origin = origin
  }

  /// The same program with a comment behind it in which names stand, one blank apart: the places of
  /// names that the program does not use.
  package func mentioning(_ names: [String]) -> SourceText {
    SourceText(
      name: name, bytes: bytes + Array("\n# ".utf8) + Array(names.joined(separator: " ").utf8),
      firstLine: firstLine, origin: origin)
  }

  /// From text, as UTF-8.
  package convenience init(name: String, _ text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }
}

/// A half-open range of byte offsets in a `SourceText`. An empty span is a place between bytes.
package struct Span: BitwiseCopyable, Hashable, Sendable {
  package var start: Int32
  package var end: Int32

  package init(_ start: Int32, _ end: Int32) {
    self.start = start
    self.end = end
  }

  /// Of offsets that fit into 32 bits, as those of every source do.
  package init(_ range: Range<Int>) {
    self.init(
      Int32(truncatingIfNeeded: range.lowerBound), Int32(truncatingIfNeeded: range.upperBound))
  }

  /// Whether no byte lies in it.
  package var isEmpty: Bool { start >= end }
}
