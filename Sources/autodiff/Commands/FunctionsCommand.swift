import Arguments
import Manual

/// `autodiff functions [NAME]`: the function reference.
enum FunctionsCommand {
  static let command = Command(
    "functions", summary: "list the functions, or explain one", .one("NAME"),
    options: {
      ParserOptions.help
    },
    details: {
      [
        """
        Without NAME, lists all functions and operators by family. With the name of a function, \
        another name of it, or an operator in quotes, prints what is known about it: its \
        derivatives, its domain, where its slope is infinite or jumps and what is done there, how \
        C and LaTeX write it, and an example.
        """,
        """
        Operations on matrices have linear rules instead: the tangent dR of the result R in the \
        tangents dA, dB of its operands, and the adjoint of each operand in the adjoint G of the \
        result. An operation that is a formula of others shows its formula. What occurs in rules \
        only, such as `centred`, has an entry too.
        """,
      ]
    },
    examples: {
      [
        ("autodiff functions", "All functions, by family."),
        ("autodiff functions sin", "The entry of one function."),
        ("autodiff functions '^'", "The entry of an operator."),
        ("autodiff functions chol", "The rules of an operation on matrices."),
      ]
    },
    run: run)

  static func run(_ session: Session) throws(Failure) -> ExitStatus {
    try session.print { () throws(ManualError) in
      guard let name = session.invocation.operands.first else { return FunctionReference.list() }
      return try FunctionReference.entry(named: name)
    }
  }
}
