import Graph

/// What is computed for a block of lanes: the steps that are the same in every lane, and those that
/// are not, each in an order in which operands come first.
///
/// The first are computed once for all blocks. Of the second a few are one step where the program
/// has several: a product with the sum or product it goes into, functions of one number that share
/// their work, and powers of one base with constant exponents. Each result is rounded as if it had
/// a step of its own.
struct LaneSchedule {
  /// A kernel, and the nodes whose values it reads and makes.
  struct Call {
    enum Kind: UInt8 {
      /// A function of numbers.
      case numbers
      /// A function of numbers applied to each element of arrays.
      case elements
      /// An operation on whole arrays.
      case array
      /// A function of a, and the one that shares its work, which is the node b.
      case pair
      /// The family of powers of a whose first one is the result.
      case powers
    }

    let kind: Kind
    /// Whether each operand has a value of its own in every lane: 1, or 0 where it is uniform.
    let aStride: UInt8, bStride: UInt8, cStride: UInt8
    /// The kernel's place in the evaluator's table.
    let kernel: UInt16
    let result: Int32
    let a: Int32, b: Int32, c: Int32
  }

  private(set) var uniform: [Call] = []
  private(set) var varying: [Call] = []
  /// The nodes that have a value, in the order of the steps: uniform ones first.
  private(set) var order: [Int32] = []

  private let graph: ExpressionGraph
  private let varies: [Bool]
  /// By node: the sum, difference or product that computes this product on its way; -1 for all
  /// others.
  private var absorbers: [Int32]
  /// By the first of two functions that share their work: the other one, which comes later.
  private var partners: [Int32: Int32] = [:]
  /// Powers of one base with several exponents.
  let families: PowerFamilies

  init(_ graph: ExpressionGraph, needed: [Bool], varies: [Bool], roots: [Node]) {
    self.graph = graph
    self.varies = varies
    absorbers = Array(repeating: -1, count: needed.count)
    families = PowerFamilies(graph, needed: needed, varies: varies)
    findPairs(needed)
    findProducts(needed, roots)
    let late = Set(partners.values).union(families.later)
    for isVarying in [false, true] {
      for index in needed.indices where needed[index] && varies[index] == isVarying {
        let node = Int32(truncatingIfNeeded: index)
        guard absorbers[index] < 0, !late.contains(node) else { continue }
        append(node)
      }
    }
  }

  private mutating func append(_ node: Int32) {
    let record = graph.records[Int(node)]
    guard record.operation != .list else { return }
    order.append(node)
    guard record.operation.isComputed || record.operation == .constant else { return }
    let step = step(node, record)
    if let partner = partners[node] { order.append(partner) }
    if let family = families[node] { order += family.powers.dropFirst() }
    if varies[Int(node)] { varying.append(step) } else { uniform.append(step) }
  }

  // MARK: - Steps

  private func step(_ node: Int32, _ record: ExpressionGraph.Record) -> Call {
    if record.operation.isArray { return make(.array, record.operation.rawValue, node) }
    if record.shape != 0 { return make(.elements, record.operation.rawValue, node) }
    if let partner = partners[node] { return make(.pair, 0, node, record.a, partner) }
    if families[node] != nil { return make(.powers, 0, node, record.a) }
    if let (fused, x, y, z) = fusion(node, record) {
      return make(.numbers, fused.kernelIndex, node, x, y, z)
    }
    if let (x, y) = factors(record) {
      return make(.numbers, Operation.multiply.rawValue, node, x, y)
    }
    guard record.operation.isComputed else {
      return make(.numbers, record.operation.rawValue, node)
    }
    if record.operation.isPassedThrough {
      return make(.numbers, record.operation.rawValue, node, record.a)
    }
    guard record.b >= 0, graph.records[Int(record.b)].operation == .list else {
      return make(.numbers, record.operation.rawValue, node, record.a, record.b)
    }
    let tail = graph.records[Int(record.b)]
    return record.operation.traits.isFold
      ? make(.numbers, record.operation.rawValue, node, record.a, record.b)
      : make(.numbers, record.operation.rawValue, node, record.a, tail.a, tail.b)
  }

