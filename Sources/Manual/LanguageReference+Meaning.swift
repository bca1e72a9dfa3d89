/// The second half of the language reference: functions of one's own, inputs, and what is done
/// where a formula has no value or no slope.
extension LanguageReference {
  static var ownFunctions: [Document.Block] {
    [
      .heading("Functions of your own"),
      .paragraph(
        """
        A function is defined by a formula for its result, before it is used, and is expanded \
        wherever it is called. Its formula may use its parameters, names defined above it, and \
        inputs. It cannot call itself, and a built-in function cannot be defined again.
        """),
      .code(["f(x, y) = x^2 + a*y", "f(1, b) + f(b, 2)"]),
      .paragraph(
        """
        `iterate(f, n, x0)` applies a function of one argument `n` times, for recurrences and for \
        Newton's method; `n` is a constant or a whole-number input.
        """),
      .code(["step(x) = (x + a/x)/2", "iterate(step, 6, 1)      # the square root of a"]),
      .paragraph(
        """
        A function of two arguments gets the number of the step, from 1, as the second one. It may \
        be an index: of data, a row for each step.
        """),
      .code([
        "f(s, k) = 0.9*s + 0.1*D[k, 2]", "iterate(f, rows(D), D[1, 2])      # a moving average",
      ]),
      .paragraph(
        """
        There may be up to 10¹² steps. Where there are many, the function's formula is kept once, \
        and a run takes the memory of one step; a reverse sweep that of the states, and beyond \
        256 MB it computes some states again. Values and first derivatives have the same bits \
        either way. `--trace`, `check`, `taylor`, `diff`, `emit` and `graph` need every step: they \
        write up to 10 million operations out, and so do other commands where a step has a kink \
        or gives something that is not finite.
        """),
      .code([
        "leap(v) = [v[1] + h*v[2]; v[2] - h*sin(v[1])]",
        "iterate(leap, 1000000, [q; 0])      # a pendulum",
      ]),
      .heading("Definitions inside parentheses"),
      .paragraph(
        """
        Wherever an expression stands, parentheses may begin with definitions, each with a `;` \
        behind it; their value is the expression that stands last. A name is known from its \
        definition to the end of the parentheses. It is defined once there, and is the name of \
        nothing else: of no input, no definition, no function, no parameter and no constant. \
        Functions are defined outside.
        """),
      .code([
        "rate(y) = k*y*(1 - y)",
        "step(y) = (p = rate(y); q = rate(y + h/2*p); y + h*q)",
      ]),
      .paragraph(
        """
        What is defined is computed once. Where a function is applied several times, traces, \
        graphs and code call its steps `p`, `p_2`, `p_3` and so on.
        """),
    ]
  }

  static var choices: [Document.Block] {
    [
      .heading("Choices"),
      .paragraph(
        """
        `if(condition, a, b)` is `a` where the condition is true (not 0) and `b` where it is false \
        (0). The branch that is not taken never shows, neither in the value nor in a derivative, \
        even where it is `nan`. If the condition is `nan`, so is the result. With matrices it \
        chooses for each element.
        """),
      .code(["if(x == 0, 1, sin(x)/x)"]),
    ]
  }

  static var inputs: [Document.Block] {
    [
      .heading("Inputs and bindings"),
      .paragraph(
        """
        A name that is neither defined nor a constant is an input. Inputs are listed in the order \
        in which they first appear. A binding NAME=VALUE on the command line gives an input its \
        value and its shape. Every input needs one binding, and a name that is no input cannot be \
        bound.
        """),
      .list(
        [
          Document.Item(
            term: "x=1.5, x=pi/3, 'A=[1, 2; 3, 4]'",
            text: "A number, or a formula without inputs: `'x=linspace(0, 1, 5)'`."),
          Document.Item(
            term: "A=@FILE",
            text: """
              A matrix from a file, whose name says what it holds: `.csv` and `.tsv`, a row a \
              line; `.txt` and `.dat`, with blanks, commas or semicolons; `.npy`, an array of \
              NumPy's with at most two dimensions. A text may begin with a line of column names, \
              and `#` starts a comment.
              """),
          Document.Item(
            term: "--bindings FILE",
            text: """
              NAME=VALUE lines, or one JSON object of numbers and arrays: `[1, 2]` is a column, \
              `[[1, 2], [3, 4]]` a matrix by its rows.
              """),
        ], .hanging),
      .paragraph(
        """
        An input is a whole number where anything constant hangs on it: the count of `iterate`, an \
        index `x[k]`, a part of a range, a size as in `zeros(n, 1)`, a dimension, an order, the \
        power of a matrix. It is bound like any other, `n=40`, and may stand anywhere, also as \
        `n - 1` or in `h = T/n`; but its value belongs to the form of the program. It is a \
        constant everywhere, nothing is differentiated by it, its column is the same in all rows, \
        and emitted code is made for it.
        """),
      .code(["h = T/n", "f(y) = y + h*y", "iterate(f, n, 1)      # n=100 T=1"]),
    ]
  }

