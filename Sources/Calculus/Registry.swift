import Numerics

/// All primitives, one family after another. An `Operation` indexes this array.
package enum Registry {
  package static let families: [(title: String, primitives: [Primitive])] = [
    ("Operators", Operators.table),
    ("Powers and roots", PowersAndRoots.table),
    ("Exponentials and logarithms", ExponentialsAndLogarithms.table),
    ("Trigonometric", Trigonometric.table),
    ("Hyperbolic", Hyperbolic.table),
    ("Special", SpecialFunctions.table),
    ("Smooth switches", SmoothSwitches.table),
    ("Piecewise", Piecewise.table),
  ]

  package static let primitives: [Primitive] = families.flatMap { $0.primitives }
}
