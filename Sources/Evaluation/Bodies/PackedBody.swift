import Graph
import Numerics

/// A body at one point: packed instructions over single numbers, with no call for arithmetic and no
/// memory taken in a step.
///
/// Every element of every array has a place of its own in one buffer. What only moves elements (an
/// index, a stack, a transpose) is no instruction: the element is known under another name.
final class PackedBody: BodyMachine {
  private let task: BodyTask
  private let instructions: FlatArray<PackedInstruction>
  /// Operations on whole arrays, by the number that their instruction has.
  private let arraySteps: [PackedArrayStep]
  private let numbers: UnsafeMutablePointer<Double>
  private let count: Int
  /// The places of the inputs' first elements.
  private let inputs: [Int]
  /// The places of the results' elements, one result after the other.
  private let results: FlatArray<Int32>
  /// Where they go in the next step.
  private let targets: FlatArray<Int32>
  private let held: UnsafeMutablePointer<Double>

  init(_ task: BodyTask) {
    self.task = task
    var compiler = PackedCompiler(task)
    compiler.compile()
    instructions = compiler.instructions
    arraySteps = compiler.arraySteps
    inputs = compiler.inputs
    results = compiler.results
    targets = compiler.targets
    count = compiler.count
    numbers = .allocate(capacity: max(1, count))
    numbers.initialize(repeating: 0, count: max(1, count))
    for constant in compiler.constants { numbers[constant.place] = constant.value }
    held = .allocate(capacity: max(1, results.count))
    held.initialize(repeating: 0, count: max(1, results.count))
  }

  deinit {
    numbers.deallocate()
    held.deallocate()
  }

  func bind(_ input: Int, to source: UnsafePointer<Double>, isVarying: Bool) {
    (numbers + inputs[input]).update(
      from: source, count: task.graph.shape(of: task.inputs[input]).count)
  }

  func run() {
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

  func advance() {
    for place in results.indices { held[place] = numbers[Int(results[place])] }
    for place in targets.indices { numbers[Int(targets[place])] = held[place] }
  }

  func write(to target: UnsafeMutablePointer<Double>) {
    for place in results.indices { target[place] = numbers[Int(results[place])] }
  }

  func save(_ count: Int, to target: UnsafeMutablePointer<Double>) {
    // Inputs lie side by side.
    target.update(from: numbers, count: size(count))
  }

  func restore(_ count: Int, from source: UnsafePointer<Double>) {
    numbers.update(from: source, count: size(count))
  }

  /// How many numbers the first inputs have.
  private func size(_ count: Int) -> Int {
    count < inputs.count
      ? inputs[count] : task.inputs.reduce(0) { $0 + task.graph.shape(of: $1).count }
  }
}

/// What is done with some numbers of the buffer.
struct PackedInstruction: BitwiseCopyable {
  enum Code: UInt8, BitwiseCopyable {
    case add, subtract, multiply, divide, negate, copy
    /// A function of one, two or three numbers.
    case unary, binary, ternary
    /// The operation on arrays number `a`.
    case array
  }

  let code: Code
  var a: Int32 = 0
  var b: Int32 = 0
  var c: Int32 = 0
  let result: Int32
  var unary: UnaryKernel?
  var binary: BinaryKernel?
  var ternary: TernaryKernel?
}

/// An operation on whole arrays, which lie one element after the other.
final class PackedArrayStep {
  private let kernel: ArrayKernel?
  /// For a loop in the body.
  private let runner: LoopRunner?
  private let operands: [(place: Int, shape: Shape)]
  private let result: Int
  private let shape: Shape
  private let parameters: [Int32]
  private var views: [ArrayView] = []

  init(
    kernel: ArrayKernel?, runner: LoopRunner?, operands: [(place: Int, shape: Shape)], result: Int,
    shape: Shape, parameters: [Int32]
  ) {
    self.kernel = kernel
    self.runner = runner
    self.operands = operands
    self.result = result
    self.shape = shape
    self.parameters = parameters
  }

  func run(_ numbers: UnsafeMutablePointer<Double>) {
    if let runner {
      return runner.run(
        operands.map { .init(place: numbers + $0.place, isVarying: false) }, numbers + result)
    }
    if views.isEmpty { views = operands.map { ArrayView(numbers + $0.place, $0.shape) } }
    parameters.withUnsafeBufferPointer { parameters in
      views.withUnsafeBufferPointer {
        kernel?($0, ArrayResult(numbers + result, shape, parameters: parameters))
      }
    }
  }
}
