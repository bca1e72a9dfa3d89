import Diagnostics
import Reports

/// Readers of the formats, written independently of the writers: the cells of each table, header
/// first.
enum Reader {
  static func tables(_ text: String, as format: ReportFormat) -> [[[String]]] {
    switch format {
    case .text: grids(text)
    case .csv: csv(text)
    case .tsv: tsv(text)
    case .markdown: markdown(text)
    case .latex: latex(text)
    case .json, .ndjson: []
    }
  }

  /// Tables with a header and columns two spaces apart, which start where the header's words start.
  private static func grids(_ text: String) -> [[[String]]] {
    paragraphs(text).compactMap { lines in
      guard let header = lines.first(where: { $0.contains("  ") }) ?? lines.first else {
        return nil
      }
      let starts = columnStarts(header)
      return lines.drop { $0 != header }.map { line in
        starts.indices.map { index in
          let end = index + 1 < starts.count ? starts[index + 1] : Int.max
          return trimmed(columns(of: line, from: starts[index], to: end))
        }
      }
    }
  }

  private static func columnStarts(_ header: String) -> [Int] {
    var starts: [Int] = []
    var column = 0
    var blanks = 2
    for character in header {
      if character == " " {
        blanks += 1
      } else {
        if blanks > 1 { starts.append(column) }
        blanks = 0
      }
      column += DisplayText.width(of: String(character))
    }
    return starts
  }

  private static func columns(of line: String, from start: Int, to end: Int) -> String {
    var column = 0
    return String(
      line.filter { character in
        defer { column += DisplayText.width(of: String(character)) }
        return column >= start && column < end
      })
  }

  private static func csv(_ text: String) -> [[[String]]] {
    var tables: [[[String]]] = [[]]
    var row: [String] = []
    var cell = ""
    var isQuoted = false
    var hasQuotes = false
    var rest = text[...]
    while let character = rest.popFirst() {
      if isQuoted {
        if character != "\"" {
          cell.append(character)
        } else if rest.first == "\"" {
          cell.append(rest.removeFirst())
        } else {
          isQuoted = false
        }
      } else if character == "\"" {
        (isQuoted, hasQuotes) = (true, true)
      } else if character == "," {
        row.append(cell)
        cell = ""
      } else if character == "\n" {
        if row.isEmpty, cell.isEmpty, !hasQuotes {
          tables.append([])
        } else {
          tables[tables.count - 1].append(row + [cell])
        }
        (row, cell, hasQuotes) = ([], "", false)
      } else {
        cell.append(character)
      }
    }
    return tables.filter { !$0.isEmpty }
  }

  private static func tsv(_ text: String) -> [[[String]]] {
    var tables: [[[String]]] = []
    // An empty cell alone in its row is an empty line: the sample knows.
    for lines in paragraphs(text) {
      tables.append(
        lines.map { line in
          line.split(separator: "\t", omittingEmptySubsequences: false).map {
            unescaped(String($0)) { ["t": "\t", "n": "\n", "r": "\r"][$0] ?? $0 }
          }
        })
    }
    return tables
  }

  private static func markdown(_ text: String) -> [[[String]]] {
    paragraphs(text).filter { $0[0].hasPrefix("|") }.map { lines in
      var rows = lines.map { line in
        cells(line, separator: "|").dropFirst().dropLast().map { markdownText(trimmed($0)) }
      }
      rows.remove(at: 1)
      return rows
    }
  }

  private static func markdownText(_ cell: String) -> String {
    let fence = cell.prefix { $0 == "`" }
    guard !fence.isEmpty else { return unescaped(cell) { $0 } }
    let code = cell.dropFirst(fence.count).dropLast(fence.count)
    let isPadded = code.hasPrefix(" ") && code.hasSuffix(" ")
    return String(isPadded ? code.dropFirst().dropLast() : code).replacing("\\|", with: "|")
  }

  private static func latex(_ text: String) -> [[[String]]] {
    var tables: [[[String]]] = []
    for line in text.split(separator: "\n") {
      if line.hasPrefix(#"\begin{tabular}"#) { tables.append([]) }
      guard line.hasSuffix(#" \\"#) else { continue }
      tables[tables.count - 1].append(
        cells(String(line.dropLast(3)), separator: "&").map { latexText(trimmed($0)) })
    }
    return tables
  }

  private static func latexText(_ cell: String) -> String {
    var text = cell
    for (command, character) in [
      (#"\textbackslash{}"#, "\u{E000}"), (#"\textasciicircum{}"#, "^"),
      (#"{\ttfamily\char34}"#, "\""),
      (#"\textasciitilde{}"#, "~"), ("$<$", "<"), ("$>$", ">"), ("$|$", "|"), (#"$\times$"#, "×"),
      (#"$\theta$"#, "θ"), ("-{}-", "--"), (#"$\infty$"#, "inf"), (#"$-\infty$"#, "-inf"),
    ] {
      text = text.replacing(command, with: character)
    }
    if text.hasPrefix("{}") { text = String(text.dropFirst(2)) }
    // A cell in mathematical mode is a formula or a number.
    if text.hasPrefix("$") {
      text = String(text.dropFirst().dropLast())
      if let match = text.firstMatch(of: /\\times 10\^\{(-?)(\d+)\}$/) {
        let sign = match.output.1.isEmpty ? "+" : "-"
        let digits = match.output.2.count < 2 ? "0" + match.output.2 : String(match.output.2)
        text = String(text[..<match.range.lowerBound]) + "e" + sign + digits
      }
      return text
    }
    return unescaped(text) { $0 }.replacing("\u{E000}", with: "\\")
  }

  private static func paragraphs(_ text: String) -> [[String]] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      .split(separator: "").map(Array.init)
  }

  /// Splits at separators without a backslash before them.
  private static func cells(_ line: String, separator: Character) -> [String] {
    var cells = [""]
    var isEscaped = false
    for character in line {
      if character == separator, !isEscaped {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    return cells
  }

  private static func unescaped(_ text: String, _ meaning: (String) -> String) -> String {
    var result = ""
    var rest = text[...]
    while let character = rest.popFirst() {
      if character == "\\", let next = rest.popFirst() {
        result += meaning(String(next))
      } else {
        result.append(character)
      }
    }
    return result
  }

  private static func trimmed(_ text: String) -> String {
    let end = text.lastIndex { $0 != " " }
    return end.map { String(text[...$0].drop { $0 == " " }) } ?? ""
  }
}
