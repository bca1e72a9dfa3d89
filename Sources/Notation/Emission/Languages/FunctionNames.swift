import Graph

/// What the inputs and steps of a function are called in its code.
struct FunctionNames {
  /// The names of inputs, in order.
  let inputs: [String]
  /// What nodes are called: inputs from the start, statements once they are written.
  var known: [Int32: String] = [:]
  /// The names that definitions give, to be used when their statements are written. Of several
  /// names the first; a definition that is an input or a number needs none.
  let wanted: [Int32: String]
  private var free: CodeNames

  init(_ function: EmittedFunction, reserved: [String]) {
    let program = function.program
    let ofInputs = program.inputs.map { program.text($0.span) }
    let defined = program.definitions.map { ($0.node, program.text($0.nameSpan)) }
    var free = CodeNames(
      reserved: reserved + [function.name], userNames: ofInputs + defined.map(\.1))
    inputs = ofInputs.map { free.identifier(for: $0) }
    for (input, name) in zip(program.inputs, inputs) { known[input.node.index] = name }
    let live = function.graph.sources(of: function.roots)
    var wanted: [Int32: String] = [:]
    for (node, name) in defined + function.names
    where wanted[node.index] == nil && function.graph[node].operation.isComputed
      && Int(node.index) < live.count && live[Int(node.index)]
    {
      wanted[node.index] = free.identifier(for: name)
    }
    self.wanted = wanted
    self.free = free
  }

  subscript(node: Int32) -> String? { known[node] }

  /// What the statement of a step is called.
  mutating func statement(_ node: Int32) -> String { wanted[node] ?? free.temporary() }

  mutating func temporary() -> String { free.temporary() }
  mutating func identifier(for name: String) -> String { free.identifier(for: name) }
}
