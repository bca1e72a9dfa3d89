extension RuleExpansion {
  /// A partial derivative.
  package enum Partial: Equatable {
    /// The function is piecewise constant in the operand: there is no arc.
    case none
    case one
    case minusOne
    case node(Node)
    /// The node is an operation on arrays: its rule is linear, and not one factor.
    case linear
  }

  /// Which text of a primitive.
  package enum Text {
    case partial(Int)
    /// The partial as it is differentiated again.
    case again(Int)
    case reach(Int)
    case domain, kink, singular
    case complexReal, complexImaginary
    case square, curvature

    /// The text's place among those of its operation.
    var index: Int {
      switch self {
      case .partial(let operand): operand
      case .reach(let operand): 3 + operand
      case .domain: 6
      case .kink: 7
      case .singular: 8
      case .complexReal: 9
      case .complexImaginary: 10
      case .square: 11
      case .curvature: 12
      case .again(let operand): 13 + operand
      }
    }

    static let count = 16
  }
}
