import Calculus
import Graph
import Numerics

/// What derivatives of softmax are made of (see `Reductions.centred`).
extension CodeEmitter {
  mutating func writeCentred(_ step: ArrayStep, _ target: LoopTarget) throws(EmissionError) {
    try forEachShareColumn(step, target) { (emitter, each) throws(EmissionError) in
      let (origin, mean) = (emitter.names.temporary(), emitter.names.temporary())
      for name in [origin, mean] {
        emitter.write(emitter.syntax.variable(name, emitter.syntax.literal(0).text))
      }
      try each(&emitter) { (emitter, share, x, _) throws(EmissionError) in
        let chosen = emitter.ofShare(share, greatest: x, other: origin)
        emitter.write(emitter.syntax.assign(origin, chosen))
      }
      try each(&emitter) { (emitter, share, x, _) throws(EmissionError) in
        emitter.write(emitter.syntax.add(mean, "\(share)*(\(x) - \(origin))"))
      }
      try each(&emitter) { (emitter, _, x, element) throws(EmissionError) in
        emitter.write(emitter.syntax.assign(element, "\(x) - \(origin) - \(mean)"))
      }
    }
  }

  mutating func writeBalanced(_ step: ArrayStep, _ target: LoopTarget) throws(EmissionError) {
    try forEachShareColumn(step, target) { (emitter, each) throws(EmissionError) in
      let greatest = emitter.names.temporary()
      let (others, rest) = (emitter.names.temporary(), emitter.names.temporary())
      let zero = emitter.syntax.literal(0).text
      for name in [greatest, others, rest] { emitter.write(emitter.syntax.variable(name, zero)) }
      try each(&emitter) { (emitter, share, x, _) throws(EmissionError) in
        let chosen = emitter.ofShare(share, greatest: x, other: greatest)
        emitter.write(emitter.syntax.assign(greatest, chosen))
        for (sum, term) in [(others, x), (rest, share)] {
          emitter.write(
            emitter.syntax.add(sum, emitter.ofShare(share, greatest: zero, other: term)))
        }
      }
      try each(&emitter) { (emitter, share, x, element) throws(EmissionError) in
        let result = emitter.ofShare(
          share, greatest: "\(x)*\(rest) - \(share)*\(others)",
          other: "\(x) - \(share)*(\(greatest) + \(others))")
        emitter.write(emitter.syntax.assign(element, result))
      }
    }
  }

  /// One thing for a share of more than one half, and another for the others.
  private func ofShare(_ share: String, greatest: String, other: String) -> String {
    "\(share) > 0.5 ? \(greatest) : \(other)"
  }

  private typealias ElementWriter = (
    _ emitter: inout CodeEmitter, _ share: String, _ x: String, _ element: String
  ) throws(EmissionError) -> Void
  private typealias ColumnLoop = (
    _ emitter: inout CodeEmitter, _ body: ElementWriter
  ) throws(EmissionError) -> Void

  /// Calls `body` for each column, with what writes a loop over its elements.
  private mutating func forEachShareColumn(
    _ step: ArrayStep, _ target: LoopTarget,
    _ body: (_ emitter: inout CodeEmitter, _ each: ColumnLoop) throws(EmissionError) -> Void
  ) throws(EmissionError) {
    declareNumber(target)
    try loop(loopNames.column, step.shape.columns) { (emitter, column) throws(EmissionError) in
      emitter.lines.open(emitter.syntax.block)
      try body(&emitter) { (emitter, write) throws(EmissionError) in
        try emitter.loop(emitter.loopNames.row, step.shape.rows) {
          (emitter, row) throws(EmissionError) in
          let place = ElementPlace(row: row, column: column)
          let share = try emitter.factor(step, 0, place, below: Precedence.product)
          let x = try emitter.factor(step, 1, place, below: Precedence.product)
          try write(&emitter, share, x, target.element(place))
        }
      }
      emitter.lines.close()
    }
  }
}
