import Graph
import Numerics

/// What a machine is to compute in every step.
struct BodyTask {
  let graph: ExpressionGraph
  let inputs: [Node]
  let results: [Node]
  /// The numbers of the inputs that take the results in the next step, in the results' order.
  let next: [Int]
}

/// A body as packed instructions over single numbers, in some lanes at once, with no call for
/// arithmetic at one point and no memory taken in a step.
///
/// Every element of every array has a place of its own in one buffer, with a number for each lane.
/// What only moves elements (an index, a stack, a transpose) is no instruction: the element is
/// known under another name. A lane's bits depend neither on the number of lanes nor on its
/// neighbours.
final class PackedBody {
  let lanes: Int
  private let task: BodyTask
  private let instructions: FlatArray<PackedInstruction>
  /// Operations on whole arrays, by the number that their instruction has.
  private let arraySteps: [PackedArrayStep]
  private let numbers: UnsafeMutablePointer<Double>
  /// The places of the inputs' first elements, and behind the last one's end.
  private let inputs: [Int]
  /// The places of the results' elements, one result after the other.
  private let results: FlatArray<Int32>
  /// Where they go in the next step.
  private let targets: FlatArray<Int32>
  private let held: UnsafeMutablePointer<Double>

  init(_ task: BodyTask, lanes: Int) {
    self.task = task
    self.lanes = lanes
    var compiler = PackedCompiler(task, lanes: lanes)
    compiler.compile()
    instructions = compiler.instructions
    arraySteps = compiler.arraySteps
    inputs = compiler.inputs
    results = compiler.results
    targets = compiler.targets
    let size = max(1, compiler.count * lanes)
    numbers = .allocate(capacity: size)
    numbers.initialize(repeating: 0, count: size)
    for constant in compiler.constants {
      (numbers + constant.place * lanes).update(repeating: constant.value, count: lanes)
    }
    held = .allocate(capacity: max(1, results.count * lanes))
    held.initialize(repeating: 0, count: max(1, results.count * lanes))
  }

  deinit {
    numbers.deallocate()
    held.deallocate()
  }

  // MARK: - A step

  /// Computes the results.
  func run() {
    guard lanes == 1 else { return runLanes() }
    let numbers = numbers
    instructions.withUnsafeBufferPointer { instructions in
      for instruction in instructions {
        let result = numbers + Int(instruction.result)
        switch instruction.code {
        case .add: result.pointee = numbers[Int(instruction.a)] + numbers[Int(instruction.b)]
        case .subtract: result.pointee = numbers[Int(instruction.a)] - numbers[Int(instruction.b)]
        case .multiply: result.pointee = numbers[Int(instruction.a)] * numbers[Int(instruction.b)]
        case .divide: result.pointee = numbers[Int(instruction.a)] / numbers[Int(instruction.b)]
        case .negate: result.pointee = -numbers[Int(instruction.a)]
        case .copy: result.pointee = numbers[Int(instruction.a)]
        case .unary: instruction.unary?(numbers + Int(instruction.a), result, 1)
        case .binary:
          instruction.binary?(
            numbers + Int(instruction.a), 0, numbers + Int(instruction.b), 0, result, 1)
        case .ternary:
          instruction.ternary?(
            numbers + Int(instruction.a), 0, numbers + Int(instruction.b), 0,
            numbers + Int(instruction.c), 0, result, 1)
        case .array: arraySteps[Int(instruction.a)].run(numbers)
        }
      }
    }
  }

  private func runLanes() {
    let (numbers, lanes) = (numbers, lanes)
    instructions.withUnsafeBufferPointer { instructions in
      for instruction in instructions {
        let a = UnsafePointer(numbers + Int(instruction.a) * lanes)
        let b = UnsafePointer(numbers + Int(instruction.b) * lanes)
        let result = numbers + Int(instruction.result) * lanes
        switch instruction.code {
        case .add: for lane in 0..<lanes { result[lane] = a[lane] + b[lane] }
        case .subtract: for lane in 0..<lanes { result[lane] = a[lane] - b[lane] }
        case .multiply: for lane in 0..<lanes { result[lane] = a[lane] * b[lane] }
        case .divide: for lane in 0..<lanes { result[lane] = a[lane] / b[lane] }
        case .negate: for lane in 0..<lanes { result[lane] = -a[lane] }
        case .copy: result.update(from: a, count: lanes)
        case .unary: instruction.unary?(a, result, lanes)
        case .binary: instruction.binary?(a, 1, b, 1, result, lanes)
        case .ternary:
          instruction.ternary?(
            a, 1, b, 1, numbers + Int(instruction.c) * lanes, 1, result, lanes)
        case .array: arraySteps[Int(instruction.a)].run(numbers)
        }
      }
    }
  }

  /// Makes results the inputs of the next step, all at once: one may be another's input.
  func advance() {
    let (numbers, held, lanes) = (numbers, held, lanes)
    guard lanes == 1 else {
      for (place, result) in results.enumerated() {
        (held + place * lanes).update(from: numbers + Int(result) * lanes, count: lanes)
      }
      for (place, target) in targets.enumerated() {
        (numbers + Int(target) * lanes).update(from: held + place * lanes, count: lanes)
      }
      return
    }
    results.withUnsafeBufferPointer { results in
      for place in results.indices { held[place] = numbers[Int(results[place])] }
    }
    targets.withUnsafeBufferPointer { targets in
      for place in targets.indices { numbers[Int(targets[place])] = held[place] }
    }
  }

  // MARK: - Numbers in and out

  /// Numbers of a node outside: element after element, each with its lanes or with one for all.
  struct Operand {
    let place: UnsafePointer<Double>
    /// How far elements are apart.
    let elementStep: Int
    let isVarying: Bool
  }

  /// Gives an input its numbers in some of the lanes outside; lanes beyond get those of the first.
  func bind(_ input: Int, to operand: Operand, lanes range: Range<Int>) {
    for element in 0..<inputs[input + 1] - inputs[input] {
      let target = numbers + (inputs[input] + element) * lanes
      let source = operand.place + element * operand.elementStep
      if operand.isVarying {
        target.update(from: source + range.lowerBound, count: range.count)
        (target + range.count).update(repeating: target[0], count: lanes - range.count)
      } else {
        target.update(repeating: source[0], count: lanes)
      }
    }
  }

  /// Writes all results, one after the other, to some of the lanes outside.
  func write(to target: UnsafeMutablePointer<Double>, elementStep: Int, lanes range: Range<Int>) {
    for (place, result) in results.enumerated() {
      (target + place * elementStep + range.lowerBound).update(
        from: numbers + Int(result) * lanes, count: range.count)
    }
  }

  /// How many numbers the first inputs have in all lanes.
  func size(ofInputs count: Int) -> Int { inputs[count] * lanes }

  /// Writes the numbers of the first inputs, which lie side by side.
  func save(_ count: Int, to target: UnsafeMutablePointer<Double>) {
    target.update(from: numbers, count: size(ofInputs: count))
  }

  /// Gives the first inputs their numbers.
  func restore(_ count: Int, from source: UnsafePointer<Double>) {
    numbers.update(from: source, count: size(ofInputs: count))
  }
}
