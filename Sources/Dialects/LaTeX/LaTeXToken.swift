import Diagnostics

/// One token of a formula in LaTeX.
struct LaTeXToken {
  enum Kind: Equatable {
    /// `\frac`, without the backslash.
    case macro(String)
    /// One letter; longer names have macros.
    case letter(String)
    /// A macro of text with what it encloses: `\mathrm{NTU}`.
    case word(macro: String, text: String)
    /// Digits with a point, as our language writes them.
    case number(String)
    case sign(Character)
    /// `\begin{…}` and `\end{…}`.
    case begin(String)
    case finish(String)
    /// `\\`, an empty line, or the end of a display.
    case line
    case end
  }

  let kind: Kind
  let span: Span
  /// A macro that sets a blank stands before it.
  var isSpaced = false
  /// It follows the token before it directly.
  var isAdjacent = false

  func isSign(_ sign: Character) -> Bool { kind == .sign(sign) }

  func isMacro(_ names: String...) -> Bool {
    if case .macro(let name) = kind { names.contains(name) } else { false }
  }
}
