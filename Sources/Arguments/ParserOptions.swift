/// The options that reading a command line hangs on, whatever the commands are.
package enum ParserOptions {
  /// `-h` and `--help` are one option; the invocation says how it was written.
  package static let help = OptionDescription(
    "help", short: "h", .none, summary: { "show short help (`-h`) or all of it (`--help`)" })

  package static let version = OptionDescription(
    "version", .none, summary: { "print the version" })

  /// In place of the first operand.
  package static let file = OptionDescription(
    "file", short: "f", value: "FILE", .inputFile,
    summary: { "read the program from FILE (`-`: standard input)" },
    details: { "Every operand is then a binding." })
}
