/// The command that prints derivatives as formulas.
extension Commands {
  static let symbolic = CommandDescription(
    "diff", summary: "print derivatives as formulas", takesProgram: true,
    options: {
      [
        Options.file, Options.wrt, Options.derivativeOrder, Options.differential,
        Options.notation, Options.output, Options.bindings, Options.format, Options.quiet,
        Options.color, Options.help,
      ]
    },
    details: {
      [
        """
        Prints the derivative of the program's one output as program text, simplified, which \
        `eval` reads again. With several inputs there is a line NAME: FORMULA for each; with one \
        input, or one name in `--wrt`, the formula alone.
        """,
        """
        What a formula has in common is written as statements before it, under the program's own \
        names where it has some: `v = x^2 + 1; 2*x/v`. The text is not longer than the program by \
        more than a factor, however much is shared.
        """,
        """
        No bindings are needed; inputs are numbers, and a binding such as `A=zeros(3,4)` gives an \
        array's shape.
        """,
        """
        Formulas are simplified as in a textbook: `x/x` is 1, and single points where only a \
        convention gives a value (`0^0`, hypot at the origin) are left to the formula. `if`, \
        `max`, `abs` and their like keep their conventions.
        """,
        """
        A formula is for reading: its squares overflow and its differences cancel where the \
        steps of `grad` do not, as those of `1/sqrt(x^2 + 1)` at 1e200 do. Code comes from `emit`, \
        numbers from `grad`.
        """,
      ]
    },
    examples: {
      [
        ("autodiff diff 'x^2*sin(x)'", "One input: the formula alone."),
        ("autodiff diff 'x^2*y + exp(y)'", "A line for each input."),
        ("autodiff diff --wrt x --order 2 'x^3*y'", "The second derivative by x."),
        ("autodiff diff --differential --wrt b,a '(x + a)*(x + b)'", "The differential."),
        ("autodiff diff --notation latex 'sqrt(x)/y'", "Formulas for a document."),
      ]
    })
}
