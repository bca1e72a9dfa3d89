import Calculus
import Graph
import Numerics

/// Something that happened at a step and that a person should know: a value or a slope that is not
/// finite, or a kink. Found by a second look, and only at steps that the output reaches.
package struct Finding {
  /// What happened, with the numbers that a message shows.
  package enum Kind {
    /// The step's value is not finite, and all its operands are.
    case value(result: Double)
    /// The same of an operation on a whole matrix, with the reason.
    case obstacle(ArrayOperation.Obstacle, pivot: Int, value: Double)
    /// An input was given that is not finite.
    case input(index: Int)
    /// The constant `inf` or `nan` of the program.
    case constant
    /// The step's slope by one of its operands is not finite there.
    case slope(operand: Int, slope: Double)
    /// The derivative overflows, or 0 meets an infinite slope, where it is multiplied by this
    /// step's slope.
    case derivative(adjoint: Double)
    /// The step's slope is finite, and changes at a rate that is not.
    case secondDerivative(change: Double)
    /// A Taylor coefficient of the step is not finite, and those of its operands are.
    case coefficient(order: Int, value: Double)
    /// The slope jumps at this point.
    case kink
    /// An operation on symmetric matrices was given one that is not: two elements that differ.
    case unsymmetric(row: Int, column: Int, Double, Double)
    /// A pivot of a factorisation is so small a share of the elements in its row and column that
    /// little more than rounding errors is left of it.
    case nearlySingular(pivot: Int, share: Double)
    /// Eigenvalues whose slopes are asked for are equal.
    case repeatedEigenvalue(Double)
  }

  package let kind: Kind
  package let node: Node
  /// The values of the step's operands; of arrays those of the element in question. Empty for
  /// operations on whole arrays.
  package let operands: [Double]
  /// Of a step on arrays the element in question, in the order of `vec`; nil for scalars.
  package let element: Int?

  init(kind: Kind, node: Node, operands: [Double], element: Int? = nil) {
    self.kind = kind
    self.node = node
    self.operands = operands
    self.element = element
  }
}
