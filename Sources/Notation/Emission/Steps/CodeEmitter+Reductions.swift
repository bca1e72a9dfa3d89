import Calculus
import Graph
import Numerics

/// Norms and sums of exponentials: reductions that read their operand twice.
extension CodeEmitter {
  /// The root of the sum of squares, scaled by the greatest element so that no square overflows.
  mutating func writeNorm(_ step: ArrayStep, _ target: LoopTarget) throws(EmissionError) {
    let scales = local(step.shape)
    try writeScales(step, scales)
    try begin(target, 0)
    try forEachReduced(step) { (emitter, place) throws(EmissionError) in
      let value = try emitter.operand(step, 0, place).enclosed(below: Piece.atom)
      let ratio = "(\(value)/\(scales.reduced(place)))"
      emitter.write(emitter.syntax.add(target.reduced(place), "\(ratio)*\(ratio)"))
    }
    try forEachResult(target) { (emitter, place) throws(EmissionError) in
      let element = target.reduced(place)
      let root = emitter.syntax.value("sqrt", [element])
      emitter.write(emitter.syntax.assign(element, "\(scales.reduced(place))*\(root)"))
    }
  }

  /// The root of the sum of powers, scaled in the same way.
  mutating func writePowerNorm(_ step: ArrayStep, _ target: LoopTarget) throws(EmissionError) {
    let scales = local(step.shape)
    let exponent = step.number(1) ?? .nan
    try writeScales(step, scales)
    try begin(target, 0)
    try forEachReduced(step) { (emitter, place) throws(EmissionError) in
      let magnitude = "fabs(\(try emitter.operand(step, 0, place).text))"
      let power = emitter.syntax.value(
        "pow", ["\(magnitude)/\(scales.reduced(place))", emitter.syntax.literal(exponent).text])
      emitter.write(emitter.syntax.add(target.reduced(place), power))
    }
    try forEachResult(target) { (emitter, place) throws(EmissionError) in
      let element = target.reduced(place)
      let root = emitter.syntax.value(
        "pow", [element, emitter.syntax.literal(1 / exponent).text])
      emitter.write(emitter.syntax.assign(element, "\(scales.reduced(place))*\(root)"))
    }
  }

  /// The greatest magnitudes; 1 where they are 0 or not finite.
  private mutating func writeScales(
    _ step: ArrayStep, _ scales: LoopTarget
  ) throws(EmissionError) {
    try begin(scales, 0)
    try forEachReduced(step) { (emitter, place) throws(EmissionError) in
      let scale = scales.reduced(place)
      let magnitude = "fabs(\(try emitter.operand(step, 0, place).text))"
      emitter.write(
        emitter.syntax.assign(scale, emitter.syntax.value("fmax", [scale, magnitude])))
    }
    try forEachResult(scales) { (emitter, place) throws(EmissionError) in
      let scale = scales.reduced(place)
      let isUsable =
        "\(scale) > \(emitter.syntax.literal(0).text) && "
        + "\(scale) < \(emitter.syntax.literal(.infinity).text)"
      emitter.write(
        emitter.syntax.assign(
          scale, "\(isUsable) ? \(scale) : \(emitter.syntax.literal(1).text)"))
    }
  }

  /// The logarithm of the sum of exponentials, shifted by the greatest element.
  mutating func writeLogSumExp(_ step: ArrayStep, _ target: LoopTarget) throws(EmissionError) {
    let shifts = try writeShifts(step, step.shape)
    try begin(target, 0)
    try forEachReduced(step) { (emitter, place) throws(EmissionError) in
      let difference = try emitter.shifted(step, shifts, place)
      emitter.write(
        emitter.syntax.add(target.reduced(place), emitter.syntax.value("exp", [difference])))
    }
    try forEachResult(target) { (emitter, place) throws(EmissionError) in
      let (element, shift) = (target.reduced(place), shifts.reduced(place))
      let sum = "\(shift) + \(emitter.syntax.value("log", [element]))"
      let infinity = emitter.syntax.literal(.infinity).text
      emitter.write(
        emitter.syntax.assign(
          element, "\(shift) == \(infinity) || \(shift) == -\(infinity) ? \(shift) : \(sum)"))
    }
  }

  /// The greatest elements, in memory of their own.
  private mutating func writeShifts(
    _ step: ArrayStep, _ shape: Shape
  ) throws(EmissionError) -> LoopTarget {
    let shifts = local(shape)
    try write(.greatest, of: step, shifts, ofNothing: -.infinity)
    return shifts
  }

  /// An element less the greatest one.
  private mutating func shifted(
    _ step: ArrayStep, _ shifts: LoopTarget, _ place: ElementPlace
  ) throws(EmissionError) -> String {
    Piece.infix(
      "-", Precedence.sum, try operand(step, 0, place), Piece(shifts.reduced(place))
    ).text
  }

  /// Exponentials divided by their sum, or the logarithms of that, column by column.
  mutating func writeShare(
    _ step: ArrayStep, _ share: Structure.Share, _ target: LoopTarget
  ) throws(EmissionError) {
    guard !step.shape.isScalar else {
      write(syntax.constant(target.name, share.ofOne(syntax)))
      return
    }
    let row = Shape(1, step.shape.columns)
    let shifts = try writeShifts(step, row)
    let sums = local(row)
    try begin(sums, 0)
    try forEachElement(of: step.shape, needsPlaces: true) {
      (emitter, place) throws(EmissionError) in
      let difference = try emitter.shifted(step, shifts, place)
      let (element, sum) = (target.element(place), sums.reduced(place))
      let syntax = emitter.syntax
      switch share {
      case .fraction:
        emitter.write(syntax.assign(element, syntax.value("exp", [difference])))
        emitter.write(syntax.add(sum, element))
      case .logarithm:
        emitter.write(syntax.assign(element, difference))
        emitter.write(syntax.add(sum, syntax.value("exp", [element])))
      }
    }
    try forEachElement(of: step.shape, needsPlaces: true) {
      (emitter, place) throws(EmissionError) in
      let (element, sum) = (target.element(place), sums.reduced(place))
      let result =
        switch share {
        case .fraction: "\(element)/\(sum)"
        case .logarithm: "\(element) - \(emitter.syntax.value("log", [sum]))"
        }
      emitter.write(emitter.syntax.assign(element, result))
    }
  }

  // MARK: - Results

  /// Memory for what a reduction keeps beside its result.
  private mutating func local(_ shape: Shape) -> LoopTarget {
    let target = LoopTarget(name: names.temporary(), shape: shape)
    if !shape.isScalar { lines.append(syntax.array(target.name, shape.count)) }
    return target
  }

  /// A loop over the results of a reduction.
  private mutating func forEachResult(
    _ target: LoopTarget, _ body: (inout CodeEmitter, ElementPlace) throws(EmissionError) -> Void
  ) throws(EmissionError) {
    try loop(loopNames.row, target.shape.count) { (emitter, index) throws(EmissionError) in
      try body(&emitter, ElementPlace(index, in: target.shape))
    }
  }
}

extension Structure.Share {
  /// The share that a number alone has.
  fileprivate func ofOne(_ syntax: some CodeSyntax) -> String {
    switch self {
    case .fraction: syntax.literal(1).text
    case .logarithm: syntax.literal(0).text
    }
  }
}
