/// The commands that tell about the tool.
extension Commands {
  static let functions = CommandDescription(
    "functions", summary: "list the functions, or explain one", operand: "NAME",
    options: { [Options.help] },
    details: {
      [
        """
        Without NAME, lists all functions and operators by family. With the name of a function, \
        another name of it, or an operator in quotes, prints what is known about it: its \
        derivatives, its domain, where its slope is infinite or jumps and what is done there, how \
        C and LaTeX write it, and an example.
        """,
        """
        Operations on matrices have linear rules instead: the tangent dR of the result R in the \
        tangents dA, dB of its operands, and the adjoint of each operand in the adjoint G of the \
        result. An operation that is a formula of others shows its formula. What occurs in rules \
        only, such as `cofactor`, has an entry too.
        """,
      ]
    },
    examples: {
      [
        ("autodiff functions", "All functions, by family."),
        ("autodiff functions sin", "The entry of one function."),
        ("autodiff functions '^'", "The entry of an operator."),
        ("autodiff functions chol", "The rules of an operation on matrices."),
      ]
    })

  static let help = CommandDescription(
    "help", summary: "explain a command, a function or the language", operand: "TOPIC",
    options: { [Options.help] },
    details: {
      [
        """
        TOPIC is a command, `language`, or a function. Without it, the complete help of the tool \
        is printed. `autodiff help grad` prints the same as `autodiff grad --help`.
        """
      ]
    },
    terms: {
      all.map { ($0.name, $0.summary) } + [(LanguageReference.topic, LanguageReference.summary)]
    },
    examples: {
      [
        ("autodiff help grad", "The complete help of one command."),
        ("autodiff help language", "What may be written in a program."),
      ]
    })

  static let man = CommandDescription(
    "man", summary: "print a manual page", operand: "PAGE",
    options: { [Options.help] },
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
      ManualPages.summaries
    },
    examples: {
      [
        ("autodiff man autodiff-grad", "The source of autodiff-grad(1)."),
        ("autodiff man language", "The source of autodiff-language(7)."),
      ]
    })

  static let version = CommandDescription(
    "version", summary: "print the version",
    options: { [Options.help] },
    details: { ["Prints the name and the version. `autodiff --version` does the same."] },
    examples: { [("autodiff version", "One line: the name and the version.")] })
}
