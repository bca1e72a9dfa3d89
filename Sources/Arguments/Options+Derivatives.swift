/// The options of the commands for Jacobians, Hessians, products and series.
extension Options {
  static let sweepMode = OptionDescription(
    "mode", value: "MODE", .choice, choices: ["forward", "reverse", "auto"],
    summary: "forward, reverse or auto (default: auto)",
    details: "`auto` takes the mode that needs fewer sweeps; the answer says which it was.")

  static let sparse = OptionDescription(
    "sparse", summary: "print only elements that may differ from 0",
    details: """
      One line ROW COLUMN VALUE for each element of the structural pattern, counted from 1. The \
      pattern comes from the program itself, so an element may happen to be 0. Elements that share \
      no row are found by one sweep: the cost does not grow with the size of a banded matrix.
      """)

  static let matrixFormat = OptionDescription(
    "format", value: "FORMAT", .choice, choices: format.choices + ["mtx", "svg"],
    summary: "text, json, ndjson, csv, tsv, markdown, latex, mtx, svg",
    details: """
      Default: `text`. `mtx` is the Matrix Market format, `svg` a picture of the pattern; both \
      imply `--sparse`. In JSON a number that is not finite is `null`, with a finding that says \
      why.
      """)

  static let secondOrder = OptionDescription(
    "second-order", excludes: ["sweep", "random", "all"],
    summary: "check the second derivatives",
    details: """
      Each derivative is differentiated once more: forward over reverse, reverse over reverse, and \
      by finite differences of the gradient.
      """)

  static let direction = OptionDescription(
    "direction", value: "NAME=VALUE", .namedValue, repeats: true,
    summary: "move this input in the direction VALUE",
    details: """
      VALUE has the input's shape, or is a number for all of its elements; `@FILE` reads it from a \
      file. Inputs without a direction stay where they are.
      """)

  static let weight = OptionDescription(
    "weight", value: "VALUE",
    summary: "weights of the output's elements (default: ones)",
    details: "VALUE has the output's shape, or is a number for all elements; `@FILE` reads it.")

  static let order = OptionDescription(
    "order", value: "N", .wholeNumber(0...100),
    summary: "the highest order, from 0 to 100 (default: 4)")
}
