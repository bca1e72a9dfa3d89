/// The language of programs, as `autodiff help language` and autodiff-language(7) explain it.
package enum LanguageReference {
  /// What `autodiff help` calls this text.
  package static let topic = "language"
  package static let summary = "the language of programs"

  /// `autodiff help language`. The table of functions is shortened to their names.
  static var plainText: String {
    var document = Document()
    document.blocks += opening
    document.blocks.append(.heading("Functions"))
    let families = FunctionReference.functionFamilies.map { family in
      Document.Item(
        term: family.title,
        text: family.lines.map { "`\($0.shortSignature)`" }.joined(separator: " "))
    }
    document.blocks.append(.list(families, .hanging))
    document.blocks.append(.paragraph("`autodiff functions` lists them with a line for each."))
    document.blocks += closing
    return "autodiff-language - \(summary)\n\n" + document.plainText
  }

  /// What stands before the table of functions.
  static var opening: [Document.Block] {
    programs + numbersAndNames + operators + matrices + brackets
  }

  /// What stands after it.
  static var closing: [Document.Block] {
    ownFunctions + choices + inputs + derivatives + conventions + notNumbers
  }

  private static var programs: [Document.Block] {
    [
      .heading("Programs"),
      .paragraph(
        """
        A program is a formula, or several statements separated by `;` or by the ends of lines. A \
        statement is a definition `name = formula`, the definition of a function, or a formula. \
        `#` starts a comment, to the end of the line. Inside parentheses a line may end anywhere, \
        and definitions may come first: `(a = x^2; a*sin(a))`.
        """),
      .code(["v = u^2", "w = sin(v)      # one step a line, as in a textbook", "exp(w*log(v))"]),
      .paragraph(
        """
        Every formula that is not part of a definition is an output. A program without one has a \
        single output, its last definition. A name is defined once, before it is used.
        """),
    ]
  }

  private static var numbersAndNames: [Document.Block] {
    [
      .heading("Numbers and names"),
      .paragraph(
        """
        Numbers are written `1`, `.5`, `1.`, `1e-3` or, in hexadecimal, `0x1.8p3`. They are read \
        as the nearest double. A number that is too large for a double is an error.
        """),
      .paragraph(
        """
        A name is a letter or `_`, followed by letters, digits and `_`. Letters of all alphabets \
        are letters: `θ` is a name. Values and functions have separate names: `gamma` may be an \
        input beside the function `gamma(x)`.
        """),
      .paragraph(
        """
        Constants are `pi` (also `π`), `e`, `inf` and `nan`. A definition or a \
        binding of the same name takes the place of the constant.
        """),
      .paragraph(
        """
        Signs that come with pasted formulas are understood: `−` as `-`, `·` and `×` as `*`, `÷` \
        as `/`, `≤`, `≥`, `≠`, and `**` as `^`. A product needs its `*`: write `2*x`, not 2x.
        """),
    ]
  }

  /// The operators from the tightest to the loosest. A test compares the order with the tables of
  /// operators.
  static let precedence: [(symbols: [String], note: String)] = [
    (["'"], "Transpose: `x'` is a row where x is a column. Indices bind as tightly: `x[2]'`."),
    (["^", ".^"], "Power, from right to left: `2^3^2` is 2^9."),
    (["-", "+", "!"], "Sign and not: `-x^2` is -(x^2), and `2^-x` needs no parentheses."),
    (
      ["*", "/", "\\", ".*", "./"],
      "Product, quotient and solution, from left to right: `a/b/c` is (a/b)/c."
    ),
    (["+", "-"], "Sum and difference, from left to right."),
    ([":"], "Range: `1:n-1` ends at n - 1."),
    (
      ["<", "<=", ">", ">=", "==", "!="],
      "Comparison: 1 where it holds, else 0. Write `a < b && b < c` for a chain."
    ),
    (["&&"], "And: 1 where both are not 0."),
    (["||"], "Or: 1 where one of the two is not 0."),
  ]

  private static var operators: [Document.Block] {
    [
      .heading("Operators"),
      .paragraph("From the one that binds tightest to the one that binds loosest:"),
      .list(
        precedence.map {
          Document.Item(term: $0.symbols.joined(separator: "  "), text: $0.note)
        }, .columns),
    ]
  }
}
