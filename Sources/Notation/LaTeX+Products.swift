/// The sign between two factors.
extension LaTeX {
  /// A dot before a number and between two names, nothing behind a number, else a small space.
  package static func product(_ left: String, _ right: String) -> String {
    let first = right.prefix { $0 != " " }
    if first.first?.isNumber == true { return left + #" \cdot "# + right }
    if left.drop(while: { $0 == "-" }).allSatisfy({ $0.isNumber || $0 == "." }) {
      return left + " " + right
    }
    let blank = left.utf8.lastIndex(of: UInt8(ascii: " "))
    let last = left[(blank.map { left.utf8.index(after: $0) } ?? left.startIndex)...]
    let isBetweenNames = isName(String(first)) && isName(String(last))
    return left + (isBetweenNames ? #" \cdot "# : #" \, "#) + right
  }

  /// A symbol under an accent, such as a bar, its index beside it: `\bar{v}_{4}`.
  package static func accented(_ accent: String, _ symbol: String) -> String {
    let letters = symbol.prefix { $0 != "_" }
    return accent + "{" + letters + "}" + symbol.dropFirst(letters.count)
  }

  /// Whether a factor is a name, perhaps with an accent or to a power, and no function's value.
  private static func isName(_ factor: String) -> Bool {
    guard !factor.has(#"\left"#), !factor.has(#"\right"#) else { return false }
    guard factor.hasPrefix(#"\"#) else { return factor.first?.isLetter == true }
    let command = String(factor.dropFirst().prefix { $0.isLetter })
    return ["mathrm", "bar", "dot"].contains(command) || isGreek(command)
  }
}
