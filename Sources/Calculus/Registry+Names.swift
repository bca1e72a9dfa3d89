/// Finding a function without making those of other groups.
extension Registry {
  /// A function's names and its group. The compiler lays the table out, as long as `Entry` has no
  /// initialiser of its own: it costs a run nothing.
  struct Entry {
    let group: PrimitiveGroup
    let name: StaticString
    /// Another name; empty where there is none.
    var alias: StaticString = ""
  }

  /// Every function, in the order of `all`; a test holds the two together.
  static let entries: [Entry] = [
    Entry(group: .arithmetic, name: "+"),
    Entry(group: .arithmetic, name: "-"),
    Entry(group: .arithmetic, name: "*"),
    Entry(group: .arithmetic, name: "/"),
    Entry(group: .arithmetic, name: "-"),
    Entry(group: .arithmetic, name: "^", alias: "pow"),
    Entry(group: .comparisons, name: "<"),
    Entry(group: .comparisons, name: "<="),
    Entry(group: .comparisons, name: ">"),
    Entry(group: .comparisons, name: ">="),
    Entry(group: .comparisons, name: "=="),
    Entry(group: .comparisons, name: "!="),
    Entry(group: .logic, name: "&&"),
    Entry(group: .logic, name: "||"),
    Entry(group: .logic, name: "!"),
    Entry(group: .powersAndRoots, name: "sqrt"),
    Entry(group: .powersAndRoots, name: "cbrt"),
    Entry(group: .powersAndRoots, name: "hypot"),
    Entry(group: .powersAndRoots, name: "square"),
    Entry(group: .powersAndRoots, name: "oneminussquare"),
    Entry(group: .powersAndRoots, name: "xminussquare"),
    Entry(group: .powersAndRoots, name: "reciprocal"),
    Entry(group: .exponentials, name: "exp"),
    Entry(group: .exponentials, name: "exp2"),
    Entry(group: .exponentials, name: "exp10"),
    Entry(group: .exponentials, name: "expm1"),
    Entry(group: .exponentials, name: "expminussquare"),
    Entry(group: .logarithms, name: "log", alias: "ln"),
    Entry(group: .logarithms, name: "log2"),
    Entry(group: .logarithms, name: "log10"),
    Entry(group: .logarithms, name: "log1p"),
    Entry(group: .logarithms, name: "log1mexp"),
    Entry(group: .logarithms, name: "logaddexp"),
    Entry(group: .logarithms, name: "xlogy"),
    Entry(group: .circular, name: "sin"),
    Entry(group: .circular, name: "cos"),
    Entry(group: .circular, name: "tan"),
    Entry(group: .circular, name: "cot"),
    Entry(group: .circular, name: "sec"),
    Entry(group: .circular, name: "csc"),
    Entry(group: .inverseCircular, name: "asin", alias: "arcsin"),
    Entry(group: .inverseCircular, name: "acos", alias: "arccos"),
    Entry(group: .inverseCircular, name: "atan", alias: "arctan"),
    Entry(group: .inverseCircular, name: "atan2"),
    Entry(group: .multiplesOfPi, name: "sinpi"),
    Entry(group: .multiplesOfPi, name: "cospi"),
    Entry(group: .multiplesOfPi, name: "sinc"),
    Entry(group: .multiplesOfPi, name: "sincderivative"),
    Entry(group: .hyperbolic, name: "sinh"),
    Entry(group: .hyperbolic, name: "cosh"),
    Entry(group: .hyperbolic, name: "tanh"),
    Entry(group: .hyperbolic, name: "sech"),
    Entry(group: .hyperbolic, name: "csch"),
    Entry(group: .hyperbolic, name: "coth"),
    Entry(group: .inverseHyperbolic, name: "asinh", alias: "arcsinh"),
    Entry(group: .inverseHyperbolic, name: "acosh", alias: "arccosh"),
    Entry(group: .inverseHyperbolic, name: "atanh", alias: "arctanh"),
    Entry(group: .errorFunctions, name: "erf"),
    Entry(group: .errorFunctions, name: "erfc"),
    Entry(group: .errorFunctions, name: "erfcx"),
    Entry(group: .errorFunctions, name: "erfcxderivative"),
    Entry(group: .gammaFunctions, name: "gamma"),
    Entry(group: .gammaFunctions, name: "lgamma"),
    Entry(group: .gammaFunctions, name: "digamma"),
    Entry(group: .gammaFunctions, name: "polygamma"),
    Entry(group: .besselFunctions, name: "besselj"),
    Entry(group: .besselFunctions, name: "bessely"),
    Entry(group: .besselFunctions, name: "besseli"),
    Entry(group: .besselFunctions, name: "besselk"),
    Entry(group: .besselFunctions, name: "normcdf"),
    Entry(group: .besselFunctions, name: "normpdf"),
    Entry(group: .besselFunctions, name: "lognormcdf"),
    Entry(group: .besselFunctions, name: "lognormcdfderivative"),
    Entry(group: .inverseSpecialFunctions, name: "erfinv"),
    Entry(group: .inverseSpecialFunctions, name: "erfinvslope"),
    Entry(group: .inverseSpecialFunctions, name: "lambertw"),
    Entry(group: .inverseSpecialFunctions, name: "lambertwslope"),
    Entry(group: .smoothSwitches, name: "sigmoid"),
    Entry(group: .smoothSwitches, name: "logisticpdf"),
    Entry(group: .smoothSwitches, name: "logit"),
    Entry(group: .smoothSwitches, name: "softplus"),
    Entry(group: .smoothSwitches, name: "logsigmoid"),
    Entry(group: .smoothSwitches, name: "relu"),
    Entry(group: .smoothSwitches, name: "gelu"),
    Entry(group: .smoothSwitches, name: "silu"),
    Entry(group: .signs, name: "abs"),
    Entry(group: .signs, name: "sign", alias: "sgn"),
    Entry(group: .signs, name: "heaviside"),
    Entry(group: .roundings, name: "floor"),
    Entry(group: .roundings, name: "ceil"),
    Entry(group: .roundings, name: "round"),
    Entry(group: .roundings, name: "trunc"),
    Entry(group: .remainders, name: "mod"),
    Entry(group: .remainders, name: "rem"),
    Entry(group: .selections, name: "min"),
    Entry(group: .selections, name: "max"),
    Entry(group: .selections, name: "clamp"),
    Entry(group: .selections, name: "if"),
    Entry(group: .derivativeSteps, name: "jump"),
    Entry(group: .derivativeSteps, name: "lift"),
    Entry(group: .derivativeSteps, name: "follow"),
    Entry(group: .derivativeSteps, name: "turn"),
  ]

  /// How many functions there are, those included that only derivatives use.
  package static var count: Int { entries.count }

  /// How many of them programs may use: the first ones.
  package static let programCount = entries.count { $0.group != .derivativeSteps }

  /// The function of this number in `all`.
  package static func primitive(at index: Int) -> Primitive {
    let group = entries[index].group
    var place = 0
    while place < index, entries[index - place - 1].group == group { place += 1 }
    return group.table[place]
  }

  /// What the function of this number is called, its alias behind its name.
  package static func names(at index: Int) -> [String] {
    [entries[index].name, entries[index].alias].map { $0.description }.filter { !$0.isEmpty }
  }

  /// The number of the function that programs call by this name or alias; nil if there is none.
  package static func index(named name: UnsafeBufferPointer<UInt8>) -> Int? {
    guard !name.isEmpty else { return nil }
    return entries.firstIndex { entry in
      entry.alias.isSpelled(name) || entry.name.isSpelled(name) && entry.group.isCalled
    }
  }
}

extension StaticString {
  /// Whether the word has these bytes.
  func isSpelled(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    guard utf8CodeUnitCount == name.count else { return false }
    for place in 0..<name.count where utf8Start[place] != name[place] { return false }
    return true
  }
}
