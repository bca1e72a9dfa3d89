import Diagnostics

/// A form that is not read, before its place is known: `x` and `y` in the edits are the operands as
/// they were written.
struct RefusedForm: Sendable {
  let headline: String
  var label = ""
  var edits: [(replacement: String, purpose: String)] = []
  var advice: String?

  init(
    _ headline: String, label: String = "",
    edits: [(replacement: String, purpose: String)] = [], advice: String? = nil
  ) {
    self.headline = headline
    self.label = label
    self.edits = edits
    self.advice = advice
  }

  static let doubleFactorial = RefusedForm(
    "`!!` is the factorial of every other number, and has no function here",
    advice: "write `(n!)!` for the factorial of a factorial")

  /// The refusal at a place.
  func refusal(at span: Span, _ operands: [String: String] = [:]) -> Refusal {
    Refusal(
      headline: headline, label: label,
      edits: edits.map { Edit(span, $0.replacement.replacingNames(operands), $0.purpose) },
      advice: advice)
  }
}

extension String {
  /// The text without the sign at its ends where nothing is to be joined there.
  func trimmed(_ first: Bool, _ last: Bool) -> String {
    String((first ? dropFirst() : self[...]).dropLast(last ? 1 : 0))
  }

  /// The text with its words of one letter replaced.
  func replacingNames(_ names: [String: String]) -> String {
    guard !names.isEmpty else { return self }
    var result = ""
    var word = ""
    for character in self + "\0" {
      if character.isLetter || character.isNumber || character == "_" {
        word.append(character)
        continue
      }
      result += names[word] ?? word
      word = ""
      if character != "\0" { result.append(character) }
    }
    return result
  }
}