  private func make(
    _ kind: Call.Kind, _ kernel: UInt16, _ result: Int32, _ a: Int32 = -1, _ b: Int32 = -1,
    _ c: Int32 = -1
  ) -> Call {
    func stride(_ node: Int32) -> UInt8 { node >= 0 && varies[Int(node)] ? 1 : 0 }
    return Call(
      kind: kind, aStride: stride(a), bStride: stride(b), cStride: stride(c), kernel: kernel,
      result: result,
      a: a, b: b, c: c)
  }

  /// Calls `body` with every node that the step which makes `node` reads.
  func forEachRead(of node: Int32, _ body: (Int32) -> Void) {
    graph.forEachRead(of: graph.records[Int(node)]) { operand, _ in
      guard absorbers[Int(operand)] == node else { return body(operand) }
      let product = graph.records[Int(operand)]
      body(product.a)
      if product.operation == .multiply { body(product.b) }
    }
  }

  // MARK: - Two steps in one

  /// A sum, a difference or a product with a product.
  enum Fusion: UInt16, CaseIterable {
    case productPlus, productMinus, minusProduct, productTimes

    static var last: Fusion { .productTimes }

    /// Fused kernels stand behind those of the operations.
    var kernelIndex: UInt16 { Operation.numberCount + rawValue }
  }

  private func fusion(
    _ node: Int32, _ record: ExpressionGraph.Record
  ) -> (Fusion, Int32, Int32, Int32)? {
    guard mayAbsorb(record) else { return nil }
    if absorbers[Int(record.a)] == node, let (x, y) = factors(graph.records[Int(record.a)]) {
      return (fusion(record.operation, .productMinus), x, y, record.b)
    }
    if absorbers[Int(record.b)] == node, let (x, y) = factors(graph.records[Int(record.b)]) {
      return (fusion(record.operation, .minusProduct), x, y, record.a)
    }
    return nil
  }

  private func fusion(_ operation: Operation, _ difference: Fusion) -> Fusion {
    operation == .add ? .productPlus : operation == .multiply ? .productTimes : difference
  }

  /// Whether a step may compute a product on its way.
  private func mayAbsorb(_ record: ExpressionGraph.Record) -> Bool {
    record.shape == 0
      && (record.operation == .add || record.operation == .subtract
        || record.operation == .multiply)
  }

  /// The factors of a product or a square.
  private func factors(_ record: ExpressionGraph.Record) -> (Int32, Int32)? {
    switch record.operation {
    case .multiply: (record.a, record.b)
    case .power where graph.constantValue(Node(record.b)) == 2: (record.a, record.a)
    default: nil
    }
  }

  private mutating func findProducts(_ needed: [Bool], _ roots: [Node]) {
    var readers = [UInt8](repeating: 0, count: needed.count)
    for root in roots { readers[Int(root.index)] = 2 }
    for index in needed.indices where needed[index] {
      graph.forEachRead(of: graph.records[index]) { operand, _ in
        readers[Int(operand)] = min(2, readers[Int(operand)] + 1)
      }
    }
    for index in needed.indices where needed[index] && varies[index] {
      let record = graph.records[index]
      guard mayAbsorb(record) else { continue }
      for operand in [record.a, record.b] {
        let product = graph.records[Int(operand)]
        guard readers[Int(operand)] == 1, varies[Int(operand)], product.shape == 0,
          let (x, y) = factors(product), absorbers[Int(x)] != operand, absorbers[Int(y)] != operand
        else { continue }
        absorbers[Int(operand)] = Int32(truncatingIfNeeded: index)
        break
      }
    }
  }

  /// Both read nothing but the same number, so that the earlier one's place does for the two.
  private mutating func findPairs(_ needed: [Bool]) {
    var first: [Int32: [Operation: Int32]] = [:]
    for index in needed.indices where needed[index] && varies[index] {
      let record = graph.records[index]
      guard record.shape == 0, let partner = record.operation.sharesWorkWith else { continue }
      let node = Int32(truncatingIfNeeded: index)
      if let other = first[record.a]?[partner] {
        partners[other] = node
      } else {
        first[record.a, default: [:]][record.operation] = node
      }
    }
  }
}
