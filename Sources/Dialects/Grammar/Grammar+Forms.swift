/// Forms that no table can say: each has a reader of its own.
extension Grammar {
  /// Reads the operand that a word begins, which is read already.
  struct OperandForm: Sendable {
    let read: @Sendable (inout DialectParser, DialectToken) throws(DialectError) -> Int32

    init(
      _ read: @escaping @Sendable (inout DialectParser, DialectToken) throws(DialectError) -> Int32
    ) { self.read = read }
  }

  /// Reads what stands behind an operand and a sign, which are read already.
  struct InfixForm: Sendable {
    let read: @Sendable (inout DialectParser, Int32, DialectToken) throws(DialectError) -> Int32

    init(
      _ read:
        @escaping @Sendable (inout DialectParser, Int32, DialectToken) throws(DialectError)
        -> Int32
    ) { self.read = read }
  }

  /// Reads the statement that a word begins, which is read already.
  struct StatementForm: Sendable {
    let read: @Sendable (inout DialectParser, DialectToken) throws(DialectError) -> Void

    init(
      _ read: @escaping @Sendable (inout DialectParser, DialectToken) throws(DialectError) -> Void
    ) { self.read = read }
  }

  /// Reads the parameters of a function that a word begins, which is read already; its formula
  /// follows.
  struct FunctionForm: Sendable {
    typealias Head = ([DialectToken], DialectParser.Body)
    let read: @Sendable (inout DialectParser, DialectToken) throws(DialectError) -> Head

    init(
      _ read: @escaping @Sendable (inout DialectParser, DialectToken) throws(DialectError) -> Head
    ) { self.read = read }
  }
}
