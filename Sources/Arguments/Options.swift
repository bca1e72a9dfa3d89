/// The options that reading a command line hangs on, whatever the commands are.
package enum Options {
  /// `-h` and `--help` are one option; the invocation says how it was written.
  package static let help = Option(
    "help", short: "h", .flag, summary: "show short help (`-h`) or all of it (`--help`)")

  package static let version = Option("version", .flag, summary: "print the version")

  /// In place of the first operand.
  package static let file = Option(
    "file", short: "f", value: "FILE", .inputFile,
    summary: "read the program from FILE (`-`: standard input)",
    details: "Every operand is then a binding.")

  /// It counts also in arguments that are wrong: `requestedColor`.
  package static let color = Option(
    "color", value: "WHEN", .choice(usual: ColorChoice.auto),
    summary: "colour in messages: \(ColorChoice.words)",
    details: """
      Default: `auto`, which colours messages on a terminal and honours the variables `NO_COLOR`, \
      `TERM` and `CLICOLOR_FORCE`.
      """)
}

/// Whether messages are coloured.
package enum ColorChoice: String, Choice { case auto, always, never }
