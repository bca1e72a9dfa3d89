import Graph

/// An arc of the linearised graph: how a step's derivative hangs on one of its operands.
///
/// Transforms return their arcs so that a trace can print the rule of every row from them.
package struct Arc {
  package let consumer: Node
  package let operand: Node
  package let partial: RuleExpansion.Partial
  /// The condition under which the operand is taken by the consumer; nil: always.
  package let reach: Node?
  /// For arrays: the whole share of this arc, to be read.
  package let share: Share?

  /// What an arc hands on, in terms of what it is given: the consumer's adjoint in reverse mode,
  /// the operand's tangent in forward mode.
  package struct Share {
    package let node: Node
    /// Stands for the derivative that is given; nothing is ever bound to it.
    package let given: Node
  }

  init(
    consumer: Node, operand: Node, partial: RuleExpansion.Partial, reach: Node?,
    share: Share? = nil
  ) {
    self.consumer = consumer
    self.operand = operand
    self.partial = partial
    self.reach = reach
    self.share = share
  }
}
