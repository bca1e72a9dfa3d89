/// What the words of a dialect look like.
struct Lexicon: Sendable {
  /// What begins a comment that ends with its line.
  var lineComments: [String] = []
  /// What encloses a comment.
  var blockComments: [(open: String, close: String)] = []
  /// What stands between a number and its exponent: each becomes `e`.
  var exponentMarks = ["e", "E"]
  /// May stand between digits and means nothing.
  var digitSeparator: Character?
  /// Letters behind a number that mean nothing: `1.5f`.
  var numberSuffixes: [String] = []
  /// `0x1F` is a number.
  var hasHexadecimals = false
  /// `010` is 8.
  var hasOctals = false
  /// `\[Alpha]` is a letter.
  var hasNamedLetters = false
  /// A comma between digits is the decimal point where `;` stands between arguments, or outside of
  /// calls.
  var hasDecimalComma = false
  /// Names have subscripts and marks above their letters: `x₁`.
  var hasMarks = false
  /// `x²` is a power.
  var hasRaised = false
  /// Characters beside letters, digits and `_` that names may have.
  var nameCharacters: Set<Character> = []
  /// Characters that are part of a name only behind its first letter: `′`.
  var nameEndings: Set<Character> = []
  /// Whether upper and lower case are the same, and which of them our program has.
  var caseFolding = CaseFolding.none
  /// A new line ends a statement, outside brackets.
  var newlineEnds = true
  /// What joins a line with the next.
  var continuation: String?
  /// What encloses a text, which no formula has.
  var quotes: Set<Character> = ["\""]
  /// `x'` is the transpose, and no text begins there.
  var hasTranspose = false
  /// Further signs, beside operators, brackets and separators.
  var signs: [String] = []

  enum CaseFolding {
    case none, lower
    /// Upper case, without the `$` of fixed cells.
    case spreadsheet

    func apply(_ name: String) -> String {
      switch self {
      case .none: name
      case .lower: name.lowercased()
      case .spreadsheet: name.filter { $0 != "$" }.uppercased()
      }
    }
  }
}
