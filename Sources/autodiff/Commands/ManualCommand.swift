import Arguments
import Manual
import Numerics

/// `autodiff man [PAGE]`: a manual page, on a terminal as `man` shows it, else its source.
enum ManualCommand {
  static let command = Command(
    "man", summary: "print a manual page", .one("PAGE"),
    options: {
      ParserOptions.help
    },
    details: {
      [
        """
        Shows a manual page on a terminal. Elsewhere, and where there is no `man`, it prints the \
        page's mdoc source, to be read with `man -l -` or `mandoc`, or to be installed. PAGE is \
        `autodiff` (the default), `autodiff-language`, `autodiff-speed`, or `autodiff-` and the \
        name of a command; the prefix may be left out.
        """
      ]
    },
    terms: {
      ManualPages(Command.table).summaries
    },
    examples: {
      [
        ("autodiff man grad", "The page autodiff-grad(1)."),
        ("autodiff man language", "The page autodiff-language(7)."),
      ]
    },
    run: run)

  static func run(_ session: Session) throws(Failure) -> ExitStatus {
    let viewer = session.streams.output.isTerminal ? ManualViewer.show : nil
    return try session.print(shownBy: viewer) { () throws(ManualError) in
      try ManualPages(Command.table).source(named: session.invocation.operands.first)
    }
  }
}
