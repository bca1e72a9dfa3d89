/// The commands that read a program and run it.
extension Commands {
  private static let inputs = """
    A name that the program neither defines nor knows as a constant is an input and needs a \
    binding. VALUE is a number, an expression without free names, or a matrix: `x=1.5`, `x=pi/3`, \
    `'A=[1, 2; 3, 4]'`, or `A=@FILE` for a file of numbers (`.csv`, `.tsv`, `.txt`, `.dat`, \
    `.npy`).
    """

  static let evaluate = CommandDescription(
    "eval", summary: "print the value of a program", takesProgram: true,
    options: {
      [
        Options.file, Options.output, Options.bindings, Options.saveValue,
        Options.evaluationTrace, Options.rows(excludes: ["trace", "save"]),
      ] + Options.rowDetails + [
        Options.rowsOutputFormat, Options.digits, Options.strict, Options.quiet, Options.color,
        Options.help,
      ]
    },
    details: {
      [
        """
        Evaluates PROGRAM and prints its outputs. A single output is printed as one bare number, \
        so that a shell script can use it as `$(autodiff eval ...)`, a matrix as its rows.
        """,
        inputs,
        """
        A result that is not finite is printed as `nan`, `inf` or `-inf`, and a warning shows the \
        step where it was born.
        """,
      ]
    },
    examples: {
      [
        ("autodiff eval 'x^2 + sin(y)' x=3 y=0.5", "One value; every input has a binding."),
        ("autodiff eval '-x^2' x=pi/3", "A program may start with `-`; a value may be a formula."),
        (
          "autodiff eval 'A*x' 'A=[1, 2; 3, 4]' 'x=[5; 6]'",
          "A product of a matrix and a column."
        ),
        (
          "autodiff eval --save W=W.csv 'W = V - 0.1*G' V=@V.csv G=@G.csv",
          "Matrices from files; the result goes to a file."
        ),
        (
          "autodiff eval --trace 'v = u^2; w = sin(v); exp(w)' u=1.3",
          "Every step with its value."
        ),
        (
          "autodiff eval --output a,b 'a = x + 1; b = a^2; sin(b)' x=2",
          "The values of two definitions in place of the last expression."
        ),
        (
          "echo 'a = x*y; exp(a)' | autodiff eval -f - x=1 y=2",
          "The program comes from standard input."
        ),
      ]
    })

  static let gradient = CommandDescription(
    "grad", summary: "print the gradient of a program", takesProgram: true,
    options: {
      [
        Options.file, Options.wrt, Options.mode, Options.output, Options.bindings,
        Options.saveGradient, Options.derivativeTrace,
        Options.rows(excludes: ["trace", "save"]),
      ] + Options.rowDetails + [
        Options.rowsOutputFormat, Options.digits, Options.strict, Options.quiet, Options.color,
        Options.help,
      ]
    },
    details: {
      [
        """
        Prints the derivative of the program's one output with respect to each input: one line \
        NAME VALUE for each, in the order in which the inputs first appear. The derivatives come \
        from the chain rule, step by step, and are exact to rounding.
        """,
        """
        The output is a number, such as `sum(y)` or `norm(A*x - b)`. The derivative by a matrix \
        has the shape of the matrix and stands as its rows beside the name. In CSV and TSV each \
        element has a line, and `W_2_1` is row 2, column 1; JSON nests the rows.
        """,
        inputs,
        """
        Where a slope is infinite or does not exist, the convention of the function is used and a \
        warning says so; `autodiff functions NAME` states each convention.
        """,
      ]
    },
    examples: {
      [
        ("autodiff grad 'x*y + sin(x)' x=1 y=2", "The derivatives with respect to x and y."),
        (
          "autodiff grad --trace 'v = u^2; w = sin(v); exp(w)' u=1.3",
          "The steps with their values, adjoints and the rules that gave them."
        ),
        (
          "autodiff grad --mode forward --trace 'v = u^2; exp(sin(v))' u=1.3",
          "Tangents in place of adjoints: forward mode."
        ),
        (
          "autodiff grad --wrt x --format json 'x*y + sin(x)' x=1 y=2",
          "One derivative, with the value, as JSON."
        ),
        (
          "autodiff grad \"x'*A*x\" 'A=[2, 1; 1, 3]' 'x=[1; 2]'",
          "Derivatives by a matrix and a vector; double quotes for the `'`."
        ),
        (
          "autodiff grad --save W=G.csv 'norm(W*x)^2' W=@V.csv 'x=[1; 2]'",
          "The derivative goes to a file."
        ),
      ]
    })

  static let check = CommandDescription(
    "check", summary: "compare the derivatives with finite differences", takesProgram: true,
    options: {
      [
        Options.file, Options.wrt, Options.output, Options.bindings, Options.step, Options.sweep,
        Options.random, Options.seed, Options.range, Options.all, Options.secondOrder,
        Options.relativeTolerance, Options.absoluteTolerance,
        Options.rows(excludes: ["random", "sweep", "second-order"]),
      ] + Options.rowDetails + [
        Options.rowsOutputFormat, Options.digits, Options.strict, Options.quiet, Options.color,
        Options.help,
      ]
    },
    details: {
      [
        """
        Computes every derivative in forward mode, in reverse mode, by finite differences and, \
        where all functions allow it, by the complex step, prints them side by side, and gives a \
        verdict for each. The exit status is 0 when nothing disagrees and 1 when something does.
        """,
        inputs,
        """
        The finite difference is a central one over a sequence of steps, extrapolated \
        (Richardson), with an estimate of its own error. A derivative d agrees with the difference \
        q when `abs(d - q) <= A + R*max(abs(d), abs(q)) + 10*estimate`, with the tolerances of \
        `--rtol` and `--atol`.
        """,
        """
        Every element of a matrix is an input of its own. Where there are more than 100 of them, \
        random directions are checked instead, in each of which all elements move at once; with \
        `--all` each element is checked nevertheless.
        """,
      ]
    },
    terms: {
      [
        ("agrees", "All ways give the same, within the tolerance."),
        ("DISAGREES", "They do not: a rule or the program is wrong."),
        ("kink", "The slopes on the two sides differ; both are shown."),
        ("singular", "The slope is infinite or does not exist."),
        ("undecided", "The finite difference is itself too inaccurate to tell."),
      ]
    },
    examples: {
      [
        (
          "autodiff check 'exp(sin(x)*log(x))' x=1.3",
          "A verdict for the derivative with respect to x."
        ),
        (
          "autodiff check --step 1e-3 'sin(x)*y' x=1 y=2",
          "One plain central difference, as in a textbook."
        ),
        ("autodiff check 'logdet(A)' 'A=[2, 1; 1, 3]'", "A derivative by a matrix."),
        ("autodiff check --sweep 'sin(x)' x=1", "The error of the difference for many steps."),
        (
          "autodiff check --random 100 --range x=0.1:2 --range y=-1:1 'x^y'",
          "A hundred random points, the same in every run."
        ),
      ]
    })
}
