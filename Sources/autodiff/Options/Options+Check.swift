import Arguments
import Verification

/// The options of `check`.
extension Options {
  static let all = Option(
    "all", .flag, isMinor: true,
    excludes: {
      sweep
      random
    },
    summary: "check each element, however many there are",
    details: """
      Default: with more than 100 elements random directions are checked instead, in each of which \
      all elements move at once.
      """)

  static let step = Option<Double?>(
    "step", value: "H", .positiveNumber,
    summary: "use one central difference with step H",
    details: """
      It is `(f(x + H) - f(x - H))/(2*H)`, as in a textbook. Default: a sequence of steps, \
      extrapolated (Richardson), with an error estimate.
      """)

  static let sweep = Option(
    "sweep", .flag,
    excludes: {
      step
      random
    },
    summary: "print the error against the step size",
    details: """
      Large steps suffer from truncation, small ones from rounding: the table shows the best step \
      between them.
      """)

  static let random = Option<Int?>(
    "random", value: "N", .wholeNumber(1...Int(Int32.max)),
    summary: "check at N random points",
    details: "Inputs with a `--range` are drawn uniformly from it, the others keep their bindings.")

  static let seed = Option(
    "seed", value: "S", .wholeNumber(0...Int.max, usual: 0), needs: random.description,
    summary: { "start the random points at S (default: \($0))" },
    details: { _ in "The same seed gives the same points." })

  static let range = Option(
    "range", value: "NAME=LOW:HIGH", .ranges, needs: random.description,
    summary: "draw this input from LOW to HIGH",
    details: """
      The input is a number. May be given for several inputs. LOW and HIGH are numbers or \
      expressions without names of inputs: `--range x=0:2*pi`.
      """)

  static let secondOrder = Option(
    "second-order", .flag,
    excludes: {
      sweep
      random
      all
    },
    summary: "check the second derivatives",
    details: """
      Each derivative is differentiated once more: forward over reverse, reverse over reverse, and \
      by finite differences of the gradient.
      """)

  static let relativeTolerance = Option(
    "rtol", value: "R",
    .nonNegativeNumber(usual: DerivativeCheck.Options.usualRelativeTolerance),
    summary: { "relative tolerance (default: \($0))" })

  static let absoluteTolerance = Option(
    "atol", value: "A",
    .nonNegativeNumber(usual: DerivativeCheck.Options.usualAbsoluteTolerance), isMinor: true,
    summary: { "absolute tolerance (default: \($0))" })
}
