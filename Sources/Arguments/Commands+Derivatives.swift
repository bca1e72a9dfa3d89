/// The commands for Jacobians, Hessians, products of derivatives, and series.
extension Commands {
  static let jacobian = CommandDescription(
    "jacobian", summary: "print all first derivatives of the outputs", takesProgram: true,
    options: {
      [
        Options.file, Options.wrt, Options.sweepMode, Options.sparse, Options.output,
        Options.bindings, Options.rows(excludes: ["sparse"]),
      ] + Options.rowDetails + [
        Options.rowsMatrixFormat, Options.digits, Options.strict, Options.quiet, Options.color,
        Options.help,
      ]
    },
    details: {
      [
        """
        Prints a row for each element of the outputs and a column for each element of the inputs; \
        elements of arrays go down the columns first and are called NAME_ROW_COLUMN.
        """,
        """
        Forward mode needs a sweep for each column, reverse mode one for each row; columns (or \
        rows) without a common element share a sweep. The mode with fewer sweeps is taken.
        """,
      ]
    },
    examples: {
      [
        ("autodiff jacobian 'x*y; sin(x)' x=1 y=2", "Two outputs by two inputs."),
        (
          "autodiff jacobian 'x.^2' 'x=[1; 2; 3]' --sparse",
          "The elements of a diagonal matrix."
        ),
      ]
    })

  static let hessian = CommandDescription(
    "hessian", summary: "print all second derivatives of a number", takesProgram: true,
    options: {
      [
        Options.file, Options.wrt, Options.sweepMode, Options.sparse, Options.output,
        Options.bindings, Options.matrixFormat, Options.digits, Options.strict, Options.quiet,
        Options.color, Options.help,
      ]
    },
    details: {
      [
        """
        Prints the symmetric matrix of second derivatives, a row and a column for each element of \
        the inputs. It is the Jacobian of the gradient, by forward mode over the graph of the \
        reverse sweep unless `--mode reverse` is given.
        """,
        """
        A sparse Hessian costs as many sweeps as its pattern needs colours, whatever its size.
        """,
      ]
    },
    examples: {
      [
        ("autodiff hessian 'x^2*y + exp(y)' x=1 y=2", "Second derivatives by two inputs."),
        (
          "autodiff hessian 'sum(x[2:end].*x[1:end-1])' 'x=[1; 2; 3]' --sparse",
          "The elements of a banded matrix."
        ),
      ]
    })

  static let jvp = CommandDescription(
    "jvp", summary: "print the outputs' tangents in a direction", takesProgram: true,
    options: {
      [
        Options.file, Options.direction, Options.output, Options.bindings, Options.format,
        Options.digits, Options.strict, Options.quiet, Options.color, Options.help,
      ]
    },
    details: {
      [
        """
        Prints the product of the Jacobian with a direction of the inputs: how fast the outputs \
        change when the inputs move. One forward sweep.
        """
      ]
    },
    examples: {
      [
        (
          "autodiff jvp 'x*y; sin(x)' x=1 y=2 --direction x=1",
          "The derivatives of both outputs along x."
        )
      ]
    })

  static let vjp = CommandDescription(
    "vjp", summary: "print the inputs' adjoints for weights of the output", takesProgram: true,
    options: {
      [
        Options.file, Options.wrt, Options.weight, Options.output, Options.bindings,
        Options.format, Options.digits, Options.strict, Options.quiet, Options.color, Options.help,
      ]
    },
    details: {
      [
        """
        Prints the product of the transposed Jacobian with weights of the output: the gradient of \
        the weighted sum of its elements. One reverse sweep.
        """
      ]
    },
    examples: {
      [
        (
          "autodiff vjp 'A*x' 'A=[1, 2; 3, 4]' 'x=[5; 6]' --weight '[1; 0]'",
          "The gradient of the first element."
        )
      ]
    })

  static let hvp = CommandDescription(
    "hvp", summary: "print the Hessian's product with a direction", takesProgram: true,
    options: {
      [
        Options.file, Options.wrt, Options.direction, Options.output, Options.bindings,
        Options.rows(),
      ] + Options.rowDetails + [
        Options.rowsOutputFormat, Options.digits, Options.strict, Options.quiet, Options.color,
        Options.help,
      ]
    },
    details: {
      [
        """
        Prints the product of the Hessian with a direction of the inputs, without the Hessian \
        itself: a forward sweep over the gradient.
        """
      ]
    },
    examples: {
      [
        (
          "autodiff hvp 'x^2*y' x=1 y=2 --direction x=1 --direction y=-1",
          "How the gradient changes along (1, -1)."
        )
      ]
    })

  static let taylor = CommandDescription(
    "taylor", summary: "print the Taylor coefficients along one input", takesProgram: true,
    options: {
      [
        Options.file, Options.wrt, Options.order, Options.output, Options.bindings, Options.format,
        Options.digits, Options.strict, Options.quiet, Options.color, Options.help,
      ]
    },
    details: {
      [
        """
        Prints the coefficients f(a), f'(a), f''(a)/2, ..., each the derivative of its order \
        divided by the factorial, at the point a that the input is bound to. With several inputs \
        `--wrt` names the one that moves.
        """
      ]
    },
    examples: {
      [("autodiff taylor 'exp(x)' x=0 --order 6", "1/k! for k from 0 to 6.")]
    })
}
