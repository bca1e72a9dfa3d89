/// The options of the command that prints derivatives as formulas.
extension Options {
  static let derivativeOrder = OptionDescription(
    "order", value: "N", .wholeNumber(0...100), excludes: ["differential"],
    summary: "differentiate N times by the same input",
    details: "Default: once.")

  static let notation = OptionDescription(
    "notation", value: "NOTATION", .choice, choices: ["infix", "latex", "c"],
    summary: "infix, latex or c (default: infix)",
    details: """
      `infix` is the tool's own language, `latex` is for mathematical mode, `c` is C99 with \
      `<math.h>`.
      """)

  static let differential = OptionDescription(
    "differential", summary: "print the differential, such as `2*x*dx`",
    details: """
      The sum of the derivatives, each times the differential of its input: `d` and the input's \
      name. `eval` reads it as a program with the differentials as inputs.
      """)
}
