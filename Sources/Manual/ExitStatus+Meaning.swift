import Arguments

/// The exit statuses as help and manual pages show them.
extension ExitStatus {
  /// The statuses that a command can end with; all of them are the tool's.
  static func all(of command: CommandDescription) -> [ExitStatus] {
    allCases.filter { status in
      switch status {
      case .done, .usage, .file, .fault: true
      case .program: command.isTool || command.takesProgram
      case .disagrees, .notFinite:
        command.isTool || command.status == status
          || command.options.contains { $0.status == status }
      }
    }
  }

  /// A sentence for help and the manual.
  package var meaning: String {
    switch self {
    case .done: "Done."
    case .disagrees: "`check` found a derivative that disagrees."
    case .usage:
      "The command line is wrong: an unknown option, an input without a binding, a bad binding."
    case .program:
      "The program text is wrong: syntax, an unknown name, arguments, shapes that do not fit."
    case .notFinite: "With `--strict`: a result is not finite, or a kink was met."
    case .file:
      """
      A file or a row could not be read, the output could not be written, or there was not \
      enough memory.
      """
    case .fault: "A fault of autodiff itself."
    }
  }
}
