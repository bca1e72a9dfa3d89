/// Manual pages: the blocks in mdoc, the semantic language of BSD manuals, which mandoc and groff
/// both read.
extension Document {
  /// The blocks as lines of mdoc, ended by a newline.
  var mdoc: String {
    var lines: [String] = []
    var needsBreak = false
    for block in blocks {
      switch block {
      case .heading(let title):
        lines.append(".Sh " + Mdoc.text(title.uppercased()))
        needsBreak = false
        continue
      case .subheading(let title):
        lines.append(".Ss " + Mdoc.text(title))
        needsBreak = false
        continue
      case .paragraph(let text):
        if needsBreak { lines.append(".Pp") }
        lines += Mdoc.paragraph(text)
      case .code(let code):
        lines.append(".Bd -literal -offset indent")
        lines += code.map { Mdoc.textLine(Mdoc.code($0)) }
        lines.append(".Ed")
      case .list(let items, let style):
        if needsBreak, style == .columns { lines.append(".Pp") }
        // As in a terminal, a longer term stands on a line of its own.
        let widest = items.map(\.term).filter { Wrapping.columns(of: $0) <= Self.widestTerm }
          .max { Wrapping.columns(of: $0) < Wrapping.columns(of: $1) }
        let width = style == .columns ? widest.map { Mdoc.argument(Mdoc.code($0)) } : nil
        lines.append(".Bl -tag -width " + (width ?? "Ds") + (style == .columns ? " -compact" : ""))
        for item in items {
          lines.append(".It Sy " + Mdoc.argument(Mdoc.code(item.term)))
          lines += Mdoc.paragraph(item.text)
        }
        lines.append(".El")
      }
      needsBreak = true
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// The spelling of mdoc: which characters need an escape, and how inline code stands among words.
enum Mdoc {
  /// Input lines are kept this short; the formatter fills them again.
  private static let lineWidth = 76

  /// Running text, one sentence after another, each on lines of its own; code in backticks becomes
  /// `.Ql`.
  static func paragraph(_ text: String) -> [String] {
    var lines: [String] = []
    var line = ""
    func flush() {
      if !line.isEmpty { lines.append(textLine(line)) }
      line = ""
    }
    for word in Wrapping.words(of: text) {
      if word.contains("`") {
        flush()
        lines.append("." + inlineCode(word))
        continue
      }
      let escaped = Mdoc.text(word)
      if !line.isEmpty, line.utf8.count + 1 + escaped.utf8.count > lineWidth { flush() }
      line += (line.isEmpty ? "" : " ") + escaped
      if ".?!".contains(word.suffix(1)) || word.hasSuffix(".)") { flush() }
    }
    flush()
    return lines
  }

  /// A word that holds code, such as `(`x`,`, as the macros of one line: `Ql ( x ) ,` with the
  /// punctuation beside it, or `Ql x Ns 's` with other text.
  private static func inlineCode(_ word: String) -> String {
    var parts = word.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    var opening = ""
    var closing = ""
    if let first = parts.first, first.allSatisfy({ "([".contains($0) }) {
      opening = first.map { "\($0) " }.joined()
      parts[0] = ""
    }
    if let last = parts.last, last.allSatisfy({ ".,:;)]?!".contains($0) }) {
      closing = last.map { " \($0)" }.joined()
      parts[parts.count - 1] = ""
    }
    var macros: [String] = []
    for (index, part) in parts.enumerated() where !part.isEmpty {
      let isCode = index % 2 == 1
      let lead = isCode && macros.isEmpty ? opening : ""
      macros.append(
        (isCode ? "Ql " : "No ") + lead + argument(isCode ? code(part) : Mdoc.text(part)))
    }
    return macros.joined(separator: " Ns ") + closing
  }

  /// One argument of a macro: in quotes where it has blanks, and protected where it would itself be
  /// read as a macro or as punctuation.
  static func argument(_ escaped: String) -> String {
    let scalars = Array(escaped.unicodeScalars)
    let isPunctuation = scalars.count == 1 && ".,:;()[]?!|".unicodeScalars.contains(scalars[0])
    let isMacro =
      (2...3).contains(scalars.count) && scalars[0].properties.isUppercase
      && scalars.dropFirst().allSatisfy { $0.properties.isAlphabetic || $0.value < 0x3A }
    if isPunctuation || isMacro || scalars.isEmpty { return "\\&" + escaped }
    // At the end of an argument such a sign would be taken for the sentence's.
    let ending = ".,:;!?".contains(escaped.suffix(1)) ? "\\&" : ""
    return escaped.contains(" ") ? "\"\(escaped)\(ending)\"" : escaped + ending
  }

  /// Escapes words.
  static func text(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\e"
      case "\"": result += "\\(dq"
      default: append(scalar, to: &result)
      }
    }
    return result
  }

  /// Escapes code, whose characters must come out exactly so that they can be copied.
  static func code(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\e"
      case "\"": result += "\\(dq"
      case "'": result += "\\(aq"
      case "`": result += "\\(ga"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      case "-": result += "\\-"
      default: append(scalar, to: &result)
      }
    }
    return result
  }

  /// A line of text, protected where it begins like a macro.
  static func textLine(_ escaped: String) -> String {
    escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
  }

  private static func append(_ scalar: Unicode.Scalar, to result: inout String) {
    if scalar.isASCII {
      result.unicodeScalars.append(scalar)
    } else {
      let digits = String(scalar.value, radix: 16, uppercase: true)
      result += "\\[u" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits + "]"
    }
  }
}