  static var derivatives: [Document.Block] {
    [
      .heading("Derivatives"),
      .paragraph(
        """
        The command `grad` differentiates a number: `sum(y)`, `norm(y)`, `y[1]`. Every element of \
        a bound matrix is an independent variable, and the derivative by a matrix has its shape. \
        Matrix programs are differentiated by matrix rules: the adjoint G of `A*B` goes to A as \
        `G*B'` and to B as `A'*G`, and a row that was repeated gets the sum. `autodiff functions \
        NAME` shows each rule, `--trace` the rules at work.
        """),
      .paragraph(
        """
        Inside a program `diff(f, x)` is a derivative by a number, `diff(f, x, n)` the n-th one, \
        `grad(f, x)` a gradient, `jacobian(f, x)` has a row for each element of f, and \
        `hessian(f, x)` holds second derivatives; x is an input, a defined name, a list `[x; y]` of \
        such names for all but `diff`, or a parameter of the function in which this stands. They \
        nest to any depth. A defined name is held as \
        independent: with `a = x^2`, `diff(x^2 + a, a)` is 1. In the body of a function its \
        parameters are values: with `f(a) = diff(a^2*x, x)`, `f(x)` is `x^2`.
        """),
      .paragraph(
        """
        High orders, like those of `taylor`, keep nearly all digits where a function is far from its \
        poles. Beside a pole that cancels they lose them: of `sin(x)/x` at 1 order 5 has 13 digits, \
        order 10 has 8, order 20 none; at 4 order 20 has 8.
        """),
      .code([
        "f = sum(x.^4)", "x - hessian(f, x) \\ grad(f, x)      # a step of Newton's method",
      ]),
    ]
  }

  static var conventions: [Document.Block] {
    [
      .heading("Conventions"),
      .paragraph(
        """
        Where a function has a kink or no finite slope, its rule says what the derivative is. Such \
        a point, when it is met, is reported as a warning, and `autodiff functions NAME` states \
        the convention of each function.
        """),
      .list(
        [
          Document.Item(
            term: "abs, sign, relu at 0",
            text: "The slope is 0."),
          Document.Item(
            term: "min, max at a tie",
            text: "Each of the equal operands has the same share of the slope."),
          Document.Item(
            term: "sqrt, cbrt, log at 0",
            text: "The slope is the limit, `inf`."),
          Document.Item(
            term: "norm at 0", text: "The slope is 0."),
          Document.Item(
            term: "second derivatives at a kink",
            text:
              "They are `nan`, mixed ones too, and so they are where `sign`, `floor`, `mod` or a "
              + "comparison that counts as a number jumps. Even functions of abs, hypot and norm, such as `norm(x)^2`, are "
              + "smooth there and have theirs."),
          Document.Item(
            term: "inv, A \\ B, chol",
            text: "Where the matrix does not admit it the value is `nan`; a warning says why."),
          Document.Item(
            term: "chol, eigvals",
            text: "They take (S + S')/2; a matrix that is not symmetric is reported."),
          Document.Item(
            term: "x^0",
            text: "The value is 1, also for `0^0`, and its slope is 0."),
          Document.Item(
            term: "x^y",
            text: "A negative x needs a whole y; the derivative with respect to y is then `nan`."),
          Document.Item(
            term: "floor, round, a < b",
            text: "The slope is 0 everywhere."),
          Document.Item(
            term: "log(-1), sqrt(-1)",
            text: "The value is `nan`: there are no complex numbers."),
        ], .columns),
    ]
  }

  static var notNumbers: [Document.Block] {
    [
      .heading("Results that are not finite"),
      .paragraph(
        """
        Arithmetic follows IEEE 754: `1/0` is `inf`, `0/0` is `nan`, and nothing is clamped or \
        simplified away. A warning names the first step that made a result that is not finite from \
        finite operands, with its place in the program and its operands. With `--strict` the run \
        then fails with status 4.
        """),
    ]
  }
}
