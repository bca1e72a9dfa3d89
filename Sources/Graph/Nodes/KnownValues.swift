import Numerics

/// Values of steps that hang on no input, kept from the first time that somebody asks for them: who
/// asks at each step of a chain computes the chain once.
struct KnownValues {
  private var values: [Int32: Matrix] = [:]
  private var elementCount = 0

  /// Beyond, values are computed whenever they are asked for: 32 MB.
  private static let mostElements = 1 << 22

  subscript(node: Int32) -> Matrix? { values[node] }

  /// Keeps the value of a node, which has none yet.
  mutating func keep(_ value: Matrix, of node: Int32) {
    guard elementCount + value.elements.count <= KnownValues.mostElements else { return }
    elementCount += value.elements.count
    values[node] = value
  }
}
