/// A line of a source text with the labels that point into it.
struct LabelledLine {
  /// A label on this line: bytes of the source, cut off at the end of the line.
  struct Mark {
    let range: Range<Int>
    let text: String
    let isPrimary: Bool
  }

  /// From 1.
  let number: Int
  let start: Int
  /// The more important first: primary labels in their order, then secondary ones.
  private(set) var marks: [Mark] = []
  /// The end of the line, once it was met.
  private var end: Int?
  /// No newline is between the labels and this byte, so that nested spans are searched only once.
  private var searched = 0

  private init(number: Int, start: Int) {
    self.number = number
    self.start = start
  }

  /// The lines that a diagnostic's labels start on, in the order of the text, the most important
  /// ones if there are more than `limit`; and whether some were left out.
  ///
  /// One pass over the text up to the last label, however many there are.
  static func all(
    of diagnostic: Diagnostic, in text: UnsafeRawBufferPointer, limit: Int
  ) -> (lines: [LabelledLine], isComplete: Bool) {
    let labels = diagnostic.primary + diagnostic.secondary
    let places = labels.map { text.place(of: Int($0.span.start)) }
    var lineOfLabel = Array(repeating: 0, count: labels.count)
    var starts: [(number: Int, start: Int)] = []
    var (number, start, scanned) = (diagnostic.source?.firstLine ?? 1, 0, 0)
    for label in labels.indices.sorted(by: { places[$0] < places[$1] }) {
      let (count, last) = text.newlines(in: scanned..<places[label])
      number += count
      start = last.map { $0 + 1 } ?? start
      scanned = places[label]
      if starts.last?.number != number { starts.append((number, start)) }
      lineOfLabel[label] = starts.count - 1
    }

    var lines: [LabelledLine] = []
    // Where a line went in `lines`, which is in order of importance at first.
    var indexOfLine: [Int?] = Array(repeating: nil, count: starts.count)
    for label in labels.indices {
      let line = lineOfLabel[label]
      if indexOfLine[line] == nil {
        guard lines.count < limit else { continue }
        indexOfLine[line] = lines.count
        lines.append(LabelledLine(number: starts[line].number, start: starts[line].start))
      }
      guard let index = indexOfLine[line], lines[index].marks.count < maximumMarks else { continue }
      let range = lines[index].range(of: labels[label].span, from: places[label], in: text)
      lines[index].marks.append(
        Mark(
          range: range, text: labels[label].text, isPrimary: label < diagnostic.primary.count))
    }
    let isComplete = lines.count == starts.count
    return (lines.sorted { $0.number < $1.number }, isComplete)
  }

  /// The part of a span that lies on this line, on which it starts.
  private mutating func range(
    of span: Span, from place: Int, in text: UnsafeRawBufferPointer
  ) -> Range<Int> {
    var end = min(max(Int(span.end), 0), text.count)
    let lastUnit = TextUnit.start(of: end, in: text)
    if lastUnit < end { end = lastUnit + TextUnit.at(lastUnit, in: text).byteCount }
    guard end > place, !text.isLineEnd(place) else { return place..<place }
    if self.end == nil, searched < end {
      self.end = text.firstNewline(in: max(searched, place)..<end).map { text.place(of: $0) }
      searched = end
    }
    return place..<min(end, self.end ?? end)
  }

  /// More than a line of any terminal can hold.
  private static let maximumMarks = 64
}
