/// The exit statuses as help and manual pages show them. The numbers are part of the interface.
enum ExitStatuses {
  /// The statuses that a command can end with, with their meanings.
  static func rows(of command: CommandDescription) -> [(status: Int, meaning: String)] {
    rows.filter { row in
      switch row.status {
      case 1: command.name.isEmpty || command.name == Commands.check.name
      case 3: command.name.isEmpty || command.takesProgram
      case 4: command.name.isEmpty || command.option("strict") != nil
      default: true
      }
    }
  }

  static var rows: [(status: Int, meaning: String)] {
    [
      (0, "Done."),
      (1, "`check` found a derivative that disagrees."),
      (
        2,
        "The command line is wrong: an unknown option, an input without a binding, a bad binding."
      ),
      (3, "The program text is wrong: syntax, an unknown name, arguments, shapes that do not fit."),
      (4, "With `--strict`: a result is not finite, or a kink was met."),
      (
        5,
        """
        A file or a row could not be read, the output could not be written, or there was not \
        enough memory.
        """
      ),
      (70, "A fault of autodiff itself."),
    ]
  }
}
