extension SourceText {
  /// The text of a span for a message, cut after `limit` scalars.
  package func excerpt(_ span: Span, limit: Int = 40) -> String {
    let start = min(max(Int(span.start), 0), bytes.count)
    let end = min(max(Int(span.end), start), bytes.count)
    // Four bytes for each scalar are always enough.
    let decoded = String(decoding: bytes[start..<min(end, start + 4 * limit)], as: UTF8.self)
    let scalars = decoded.unicodeScalars
    guard end > start + 4 * limit || scalars.count > limit else { return decoded }
    var cut = String.UnicodeScalarView()
    cut.append(contentsOf: scalars.prefix(limit - 1))
    return String(cut) + "…"
  }
}
