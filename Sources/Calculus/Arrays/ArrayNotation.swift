/// How notations lay an operation on arrays out: formulas, LaTeX and NumPy alike.
package enum Layout: Sendable {
  /// `name(A, B)`, and behind the operands what the whole numbers are, where it has to be said.
  case call
  /// The operand, as it is.
  case operand
  /// `A*B`
  case product
  /// `A \ B`
  case solution
  /// `A' \ B`
  case solutionOfTransposed
  /// `A'`
  case transpose
  /// `[A, B]`
  case row
  /// `[A; B]`
  case column
  /// `A[i, j]`
  case element
  /// Elements at the places of an index: rules have a word for it, programs do not.
  case placed
  /// `a:s:b`
  case range
  /// `A*ones(m, n)`
  case repeated
  /// `reshape(A, m, n)`; `vec(A)` for a column.
  case reshaped
  /// `diag(v)`, with zeros beside or below where it is not square.
  case diagonalMatrix
  /// `diag(A)`
  case diagonal
}

/// How LaTeX writes an operation on arrays.
package enum LaTeXForm: Sendable {
  /// A command in front of the operands in parentheses: `\det`.
  case command(String)
  /// A superscript on the first operand, with what stands behind it: `#1^{-1} #2`.
  case raised(String)
  /// A pattern with `#1`, `#2` for the operands.
  case pattern(String)

  /// The command or the pattern as it is written in the table.
  package var text: String {
    switch self {
    case .command(let text), .raised(let text), .pattern(let text): text
    }
  }
}

/// How NumPy writes an operation on arrays.
package enum NumPyForm: Sendable {
  /// As the layout says.
  case layout
  /// An expression. `#1`, `#2` are the operands; `#[1]` the operand as an array even where it is a
  /// number; `#(1)` the same as the base of what follows it, such as `.T`; `#m` and `#n` the
  /// result's size, `#axis` the last arguments of a reduction, `#dim` the dimension, counted from
  /// 0, and `#k` the step's whole number. Without precedence it binds as tightly as a call.
  case expression(String, precedence: Int? = nil)
  /// A function that the code brings along, called `ad_NAME`.
  case helper
}

/// What a constant argument of an operation on arrays is.
package enum ArrayConstant: Sendable, Equatable {
  /// 1 goes down the columns, 2 along the rows.
  case dimension
  /// A diagonal: 0 is the main one, those above it count upwards.
  case diagonal
  case size(String)

  /// What messages and the reference call the argument.
  package var name: String {
    switch self {
    case .dimension: "dim"
    case .diagonal: "k"
    case .size(let name): name
    }
  }
}
