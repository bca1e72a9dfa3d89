import Numerics

/// The body of a function or the text of a rule, translated once: a program for a stack of nodes.
struct Template {
  var instructions = FlatArray<Instruction>()
  /// The numbers of a rule, which is translated for all graphs.
  var numbers = FlatArray<Double>()

  /// The template for one graph, where its numbers are nodes.
  func bound(to graph: ExpressionGraph) -> Template {
    var bound = Template()
    bound.instructions.reserveCapacity(instructions.count)
    for instruction in instructions { bound.instructions.append(instruction.bound(numbers, graph)) }
    return bound
  }
}

/// One instruction of a template or of a statement.
struct Instruction {
  enum Kind: UInt8 {
    /// Push the argument with the number `payload`.
    case parameter
    /// Push the node `payload`.
    case node
    /// The same in a rule that belongs to no graph yet: push the number with the place `payload`.
    case number
    /// Push the mark for `:`, alone in an index.
    case allIndices
    /// Push the last index: `payload` is the number of indices, and above these bits the number of
    /// this one; the indexed value lies `count` below the top.
    case lastIndex
    /// Replace the topmost `count` nodes by the primitive `payload`, element by element.
    case apply
    /// Replace the topmost `count` nodes by the result of what an operator or brackets mean for
    /// arrays: `payload` is an `ArraySyntax`, or the operation of `*`, `/` and `^`, which for
    /// scalars are primitives.
    case syntax, matrixOperator
    /// Replace the topmost `count` nodes by the array operation `payload` applied to them.
    case array
    /// Replace the topmost 3 nodes, those of a rule's guard, by its choice.
    case guarded
    /// The same as `array` in a rule: an argument more gives the result's shape; or no parameters
    /// are written, and those of the rule's node are meant.
    case shaped, inherited
    /// Replace the topmost `count` nodes by the result of the user's function `payload`.
    case call
    /// Replace count and start value by the result of an iteration of the user's function
    /// `payload`.
    case iterate
    /// The same of the built-in function `payload`.
    case iterateBuiltin
    /// Replace the topmost `count` nodes, a value, what it is differentiated by and perhaps an
    /// order, by the derivative that the `DerivativeFunction` `payload` gives.
    case derivative
  }

  var kind: Kind
  var count: Int32 = 0
  var payload: Int32
  /// The node of the syntax tree that this instruction was translated from.
  var origin: Int32

  /// The operation that an instruction of an operation has as its payload.
  var operation: Operation { Operation(rawValue: UInt16(truncatingIfNeeded: payload)) }

  /// How many nodes the instruction takes from the stack.
  var taken: Int {
    switch kind {
    case .parameter, .node, .number, .allIndices, .lastIndex: 0
    case .iterate, .iterateBuiltin: 3
    case .apply, .syntax, .matrixOperator, .array, .guarded, .shaped, .inherited, .call,
      .derivative:
      Int(count)
    }
  }

  /// The instruction in a graph, where a number is a node.
  func bound(_ numbers: FlatArray<Double>, _ graph: ExpressionGraph) -> Instruction {
    guard kind == .number else { return self }
    return Instruction(
      kind: .node, payload: graph.constant(numbers[Int(payload)]).index, origin: origin)
  }
}

/// What brackets and array operators stand for.
enum ArraySyntax: Int32 {
  case transpose, leftDivide, range, row, matrix, index
}
