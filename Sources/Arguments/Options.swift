/// The options. One that several commands share means the same in all of them and is written once.
enum Options {
  static let file = OptionDescription(
    "file", short: "f", value: "FILE",
    summary: "read the program from FILE (`-`: standard input)",
    details: "Every operand is then a binding.")

  static let wrt = OptionDescription(
    "wrt", value: "NAME,...", .names,
    summary: "differentiate with respect to these inputs only",
    details: "Default: all inputs, in the order in which they first appear.")

  static let output = OptionDescription(
    "output", value: "NAME,...", .names,
    summary: "take these definitions as the outputs",
    details: "Default: every bare expression, or the last definition where there is none.")

  static let bindings = OptionDescription(
    "bindings", value: "FILE",
    summary: "read bindings from FILE (`-`: standard input)",
    details: """
      The file holds NAME=VALUE lines or one JSON object of numbers and arrays; VALUE may be \
      `@FILE`. A name is bound once: there or on the command line.
      """)

  static let mode = OptionDescription(
    "mode", value: "MODE", .choice, choices: ["forward", "reverse"],
    summary: "forward or reverse (default: reverse)",
    details: """
      Both give the same derivatives to rounding. `reverse` needs one sweep for all inputs, \
      `forward` one direction for each input.
      """)

  static let evaluationTrace = OptionDescription(
    "trace", summary: "print every step with its value",
    details: """
      A table with one row for each step, in the order of execution (a Wengert list). A matrix has \
      its shape in the table and its elements below.
      """)

  static let derivativeTrace = OptionDescription(
    "trace", summary: "print every step with its value and derivatives",
    details: """
      A table with one row for each step, in the order of execution (a Wengert list). In reverse \
      mode the last columns are the adjoint and its rule, in forward mode the tangents, one for \
      each element of the inputs, and their rule. A matrix has its shape in the table and its \
      elements below.
      """)

  static let format = OptionDescription(
    "format", value: "FORMAT", .choice,
    choices: ["text", "json", "ndjson", "csv", "tsv", "markdown", "latex"],
    summary: "text, json, ndjson, csv, tsv, markdown or latex",
    details: """
      Default: `text`. `json` and `ndjson` are one object on one line. In JSON a number that \
      is not finite is `null`, with a finding that says why.
      """)

  static let digits = OptionDescription(
    "digits", value: "N", .wholeNumber(1...17),
    summary: "round to N significant digits, 1 to 17",
    details: "Default: the fewest digits that read back to the same double.")

  static let saveValue = OptionDescription(
    "save", value: "NAME=FILE", .namedFile, repeats: true,
    summary: "write this value to FILE (.csv, .tsv, .txt, .npy)",
    details: """
      NAME is an output, a definition or an input. The file's name says the format, and what is \
      saved is not printed. FILE is complete or is not touched, so it may be one that a binding \
      was read from.
      """)

  static let saveGradient = OptionDescription(
    "save", value: "NAME=FILE", .namedFile, repeats: true,
    summary: "write this input's derivative to FILE",
    details: """
      The file's name says the format: `.csv`, `.tsv`, `.txt` or `.npy`. What is saved is not \
      printed. FILE is complete or is not touched.
      """)

  static let all = OptionDescription(
    "all", excludes: ["sweep", "random"],
    summary: "check each element, however many there are",
    details: """
      Default: with more than 100 elements random directions are checked instead, in each of which \
      all elements move at once.
      """)

  static let strict = OptionDescription(
    "strict", summary: "fail if a result is not finite or a kink is met",
    details: "The exit status is then 4.")

  static let quiet = OptionDescription(
    "quiet", summary: "print no warnings",
    details: "Errors are still printed, and the exit status is the same.")

  static let color = OptionDescription(
    "color", value: "WHEN", .choice, choices: ["auto", "always", "never"],
    summary: "colour in messages: auto, always or never",
    details: """
      Default: `auto`, which colours messages on a terminal and honours the variables `NO_COLOR`, \
      `TERM` and `CLICOLOR_FORCE`.
      """)

  static let step = OptionDescription(
    "step", value: "H", .positiveNumber,
    summary: "use one central difference with step H",
    details: """
      It is `(f(x + H) - f(x - H))/(2*H)`, as in a textbook. Default: a sequence of steps, \
      extrapolated (Richardson), with an error estimate.
      """)

  static let sweep = OptionDescription(
    "sweep", excludes: ["step", "random"],
    summary: "print the error against the step size",
    details: """
      Large steps suffer from truncation, small ones from rounding: the table shows the best step \
      between them.
      """)

  static let random = OptionDescription(
    "random", value: "N", .wholeNumber(1...Int(Int32.max)),
    summary: "check at N random points",
    details: "Inputs with a `--range` are drawn uniformly from it, the others keep their bindings.")

  static let seed = OptionDescription(
    "seed", value: "S", .wholeNumber(0...Int.max), needs: "random",
    summary: "start the random points at S (default: 0)",
    details: "The same seed gives the same points.")

  static let range = OptionDescription(
    "range", value: "NAME=LOW:HIGH", .range, repeats: true, needs: "random",
    summary: "draw this input from LOW to HIGH",
    details: """
      The input is a number. May be given for several inputs. LOW and HIGH are numbers or expressions without names of \
      inputs: `--range x=0:2*pi`.
      """)

  static let relativeTolerance = OptionDescription(
    "rtol", value: "R", .nonNegativeNumber, summary: "relative tolerance (default: 1e-6)")

  static let absoluteTolerance = OptionDescription(
    "atol", value: "A", .nonNegativeNumber, summary: "absolute tolerance (default: 0)")

  /// `-h` and `--help` are one option that remembers how it was written.
  static let help = OptionDescription(
    "help", short: "h", summary: "show short help (`-h`) or all of it (`--help`)")

  static let version = OptionDescription("version", summary: "print the version")
}
