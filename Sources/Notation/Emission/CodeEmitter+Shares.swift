import Calculus
import Graph
import Numerics

/// What derivatives of softmax are made of (see `Reductions.centred`).
extension CodeEmitter {
  /// The element itself in a greatest share, and what it is to the others.
  private func isGreatest(_ share: String) -> String { "\(share) > 0.5" }
  private func isOther(_ share: String) -> String { "\(share) <= 0.5" }

  mutating func writeCentred(_ step: ArrayLoops) throws(EmissionError) {
    try forEachShareColumn(step) { (emitter, each) throws(EmissionError) in
      let (origin, mean) = (emitter.names.temporary(), emitter.names.temporary())
      let zero = emitter.syntax.literal(0).text
      emitter.write(emitter.syntax.variable(origin, zero))
      try each(&emitter) { (emitter, share, x, _) throws(EmissionError) in
        try emitter.when(emitter.isGreatest(share)) { (emitter) throws(EmissionError) in
          emitter.write(emitter.syntax.assign(origin, x))
        }
      }
      emitter.write(emitter.syntax.variable(mean, zero))
      try each(&emitter) { (emitter, share, x, _) throws(EmissionError) in
        emitter.write(emitter.syntax.add(mean, "\(share)*(\(x) - \(origin))"))
      }
      try each(&emitter) { (emitter, _, x, target) throws(EmissionError) in
        emitter.write(emitter.syntax.assign(target, "\(x) - \(origin) - \(mean)"))
      }
    }
  }

  mutating func writeBalanced(_ step: ArrayLoops) throws(EmissionError) {
    try forEachShareColumn(step) { (emitter, each) throws(EmissionError) in
      let greatest = emitter.names.temporary()
      let (others, rest) = (emitter.names.temporary(), emitter.names.temporary())
      for name in [greatest, others, rest] {
        emitter.write(emitter.syntax.variable(name, emitter.syntax.literal(0).text))
      }
      try each(&emitter) { (emitter, share, x, _) throws(EmissionError) in
        try emitter.when(emitter.isGreatest(share)) { (emitter) throws(EmissionError) in
          emitter.write(emitter.syntax.assign(greatest, x))
        }
        try emitter.when(emitter.isOther(share)) { (emitter) throws(EmissionError) in
          emitter.write(emitter.syntax.add(others, x))
          emitter.write(emitter.syntax.add(rest, share))
        }
      }
      try each(&emitter) { (emitter, share, x, target) throws(EmissionError) in
        emitter.write(
          emitter.syntax.assign(target, "\(x) - \(share)*(\(greatest) + \(others))"))
        try emitter.when(emitter.isGreatest(share)) { (emitter) throws(EmissionError) in
          emitter.write(
            emitter.syntax.assign(target, "\(x)*\(rest) - \(share)*\(others)"))
        }
      }
    }
  }

  private typealias ElementWriter = (
    _ emitter: inout CodeEmitter, _ share: String, _ x: String, _ target: String
  ) throws(EmissionError) -> Void
  private typealias ColumnLoop = (
    _ emitter: inout CodeEmitter, _ body: ElementWriter
  ) throws(EmissionError) -> Void

  /// Calls `body` for each column, with what writes a loop over its elements.
  private mutating func forEachShareColumn(
    _ step: ArrayLoops,
    _ body: (_ emitter: inout CodeEmitter, _ each: ColumnLoop) throws(EmissionError) -> Void
  ) throws(EmissionError) {
    if step.shape.isScalar {
      write(syntax.variable(step.name, syntax.literal(0).text))
    }
    try loop(loopNames.column, step.shape.columns) { (emitter, column) throws(EmissionError) in
      emitter.lines.open(emitter.syntax.block)
      try body(&emitter) { (emitter, write) throws(EmissionError) in
        try emitter.loop(emitter.loopNames.row, step.shape.rows) {
          (emitter, row) throws(EmissionError) in
          let place = Place(row: row, column: column)
          let share = try emitter.factor(step, 0, place, below: Precedence.product)
          let x = try emitter.factor(step, 1, place, below: Precedence.product)
          try write(&emitter, share, x, emitter.element(of: step, place))
        }
      }
      emitter.lines.close()
    }
  }
}
