import Graph
import Numerics

/// A program's steps up to one node, with an input in the place of every constant: derivatives then
/// fold nothing, and `1/3` stays what it is.
struct PlainCopy {
  let graph: ExpressionGraph
  let root: Node
  /// The program's inputs.
  let inputs: [Node]
  /// What the inputs of the copy stand for.
  let terms: [Term]
  /// Whether the program writes fractions with a decimal point.
  let hasDecimals: Bool
  private let copies: [Int32]

  init(of output: Node, in program: Program, _ arena: TermArena) {
    let source = program.graph
    let graph = ExpressionGraph(expectedNodes: 4 * (Int(output.index) + 1))
    let needed = source.ancestors(of: [output])
    var copies = [Int32](repeating: -1, count: needed.count)
    var terms: [Term] = []
    var hasDecimals = false
    inputs = program.inputs.indices.map { index in
      terms.append(arena.symbol(index))
      let node = graph.makeInput()
      if Int(program.inputs[index].node.index) < copies.count {
        copies[Int(program.inputs[index].node.index)] = node.index
      }
      return node
    }
    for index in needed.indices where needed[index] && copies[index] < 0 {
      let record = source.records[index]
      switch record.operation {
      case .list, .input: continue
      case .constant:
        let term = arena.constant(record.constant)
        if let number = arena.numberValue(term), !number.isInteger { hasDecimals = true }
        terms.append(term)
        copies[index] = graph.makeInput().index
      default:
        let operands = source.operands(of: Node(index)).map { copies[Int($0.index)] }
        copies[index] =
          record.operation.isArray
          ? operands[0] : graph.make(record.operation, operands: operands[...]).index
      }
    }
    self.graph = graph
    root = Node(copies[Int(output.index)])
    self.terms = terms
    self.hasDecimals = hasDecimals
    self.copies = copies
  }

  /// The copy of a node of the program.
  func node(for node: Node) -> Node? {
    guard Int(node.index) < copies.count, copies[Int(node.index)] >= 0 else { return nil }
    return Node(copies[Int(node.index)])
  }
}
