/// The rows below a line of source: underlines, and the words of its labels.
///
/// The words of the label that ends last stand beside it; those of the others stand below, joined
/// to their labels by `|`, the rightmost first.
struct Underlines {
  /// How one column of a row is drawn.
  enum Mark { case none, primary, secondary }

  /// Underlines, or the connections of stacked words to their labels, and words to the right.
  struct Row {
    /// One for each slot of the excerpt up to the last mark.
    var marks: [Mark]
    var words: String
    var wordsAreOfPrimary: Bool
    /// Whether the marks are underlines, `^` and `-`, and not connections, `|`.
    let isUnderline: Bool
  }

  let rows: [Row]

  init(_ marks: [LabelledLine.Mark], in excerpt: Excerpt) {
    var shown: [(slots: Range<Int>, label: LabelledLine.Mark)] = []
    for label in marks {
      if let slots = excerpt.slots(for: label.range) { shown.append((slots, label)) }
    }
    var rows = [Underlines.underline(shown)]

    // The label beside which words can stand: nothing is underlined to the right of it.
    let last = shown.indices.max {
      (shown[$0].slots.upperBound, shown[$0].slots.lowerBound, $1)
        < (shown[$1].slots.upperBound, shown[$1].slots.lowerBound, $0)
    }
    if let last {
      rows[0].words = shown[last].label.text
      rows[0].wordsAreOfPrimary = shown[last].label.isPrimary
    }
    // Stacked from the left; labels that start in the same place keep their order downwards.
    let stacked = shown.indices.filter { $0 != last && !shown[$0].label.text.isEmpty }
      .sorted { (shown[$0].slots.lowerBound, $1) < (shown[$1].slots.lowerBound, $0) }
    if !stacked.isEmpty { rows.append(Underlines.connections(stacked.map { shown[$0] })) }
    for count in stride(from: stacked.count, to: 0, by: -1) {
      let (slots, label) = shown[stacked[count - 1]]
      var row = Underlines.connections(stacked.prefix(count - 1).map { shown[$0] })
      row.marks.removeLast(max(0, row.marks.count - slots.lowerBound))
      row.marks += Array(repeating: .none, count: slots.lowerBound - row.marks.count)
      row.words = label.text
      row.wordsAreOfPrimary = label.isPrimary
      rows.append(row)
    }
    self.rows = rows
  }

  private static func underline(_ shown: [(slots: Range<Int>, label: LabelledLine.Mark)]) -> Row {
    let width = shown.map(\.slots.upperBound).max() ?? 0
    var row = Row(
      marks: Array(repeating: .none, count: width), words: "", wordsAreOfPrimary: false,
      isUnderline: true)
    for (slots, label) in shown {
      for slot in slots where row.marks[slot] != .primary {
        row.marks[slot] = label.isPrimary ? .primary : .secondary
      }
    }
    return row
  }

  private static func connections(
    _ shown: [(slots: Range<Int>, label: LabelledLine.Mark)]
  ) -> Row {
    let width = shown.map { $0.slots.lowerBound + 1 }.max() ?? 0
    var row = Row(
      marks: Array(repeating: .none, count: width), words: "", wordsAreOfPrimary: false,
      isUnderline: false)
    for (slots, label) in shown where row.marks[slots.lowerBound] != .primary {
      row.marks[slots.lowerBound] = label.isPrimary ? .primary : .secondary
    }
    return row
  }
}
