import Graph
import Numerics

/// What is done with some numbers of a buffer.
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
  /// Places in the buffer.
  private let operands: [(place: Int, shape: Shape)]
  private let result: Int
  private let shape: Shape
  private let parameters: [Int32]
  private let lanes: Int
  /// One lane of the operands and the result.
  private let scratch: UnsafeMutablePointer<Double>
  private var views: [ArrayView] = []

  init(
    kernel: ArrayKernel?, runner: LoopRunner?, operands: [(place: Int, shape: Shape)], result: Int,
    shape: Shape, parameters: [Int32], lanes: Int
  ) {
    self.kernel = kernel
    self.runner = runner
    self.operands = operands
    self.result = result
    self.shape = shape
    self.parameters = parameters
    self.lanes = lanes
    scratch = .allocate(capacity: operands.reduce(max(1, shape.count)) { $0 + $1.shape.count })
  }

  deinit { scratch.deallocate() }

  func run(_ numbers: UnsafeMutablePointer<Double>) {
    if let runner {
      return runner.run(
        operands.map {
          .init(place: numbers + $0.place * lanes, elementStep: lanes, isVarying: true)
        }, numbers + result * lanes)
    }
    guard lanes > 1 else {
      if views.isEmpty { views = operands.map { ArrayView(numbers + $0.place, $0.shape) } }
      return apply(views, numbers + result)
    }
    if views.isEmpty {
      var place = scratch + shape.count
      views = operands.map { operand in
        defer { place += operand.shape.count }
        return ArrayView(place, operand.shape)
      }
    }
    for lane in 0..<lanes {
      var place = scratch + shape.count
      for operand in operands {
        let source = numbers + operand.place * lanes + lane
        for element in 0..<operand.shape.count { place[element] = source[element * lanes] }
        place += operand.shape.count
      }
      apply(views, scratch)
      let target = numbers + result * lanes + lane
      for element in 0..<shape.count { target[element * lanes] = scratch[element] }
    }
  }

  private func apply(_ views: [ArrayView], _ result: UnsafeMutablePointer<Double>) {
    parameters.withUnsafeBufferPointer { parameters in
      views.withUnsafeBufferPointer {
        kernel?($0, ArrayResult(result, shape, parameters: parameters))
      }
    }
  }
}
