import Graph

/// What computes some results of a body from its inputs, once for each step.
///
/// Numbers come and go as in a node's operands: each array's elements one after the other, each
/// element with its lanes.
protocol BodyMachine: AnyObject {
  /// Gives an input its numbers.
  ///
  /// - Parameter isVarying: whether there is a number for each lane; else one stands for all.
  func bind(_ input: Int, to numbers: UnsafePointer<Double>, isVarying: Bool)

  /// Computes the results.
  func run()

  /// Makes results the inputs of the next step.
  func advance()

  /// Writes all results, one after the other.
  func write(to target: UnsafeMutablePointer<Double>)

  /// Writes the numbers of the first inputs, one input after the other.
  func save(_ count: Int, to target: UnsafeMutablePointer<Double>)

  /// Gives the first inputs their numbers.
  func restore(_ count: Int, from source: UnsafePointer<Double>)
}

/// What a machine is to compute.
struct BodyTask {
  let graph: ExpressionGraph
  let inputs: [Node]
  let results: [Node]
  /// The numbers of the inputs that take the results in the next step, in the results' order.
  let next: [Int]
}
