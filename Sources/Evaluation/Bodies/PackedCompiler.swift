import Calculus
import Graph
import Numerics

/// Gives every element of a body's nodes its place, and makes the instructions.
struct PackedCompiler {
  private let task: BodyTask
  private let graph: ExpressionGraph
  private let lanes: Int
  private(set) var instructions = FlatArray<PackedInstruction>()
  private(set) var arraySteps: [PackedArrayStep] = []
  private(set) var constants: [(place: Int, value: Double)] = []
  private(set) var inputs: [Int] = []
  private(set) var results = FlatArray<Int32>()
  private(set) var targets = FlatArray<Int32>()
  /// How many numbers the buffer has.
  private(set) var count = 0
  /// By node: the places of its elements.
  private var elements: [[Int32]]
  private var zeroPlace: Int32?

  init(_ task: BodyTask, lanes: Int) {
    self.task = task
    self.lanes = lanes
    graph = task.graph
    elements = Array(repeating: [], count: graph.count)
  }

  mutating func compile() {
    for input in task.inputs {
      inputs.append(count)
      elements[Int(input.index)] = newPlaces(graph.shape(of: input).count)
    }
    inputs.append(count)
    let needed = graph.sources(of: task.results)
    for index in needed.indices where needed[index] && elements[index].isEmpty {
      elements[index] = places(ofNode: graph.records[index])
    }
    for result in task.results {
      results.append(contentsOf: elements[Int(result.index)])
    }
    for input in task.next {
      targets.append(contentsOf: elements[Int(task.inputs[input].index)])
    }
  }

  private mutating func newPlaces(_ number: Int) -> [Int32] {
    defer { count += number }
    return (0..<number).map { Int32(truncatingIfNeeded: count + $0) }
  }

  private mutating func places(ofNode record: ExpressionGraph.Record) -> [Int32] {
    let operation = record.operation
    if operation == .constant {
      let place = newPlaces(1)
      constants.append((Int(place[0]), record.constant))
      return place
    }
    guard operation.isComputed else { return [] }
    let shape = graph.shape(of: record)
    if operation.isPassedThrough { return spread(elements[Int(record.a)], shape.count) }
    var operands: [[Int32]] = []
    graph.forEachOperand(of: record) { operands.append(elements[Int($0)]) }
    if operation.isArray { return array(record, operands, shape) }
    return (0..<shape.count).map { element in
      number(operation, operands.map { $0[$0.count == 1 ? 0 : element] })
    }
  }

  /// The places of an array that is one number in every element.
  private func spread(_ places: [Int32], _ count: Int) -> [Int32] {
    places.count == count ? places : Array(repeating: places[0], count: count)
  }

  // MARK: - Numbers

  private mutating func number(_ operation: Operation, _ operands: [Int32]) -> Int32 {
    let result = newPlaces(1)[0]
    var instruction: PackedInstruction
    switch operation.primitive.value {
    case .unary(let kernel):
      instruction = PackedInstruction(
        code: operation == .negate ? .negate : .unary, a: operands[0], result: result)
      instruction.unary = kernel
    case .binary(let kernel):
      instruction = PackedInstruction(
        code: PackedCompiler.arithmetic(operation) ?? .binary, a: operands[0], b: operands[1],
        result: result)
      instruction.binary = kernel
    case .ternary(let kernel):
      instruction = PackedInstruction(
        code: .ternary, a: operands[0], b: operands[1], c: operands[2], result: result)
      instruction.ternary = kernel
    case .fold(let kernel):
      var left = operands[0]
      for operand in operands.dropFirst().dropLast() {
        let place = newPlaces(1)[0]
        var step = PackedInstruction(code: .binary, a: left, b: operand, result: place)
        step.binary = kernel
        instructions.append(step)
        left = place
      }
      instruction = PackedInstruction(
        code: .binary, a: left, b: operands[operands.count - 1], result: result)
      instruction.binary = kernel
    }
    instructions.append(instruction)
    return result
  }

