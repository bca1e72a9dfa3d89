/// A program to be timed, and where its inputs lie.
struct Sample {
  let name: String
  let program: String
  /// By input, in the order of the program: the range its values are drawn from.
  let ranges: [ClosedRange<Double>]

  static let all = [exponential, rosenbrock, planck]

  static let exponential = Sample(
    name: "sample", program: "exp(sin(u^2)*log(u^2))", ranges: [0.5...2.5])

  /// Rosenbrock's function of ten numbers.
  static let rosenbrock = Sample(
    name: "rosenbrock",
    program: (0..<9).map { "100*(x\($0 + 1) - x\($0)^2)^2 + (1 - x\($0))^2" }
      .joined(separator: " + "),
    ranges: Array(repeating: -2...2, count: 10))

  /// Planck's law with absorption and distance.
  static let planck = Sample(
    name: "planck",
    program: """
      eps*1.191042972e8/lam^5/(exp(14387.76877/(lam*T)) - 1)*exp(-a*lam^-1.5)*(R/d)^2
      """,
    ranges: [0.1...1, 0.3...30, 300...6000, 0...2, 0.5...2, 5...50])
}

/// The same numbers in every run.
struct Draws {
  private var state: UInt64 = 20_250_101

  /// A number of a range, evenly distributed (Marsaglia's xorshift, doi:10.18637/jss.v008.i14).
  mutating func next(in range: ClosedRange<Double>) -> Double {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    let unit = Double(state >> 11) * 0x1p-53
    return range.lowerBound + unit * (range.upperBound - range.lowerBound)
  }
}
