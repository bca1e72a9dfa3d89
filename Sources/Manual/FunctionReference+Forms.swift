import Arguments
import Calculus

/// Forms of the language that have no rule of their own: they are written with others.
extension FunctionReference {
  struct Form {
    let name: String
    let signature: String
    let summary: String
    /// The family in which the list shows it.
    let family: String
    let details: [Row]
  }

  static var forms: [Form] {
    [
      Form(
        name: "pow", signature: "pow(x, y)", summary: "Power x to the y: the same as x^y.",
        family: "Powers and roots",
        details: [
          ("meaning", "x^y"), ("example", "autodiff grad 'pow(x, y)' x=2 y=3"),
          ("see", "autodiff functions '^'"),
        ]),
      Form(
        name: "iterate", signature: "iterate(f, n, x0)",
        summary: "Apply the function f n times, starting with x0.", family: "Iteration",
        details: [
          ("meaning", "f(f(... f(x0)))"),
          (
            "f",
            "the name of a function of one argument, built-in or defined in the program; of two,"
              + " the second is the number of the step, from 1"
          ),
          ("n", "a constant whole number, 0 to 10¹²"),
          ("example", "autodiff grad 'f(x) = (x + a/x)/2; iterate(f, 6, 1)' a=2"),
        ]),
      Form(
        name: "^", signature: "A^n",
        summary: "Power of a square matrix: A*A*..., n times; of its inverse where n is negative.",
        family: matrixOperators,
        details: [
          ("meaning", "A^3 is A*A*A, A^0 is eye(rows(A)), A^-2 is inv(A)*inv(A)"),
          ("n", "a constant whole number; `A.^n` is the power of each element"),
          ("derivative", "that of the products it is made of"),
          ("example", "autodiff eval 'A^10' 'A=[1, 1; 1, 0]'"),
        ]),
      Form(
        name: "diff", signature: "diff(f, x), diff(f, x, n)",
        summary: "Derivative of f by the number x; with n the n-th one.", family: derivatives,
        details: independent + [
          ("n", "a constant whole number, 0 or above"),
          ("example", "autodiff eval 'diff(sin(x)^2, x, 2)' x=1"),
        ]),
      Form(
        name: "grad", signature: "grad(f, x)",
        summary: "Derivatives of the number f by x, in the shape of x.", family: derivatives,
        details: independent + [("example", "autodiff eval 'grad(sum(x.^3), x)' 'x=[1; 2]'")]),
      Form(
        name: "jacobian", signature: "jacobian(f, x)",
        summary: "Derivatives of f by x: a row for each element of f, a column for each of x.",
        family: derivatives,
        details: independent + [
          ("order", "of the elements: column after column, as in vec"),
          ("example", "autodiff eval 'jacobian([r*cos(t); r*sin(t)], r)' r=2 t=0.5"),
        ]),
      Form(
        name: "hessian", signature: "hessian(f, x)",
        summary: "Second derivatives of the number f by x: jacobian(grad(f, x), x).",
        family: derivatives,
        details: independent + [
          ("example", "autodiff eval 'hessian(x[1]^2*x[2], x)' 'x=[1; 2]'")
        ]),
      elementwise(".*", "Products", "x=[1; 2]", "y=[3; 4]"),
      elementwise("./", "Quotients", "x=[1; 2]", "y=[3; 4]"),
      elementwise(".^", "Powers", "x=[1; 2]", "y=[3; 4]"),
    ]
  }

  private static let derivatives = "Derivatives inside a program"

  /// By what a derivative is taken.
  private static let independent: [Row] = [
    ("x", "an input, a defined name, or a parameter of the function in which this stands"),
    ("nesting", "to any depth; the result is differentiated, traced and checked like all else"),
  ]

  /// The operators with a point.
  private static func elementwise(
    _ name: String, _ word: String, _ bindings: String...
  ) -> Form {
    let operation = String(name.dropFirst())
    let example = Suggestions.commandLine(
      "grad", Array("sum(x\(name)y)".utf8), bindings.map { Array($0.utf8) })
    return Form(
      name: name, signature: "A\(name)B",
      summary: "\(word) of the elements of A and B; rows and columns of 1 are repeated.",
      family: matrixOperators,
      details: [
        ("meaning", "x \(operation) y for every element"),
        ("shapes", "equal, or a dimension of 1 is repeated to fit the other"),
        ("example", example), ("see", "autodiff functions '\(operation)'"),
      ])
  }
}
