import Graph

/// Something that happened at a step and that a person should know: a value or a slope that is not
/// finite, or a kink. Found by a second look, and only at steps that the output reaches.
package struct Finding {
  package enum Kind {
    /// The step's value is not finite, and all its operands are.
    case value(result: Double)
    /// An input was given that is not finite.
    case input(index: Int)
    /// The constant `inf` or `nan` of the program.
    case constant
    /// The step's slope by one of its operands is not finite there.
    case slope(operand: Int, slope: Double)
    /// The derivative overflows, or 0 meets an infinite slope, where it is multiplied by this
    /// step's slope.
    case derivative(adjoint: Double)
    /// The slope jumps at this point.
    case kink
  }

  package let kind: Kind
  package let node: Node
  /// The values of the step's operands.
  package let operands: [Double]
}
