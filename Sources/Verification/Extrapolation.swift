/// A slope with an estimate of its error.
package struct Slope: Equatable, Sendable {
  package let value: Double
  /// How far `value` may be from the limit.
  package let estimate: Double
  /// The finest step that it was made from.
  package let step: Double
  /// What rounding alone contributes to `estimate`.
  package let roundingFloor: Double
  /// How far the plain quotient of the finest step is from `value`.
  package let correction: Double

  /// Whether the quotients have come to rest: what is left is small, or is rounding.
  ///
  /// Where a function varies faster than the steps, quotients are of the size of their own
  /// estimates.
  package var isResolved: Bool {
    value.isFinite && (estimate <= 0.05 * value.magnitude || isLimitedByRounding)
  }

  /// Whether what is left is rounding: smaller steps would not help.
  package var isLimitedByRounding: Bool { estimate <= 4 * roundingFloor }
}

/// Richardson extrapolation of difference quotients to the step 0, with Ridders' estimate of the
/// error.
///
/// Quotients D(h), D(h/2), … with errors in powers of hᵖ are combined to T(i, j) = T(i, j-1) +
/// (T(i, j-1) - T(i-1, j-1)) / (2^(p·j) - 1), which removes one power after the other (Ridders
/// 1982, doi:10.1016/S0141-1195(82)80057-0; Press et al., *Numerical Recipes*, §5.7). The estimate
/// of an entry is the larger of its distances from the two entries it was made of, and never less
/// than the rounding error of its quotients.
struct Extrapolation {
  struct Row {
    let step: Double
    let quotient: Double
    /// The rounding error of the quotient.
    let rounding: Double
    /// Whether this step is half of the row's before.
    let continues: Bool
  }

  /// Columns beyond these gain nothing in double precision.
  private static let columns = 8

  /// From the coarsest step to the finest.
  private let rows: [Row]
  /// 4 for central quotients, whose error has even powers only; 2 for one-sided ones.
  private let ratio: Double

  init(_ rows: [Row], ratio: Double) {
    self.rows = rows
    self.ratio = ratio
  }

  /// The entry with the least estimate that no finer quotient contradicts; nil without two
  /// quotients.
  ///
  /// Entries made of coarse steps alone may agree by accident, across a kink or on whole periods of
  /// an oscillation. Such an entry is contradicted by the finer quotients: those of a smooth
  /// function are no farther from the limit than the coarser ones are.
  func best() -> Slope? {
    var best: Slope?
    var previous: [Double] = []
    var entries: [Double] = []
    for index in rows.indices {
      let row = rows[index]
      if !row.continues { previous.removeAll(keepingCapacity: true) }
      entries.removeAll(keepingCapacity: true)
      entries.append(row.quotient)
      var power = 1.0
      var floor = row.rounding
      for column in 0..<min(previous.count, Extrapolation.columns) {
        power *= ratio
        floor = max(floor, rows[index - column - 1].rounding)
        let entry = entries[column] + (entries[column] - previous[column]) / (power - 1)
        let spread = max((entry - entries[column]).magnitude, (entry - previous[column]).magnitude)
        let estimate = max(spread, floor)
        entries.append(entry)
        guard estimate < best?.estimate ?? .infinity, entry.isFinite else { continue }
        if isContradicted(entry, estimate, rows: (index - column - 1)...index) { continue }
        best = Slope(
          value: entry, estimate: estimate, step: row.step, roundingFloor: floor,
          correction: (row.quotient - entry).magnitude)
      }
      swap(&previous, &entries)
    }
    return best
  }

  private func isContradicted(_ entry: Double, _ estimate: Double, rows used: ClosedRange<Int>)
    -> Bool
  {
    var farthest = 0.0
    for row in rows[used] { farthest = max(farthest, (row.quotient - entry).magnitude) }
    for row in rows[(used.upperBound + 1)...]
    where (row.quotient - entry).magnitude > farthest + estimate + 2 * row.rounding {
      return true
    }
    return false
  }

  /// The first quotient as it is. Its distance from that of half the step, of which the error is
  /// 1/2 or 1/4, gives the estimate.
  func plain() -> Slope? {
    guard rows.count == 2 else { return nil }
    let truncation = ratio / (ratio - 1) * (rows[0].quotient - rows[1].quotient).magnitude
    return Slope(
      value: rows[0].quotient, estimate: max(truncation, rows[0].rounding), step: rows[0].step,
      roundingFloor: rows[0].rounding, correction: truncation)
  }

  /// Whether the quotients grow without bound as the step shrinks: the sign of the infinite slope,
  /// else nil.
  ///
  /// At a jump they double when the step is halved, at a root's branch point they grow by a power
  /// of 2.
  func divergence() -> Double? {
    let seen = rows.filter { $0.quotient.magnitude > 16 * $0.rounding }.suffix(8)
    guard seen.count == 8, let first = seen.first else { return nil }
    for (coarse, fine) in zip(seen, seen.dropFirst()) {
      guard fine.quotient.sign == first.quotient.sign,
        fine.quotient.magnitude >= 1.05 * coarse.quotient.magnitude
      else { return nil }
    }
    return first.quotient.sign == .minus ? -.infinity : .infinity
  }
}
