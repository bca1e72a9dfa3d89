import Diagnostics

/// Why a piece of a file is no number.
package enum NumberError: Error, Equatable {
  /// Nothing stands where a number is needed, or a word for nothing.
  case missing(Span)
  case notANumber(Span)
  case tooLarge(Span)

  var span: Span {
    switch self {
    case .missing(let span), .notANumber(let span), .tooLarge(let span): span
    }
  }

  /// The message for a person.
  ///
  /// - Parameters:
  ///   - headline: what a kind of file says in place of the usual words.
  ///   - help: what to do about it in this kind of file.
  func diagnostic(in source: SourceText, headline: String? = nil, help: String) -> Diagnostic {
    let (usual, label) =
      switch self {
      case .missing: ("a number is missing", "")
      case .notANumber(let span): ("`\(source.excerpt(span))` is not a number", "")
      case .tooLarge: ("this number is too large", "beyond 1.7976931348623157e+308")
      }
    return Diagnostic(
      .error, headline ?? usual, source: source, primary: [.init(span, label)], helps: [help])
  }
}
