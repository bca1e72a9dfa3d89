/// Help as a terminal shows it.
extension Document {
  static let terminalWidth = 80
  /// A longer term would leave its meaning too few columns.
  static let widestTerm = 26

  /// The blocks as lines of at most 80 columns, ended by a newline.
  var plainText: String {
    var lines: [String] = []
    for block in blocks {
      switch block {
      case .heading(let title):
        Self.separate(&lines)
        lines.append(title.uppercased())
        continue
      case .subheading(let title):
        Self.separate(&lines)
        lines.append("  " + title)
        continue
      case .paragraph(let text):
        if !Self.followsHeading(lines) { Self.separate(&lines) }
        lines += Wrapping.lines(of: text, width: Self.terminalWidth - 2).map { "  " + $0 }
      case .code(let code):
        if !Self.followsHeading(lines) { Self.separate(&lines) }
        lines += code.map { $0.isEmpty ? "" : "      " + $0 }
      case .list(let items, .columns):
        if !Self.followsHeading(lines) { Self.separate(&lines) }
        lines += Self.columns(items)
      case .list(let items, .hanging):
        for item in items {
          if !Self.followsHeading(lines) { Self.separate(&lines) }
          lines += Self.hanging(item)
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// `term  meaning`, the meanings below one another. A term that is much longer than the others
  /// stands on a line of its own.
  static func columns(_ items: [Item], indent: Int = 2) -> [String] {
    let widest = items.map { Wrapping.columns(of: $0.term) }.filter { $0 <= widestTerm }.max() ?? 0
    let start = indent + widest + 2
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    for item in items {
      let text = Wrapping.lines(of: item.text, width: terminalWidth - start)
      let fits = Wrapping.columns(of: item.term) <= widest
      if !fits || text.isEmpty { lines.append(margin + item.term) }
      for (index, line) in text.enumerated() {
        let lead = fits && index == 0 ? margin + item.term : ""
        lines.append(Wrapping.padded(lead, to: start) + line)
      }
    }
    return lines
  }

  private static func hanging(_ item: Item) -> [String] {
    ["  " + item.term]
      + Wrapping.lines(of: item.text, width: terminalWidth - 6).map { "      " + $0 }
  }

  private static func separate(_ lines: inout [String]) {
    if let last = lines.last, !last.isEmpty { lines.append("") }
  }

  /// Whether the last line is a heading, which stands directly above its text.
  private static func followsHeading(_ lines: [String]) -> Bool {
    guard let last = lines.last, let first = last.unicodeScalars.first else { return true }
    return first != " " && last == last.uppercased()
  }
}
