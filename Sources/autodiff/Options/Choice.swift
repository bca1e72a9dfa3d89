/// What an option offers a choice of; its spellings stand nowhere else.
protocol Choice: CaseIterable, Sendable where AllCases == [Self] {
  var spelling: String { get }
}

extension Choice where Self: RawRepresentable<String> {
  var spelling: String { rawValue }
}

extension Choice {
  /// The choice of a spelling; nil where it is none.
  static func spelled(_ spelling: String) -> Self? { allCases.first { $0.spelling == spelling } }

  /// `a, b or c`: all choices, for people.
  static var words: String { words(allCases) }

  /// `a, b or c`.
  static func words(_ choices: [Self]) -> String {
    alternatives(choices.map { $0.spelling })
  }

  /// `a, b, c`: for a line that has no room for more.
  static func list(_ choices: [Self]) -> String {
    choices.map { $0.spelling }.joined(separator: ", ")
  }
}

/// `a, b or c`.
func alternatives(_ words: [String]) -> String {
  guard let last = words.last, words.count > 1 else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " or " + last
}
