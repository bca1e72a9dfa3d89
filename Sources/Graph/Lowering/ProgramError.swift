import Diagnostics
import Language

/// A mistake in a program, in its text or in what it means.
package enum ProgramError: Error {
  case language(LanguageError)
  case lowering(LoweringError)

  /// The message for a person.
  package func diagnostic(in source: SourceText) -> Diagnostic {
    switch self {
    case .language(let error):
      var diagnostic = error.diagnostic(in: source)
      if let help = ProgramError.functionHelp(error, in: source) { diagnostic.helps = [help] }
      return diagnostic
    case .lowering(let error):
      return error.diagnostic(in: source)
    }
  }

  /// `sin x` and `sin^2(x)`: what mathematics writes of functions, and a program does not.
  private static func functionHelp(_ error: LanguageError, in source: SourceText) -> String? {
    guard case .juxtaposition(let left, let right, false) = error else { return nil }
    let first = source.excerpt(left)
    if Operation.isFunction(first) {
      let argument = source.excerpt(right)
      return "write `\(first)(\(argument == "(" ? "…" : argument))` to apply the function"
    }
    // Of `sin^2(x)`, the operand before the parenthesis is the exponent.
    let before = source.bytes[..<Int(left.start)]
    guard source.excerpt(right) == "(", before.last == UInt8(ascii: "^") else { return nil }
    let name = before.dropLast().reversed().prefix {
      $0 >= UInt8(ascii: "0") && $0 != UInt8(ascii: "^")
    }
    let function = String(decoding: name.reversed(), as: UTF8.self)
    guard Operation.isFunction(function) else { return nil }
    return "write `\(function)(…)^\(first)` for a power of the function"
  }
}
