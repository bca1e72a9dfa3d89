import Arguments
import Evaluation

/// The options of the commands for Jacobians, Hessians, products, series and formulas.
extension Options {
  static let sweepMode = Option(
    "mode", value: "MODE", .choice(usual: SweepChoice.auto),
    summary: { "\(SweepChoice.words) (default: \($0))" },
    details: { "`\($0)` takes the mode that needs fewer sweeps; the answer says which it was." })

  static let sparse = Option(
    "sparse", .flag, summary: "print only elements that may differ from 0",
    details: """
      One line ROW COLUMN VALUE for each element of the structural pattern, counted from 1. The \
      pattern comes from the program itself, so an element may happen to be 0. Elements that share \
      no row are found by one sweep: the cost does not grow with the size of a banded matrix.
      """)

  static let direction = Option(
    "direction", value: "NAME=VALUE", .namedValues,
    summary: "move this input in the direction VALUE",
    details: """
      VALUE has the input's shape, or is a number for all of its elements; `@FILE` reads it from a \
      file. Inputs without a direction stay where they are.
      """)

  static let weight = Option(
    "weight", value: "VALUE", .text,
    summary: "weights of the output's elements (default: ones)",
    details: "VALUE has the output's shape, or is a number for all elements; `@FILE` reads it.")

  static let seriesOrder = Option(
    "order", value: "N", .wholeNumber(0...100, usual: 4),
    summary: { "the highest order, from 0 to 100 (default: \($0))" })

  static let derivativeOrder = Option(
    "order", value: "N", .wholeNumber(0...100, usual: 1), excludes: { differential },
    summary: "differentiate N times by the same input",
    details: "Default: once.")

  static let notation = Option<FormulaText.Notation?>(
    "notation", value: "NOTATION", .choice(),
    summary: "\(FormulaText.Notation.words) (default: \(FormulaText.Notation.usual.spelling))",
    details: """
      `infix` is the tool's own language, `latex` is for mathematical mode, `c` is C99 with \
      `<math.h>`.
      """)

  static let differential = Option(
    "differential", .flag, summary: "print the differential, such as `2*x*dx`",
    details: """
      The sum of the derivatives, each times the differential of its input: `d` and the input's \
      name. `eval` reads it as a program with the differentials as inputs.
      """)
}

extension SweepChoice: Choice {}
