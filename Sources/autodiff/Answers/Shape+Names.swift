import Numerics

extension Shape {
  /// What an element of an array is called, by its number down the columns: `W_2_1`; a number has
  /// the name alone.
  func name(ofElement element: Int, of name: String) -> String {
    isScalar ? name : "\(name)_\(element % rows + 1)_\(element / rows + 1)"
  }
}
