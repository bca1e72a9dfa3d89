import Arguments

extension Command {
  /// The tool itself, described like a command without a name: what `autodiff -h` and autodiff(1)
  /// show.
  static let tool = CommandDescription(
    "", summary: "values and exact derivatives of formulas, and their check", .none,
    options: { [ParserOptions.help, ParserOptions.version] },
    details: {
      [
        """
        PROGRAM is a formula such as `x*y + sin(x)`, or several definitions and formulas separated \
        by `;`. Quote it, so that the shell leaves it alone. A name that the program does not \
        define is an input; it gets its value, a number or a matrix, from a binding NAME=VALUE. \
        Program and bindings stand in any order: NAME=VALUE is a binding where VALUE is a number, a \
        file `@FILE` or an expression of constants; the argument that is none is the program. `-e` \
        says outright which it is, `-f` names its file. `autodiff help language` describes the \
        language.
        """,
        """
        Derivatives are not approximated: the chain rule is applied to every step of the program, \
        in forward or reverse mode (automatic differentiation), and the result is exact to \
        rounding.
        """,
        """
        Standard output carries results only, so that they can be piped; messages go to standard \
        error; the exit status is an answer.
        """,
        """
        Options may stand anywhere, as `--opt VALUE` or `--opt=VALUE`; `--` ends them. A program \
        may start with `-`: an argument that is no known option and can be read as a program is \
        one.
        """,
      ]
    },
    examples: {
      [
        ("autodiff eval 'x^2 + sin(y)' x=3 y=0.5", "The value of a formula."),
        ("autodiff grad 'x*y + sin(x)' x=1 y=2", "Its derivatives with respect to all inputs."),
        (
          "autodiff grad --trace 'v = u^2; w = sin(v); exp(w)' u=1.3",
          "Every step with its value and its adjoint."
        ),
        (
          "autodiff grad \"x'*A*x\" 'A=[2, 1; 1, 3]' 'x=[1; 2]'",
          "Derivatives by a matrix and by a vector."
        ),
        ("autodiff check 'exp(sin(x))' x=0.7", "The derivative beside finite differences."),
      ]
    })
}