  private static func arithmetic(_ operation: Operation) -> PackedInstruction.Code? {
    if operation == .add { return .add }
    if operation == .subtract { return .subtract }
    if operation == .multiply { return .multiply }
    return operation == .divide ? .divide : nil
  }

  // MARK: - Arrays

  private mutating func array(
    _ record: ExpressionGraph.Record, _ operands: [[Int32]], _ shape: Shape
  ) -> [Int32] {
    let shapes = graph.operands(of: record).map { graph.shape(of: $0) }
    switch record.operation.structure {
    case .view(let rule):
      var places: [Int32] = []
      rule(shapes[0], shape, graph.parameters(of: record)).forEachPlace(
        operand: shapes[0], result: shape
      ) { places.append(operands[0][$0]) }
      return places
    case .assembly(.beside): return operands.flatMap { $0 }
    case .assembly(.stacked):
      var places: [Int32] = []
      for column in 0..<shape.columns {
        for (part, own) in zip(operands, shapes) {
          places += part[column * own.rows..<(column + 1) * own.rows]
        }
      }
      return places
    case .assembly(.placed):
      guard let places = placed(operands[0], graph.picks(of: record), shape) else {
        return whole(record, operands, shapes, shape)
      }
      return places
    case .assembly(.diagonal), .assembly(.lowerTriangle), .assembly(.upperTriangle), .reduction,
      .scan, .columnwise, .besideShares, .contraction, .system, .inverse, .determinant,
      .factorisation, .spectrum, .ofMatrices, .body, .table:
      return whole(record, operands, shapes, shape)
    }
  }

  /// Elements in their places, zeros elsewhere; nil where a place takes the sum of several.
  private mutating func placed(_ operand: [Int32], _ picks: Picks, _ shape: Shape) -> [Int32]? {
    var targets: [Int] = []
    picks.forEachPlace(height: shape.rows) { targets.append($0) }
    guard Set(targets).count == targets.count, targets.count == operand.count else { return nil }
    var places = Array(repeating: zero(), count: shape.count)
    for (target, place) in zip(targets, operand) { places[target] = place }
    return places
  }

  private mutating func zero() -> Int32 {
    if let zeroPlace { return zeroPlace }
    let place = newPlaces(1)[0]
    constants.append((Int(place), 0))
    zeroPlace = place
    return place
  }

  /// An operation with a kernel, whose operands are laid out for it.
  private mutating func whole(
    _ record: ExpressionGraph.Record, _ operands: [[Int32]], _ shapes: [Shape], _ shape: Shape
  ) -> [Int32] {
    let views = zip(operands, shapes).map { places, shape in
      (place: laidOut(places), shape: shape)
    }
    let result = newPlaces(shape.count)
    let holdsBody = record.operation.holdsBody
    arraySteps.append(
      PackedArrayStep(
        kernel: holdsBody ? nil : record.operation.array.kernel,
        runner: holdsBody ? LoopRunner(record, in: graph, lanes: lanes) : nil, operands: views,
        result: Int(result.first ?? 0), shape: shape, parameters: graph.parameters(of: record),
        lanes: lanes))
    instructions.append(
      PackedInstruction(
        code: .array, a: Int32(truncatingIfNeeded: arraySteps.count - 1), result: 0))
    return result
  }

  /// Where elements lie one after the other: where they are, or a copy.
  private mutating func laidOut(_ places: [Int32]) -> Int {
    let first = places.first ?? 0
    if places.enumerated().allSatisfy({ $1 == first + Int32(truncatingIfNeeded: $0) }) {
      return Int(first)
    }
    let copy = newPlaces(places.count)
    for (source, target) in zip(places, copy) {
      instructions.append(PackedInstruction(code: .copy, a: source, result: target))
    }
    return Int(copy[0])
  }
}
