import Numerics

/// All primitives, one family after another. An `Operation` is a number in `all`.
///
/// These tables are for who goes through all functions. A run that uses a few finds them by name or
/// number (see `Registry+Names.swift`), and only their groups are made.
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

  /// What programs may use.
  package static let primitives: [Primitive] = families.flatMap { $0.primitives }

  /// The same, and behind them what only derivatives use.
  package static let all: [Primitive] = primitives + DerivativeSteps.table
}
