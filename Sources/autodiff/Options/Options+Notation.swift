import Arguments
import Evaluation
import Graph
import Notation

/// The options of the commands that write a program in another notation.
extension Options {
  static let language = Option(
    "language", value: "LANGUAGE", .choice(usual: EmittedLanguage.c),
    summary: { "\(EmittedLanguage.words) (default: \($0))" },
    details: { _ in
      """
      `c` is C99 and C++17 with `<math.h>`, `swift` needs the C library only, `python` needs NumPy, \
      `latex` sets the value and each derivative as an aligned display.
      """
    })

  static let emittedDerivative = Option<GraphResult.Kind?>(
    "derivative", value: "WHAT", .choice(),
    summary: GraphResult.Kind.words,
    details: """
      Default: `gradient` of a number, `jacobian` of arrays and of several outputs. The value comes \
      with each of them, and `hessian` also has the gradient.
      """)

  static let functionName = Option(
    "name", value: "NAME", .name(usual: "f"),
    summary: { "call the function NAME (default: \($0))" },
    details: { _ in "A letter or `_`, then letters, digits and `_`." })

  static let standalone = Option(
    "standalone", .flag, summary: "with latex: a whole document, which compiles",
    details: """
      Without it the LaTeX is for mathematical mode, and a comment names the package that it needs.
      """)

  static let graphDerivative = Option(
    "derivative", value: "WHAT", .choice(usual: GraphResult.Kind.value),
    summary: { _ in "with \(GraphResult.Kind.words)" },
    details: {
      """
      Default: `\($0)`. The steps of a derivative follow those of the program and share what they \
      can.
      """
    })

  static let graphMode = Option<DifferentiationMode?>(
    "mode", value: "MODE", .choice(),
    summary: "forward: tangents beside the values; reverse: adjoints",
    details: """
      With bindings every step shows its value; `reverse` adds its adjoint, `forward` its tangent \
      along the input that `--wrt` names.
      """)
}

extension EmittedLanguage: Choice {}
extension GraphResult.Kind: Choice {}
