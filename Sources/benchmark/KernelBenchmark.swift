import Calculus
import Numerics

/// The functions that everything is made of: one after the other, in blocks of lanes and alone.
enum KernelBenchmark {
  private static let lanes = 256

  static func run() throws {
    print("kernels: ns per number, in blocks of \(lanes) and one at a time")
    for (title, primitives) in Registry.families {
      print()
      print(padded(title, 30), "  block    alone")
      for primitive in primitives { measure(primitive) }
    }
    print()
    NumberBenchmark.run()
    print()
    try ProductBenchmark.run()
  }

  private static func measure(_ primitive: Primitive) {
    let columns = operands(of: primitive)
    let result = UnsafeMutablePointer<Double>.allocate(capacity: lanes)
    defer {
      for column in columns { column.deallocate() }
      result.deallocate()
    }
    let block = Timing.nanoseconds { apply(primitive, columns, 0, result, lanes) }
    let alone = Timing.nanoseconds {
      for lane in 0..<lanes { apply(primitive, columns, lane, result + lane, 1) }
    }
    print(
      padded(name(primitive), 28), column(block / Double(lanes)),
      column(alone / Double(lanes), width: 8))
  }

  private static func name(_ primitive: Primitive) -> String {
    if case .prefix = primitive.form { return primitive.name + "x" }
    return primitive.name
  }

  /// Applies a primitive from a lane on. A fold has two operands here.
  private static func apply(
    _ primitive: Primitive, _ columns: [UnsafeMutablePointer<Double>], _ lane: Int,
    _ result: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    switch primitive.value {
    case .unary(let kernel): kernel(columns[0] + lane, result, count)
    case .binary(let kernel), .fold(let kernel):
      kernel(columns[0] + lane, 1, columns[1] + lane, 1, result, count)
    case .ternary(let kernel):
      kernel(columns[0] + lane, 1, columns[1] + lane, 1, columns[2] + lane, 1, result, count)
    }
  }

  // MARK: - Operands

  /// For each operand a number in every lane, drawn from where the function's sample points lie.
  private static func operands(of primitive: Primitive) -> [UnsafeMutablePointer<Double>] {
    let samples = primitive.samples
    let count = arity(primitive)
    let columns = (0..<count).map { _ in
      let column = UnsafeMutablePointer<Double>.allocate(capacity: lanes)
      column.initialize(repeating: 0, count: lanes)
      return column
    }
    var draws = Draws()
    for lane in 0..<lanes {
      let sample = samples[lane % samples.count]
      // A point of the domain, or else one of the samples.
      for attempt in 0..<20 {
        for operand in 0..<count {
          let numbers = samples.map { $0[operand] }
          let isFixed = attempt == 19 || primitive.constantParameters.contains(operand)
          columns[operand][lane] =
            isFixed
            ? sample[operand]
            : draws.next(in: (numbers.min() ?? 0)...(numbers.max() ?? 0))
        }
        var value = 0.0
        apply(primitive, columns, lane, &value, 1)
        if value.isFinite { break }
      }
    }
    return columns
  }

  private static func arity(_ primitive: Primitive) -> Int {
    switch primitive.value {
    case .unary: 1
    case .binary, .fold: 2
    case .ternary: 3
    }
  }
}
