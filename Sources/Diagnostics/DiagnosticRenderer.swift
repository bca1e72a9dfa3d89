/// Draws diagnostics for a terminal or a log.
///
/// ```
/// error: unknown function `sine`
///  --> expression:1:5
///   |
/// 1 | exp(sine(u^2) * log(u^2))
///   |     ^^^^ no function has this name
///   |
/// help: did you mean `sin`?  `autodiff functions` lists them all
/// ```
///
/// The gutter is as wide as the largest line number. An empty gutter line sets the source off from
/// the place above it. Another one sets off a help that would otherwise follow directly on words
/// beside an underline and read as their continuation; a note, words stacked below the line, or an
/// underline without words part the two well enough.
package struct DiagnosticRenderer: Sendable {
  private let color: Bool
  private let width: Int?

  /// - Parameters:
  ///   - color: whether to use ANSI colours.
  ///   - width: the columns of the terminal; nil: lines of source are cut at 80 columns of their
  ///     own.
  package init(color: Bool, width: Int? = nil) {
    self.color = color
    self.width = width
  }

  /// The lines of a diagnostic, each with its newline.
  package func render(_ diagnostic: Diagnostic) -> String {
    var bytes: [UInt8] = []
    append(diagnostic, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the lines of a diagnostic, each with its newline.
  package func append(_ diagnostic: Diagnostic, to bytes: inout [UInt8]) {
    let diagnostic = diagnostic.atOrigin
    var page = StyledText(color: color)
    page.append(diagnostic.severity.rawValue, diagnostic.severity.style)
    page.append(": " + diagnostic.headline, .headline)
    page.endLine()
    if let source = diagnostic.source { append(source, of: diagnostic, to: &page) }
    for note in diagnostic.notes { append(note, titled: "note", .note, to: &page) }
    for help in diagnostic.helps { append(help, titled: "help", .help, to: &page) }
    bytes += page.bytes
  }

  private func append(_ source: SourceText, of diagnostic: Diagnostic, to page: inout StyledText) {
    guard let label = diagnostic.primary.first ?? diagnostic.secondary.first else {
      page.append(" --> ", .gutter)
      page.append(source.name, .plain)
      page.endLine()
      return
    }
    let (line, column) = source.position(of: Int(label.span.start))
    source.bytes.withUnsafeBytes { text in
      let (lines, isComplete) = LabelledLine.all(of: diagnostic, in: text, limit: mostLines)
      let gutter = Gutter(largestNumber: lines.last?.number ?? line)
      page.append(gutter.arrow, .gutter)
      page.append("\(source.name):\(line):\(column)", .plain)
      page.endLine()
      page.append(gutter.empty, .gutter)
      page.endLine()

      var endsInWords = false
      var previous: Int?
      for line in lines {
        if let previous, line.number > previous + 1 { appendGap(to: &page) }
        previous = line.number
        endsInWords = append(line, in: text, gutter, diagnostic.severity.style, to: &page)
      }
      if !isComplete {
        appendGap(to: &page)
      } else if endsInWords, diagnostic.notes.isEmpty, !diagnostic.helps.isEmpty {
        page.append(gutter.empty, .gutter)
        page.endLine()
      }
    }
  }

  /// Appends a line of source and the rows below it; whether the last row is an underline with
  /// words.
  private func append(
    _ line: LabelledLine, in text: UnsafeRawBufferPointer, _ gutter: Gutter,
    _ style: StyledText.Style, to page: inout StyledText
  ) -> Bool {
    let available = width.map { max($0 - gutter.columns, leastWidth) } ?? defaultWidth
    let excerpt = Excerpt(of: line, in: text, width: available, gutter: gutter.columns)
    page.append(gutter.numbered(line.number), .gutter)
    if !excerpt.drawn.isEmpty {
      page.append(" ", .plain)
      page.append(bytes: excerpt.drawn)
    }
    page.endLine()

    let rows = Underlines(line.marks, in: excerpt).rows
    for row in rows {
      page.append(gutter.empty, .gutter)
      page.append(" ", .plain)
      append(row, below: excerpt.slots, style, to: &page)
      page.endLine()
    }
    return rows.last.map { $0.isUnderline && !$0.words.isEmpty } ?? false
  }

  /// Appends a row column by column; a tab of the source is repeated, so that the rest stays
  /// aligned.
  private func append(
    _ row: Underlines.Row, below slots: [Excerpt.Slot], _ primary: StyledText.Style,
    to page: inout StyledText
  ) {
    for (index, mark) in row.marks.enumerated() {
      let tabWidth = index < slots.count ? slots[index].tabWidth : nil
      switch mark {
      case .none: page.append(tabWidth == nil ? " " : "\t", .plain)
      case .primary: page.append(row.isUnderline ? "^" : "|", primary)
      case .secondary: page.append(row.isUnderline ? "-" : "|", .secondary)
      }
      let isLast = index == row.marks.count - 1 && row.words.isEmpty
      if mark != .none, let tabWidth, tabWidth > 1, !isLast { page.append("\t", .plain) }
    }
    guard !row.words.isEmpty else { return }
    if row.isUnderline { page.append(" ", .plain) }
    page.append(row.words, row.wordsAreOfPrimary ? primary : .secondary)
  }

  /// Appends a note or help; its further lines are indented.
  private func append(
    _ text: String, titled title: String, _ style: StyledText.Style, to page: inout StyledText
  ) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if index == 0 {
        page.append(title, style)
        page.append(": ", .plain)
      } else {
        page.append(String(repeating: " ", count: title.utf8.count + 2), .plain)
      }
      page.append(String(line), .plain)
      page.endLine()
    }
  }

  private func appendGap(to page: inout StyledText) {
    page.append("...", .gutter)
    page.endLine()
  }
}

/// The column of line numbers.
private struct Gutter {
  private let digits: Int

  init(largestNumber: Int) {
    digits = String(largestNumber).utf8.count
  }

  /// The columns before the source.
  var columns: Int { digits + 3 }
  var arrow: String { String(repeating: " ", count: digits) + "--> " }
  var empty: String { String(repeating: " ", count: digits + 1) + "|" }

  func numbered(_ line: Int) -> String {
    let number = String(line)
    return String(repeating: " ", count: digits - number.utf8.count) + number + " |"
  }
}

extension Diagnostic.Severity {
  fileprivate var style: StyledText.Style {
    switch self {
    case .error: .error
    case .warning: .warning
    case .note: .note
    }
  }
}

/// A diagnostic with hundreds of places (unbound names of a long program) shows the first few.
private let mostLines = 6

/// Columns of source where the terminal's width is not known.
private let defaultWidth = 80

/// Columns of source that are shown however narrow the terminal is.
private let leastWidth = 20
