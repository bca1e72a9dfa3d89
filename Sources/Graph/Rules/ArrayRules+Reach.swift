import Calculus
import Numerics

/// How reach goes through operations on arrays, from the elements of a result to those of an
/// operand and back.
extension ArrayRules {
  /// Which of an operand's elements are reached where those of the node are that `mask` marks: a
  /// mask, or a scalar for all of them.
  package mutating func operandReach(of node: Node, operand position: Int, _ mask: Node) -> Node {
    if graph.shape(of: mask).isScalar, !graph.shape(of: node).isScalar { return mask }
    let operand = graph.shape(of: graph.operands(of: node)[position])
    switch graph[node].operation.structure {
    case .view, .assembly, .reduction(.sum), .scan:
      return adjoint(of: node, operand: position, mask) ?? any(mask)
    case .reduction:
      return expand(mask, to: operand)
    case .contraction:
      let shape = graph.shape(of: mask)
      let own = position == 0 ? Shape(shape.rows, 1) : Shape(1, shape.columns)
      return expand(sum(mask, to: own), to: operand)
    case .columnwise, .besideShares, .system, .inverse, .determinant, .factorisation,
      .spectrum, .ofMatrices, .body, .table:
      return any(mask)
    }
  }

  /// Which of a node's elements hang on the elements of its operand that `mask` marks; nil: all.
  package mutating func resultReach(of node: Node, operand position: Int, _ mask: Node) -> Node? {
    let result = graph.shape(of: node)
    // The mask of a scalar that was repeated is a scalar.
    let mask = expand(mask, to: graph.shape(of: graph.operands(of: node)[position]))
    switch graph[node].operation.structure {
    case .view, .assembly, .reduction(.sum), .scan:
      return tangent(of: node, operand: position, mask)
    case .reduction:
      return sum(mask, to: result)
    case .contraction:
      let shape = graph.shape(of: mask)
      let own = position == 0 ? Shape(shape.rows, 1) : Shape(1, shape.columns)
      return expand(sum(mask, to: own), to: result)
    case .columnwise, .besideShares:
      return expand(sum(mask, to: Shape(1, graph.shape(of: mask).columns)), to: result)
    case .system, .inverse, .determinant, .factorisation, .spectrum, .ofMatrices, .body:
      return expand(any(mask), to: result)
    case .table:
      return nil
    }
  }
}
