import Calculus
import Numerics

/// Finding the left form of an identity, and building the right one.
extension Rewriter {
  /// The nodes that the letters stand for, by the letter's place; -1: none yet.
  struct Bound {
    private var nodes = SIMD8<Int32>(repeating: -1)

    subscript(letter: Identity.Letter) -> Int32 {
      get { nodes[letter.place] }
      set { nodes[letter.place] = newValue }
    }
  }

  /// What an identity makes of a step; nil where it does not fit.
  mutating func applied(_ entry: IdentityTable.Entry, to step: Step) -> Int32? {
    switch entry.identity.action {
    case .assumed: return assumed(step)
    case .blocks: return blocks(step)
    case nil: break
    }
    let first = step.operands[0]
    let second = step.operands.count > 1 ? step.operands[1] : first
    if entry.mayFit(first, second, graph), let node = applied(entry, to: step, isSwapped: false) {
      return node
    }
    guard entry.isSymmetric, entry.mayFit(second, first, graph) else { return nil }
    return applied(entry, to: step, isSwapped: true)
  }

  private mutating func applied(
    _ entry: IdentityTable.Entry, to step: Step, isSwapped: Bool
  ) -> Int32? {
    var bound = Bound()
    for (place, part) in entry.operands.enumerated() {
      let operand = step.operands[isSwapped ? 1 - place : place]
      guard matches(part, of: entry, operand, &bound) else { return nil }
    }
    for condition in entry.identity.conditions {
      guard holds(condition, &bound, step) else { return nil }
    }
    return built(entry.right.root, of: entry.right, bound)
  }

  /// Whether a node has the form of a part, with the letters that are bound already.
  private func matches(
    _ part: Int, of entry: IdentityTable.Entry, _ node: Int32, _ bound: inout Bound
  ) -> Bool {
    switch entry.left.parts[part] {
    case .letter(let letter):
      if letter == .s, graph.records[Int(node)].shape != 0 { return false }
      guard let node = letter.isNumber ? number(node) : node else { return false }
      return bind(letter, node, &bound)
    case .number(let expected):
      guard let value = value(node) else { return false }
      return value == expected || value.isNaN && expected.isNaN
    case .filled(let letter, like: _):
      guard graph.records[Int(node)].shape != 0, let number = number(node) else { return false }
      return bind(letter, number, &bound)
    case .step(let operation, let operands):
      if operation == .negate, case .letter(let letter) = entry.left.parts[operands[0]],
        let value = graph.constantValue(Node(node)), value < 0
      {
        return bind(letter, graph.constant(-value).index, &bound)
      }
      guard graph.records[Int(node)].operation == operation,
        Int(node) >= first || !entry.isOfDerivative
      else { return false }
      return matches(operands, of: entry, node, &bound)
    }
  }

  /// Whether the operands of a node have the forms of some parts, in this order or, of a sum or a
  /// product, the other one.
  private func matches(
    _ parts: [Int], of entry: IdentityTable.Entry, _ node: Int32, _ bound: inout Bound
  ) -> Bool {
    let record = graph.records[Int(node)]
    let before = bound
    var place = 0
    var isMatch = true
    graph.forEachOperand(of: record) { operand in
      if isMatch, place < parts.count {
        isMatch = matches(parts[place], of: entry, operand, &bound)
      }
      place += 1
    }
    guard !isMatch, !entry.isInOrder, record.operation.isSymmetric else { return isMatch }
    bound = before
    return matches(parts[0], of: entry, record.b, &bound)
      && matches(parts[1], of: entry, record.a, &bound)
  }

  private func bind(_ letter: Identity.Letter, _ node: Int32, _ bound: inout Bound) -> Bool {
    if bound[letter] < 0 { bound[letter] = node }
    return bound[letter] == node
  }

  /// The node of a part of the right form.
  private mutating func built(_ part: Int, of pattern: Pattern, _ bound: Bound) -> Int32 {
    switch pattern.parts[part] {
    case .letter(let letter): return bound[letter]
    case .number(let value): return graph.constant(value).index
    case .filled(let letter, like: let other):
      return fitted(bound[letter], graph.shape(at: built(other, of: pattern, bound)))
    case .step(let operation, let parts):
      let operands = parts.map { built($0, of: pattern, bound) }
      guard !operation.isPrimitive else { return made(operation, operands) }
      return again(builder.array(operation, operands))
    }
  }

  /// A form as it is written, with nothing simplified but what numbers alone give.
  ///
  /// - Parameter inherited: the places of an index.
  func written(_ pattern: Pattern, _ nodes: [String: Node], inherited: [Int32] = []) -> Node {
    var bound = Bound()
    for (name, node) in nodes {
      if let letter = Identity.Letter(rawValue: name) { bound[letter] = node.index }
    }
    return Node(written(pattern.root, of: pattern, bound, inherited))
  }

  func written(_ part: Int, of pattern: Pattern, _ bound: Bound, _ inherited: [Int32] = [])
    -> Int32
  {
    switch pattern.parts[part] {
    case .letter(let letter): return bound[letter]
    case .number(let value): return graph.constant(value).index
    case .filled(let letter, like: let other):
      return fitted(
        bound[letter], graph.shape(at: written(other, of: pattern, bound, inherited)))
    case .step(let operation, let parts):
      let operands = parts.map { written($0, of: pattern, bound, inherited) }
      let numbers = operands.compactMap { graph.constantValue(Node($0)) }
      if operation.isPrimitive, numbers.count == operands.count {
        return graph.constant(operation.primitive.value.apply(numbers)).index
      }
      var plain = ArrayBuilder(graph, simplifies: false)
      return plain.array(operation, operands, inherited: inherited)
    }
  }
}

extension ArrayBuilder {
  /// The step of an operation in an identity.
  fileprivate mutating func array(
    _ operation: Operation, _ operands: [Int32], inherited: [Int32] = []
  ) -> Int32 {
    do {
      if operation.isPrimitive { return try elementwise(operation, operands[...]).index }
      if operation == .expand { return expand(Node(operands[0]), to: shape(operands[1])).index }
      if operation == .transpose { return transpose(operands[0]).index }
      if operation == .product { return try multiply(operands[0], operands[1]).index }
      if operation == .beside || operation == .stack {
        return try join(operation, operands[...]).index
      }
      if operation == .index {
        return step(operation, operands, Picks(inherited).shape, parameters: inherited).index
      }
      if operation == .place {
        return step(operation, [operands[0]], shape(operands[1]), parameters: inherited).index
      }
      return try call(operation, operands[...]).index
    } catch {
      preconditionFailure("the shapes of an identity do not fit: \(error)")
    }
  }
}

extension Operation {
  /// Whether the operands may be exchanged.
  var isSymmetric: Bool { self == .add || self == .multiply || self == .and }
}

extension Identity.Letter {
  fileprivate var place: Int {
    switch self {
    case .a: 0
    case .b: 1
    case .c: 2
    case .k: 3
    case .m: 4
    case .s: 5
    case .matrix: 6
    case .other: 7
    }
  }
}
