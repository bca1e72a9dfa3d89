import Numerics

/// Steps that derivatives insert for those who differentiate them again. Each is its first operand,
/// in every notation too, and has a derivative that the first operand alone does not show.
///
/// The slope of `abs` at 0 is 0 by convention, and a convention has no derivative: differentiated
/// like a number it would give a second derivative of 0, which is wrong for every function. So
/// where a function bends, its slope jumps; and even functions of it, which are smooth there, are
/// differentiated through its square.
///
/// Where the derivative of a slope, formed as it stands, is a difference of nearly equal numbers,
/// the slope is a value that follows something else.
package enum DerivativeSteps {
  static let table: [Primitive] = [
    // x is whatever the slope jumps in: where it moves there is no derivative, and elsewhere it is
    // not reached.
    Primitive(
      "jump", form: .hidden, parameters: ["slope", "kink", "x"],
      summary: "A slope that jumps where x has a kink, and has no derivative there.",
      value: .unary(Arithmetic.identity), partials: ["1", "", "nan"], reach: ["", "", "kink"],
      singular: "kink",
      complex: .init("slope", "slope_im"), c: .expression("#1"), latex: "#1",
      samples: [[1.5, 0, 2]], example: ""),
    Primitive(
      "lift", form: .hidden, parameters: ["value", "slope", "square"],
      summary: "A value as a function of a square, with its slope by the square.",
      value: .unary(Arithmetic.identity), partials: ["", "", "slope"],
      complex: .init("value", "value_im"), c: .expression("#1"), latex: "#1",
      samples: [[1.5, 0.5, 2]], example: ""),
    Primitive(
      "follow", form: .hidden, parameters: ["value", "x"],
      summary: "A value with the derivative of x, which is the same number.",
      value: .unary(Arithmetic.identity), partials: ["", "1"],
      complex: .init("value", "value_im"), c: .expression("#1"), latex: "#1",
      samples: [[1.5, 1.5]], example: ""),
    Primitive(
      "turn", form: .hidden, parameters: ["cosine", "sine", "angle"],
      summary: "The cosine of an angle, which turns with it.",
      value: .unary(Arithmetic.identity), partials: ["", "", "turn(-sine, cosine, angle)"],
      complex: .init("cosine", "cosine_im"), c: .expression("#1"), latex: "#1",
      samples: [[0.6, 0.8, 0.9272952180016122]], example: ""),
  ]

  /// The number of a step in the table, as rules call it.
  package static func index(named name: String) -> Int? {
    table.firstIndex { $0.name == name }
  }

  /// The places of the steps in the table.
  package enum Index: Int {
    case jump, lift, follow, turn
  }
}
