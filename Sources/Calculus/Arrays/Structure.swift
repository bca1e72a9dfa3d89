import Numerics

/// What a step on arrays does with the elements of its operands.
///
/// The kernel and the rules are enough to compute it; who must know more (sparsity, masks, series,
/// the complex step, rounding, emitted loops) switches over this, without `default`, so that the
/// compiler lists the places when a case is added. Names are for people.
package enum Structure: Sendable {
  /// Every element of the result is one element of the operand.
  case view(PlaceRule)
  /// Elements of the operands in places of the result, 0 in the others.
  case assembly(Assembly)
  /// Of all elements, each column or each row, as the result's shape says, one number.
  case reduction(Reducer)
  /// The sum of an element and all before it, down the columns or along the rows, as the step's
  /// whole number says.
  case scan
  /// Every element hangs on all elements of its column.
  case columnwise(Share)
  /// Every element hangs on its column of both operands, of which the first one's sum to 1.
  case besideShares(SharesPart)
  /// Rows of the first operand with columns of the second.
  case contraction
  /// The solution X of T(A) X = B.
  case system(SystemPart)
  case inverse
  case determinant
  /// A matrix split into factors.
  case factorisation(Factorisation)
  /// What the eigenvalue factorisation of the operand holds already.
  case spectrum(SpectrumPart)
  /// Another function of whole matrices, of which no more is known than its kernel and its rules.
  case ofMatrices
  /// A body, run as often as the step says.
  case body(BodyPart)
  /// Numbers made from constants.
  case table

  /// What is run of a body.
  package enum BodyPart: Sendable {
    /// Step after step, each from the last one's result.
    case loop
    /// The steps' adjoints, from the last step to the first.
    case reverseLoop
  }

  /// How a reduction makes one number of several.
  package enum Reducer: Sendable {
    case sum, greatest, least
    /// The root of the sum of squares.
    case norm
    case logarithmOfExponentials
    /// The root of the sum of powers of magnitudes, with the exponent that the second operand is.
    case powerNorm
  }

  /// Where the elements of the operands go.
  package enum Assembly: Sendable {
    /// Parts below each other.
    case stacked
    /// Parts side by side.
    case beside
    /// At the places of an index, `Picks`; where they repeat, sums.
    case placed
    case diagonal
    /// The elements at and below, or at and above, the diagonal that the step's whole number is.
    case lowerTriangle, upperTriangle
  }

  /// What of its column's sum of exponentials an element becomes.
  package enum Share: Sendable {
    case fraction, logarithm
  }

  /// What is made of a column X beside the shares P.
  package enum SharesPart: Sendable {
    /// X - ΣP·X
    case centred
    /// X - P·ΣX
    case balanced
  }

  /// What of the first operand counts in a system of equations.
  package enum SystemPart: Sendable {
    case whole, transposed, lowerTriangle, upperTriangle
  }

  /// Which factors a matrix is split into.
  package enum Factorisation: Sendable {
    case lu, cholesky, eigen
  }

  /// What is taken from the eigenvalue factorisation.
  package enum SpectrumPart: Sendable {
    /// The last column of what the factorisation made.
    case values
    /// The others.
    case vectors
  }
}

extension Structure {
  /// Whether the step is linear in its operands and nothing but sums of their elements, most of
  /// single ones: a rule of it can be applied to masks, and the step itself to parts of operands.
  package var addsElements: Bool {
    switch self {
    case .view, .assembly, .reduction(.sum), .scan: true
    case .reduction(.greatest), .reduction(.least), .reduction(.norm),
      .reduction(.logarithmOfExponentials), .reduction(.powerNorm), .columnwise, .besideShares,
      .contraction, .system, .inverse, .determinant, .factorisation, .spectrum, .ofMatrices, .body,
      .table:
      false
    }
  }

  /// Whether some elements of the result hang on no element of an operand.
  package var leavesZeros: Bool {
    switch self {
    case .assembly: true
    case .view, .reduction, .scan, .columnwise, .besideShares, .contraction, .system, .inverse,
      .determinant, .factorisation, .spectrum, .ofMatrices, .body, .table:
      false
    }
  }
}

extension Structure.Reducer {
  /// Whether the result is one of the elements, and the others are left.
  package var selects: Bool {
    switch self {
    case .greatest, .least: true
    case .sum, .norm, .logarithmOfExponentials, .powerNorm: false
    }
  }
}
