import Differentiation

/// Which elements are seeded together, and in which mode.
struct SweepPlan {
  let mode: DifferentiationMode
  /// Forward, columns of one colour; in reverse, rows.
  let groups: [[Int32]]
  /// By column, or by row in reverse mode.
  let colours: [Int32]
  /// Whether an element may also be read from its mirror image's sweep.
  let isSymmetric: Bool

  init(
    _ pattern: SparsityPattern, isFull: Bool, _ choice: SweepChoice, isSymmetric: Bool
  ) {
    func columns() -> Colouring {
      if isFull { return .each(pattern.columnCount) }
      return isSymmetric ? .ofSymmetric(pattern) : .ofColumns(pattern)
    }
    func rows() -> Colouring {
      if isFull { return .each(pattern.rowCount) }
      return isSymmetric ? .ofSymmetric(pattern) : .ofColumns(pattern.transposed)
    }
    let colouring: Colouring
    switch choice {
    case .forward: (mode, colouring) = (.forward, columns())
    case .reverse: (mode, colouring) = (.reverse, rows())
    case .auto where isSymmetric: (mode, colouring) = (.forward, columns())
    case .auto:
      // No fewer colours than the longest row has elements: try the promising side first.
      let isForwardFirst = pattern.longestRow <= pattern.transposed.longestRow
      let first = isForwardFirst ? columns() : rows()
      let least = isForwardFirst ? pattern.transposed.longestRow : pattern.longestRow
      if first.count <= least {
        (mode, colouring) = (isForwardFirst ? .forward : .reverse, first)
      } else {
        let second = isForwardFirst ? rows() : columns()
        let isFirst = first.count <= second.count
        (mode, colouring) =
          (isFirst == isForwardFirst ? .forward : .reverse, isFirst ? first : second)
      }
    }
    var groups = [[Int32]](repeating: [], count: colouring.count)
    for (index, colour) in colouring.colours.enumerated() where colour >= 0 {
      groups[Int(colour)].append(Int32(truncatingIfNeeded: index))
    }
    self.groups = groups
    colours = colouring.colours
    self.isSymmetric = isSymmetric && !isFull
  }
}
