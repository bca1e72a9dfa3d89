import Calculus
import Numerics

/// A step of the computation: an index into an `ExpressionGraph`.
package struct Node: BitwiseCopyable, Hashable, Sendable {
  package let index: Int32

  @inline(__always)
  package init(_ index: Int32) { self.index = index }
  @inline(__always)
  package init(_ index: Int) { self.index = Int32(truncatingIfNeeded: index) }
}

/// The computational graph: an arena of immutable, hash-consed nodes that only grows.
///
/// A node is created once for an operation and its operands, and operands exist before it, so the
/// order of the indices is a topological order. Twelve bytes a node; creating one costs one
/// look-up.
package final class ExpressionGraph {
  /// A node as it lies in memory.
  package struct Record: Equatable {
    /// The operation in the low bits, above them whether it is a guard, and the shape's index.
    private var operationAndShape: UInt32
    /// The first operand; of a constant the low half of its bits; of an input its index.
    package var a: Int32
    /// The second operand, or a `list` of the second and further ones; of a constant the high half.
    /// -2 and below: the parameters of an operation on an array, see `parameters(of:)`.
    package var b: Int32

    private static let guardBit: UInt32 = 1 << 9
    private static let shapeShift: UInt32 = 10

    /// A missing operand is -1.
    @inline(__always)
    package init(
      operation: Operation, shape: UInt32 = 0, a: Int32, b: Int32 = -1, isGuard: Bool = false
    ) {
      operationAndShape =
        UInt32(operation.rawValue) | (isGuard ? Record.guardBit : 0) | shape << Record.shapeShift
      self.a = a
      self.b = b
    }

    /// What the node does with its operands.
    @inline(__always)
    package var operation: Operation {
      Operation(
        rawValue: UInt16(truncatingIfNeeded: operationAndShape & (Record.guardBit &- 1)))
    }

    /// Whether the node is an `if` whose first branch is a convention at special points, as a
    /// rule's `guard` says: printed forms leave it away.
    @inline(__always) package var isGuard: Bool { operationAndShape & Record.guardBit != 0 }

    /// An index into the table of shapes; 0 is the scalar.
    @inline(__always) package var shape: UInt32 { operationAndShape >> Record.shapeShift }

    /// The number that a constant holds.
    @inline(__always)
    package var constant: Double {
      Double(bitPattern: UInt64(UInt32(bitPattern: a)) | UInt64(UInt32(bitPattern: b)) << 32)
    }
  }

  package private(set) var records: UnsafeMutablePointer<Record>
  package private(set) var count = 0
  private var capacity: Int
  private var table: NodeTable
  package private(set) var inputCount = 0
  /// All shapes but the scalar; a record's shape counts from 1.
  private var shapes: [Shape] = []
  private var shapeIndices: [Shape: UInt32] = [:]
  private var parameterLists: [[Int32]] = []
  private var parameterIndices: [[Int32]: Int32] = [:]
  /// What the nodes of loops hold, by the number that is their first operand.
  package private(set) var bodies: [Body] = []
  package private(set) var reverseBodies: [ReverseBody] = []
  /// What steps without inputs are, as far as somebody has asked.
  var knownValues = KnownValues()

  /// - Parameter expectedNodes: how many nodes to make room for; more may come.
  package init(expectedNodes: Int) {
    capacity = max(64, expectedNodes)
    records = ExpressionGraph.allocate(capacity)
    table = NodeTable(expectedNodes: expectedNodes)
  }

  deinit {
    ExpressionGraph.deallocate(records, capacity)
  }

  private static func allocate<Element>(_ count: Int) -> UnsafeMutablePointer<Element> {
    Platform.allocate(byteCount: count * MemoryLayout<Element>.stride)
      .bindMemory(to: Element.self, capacity: count)
  }

  private static func deallocate<Element>(_ pointer: UnsafeMutablePointer<Element>, _ count: Int) {
    Platform.deallocate(pointer, byteCount: count * MemoryLayout<Element>.stride)
  }

  /// A node's record.
  @inline(__always)
  package subscript(node: Node) -> Record { records[Int(node.index)] }

  // MARK: - Creating nodes

  /// The node that applies a primitive to `a` and `b`, new or known. A missing operand is -1.
  ///
  /// Operands that are arrays have the same shape: the result's.
  @inline(__always)
  package func make(_ operation: Operation, _ a: Int32, _ b: Int32 = -1) -> Node {
    let shape = hasArrays ? elementShape(a, b) : 0
    return find(Record(operation: operation, shape: shape, a: a, b: b))
  }

  private func elementShape(_ a: Int32, _ b: Int32) -> UInt32 {
    let first = records[Int(a)].shape
    return first == 0 && b >= 0 ? records[Int(b)].shape : first
  }

  /// The node of a number: one for each bit pattern, so that both zeros are kept apart.
  package func constant(_ value: Double) -> Node {
    let bits = value.bitPattern
    return find(
      Record(
        operation: .constant, a: Int32(truncatingIfNeeded: bits),
        b: Int32(truncatingIfNeeded: bits >> 32)))
  }

  /// A new independent variable.
  package func makeInput(_ shape: Shape = .scalar) -> Node {
    defer { inputCount += 1 }
    return find(
      Record(
        operation: .input, shape: index(of: shape), a: Int32(truncatingIfNeeded: inputCount)))
  }

  /// The node that applies an operation on arrays, whose shape and parameters are known.
  package func makeArray(
    _ operation: Operation, _ operands: [Int32], _ shape: Shape, parameters: [Int32] = []
  ) -> Node {
    hasArrays = true
    var tail = operands.count > 1 ? operands[operands.count - 1] : -1
    for operand in operands.dropFirst().dropLast().reversed() {
      tail = find(Record(operation: .list, a: operand, b: tail)).index
    }
    if !parameters.isEmpty {
      precondition(operands.count <= 1, "an operation with parameters has one operand")
      tail = -2 - index(of: parameters)
    }
    return find(
      Record(operation: operation, shape: index(of: shape), a: operands.first ?? -1, b: tail))
  }

  /// The factorisation of a square matrix that an operation on it needs as an operand more.
  package func factor(_ factor: ArrayOperation, of operand: Int32) -> Node {
    let size = shape(at: operand).rows
    return makeArray(.array(factor), [operand], Shape(size, size + 1))
  }

  /// The node that applies an operation to any number of operands; from three on they are chained.
  package func make(_ operation: Operation, operands: ArraySlice<Int32>) -> Node {
    operands.withUnsafeBufferPointer { make(operation, operands: $0) }
  }

  /// The same for operands on a stack.
  func make(_ operation: Operation, operands: UnsafeBufferPointer<Int32>) -> Node {
    guard let first = operands.first, let last = operands.last else {
      preconditionFailure("an operation has operands")
    }
    guard operands.count > 1 else { return make(operation, first) }
    var tail = last
    for operand in operands.dropFirst().dropLast().reversed() {
      tail = make(.list, operand, tail).index
    }
    return make(operation, first, tail)
  }

  /// The node of a guard: a condition, what holds there by convention, and the formula.
  package func makeGuard(operands: UnsafeBufferPointer<Int32>) -> Node {
    precondition(operands.count == 3, "a guard has a condition and two branches")
    let branches = make(.list, operands[1], operands[2]).index
    return find(
      Record(
        operation: .select, shape: hasArrays ? elementShape(operands[0], branches) : 0,
        a: operands[0], b: branches, isGuard: true))
  }

  // MARK: - Shapes and parameters

  private func index(of shape: Shape) -> UInt32 {
    if shape.isScalar { return 0 }
    if let known = shapeIndices[shape] { return known }
    shapes.append(shape)
    hasArrays = true
    let index = UInt32(truncatingIfNeeded: shapes.count)
    precondition(shapes.count < ExpressionGraph.mostShapes, "lowering refuses so many shapes")
    shapeIndices[shape] = index
    return index
  }

  /// More shapes than this have no room in a record.
  private static let mostShapes = 1 << 22

  /// Whether there is no room for the shapes of another derivative.
  package var hasTooManyShapes: Bool { shapes.count > ExpressionGraph.mostShapes / 4 }

  /// Whether a node of the graph is no scalar, or an operation on arrays.
  package private(set) var hasArrays = false

  /// The shape of a node's value.
  @inline(__always)
  package func shape(of node: Node) -> Shape { shape(of: self[node]) }

  /// The same from its record.
  @inline(__always)
  package func shape(of record: Record) -> Shape {
    record.shape == 0 ? .scalar : shapes[Int(record.shape) - 1]
  }

  /// The same from its index.
  @inline(__always)
  package func shape(at index: Int32) -> Shape { shape(of: records[Int(index)]) }

  private func index(of parameters: [Int32]) -> Int32 {
    if let known = parameterIndices[parameters] { return known }
    let index = Int32(truncatingIfNeeded: parameterLists.count)
    parameterLists.append(parameters)
    parameterIndices[parameters] = index
    return index
  }

  /// The places of a step that picks elements, or puts them.
  package func picks(of record: Record) -> Picks { Picks(parameters(of: record)) }

  /// The whole numbers that belong to a step: a dimension, or the places of an index.
  package func parameters(of record: Record) -> [Int32] {
    record.operation.isArray && record.b < -1 ? parameterLists[Int(-2 - record.b)] : []
  }

  /// Whether nodes hold bodies.
  package var holdsBodies: Bool { !bodies.isEmpty }

  /// The number of a body, which is kept.
  func number(of body: Body) -> Int {
    if let known = bodies.firstIndex(where: { $0 === body }) { return known }
    bodies.append(body)
    return bodies.count - 1
  }

  /// The number of a step backwards, which is kept.
  func number(of reverse: ReverseBody) -> Int {
    if let known = reverseBodies.firstIndex(where: { $0 === reverse }) { return known }
    reverseBodies.append(reverse)
    return reverseBodies.count - 1
  }

  // MARK: - Finding nodes

  /// The node of a record, which is added where it is new.
  @inline(__always)
  private func find(_ record: Record) -> Node {
    switch table.find(record, among: records) {
    case .known(let index): return Node(index)
    case .free(let slot): return append(record, slot)
    }
  }

  @inline(__always)
  private func append(_ record: Record, _ slot: NodeTable.FreeSlot) -> Node {
    let index = count
    if index == capacity { growRecords() }
    records[index] = record
    count = index + 1
    table.insert(index, at: slot)
    if count > table.mostNodes { table.grow(records, count) }
    return Node(index)
  }

  private func growRecords() {
    let larger: UnsafeMutablePointer<Record> = ExpressionGraph.allocate(capacity * 2)
    larger.moveInitialize(from: records, count: count)
    ExpressionGraph.deallocate(records, capacity)
    records = larger
    capacity *= 2
  }
}
