import Arguments
import Diagnostics
import Dialects

/// `autodiff convert`: a pasted formula as a program.
enum ConvertCommand {
  static let command = Command(
    "convert", summary: "print a formula of another language as a program",
    options: {
      Options.file
      ParserOptions.expression
      Options.dialect
      Options.files
      Options.quiet
      Options.color
      ParserOptions.help
    },
    details: {
      [
        """
        Reads PROGRAM in the dialect that `--from` names and prints it as a program that `eval` \
        and all other commands read. What may not be what was meant is said in notes.
        """,
        """
        Where a dialect works element by element, the result has `.*`, `./` and `.^`. A binding \
        shows that a name is a number, and the points are left out there: `x=1`.
        """,
      ]
    },
    examples: {
      [
        ("autodiff convert --from python 'np.exp(-x**2/2)'", "NumPy as a program."),
        (
          "autodiff convert --from python 'a*np.log(x, 2)' a=1 x=1",
          "Bindings say that both names are numbers."
        ),
      ]
    },
    run: run)

  static func run(_ session: Session) throws(Failure) -> ExitStatus {
    let invocation = session.invocation
    let source = try ProgramReader.source(invocation)
    let bindings = try Bindings(invocation)
    guard let dialect = session[Options.dialect] else {
      throw .request(.noDialect(ForeignReadings.dialects(of: source) { bindings.shape(of: $0) }))
    }
    let conversion = try PastedProgram.convert(source, from: dialect) { bindings.shape(of: $0) }
    try session.streams.output.write(conversion.text + "\n")
    try session.warn(conversion.notes + [names(conversion)].compactMap { $0 })
    return .done
  }

  /// How names were changed, if any were.
  private static func names(_ conversion: Conversion) -> Diagnostic? {
    guard !conversion.names.isEmpty else { return nil }
    let pairs = conversion.names.map { "`\($0.written)` is `\($0.name)`" }
    return Diagnostic(.note, pairs.joined(separator: ", "))
  }
}
