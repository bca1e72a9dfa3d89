import Numerics

/// What is computed from a program: the values of its outputs, or derivatives of them, as nodes of
/// one graph whose elements together fill a vector or a matrix.
package struct GraphResult {
  /// A node, and where its elements go.
  package struct Part {
    package let node: Node
    /// Where its first element goes, column after column, and how far its elements are apart.
    package let offset: Int
    package let stride: Int

    package init(_ node: Node, offset: Int, stride: Int = 1) {
      self.node = node
      self.offset = offset
      self.stride = stride
    }
  }

  /// What the numbers are; the raw value is the word of the command line.
  package enum Kind: String, CaseIterable, Sendable {
    case value, gradient, jacobian, hessian
  }

  package let kind: Kind
  package let shape: Shape
  package let parts: [Part]

  package init(_ kind: Kind, _ shape: Shape, _ parts: [Part]) {
    self.kind = kind
    self.shape = shape
    self.parts = parts
  }
}
