/// The body of a function or the text of a rule, translated once: a program for a stack of nodes.
struct Template {
  var steps: [Step] = []
}

/// One step of a template or of a statement.
struct Step {
  enum Kind: UInt8 {
    /// Push the argument with the number `payload`.
    case parameter
    /// Push the node `payload`.
    case node
    /// Replace the topmost `count` nodes by the operation `payload` applied to them.
    case apply
    /// Replace the topmost `count` nodes by the result of the user's function `payload`.
    case call
    /// Replace count and start value by the result of an iteration of the user's function
    /// `payload`.
    case iterate
    /// The same of the built-in function `payload`.
    case iterateBuiltin
  }

  var kind: Kind
  var count: Int32 = 0
  var payload: Int32
  /// The node of the syntax tree that this step was translated from.
  var origin: Int32
}
