import Arguments
import Evaluation
import Numerics

/// The options of the commands. One that several commands share means the same in all of them and
/// is written once.
enum Options {
  static let file = Option(ParserOptions.file, .inputFile)

  /// Where the program comes from, if it is no operand, and what it is written in.
  @OptionList static var program: [OptionDescription] {
    file
    ParserOptions.expression
    dialect.description.asMinor()
  }

  static let wrt = Option<[String]?>(
    "wrt", value: "NAME,...", .names,
    summary: "differentiate with respect to these inputs only",
    details: "Default: all inputs, in the order in which they first appear.")

  static let output = Option<[String]?>(
    "output", value: "NAME,...", .names,
    summary: "take these definitions as the outputs",
    details: "Default: every bare expression, or the last definition where there is none.")

  static let bindings = Option(
    "bindings", value: "FILE", .inputFile,
    summary: "read bindings from FILE (`-`: standard input)",
    details: """
      The file holds NAME=VALUE lines or one JSON object of numbers and arrays; VALUE may be \
      `@FILE`. A name is bound once: there or on the command line.
      """)

  static let delimiter = Option<UInt8?>(
    "delimiter", value: "C", .character, isMinor: true,
    summary: "C separates the fields of text files",
    details: """
      For `--rows` and `@FILE`; default: as the file's kind has it. `tab` is a tab, a blank stands for \
      any blanks and tabs. What is written has commas, or tabs in TSV.
      """)

  static let decimal = Option<UInt8?>(
    "decimal", value: "C", .character, isMinor: true,
    summary: "C is the decimal sign of text files",
    details: "For `--rows` and `@FILE`; default: a point. What is written has points.")

  static let thousands = Option<UInt8?>(
    "thousands", value: "C", .character, isMinor: true,
    summary: "C stands between groups of three digits in text files",
    details: "For `--rows` and `@FILE`. Numbers without groups are read, too.")

  /// Where values come from that are not typed.
  @OptionList static var files: [OptionDescription] {
    bindings
    delimiter
    decimal
    thousands
  }

  static let mode = Option(
    "mode", value: "MODE", .choice(usual: TracedMode.reverse),
    summary: { "\(TracedMode.words) (default: \($0))" },
    details: { _ in
      """
      `reverse` and `forward` give the same derivatives to rounding: `reverse` needs one sweep for \
      all inputs, `forward` one direction for each input. `both` is for `--trace`: the tangents and \
      the adjoint of each step stand side by side.
      """
    })

  static let evaluationTrace = Option(
    "trace", .flag, summary: "print every step with its value",
    details: """
      A table with one row for each step, in the order of execution (a Wengert list). A matrix has \
      its shape in the table and its elements below.
      """)

  static let derivativeTrace = Option(
    "trace", .flag, summary: "print every step with its value and derivatives",
    details: """
      A table with one row for each step, in the order of execution (a Wengert list). In reverse \
      mode the last columns are the adjoint and its rule, in forward mode the tangents, one for \
      each element of the inputs, and their rule; `--mode both` has both. A matrix has its shape in \
      the table and its elements below.
      """)

  static let digits = Option<Int?>(
    "digits", value: "N", .wholeNumber(1...17),
    summary: "round to N significant digits, 1 to 17",
    details: "Default: the fewest digits that read back to the same double.")

  static let saveValue = Option(
    "save", value: "NAME=FILE", .namedFiles,
    summary: "write this value to FILE (.csv, .tsv, .txt, .npy)",
    details: "NAME is an output, a definition or an input. " + savedFile)

  static let saveGradient = Option(
    "save", value: "NAME=FILE", .namedFiles,
    summary: "write this input's derivative to FILE", details: savedFile)

  static let saveProduct = Option(
    "save", value: "NAME=FILE", .namedFiles,
    summary: "write what belongs to this input to FILE", details: savedFile)

  static let saveTangent = Option(
    "save", value: "NAME=FILE", .namedFiles,
    summary: "write this output's tangent to FILE", details: savedFile)

  /// - Parameter name: what the one matrix is called, as in JSON.
  private static func save(_ name: String, _ details: String = "") -> Option<[Binding]> {
    Option(
      "save", value: "NAME=FILE", .namedFiles, summary: "`\(name)=FILE` writes it to FILE",
      details: details + savedFile)
  }

  static let saveJacobian = save("jacobian")
  static let saveHessian = save("hessian")
  static let saveCoefficients = save("coefficients", "A row for each order. ")

  private static let savedFile = """
    The file's name says the format: `.csv`, `.tsv`, `.txt` or `.npy`. What is saved is not \
    printed. FILE is complete or is not touched, so it may be one that a binding was read from.
    """

  static let strict = Option(
    "strict", .flag, status: .notFinite,
    summary: "fail if a result is not finite or a kink is met",
    details: """
      The exit status is then 4. Of many rows a single one is enough; those at a kink are looked at \
      one by one.
      """)

  static let quiet = Option(
    "quiet", .flag, isMinor: true, summary: "print no warnings",
    details: "Errors are still printed, and the exit status is the same.")

  static let color = Option(
    "color", value: "WHEN", .choice(usual: ColorChoice.auto), isMinor: true,
    summary: { _ in "colour in messages: \(ColorChoice.words)" },
    details: {
      """
      Default: `\($0)`, which colours messages on a terminal and honours the variables `NO_COLOR`, \
      `TERM` and `CLICOLOR_FORCE`.
      """
    },
    environment: {
      [
        ("NO_COLOR", "If it is set and not empty, messages have no colour."),
        (
          "CLICOLOR_FORCE",
          "If it is set and not `0`, messages have colour although they go to a file or a pipe."
        ),
        ("TERM", "If it is `dumb`, messages have no colour."),
      ]
    })

  /// What every command that prints numbers ends its list with.
  @OptionList static var common: [OptionDescription] {
    digits
    strict
    quiet
    color
    ParserOptions.help
  }
}

extension DifferentiationMode: Choice {}

/// Which sweeps a gradient and its trace are from.
enum TracedMode: String, Choice {
  case forward, reverse, both

  /// The sweep that gives the gradient.
  var gradient: DifferentiationMode {
    switch self {
    case .forward: .forward
    case .reverse, .both: .reverse
    }
  }

  /// The sweeps that a trace shows.
  var traced: [DifferentiationMode] {
    switch self {
    case .forward: [.forward]
    case .reverse: [.reverse]
    case .both: [.forward, .reverse]
    }
  }
}

/// Whether messages are coloured.
enum ColorChoice: String, Choice { case auto, always, never }
