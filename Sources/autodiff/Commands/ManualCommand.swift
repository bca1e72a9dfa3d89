import Arguments
import Manual

/// `autodiff man [PAGE]`: the source of a manual page.
enum ManualCommand {
  static let command = Command(
    "man", summary: "print a manual page", .one("PAGE"),
    options: {
      ParserOptions.help
    },
    details: {
      [
        """
        Prints the mdoc source of a manual page, to be read with `man -l -` or `mandoc`, or to be \
        installed. PAGE is `autodiff` (the default), `autodiff-language`, or `autodiff-` and the \
        name of a command; the prefix may be left out.
        """
      ]
    },
    terms: {
      ManualPages(Command.table).summaries
    },
    examples: {
      [
        ("autodiff man autodiff-grad", "The source of autodiff-grad(1)."),
        ("autodiff man language", "The source of autodiff-language(7)."),
      ]
    },
    run: run)

  static func run(_ session: Session) throws(Failure) -> ExitStatus {
    try session.print { () throws(ManualError) in
      try ManualPages(Command.table).source(named: session.invocation.operands.first)
    }
  }
}
