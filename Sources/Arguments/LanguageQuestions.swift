/// What the parser of arguments asks about programs, of whose language it knows only NAME=VALUE.
package struct LanguageQuestions: Sendable {
  /// Whether a text can be parsed as a program.
  let isProgram: @Sendable ([UInt8]) -> Bool
  /// Whether a name has a value where nothing binds it.
  let isConstant: @Sendable (String) -> Bool

  package init(
    isProgram: @escaping @Sendable ([UInt8]) -> Bool,
    isConstant: @escaping @Sendable (String) -> Bool
  ) {
    self.isProgram = isProgram
    self.isConstant = isConstant
  }
}
