import Arguments
import Manual

/// `autodiff help [TOPIC]`.
enum HelpCommand {
  static let command = Command(
    "help", summary: "explain a command, a function or the language", .one("TOPIC"),
    options: {
      ParserOptions.help
    },
    details: {
      [
        """
        TOPIC is a command, `language`, or a function. Without it, the complete help of the tool \
        is printed. `autodiff help grad` prints the same as `autodiff grad --help`.
        """
      ]
    },
    terms: {
      Command.table.commands.map { ($0.name, $0.summary) }
        + [(LanguageReference.topic, LanguageReference.summary)]
    },
    examples: {
      [
        ("autodiff help grad", "The complete help of one command."),
        ("autodiff help language", "What may be written in a program."),
      ]
    },
    run: run)

  static func run(_ session: Session) throws(Failure) -> ExitStatus {
    try session.print { () throws(ManualError) in
      try Help(Command.table).topic(session.invocation.operands.first)
    }
  }
}
