import Graph

/// Kinks at which the program itself takes a derivative: `diff(abs(x), x)` at 0.
extension FindingSearch {
  /// More derivatives than this are not looked at.
  private static let mostLookedAt = 64

  /// The kinks of what the program differentiates, where the output reaches the derivative.
  package static func innerKinks(
    of program: Program, output: Int, at point: [Double]
  ) -> [Finding] {
    let node = program.outputs[output].node
    let graph = program.graph
    var search: FindingSearch?
    var found: [Finding] = []
    for inner in program.innerDerivatives.prefix(mostLookedAt)
    where hasKinks(inner.target, in: graph) {
      let own = FindingSearch(of: program, inner.target, by: [inner.independent], at: point)
      let kinks = own.kinkFindings().filter { kink in
        !found.contains { $0.node == kink.node }
      }
      guard !kinks.isEmpty else { continue }
      let outer = search ?? FindingSearch(of: program, node, by: nil, at: point)
      search = outer
      if outer.reaches(inner.derivative) { found += kinks }
    }
    return found
  }
}
