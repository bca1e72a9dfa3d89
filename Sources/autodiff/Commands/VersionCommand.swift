import Arguments
import Manual

/// `autodiff version`.
enum VersionCommand {
  static let command = Command(
    "version", summary: "print the version", .none,
    options: {
      ParserOptions.help
    },
    details: { ["Prints the name and the version. `autodiff --version` does the same."] },
    examples: { [("autodiff version", "One line: the name and the version.")] },
    run: run)

  static func run(_ session: Session) throws(Failure) -> ExitStatus {
    try session.streams.output.write(Release.line + "\n")
    return .done
  }
}
