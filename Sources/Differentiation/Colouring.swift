/// Colours for the columns of a sparse matrix: all columns of one colour are found by one sweep.
package struct Colouring: Equatable, Sendable {
  /// By column; -1 for columns without elements, which need no sweep.
  package let colours: [Int32]
  package let count: Int

  package init(colours: [Int32], count: Int) {
    self.colours = colours
    self.count = count
  }

  /// No two columns of a colour have an element in the same row (a partial distance-2 colouring;
  /// Curtis, Powell & Reid 1974): every element stands alone in its row of the compressed matrix.
  ///
  /// Greedy, in the order of the columns. Cost: the sum of the squares of the rows' lengths.
  package static func ofColumns(_ pattern: SparsityPattern) -> Colouring {
    let rows = pattern.transposed
    var colours = [Int32](repeating: -1, count: pattern.columnCount)
    // By colour: the last column that must not have it.
    var forbidden: [Int32] = []
    for column in 0..<pattern.columnCount where !rows.row(column).isEmpty {
      let mark = Int32(truncatingIfNeeded: column)
      for row in rows.row(column) {
        for other in pattern.row(Int(row)) {
          let colour = colours[Int(other)]
          if colour >= 0 { forbidden[Int(colour)] = mark }
        }
      }
      colours[column] = take(&forbidden, mark)
    }
    return Colouring(colours: colours, count: forbidden.count)
  }

  /// The least colour that is not forbidden.
  private static func take(_ forbidden: inout [Int32], _ mark: Int32) -> Int32 {
    let colour = forbidden.firstIndex { $0 != mark } ?? forbidden.count
    if colour == forbidden.count { forbidden.append(-1) }
    return Int32(truncatingIfNeeded: colour)
  }

  /// Of a symmetric matrix: every path over four columns has three colours (a star colouring;
  /// Coleman & Moré 1984), so that each element or its mirror image stands alone in its row of the
  /// compressed matrix.
  ///
  /// Columns with very many elements get a colour of their own, which cuts every path through them:
  /// an arrow needs two colours. Greedy; cost: the columns times the cube of the other columns'
  /// lengths at most.
  package static func ofSymmetric(_ pattern: SparsityPattern) -> Colouring {
    let size = pattern.rowCount
    let mean = pattern.count / max(1, size)
    if 4 * mean > size { return Colouring(colours: (0..<Int32(size)).map { $0 }, count: size) }
    if mean > longestMean { return ofColumns(pattern) }
    var colours = [Int32](repeating: -1, count: size)
    let hubs = Set((0..<size).filter { pattern.row($0).count > hubLength(pattern) })
    var forbidden: [Int32] = []
    for column in 0..<size where !pattern.row(column).isEmpty && !hubs.contains(column) {
      let mark = Int32(truncatingIfNeeded: column)
      forbid(around: column, mark, pattern, hubs, colours, &forbidden)
      colours[column] = take(&forbidden, mark)
    }
    var count = forbidden.count
    for hub in hubs.sorted() {
      colours[hub] = Int32(truncatingIfNeeded: count)
      count += 1
    }
    return Colouring(colours: colours, count: count)
  }

  /// Beyond this mean length a star colouring takes longer than it saves.
  private static let longestMean = 64

  /// Columns longer than this are hubs.
  private static func hubLength(_ pattern: SparsityPattern) -> Int {
    let mean = pattern.count / max(1, pattern.rowCount)
    return max(64, 8 * mean)
  }

  /// Marks the colours that would leave a path over four columns with two colours.
  private static func forbid(
    around column: Int, _ mark: Int32, _ pattern: SparsityPattern, _ hubs: Set<Int>,
    _ colours: [Int32], _ forbidden: inout [Int32]
  ) {
    let neighbours = pattern.row(column).filter {
      Int($0) != column && !hubs.contains(Int($0)) && colours[Int($0)] >= 0
    }
    for first in neighbours {
      let colour = colours[Int(first)]
      forbidden[Int(colour)] = mark
      // A second neighbour of the same colour makes of each further one the end of a path.
      let isPaired = neighbours.contains { $0 != first && colours[Int($0)] == colour }
      for second in pattern.row(Int(first)) where second != first && Int(second) != column {
        let other = colours[Int(second)]
        guard other >= 0, !hubs.contains(Int(second)) else { continue }
        if isPaired || continues(from: Int(second), past: first, colour, pattern, colours) {
          forbidden[Int(other)] = mark
        }
      }
    }
  }

  /// Whether a column has a neighbour of this colour beside the one given.
  private static func continues(
    from column: Int, past first: Int32, _ colour: Int32, _ pattern: SparsityPattern,
    _ colours: [Int32]
  ) -> Bool {
    pattern.row(column).contains { $0 != first && colours[Int($0)] == colour }
  }
}
