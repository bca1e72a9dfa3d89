/// Words of the rules' language that programs do not have.
package enum RuleWord {
  /// `guard(condition, special, formula)`: an `if` that keeps a convention.
  ///
  /// The formula is the rule. It has no value, or not the one that is meant, where the condition
  /// holds: at single points, for infinite values, where a limit is meant. There, `special` is
  /// agreed upon. Values and derivatives are those of an `if`; what a person reads is the formula
  /// alone. What is made of pieces, as the absolute value is, chooses by `if`.
  case `guard`

  /// The word of a name; nil where it is none.
  package init?(_ name: some StringProtocol) {
    // As raw values the words would be an array, with the cost of its type at every start.
    switch name {
    case "guard": self = .guard
    default: return nil
    }
  }

  /// A rule as programs write it, which have no such words.
  package static func inPrograms(_ rule: String) -> String {
    var words: [Substring] = []
    var rest = rule[...]
    while let start = rest.firstIndex(where: \.isLetter) {
      let end = rest[start...].firstIndex { !$0.isLetter } ?? rest.endIndex
      words.append(rest[..<start])
      words.append(RuleWord(rest[start..<end]) == nil ? rest[start..<end] : "if")
      rest = rest[end...]
    }
    return words.joined() + rest
  }
}
