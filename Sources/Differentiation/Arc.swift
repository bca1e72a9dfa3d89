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
}
