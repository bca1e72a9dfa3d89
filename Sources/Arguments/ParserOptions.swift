/// The options that reading a command line hangs on, whatever the commands are.
package enum ParserOptions {
  /// `-h` and `--help` are one option; the invocation says how it was written.
  package static let help = OptionDescription(
    "help", short: "h", .none, isMinor: true,
    summary: { "show short help (`-h`) or all of it (`--help`)" })

  package static let version = OptionDescription(
    "version", .none, summary: { "print the version" })

  /// In place of the first operand.
  package static let file = OptionDescription(
    "file", short: "f", value: "FILE", .inputFile,
    summary: { "read the program from FILE (`-`: standard input)" },
    details: { "Every operand is then a binding." })

  /// In place of the operand that is a program.
  package static let expression = OptionDescription(
    "expression", short: "e", value: "PROGRAM", .program, isMinor: true,
    excludes: { [file] }, summary: { "the program, said outright" },
    details: {
      """
      For scripts: every operand is then a binding, whatever it looks like. In a command line \
      without `-e` and `-f` the operand that is no binding NAME=VALUE is the program.
      """
    })
}
