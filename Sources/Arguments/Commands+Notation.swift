/// The commands that write a program, or a derivative of it, in another notation.
extension Commands {
  static let emit = CommandDescription(
    "emit", summary: "write source code for the value and derivatives", takesProgram: true,
    options: {
      [
        Options.file, Options.language, Options.emittedDerivative, Options.wrt, Options.output,
        Options.functionName, Options.bindings, Options.codeFormat, Options.color, Options.help,
      ]
    },
    details: {
      [
        """
        Writes one function that computes the value and the derivatives from one shared graph: what \
        they have in common is computed once. Names come from the program's definitions, and the \
        comment above the function says what goes in and what comes out.
        """,
        """
        Bindings are not needed, and the function does not hang on their values: an input without \
        one is a number, and `A=zeros(3,4)` gives a shape. Arrays lie in memory column after column.
        """,
        """
        C and Swift give the evaluator's numbers to a few units in the last place when they are \
        compiled without fused multiply-add (`-ffp-contract=off`). What the language lacks comes \
        along as a function of its own, or is refused by name. Sums over arrays are plain loops.
        """,
      ]
    },
    examples: {
      [
        ("autodiff emit 'exp(sin(u^2)*log(u^2))'", "C for the value and the gradient."),
        (
          "autodiff emit 'sum((A*x).^2)' 'A=zeros(3,2)' 'x=zeros(2,1)'",
          "Arrays become loops."
        ),
        ("autodiff emit 'x^2*y' --language python --derivative hessian", "Second derivatives."),
      ]
    })

  static let graph = CommandDescription(
    "graph", summary: "write the computational graph", takesProgram: true,
    options: {
      [
        Options.file, Options.graphFormat, Options.graphDerivative, Options.graphMode, Options.wrt,
        Options.output, Options.bindings, Options.digits, Options.color, Options.help,
      ]
    },
    details: {
      [
        """
        Writes one line for each step that the outputs are computed from, or a picture for \
        Graphviz. Equal steps are one: the graph is what is evaluated.
        """,
        """
        With all inputs bound every step shows its value, and with `--mode` its adjoint or its \
        tangent; a large matrix shows its shape alone.
        """,
      ]
    },
    examples: {
      [
        ("autodiff graph 'v = u^2; w = sin(v); w*log(v)'", "The steps of a program."),
        ("autodiff graph 'sin(x)*y' --derivative gradient --format dot", "A picture."),
        ("autodiff graph 'sin(x)*y' x=1 y=2 --mode reverse", "With values and adjoints."),
      ]
    })
}
