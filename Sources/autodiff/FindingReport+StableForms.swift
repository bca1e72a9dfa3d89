import Diagnostics
import Evaluation
import Graph
import Language

/// What is to be written instead of a formula that overflows or cancels.
extension FindingReport {
  /// The edit for a step that is a part of such a formula: "write `softplus(x)` …".
  func stableForm(of finding: Finding, _ search: FindingSearch) -> String? {
    let match = StableForm.around(
      finding.node, in: program.graph, first: program.nodeCount
    ) { search.value($0, at: finding.element ?? 0) }
    guard let match else { return nil }
    let place = program.span(of: match.root)
    // What a function of the language is made of has no text of its own.
    let isWritten = match.steps.allSatisfy { $0 == match.root || program.span(of: $0) != place }
    guard isWritten else { return nil }
    let isBody = isInFunction(place)
    var texts: [String: String] = [:]
    for (letter, node) in match.arguments {
      let span = program.span(of: node)
      guard !isBody || (span.start >= place.start && span.end <= place.end) else {
        return "`\(match.form.text)` is `\(match.form.stable)`, which stays finite"
      }
      texts[letter] = program.text(span)
    }
    let edit = replaced(texts, in: match.form.stable)
    return !match.form.isLimit
      ? "write `\(edit)` for `\(program.source.excerpt(place))`"
      : "if the limit 0 is meant, write `\(edit)`"
  }

  /// A form's text with letters exchanged, in parentheses where a sign stands before one.
  private func replaced(_ texts: [String: String], in form: String) -> String {
    var result = ""
    var word = ""
    for character in form + " " {
      if character.isLetter || character.isNumber {
        word.append(character)
        continue
      }
      let text = texts[word] ?? word
      let isWord = text.utf8.allSatisfy { isNamePart($0) || $0 == UInt8(ascii: ".") }
      result += result.hasSuffix("-") && !isWord ? "(\(text))" : text
      word = ""
      result.append(character)
    }
    return String(result.dropLast())
  }

  private func isNamePart(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_")
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  /// Whether a place lies in the body of a function, where other names are known.
  private func isInFunction(_ place: Span) -> Bool {
    var isBody = false
    try? Parser.forEachStatement(of: program.source) { _, statement in
      guard statement.span.start <= place.start, place.end <= statement.span.end else {
        return true
      }
      isBody = statement.kind == .function
      return false
    }
    return isBody
  }
}
