import Calculus
import Numerics

/// Finding the left form of an identity, and building the right one.
extension Rewriter {
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
    var matcher = Matcher(
      entry.left, in: graph, order: entry.identity.order, inside: inside(entry.identity))
    for (place, part) in entry.operands.enumerated() {
      let operand = step.operands[isSwapped ? 1 - place : place]
      guard matcher.matches(part, operand) else { return nil }
    }
    var bound = matcher.bound
    for condition in entry.identity.conditions {
      guard holds(condition, &bound, step) else { return nil }
    }
    return built(entry.right.root, of: entry.right, bound)
  }

  private func inside(_ identity: Identity) -> Matcher.InnerSteps? {
    switch identity.inside {
    case .anySteps: nil
    case .derivative: .init(first: first, readers: nil)
    case .derivativeAlone: .init(first: first, readers: readers)
    }
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
      if let letter = Pattern.Letter(rawValue: name) { bound[letter] = node.index }
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
