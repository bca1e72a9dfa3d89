/// The options of the commands that write a program in another notation.
extension Options {
  static let language = OptionDescription(
    "language", value: "LANGUAGE", .choice, choices: ["c", "swift", "python", "latex"],
    summary: "c, swift, python or latex (default: c)",
    details: """
      `c` is C99 and C++17 with `<math.h>`, `swift` needs the C library only, `python` needs NumPy, \
      `latex` sets the value and each derivative as an aligned display.
      """)

  static let emittedDerivative = OptionDescription(
    "derivative", value: "WHAT", .choice, choices: ["value", "gradient", "jacobian", "hessian"],
    summary: "value, gradient, jacobian or hessian",
    details: """
      Default: `gradient` of a number, `jacobian` of arrays and of several outputs. The value comes \
      with each of them, and `hessian` also has the gradient.
      """)

  static let functionName = OptionDescription(
    "name", value: "NAME", .name, summary: "call the function NAME (default: f)",
    details: "A letter or `_`, then letters, digits and `_`.")

  static let codeFormat = OptionDescription(
    "format", value: "FORMAT", .choice, choices: ["text", "json", "ndjson"],
    summary: "text, json or ndjson (default: text)")

  static let graphFormat = OptionDescription(
    "format", value: "FORMAT", .choice, choices: ["text", "dot"],
    summary: "text or dot (default: text)",
    details: "`dot` is the language of Graphviz: `autodiff graph ... --format dot | dot -Tsvg`.")

  static let graphDerivative = OptionDescription(
    "derivative", value: "WHAT", .choice, choices: ["value", "gradient", "jacobian", "hessian"],
    summary: "with value, gradient, jacobian or hessian",
    details: """
      Default: `value`. The steps of a derivative follow those of the program and share what they \
      can.
      """)

  static let graphMode = OptionDescription(
    "mode", value: "MODE", .choice, choices: ["forward", "reverse"],
    summary: "forward: tangents beside the values; reverse: adjoints",
    details: """
      With bindings every step shows its value; `reverse` adds its adjoint, `forward` its tangent \
      along the input that `--wrt` names.
      """)
}
