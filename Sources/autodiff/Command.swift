import Arguments

/// A command: what is known about it and what runs it. A class for the same reason as `Table`.
///
/// # How to add a command
///
/// Write `Commands/<Name>Command.swift` with one value like those beside it, and add that to
/// `Command.all`. Parsing, help, the manual pages and the README's table follow.
final class Command: Sendable {
  let description: CommandDescription
  let run: @Sendable (Session) throws(Failure) -> ExitStatus

  /// - Parameters:
  ///   - status: a status that this command alone ends with.
  ///   - details: paragraphs, with code in backticks.
  ///   - terms: the words of its answers, where they need explaining.
  ///   - examples: shell commands that run as they stand, the most usual first.
  init(
    _ name: String, summary: String, _ operands: CommandDescription.Operands = .program,
    status: ExitStatus? = nil,
    @OptionList options: @escaping @Sendable () -> [OptionDescription],
    details: @escaping @Sendable () -> [String],
    terms: @escaping @Sendable () -> [CommandDescription.Term] = { [] },
    examples: @escaping @Sendable () -> [CommandDescription.Example],
    run: @escaping @Sendable (Session) throws(Failure) -> ExitStatus
  ) {
    description = CommandDescription(
      name, summary: summary, operands, status: status, options: options, details: details,
      terms: terms, examples: examples)
    self.run = run
  }

  /// The commands, in the order of help.
  static let all: [Command] = [
    EvaluateCommand.command, GradientCommand.command, CheckCommand.command,
    JacobianCommand.command, HessianCommand.command, TangentCommand.command,
    AdjointCommand.command, HessianProductCommand.command, TaylorCommand.command,
    DiffCommand.command, EmitCommand.command, GraphCommand.command, ConvertCommand.command,
    FunctionsCommand.command, HelpCommand.command, ManualCommand.command, VersionCommand.command,
  ]

  /// The same for the parser and the manual.
  static let table = CommandTable(tool: tool, count: all.count) { all[$0].description }

  /// A paragraph about inputs that several commands have.
  static let inputs = """
    A name that the program neither defines nor knows as a constant is an input and needs a \
    binding. VALUE is a number, an expression without free names, or a matrix: `x=1.5`, `x=pi/3`, \
    `'A=[1, 2; 3, 4]'`, or `A=@FILE` for a file of numbers (`.csv`, `.tsv`, `.txt`, `.dat`, \
    `.npy`).
    """
}
