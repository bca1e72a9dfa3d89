import Calculus
import Graph
import Numerics

/// Extremes, norms and sums of exponentials: reductions that read their operand twice, or keep more
/// than a sum.
extension CodeEmitter {
  /// The greatest or least element; nan if one is nan.
  ///
  /// - Parameter ofNothing: what it is where there is no element.
  mutating func writeExtreme(
    _ step: ArrayLoops, isGreatest: Bool, ofNothing: Double = .nan
  ) throws(EmissionError) {
    let isEmpty = step.shapes[0].count == 0
    let start = isEmpty ? ofNothing : isGreatest ? -Double.infinity : .infinity
    try begin(step, start, isWhole: isEmpty)
    try forEachReduced(step) { (emitter, place, target) throws(EmissionError) in
      let value = Piece(try emitter.operand(step, 0, place))
      let folded = try emitter.spelled(
        NumberStep(isGreatest ? .greatest : .least), [value, Piece(target)])
      emitter.write(emitter.syntax.assign(target, folded.text))
    }
  }

  private mutating func forEachReduced(
    _ step: ArrayLoops,
    _ body: (inout CodeEmitter, Place, String) throws(EmissionError) -> Void
  ) throws(EmissionError) {
    let needsPlaces = needsPlaces(step.operands[0]) || !step.shape.isScalar
    try forEachElement(of: step.shapes[0], needsPlaces: needsPlaces) {
      (emitter, place) throws(EmissionError) in
      try body(&emitter, place, emitter.target(step, of: place))
    }
  }

  /// The root of the sum of squares, scaled by the greatest element so that no square overflows.
  mutating func writeNorm(_ step: ArrayLoops) throws(EmissionError) {
    let scale = names.temporary()
    let scales = ArrayLoops(
      name: scale, shape: step.shape, operands: step.operands, shapes: step.shapes,
      parameters: step.parameters)
    declareLocal(scales)
    try writeScales(scales)
    try begin(step, 0)
    try forEachReduced(step) { (emitter, place, target) throws(EmissionError) in
      let divisor = emitter.target(scales, of: place)
      let value = emitter.number(try emitter.piece(step.operands[0], place))
        .enclosed(below: Piece.atom)
      let ratio = "(\(value)/\(divisor))"
      emitter.write(emitter.syntax.add(target, "\(ratio)*\(ratio)"))
    }
    try forEachResult(step) { (emitter, target, address) throws(EmissionError) in
      let factor = step.shape.isScalar ? scale : "\(scale)[\(address)]"
      emitter.write(
        emitter.syntax.assign(target, "\(factor)*\(emitter.syntax.value("sqrt", [target]))"))
    }
  }

  /// The greatest magnitudes; 1 where they are 0 or not finite.
  private mutating func writeScales(_ step: ArrayLoops) throws(EmissionError) {
    try begin(step, 0)
    try forEachReduced(step) { (emitter, place, target) throws(EmissionError) in
      let value = try emitter.operand(step, 0, place)
      emitter.write(
        emitter.syntax.assign(target, emitter.syntax.value("fmax", [target, "fabs(\(value))"])))
    }
    try forEachResult(step) { (emitter, target, _) throws(EmissionError) in
      let one = emitter.syntax.literal(1).text
      let isUsable =
        "\(target) > \(emitter.syntax.literal(0).text) && "
        + "\(target) < \(emitter.syntax.literal(.infinity).text)"
      emitter.write(emitter.syntax.assign(target, "\(isUsable) ? \(target) : \(one)"))
    }
  }

  /// The logarithm of the sum of exponentials, shifted by the greatest element.
  mutating func writeLogSumExp(_ step: ArrayLoops) throws(EmissionError) {
    let shifts = try writeShifts(step, step.shape)
    try begin(step, 0)
    try forEachReduced(step) { (emitter, place, target) throws(EmissionError) in
      let value = emitter.number(try emitter.piece(step.operands[0], place))
      let difference = Piece.infix(
        "-", Precedence.sum, value, Piece(emitter.target(shifts, of: place)))
      emitter.write(
        emitter.syntax.add(target, emitter.syntax.value("exp", [difference.text])))
    }
    try forEachResult(step) { (emitter, target, address) throws(EmissionError) in
      let shift = step.shape.isScalar ? shifts.name : "\(shifts.name)[\(address)]"
      let sum = "\(shift) + \(emitter.syntax.value("log", [target]))"
      let infinity = emitter.syntax.literal(.infinity).text
      emitter.write(
        emitter.syntax.assign(
          target, "\(shift) == \(infinity) || \(shift) == -\(infinity) ? \(shift) : \(sum)"))
    }
  }

  /// The greatest elements.
  private mutating func writeShifts(
    _ step: ArrayLoops, _ shape: Shape
  ) throws(EmissionError) -> ArrayLoops {
    let shifts = ArrayLoops(
      name: names.temporary(), shape: shape, operands: step.operands, shapes: step.shapes,
      parameters: step.parameters)
    declareLocal(shifts)
    try writeExtreme(shifts, isGreatest: true, ofNothing: -.infinity)
    return shifts
  }

  /// Exponentials divided by their sum, or the logarithms of that, column by column.
  mutating func writeSoftmax(_ step: ArrayLoops, isLogarithm: Bool) throws(EmissionError) {
    guard !step.shape.isScalar else {
      write(syntax.constant(step.name, syntax.literal(isLogarithm ? 0 : 1).text))
      return
    }
    let row = Shape(1, step.shape.columns)
    let shifts = try writeShifts(step, row)
    let sums = ArrayLoops(
      name: names.temporary(), shape: row, operands: step.operands, shapes: step.shapes,
      parameters: [])
    declareLocal(sums)
    try begin(sums, 0)
    try forEachElement(of: step.shape, needsPlaces: true) {
      (emitter, place) throws(EmissionError) in
      let value = emitter.number(try emitter.piece(step.operands[0], place))
      let difference = Piece.infix(
        "-", Precedence.sum, value, Piece(emitter.target(shifts, of: place)))
      let target = emitter.element(of: step, place)
      let power = emitter.syntax.value("exp", [isLogarithm ? target : difference.text])
      emitter.write(emitter.syntax.assign(target, isLogarithm ? difference.text : power))
      emitter.write(
        emitter.syntax.add(emitter.target(sums, of: place), isLogarithm ? power : target))
    }
    try forEachElement(of: step.shape, needsPlaces: true) {
      (emitter, place) throws(EmissionError) in
      let target = emitter.element(of: step, place)
      let sum = emitter.target(sums, of: place)
      let result =
        isLogarithm
        ? "\(target) - \(emitter.syntax.value("log", [sum]))" : "\(target)/\(sum)"
      emitter.write(emitter.syntax.assign(target, result))
    }
  }

  // MARK: - Results

  /// Memory for what a reduction keeps beside its result.
  private mutating func declareLocal(_ step: ArrayLoops) {
    if !step.shape.isScalar { lines.append(syntax.array(step.name, step.shape.count)) }
  }

  private mutating func forEachResult(
    _ step: ArrayLoops,
    _ body: (inout CodeEmitter, String, String) throws(EmissionError) -> Void
  ) throws(EmissionError) {
    guard !step.shape.isScalar else { return try body(&self, step.name, "0") }
    try loop(loopNames.row, step.shape.count) { (emitter, index) throws(EmissionError) in
      try body(&emitter, "\(step.name)[\(index.text)]", index.text)
    }
  }
}
