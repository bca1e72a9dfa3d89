/// A part of the table of functions, which is made at once when one of its functions is first used.
///
/// A program uses a few functions, and to make the whole table takes longer than a small program's
/// gradient.
enum PrimitiveGroup: UInt8 {
  case arithmetic, comparisons, logic
  case powersAndRoots
  case exponentials, logarithms
  case circular, inverseCircular, multiplesOfPi
  case hyperbolic, inverseHyperbolic
  case errorFunctions, gammaFunctions, besselFunctions, inverseSpecialFunctions
  case smoothSwitches
  case signs, roundings, remainders, selections
  case derivativeSteps

  /// The group's functions, in the order of the registry.
  var table: [Primitive] {
    switch self {
    case .arithmetic: Operators.arithmetic
    case .comparisons: Operators.comparisons
    case .logic: Operators.logic
    case .powersAndRoots: PowersAndRoots.table
    case .exponentials: ExponentialsAndLogarithms.exponentials
    case .logarithms: ExponentialsAndLogarithms.logarithms
    case .circular: Trigonometric.circular
    case .inverseCircular: Trigonometric.inverse
    case .multiplesOfPi: Trigonometric.multiplesOfPi
    case .hyperbolic: Hyperbolic.direct
    case .inverseHyperbolic: Hyperbolic.inverse
    case .errorFunctions: SpecialFunctions.errorFunctions
    case .gammaFunctions: SpecialFunctions.gammaFunctions
    case .besselFunctions: SpecialFunctions.besselFunctions
    case .inverseSpecialFunctions: SpecialFunctions.inverses
    case .smoothSwitches: SmoothSwitches.table
    case .signs: Piecewise.signs
    case .roundings: Piecewise.roundings
    case .remainders: Piecewise.remainders
    case .selections: Piecewise.selections
    case .derivativeSteps: DerivativeSteps.table
    }
  }

  /// Whether programs call the group's functions by their names.
  var isCalled: Bool {
    switch self {
    case .arithmetic, .comparisons, .logic, .derivativeSteps: false
    case .powersAndRoots, .exponentials, .logarithms, .circular, .inverseCircular, .multiplesOfPi,
      .hyperbolic, .inverseHyperbolic, .errorFunctions, .gammaFunctions, .besselFunctions,
      .inverseSpecialFunctions, .smoothSwitches, .signs, .roundings, .remainders, .selections:
      true
    }
  }
}
