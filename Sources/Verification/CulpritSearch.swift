import Graph

/// Looks for the element whose derivative is wrong where a random direction disagrees.
///
/// First the elements of each input move alone, then halves of those of the input that disagrees
/// most: each time the part is kept that is farther from its difference quotient. Errors of several
/// elements may cancel, so that what is found is one that disagrees, and mostly the one that
/// disagrees most. Cost: with few inputs that of a direction for each, and two for each bisection.
struct CulpritSearch {
  private let examination: Examination
  private let directions: RandomDirections

  /// With more inputs than these, all elements together are bisected.
  private static let mostInputs = 16

  init(_ examination: Examination, _ directions: RandomDirections) {
    self.examination = examination
    self.directions = directions
  }

  /// The derivative by the element that was found; nil where none disagrees by itself.
  func culprit(inDirection number: Int) -> DerivativeCheck.Derivative? {
    let program = examination.subject.program
    let coordinates = program.coordinates(of: directions.inputs)
    var parts: [Range<Int>] = []
    var start = 0
    for input in directions.inputs {
      let end = start + program.inputs[input].shape.count
      parts.append(start..<end)
      start = end
    }
    if parts.count > CulpritSearch.mostInputs { parts = [0..<coordinates.count] }
    guard var part = worst(parts, number) else { return nil }
    while part.count > 1 {
      let middle = part.lowerBound + part.count / 2
      guard let half = worst([part.lowerBound..<middle, middle..<part.upperBound], number) else {
        return nil
      }
      part = half
    }
    let line = Line(
      element: coordinates[part.lowerBound], of: program, at: examination.subject.point)
    return examination.derivatives(along: [line]).first { $0.verdict == .disagrees }
  }

  /// The part whose derivative is farthest from its difference quotient; nil where none disagrees.
  private func worst(_ parts: [Range<Int>], _ number: Int) -> Range<Int>? {
    guard parts.count > 1 else { return parts.first }
    var worst: (part: Range<Int>, distance: Double)?
    for part in parts where !part.isEmpty {
      let line = directions.line(number) { part.contains($0) }
      guard let found = examination.derivatives(along: [line]).first,
        found.verdict == .disagrees
      else { continue }
      let distances = [
        found.forward - found.reverse, found.reverse - found.difference,
        found.forward - found.difference,
      ].map { $0.isNaN ? .infinity : $0.magnitude }
      let distance = distances.max() ?? 0
      if distance > worst?.distance ?? -1 { worst = (part, distance) }
    }
    return worst?.part
  }
}
