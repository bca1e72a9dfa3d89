import Graph
import Numerics

/// A program's steps up to one node, with an input in the place of every constant: derivatives then
/// fold nothing, and `1/3` stays what it is.
///
/// Steps without inputs are their value only where it decides something, as a comparison, or is not
/// finite, and where numbers have been rounded already or have no digits left: no identity holds
/// for such numbers.
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
    var values = [Double?](repeating: nil, count: needed.count)
    var terms: [Term] = []
    var hasDecimals = false
    // By node that only numbers and arithmetic make: whether it is rounded.
    var isRounded = [Bool?](repeating: nil, count: needed.count)
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
        if let number = arena.numberValue(term) {
          isRounded[index] = !number.isExact
          if !number.isInteger { hasDecimals = true }
        }
        terms.append(term)
        copies[index] = graph.makeInput().index
        values[index] = record.constant
      default:
        let operands = source.operands(of: Node(index)).map { Int($0.index) }
        if record.operation.isArray {
          (copies[index], values[index]) = (copies[operands[0]], values[operands[0]])
          continue
        }
        let known = operands.compactMap { values[$0] }
        if known.count == operands.count {
          let value = record.operation.primitive.value.apply(known)
          values[index] = value
          let parts = operands.compactMap { isRounded[$0] }
          let isNumber =
            parts.count == operands.count && TermArena.arithmetic.contains(record.operation)
          let hasNoDigits = isNumber && (!value.isNormal || parts.contains(true))
          if record.operation.isComparison || !value.isFinite || hasNoDigits {
            let term = arena.constant(value)
            terms.append(term)
            isRounded[index] = arena.numberValue(term).map { !$0.isExact }
            copies[index] = graph.makeInput().index
            continue
          }
          if isNumber { isRounded[index] = false }
        }
        copies[index] = graph.copy(of: record, operands.map { Node(copies[$0]) }).index
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
