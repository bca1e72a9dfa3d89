import Diagnostics

/// What stands below a name and belongs to it.
extension LaTeXReader {
  /// `x^2_1` is `x_1^2`: the subscript belongs to the name.
  mutating func moveSubscript() throws(DialectError) {
    guard peek.isSign("^") else { return }
    var end = position + 1
    if tokens[min(end, tokens.count - 1)].isSign("{") {
      var depth = 0
      while end < tokens.count - 1 {
        if tokens[end].isSign("{") { depth += 1 }
        if tokens[end].isSign("}") { depth -= 1 }
        end += 1
        if depth == 0 { break }
      }
    } else {
      end += 1
    }
    guard end < tokens.count - 1, tokens[end].isSign("_") else { return }
    var last = end + 1
    if tokens[last].isSign("{") {
      while last < tokens.count - 1, !tokens[last].isSign("}") { last += 1 }
    }
    guard last < tokens.count - 1 else { return }
    let moved = Array(tokens[end...last])
    tokens.removeSubrange(end...last)
    tokens.insert(contentsOf: moved, at: position)
  }

  mutating func addSubscript(_ name: inout Name) throws(DialectError) {
    let isGroup = take("{")
    let start = peek
    var parts: [String] = []
    // The subscript as it was written, without what only sets it.
    var written = ""
    var needsMark = true
    repeat {
      let token = next()
      let part: String
      switch token.kind {
      case .letter(let letter): part = indexValues[letter].map { String($0) } ?? letter
      case .number(let text):
        guard isGroup || text.count == 1 else {
          let rest = String(text.dropFirst())
          throw .refused(
            token.span,
            Refusal(
              headline: "TeX takes one digit as the subscript, `\(text.prefix(1))`",
              edits: [
                Edit(token.span, "{\(text)}"),
                Edit(token.span, "\(text.prefix(1))\\cdot \(rest)"),
              ]))
        }
        part = String(text.map { $0 == "." ? "_" : $0 })
      case .word(_, let text): part = LaTeXReader.plain(text)
      case .macro("infty"): part = "inf"
      case .macro(let macro)
      where LaTeXMacros.letters.contains(macro) || LaTeXMacros.functions[macro] != nil
        || ["max", "min", "pi", "star", "circ", "top", "bot", "perp"].contains(macro):
        part = macro
      case .sign(","):
        written += ","
        needsMark = true
        continue
      case .sign("*"): part = "star"
      case .sign("+") where !isGroup || peek.isSign("}"): part = "plus"
      case .sign("-") where !isGroup || peek.isSign("}"): part = "minus"
      case .sign("_") where isGroup, .sign("{") where isGroup, .sign("'") where isGroup:
        written += "_"
        needsMark = true
        continue
      case .sign("}") where isGroup && !parts.isEmpty:
        continue
      default:
        throw .refused(
          token.span,
          Refusal(
            headline: "a subscript is a name here, and no arithmetic is done in it",
            advice: "give it a name of its own, such as `x_{\\text{next}}`"))
      }
      written += part
      if needsMark { parts.append(part) } else { parts[parts.count - 1] += part }
      needsMark = false
    } while isGroup && !isSubscriptEnd(start)
    name.span.end = previous.span.end
    let text = parts.joined(separator: "_")
    if let elementIndex, parts == [elementIndex] {
      name.isElement = true
      return
    }
    if elementIndex.map({ parts.contains($0) }) ?? false {
      throw .refused(
        name.span, Refusal(headline: "a sum over elements has one index at each name"))
    }
    name.written += "_{\(written)}"
    name.ours += "_" + text
  }

  /// Whether the brace that closes a subscript comes; it is read then.
  private mutating func isSubscriptEnd(_ start: LaTeXToken) -> Bool {
    if peek.kind == .end || peek.kind == .line { return true }
    guard peek.isSign("}") else { return false }
    next()
    return true
  }
}
