/// Colours for the columns of a sparse matrix: all columns of one colour are found by one sweep.
///
/// Finding colours never costs more than the sweeps they save: once as many elements were looked at
/// as sweeps without colours would touch, each of the columns left gets a colour of its own.
package struct Colouring: Equatable, Sendable {
  /// By column; -1 for columns without elements, which need no sweep.
  package let colours: [Int32]
  package let count: Int
  /// How many elements were looked at to find the colours.
  package let visitCount: Int

  private init(colours: [Int32], count: Int, visitCount: Int) {
    self.colours = colours
    self.count = count
    self.visitCount = visitCount
  }

  /// A colour for each column.
  package static func each(_ count: Int) -> Colouring {
    Colouring(
      colours: (0..<count).map { Int32(truncatingIfNeeded: $0) }, count: count, visitCount: 0)
  }

  /// How many elements may be looked at: a sweep for each column goes over all rows and columns,
  /// and takes a few times as long for each as a look.
  package static func mostVisits(_ pattern: SparsityPattern) -> Int {
    looksForOneStep * pattern.columnCount * (pattern.rowCount + pattern.columnCount)
  }

  private static let looksForOneStep = 4

  /// No two columns of a colour have an element in the same row (a partial distance-2 colouring;
  /// Curtis, Powell & Reid 1974): every element stands alone in its row of the compressed matrix.
  ///
  /// Greedy, in the order of the columns. Cost: the sum of the squares of the rows' lengths, where
  /// rows that share their columns count once; nothing where a row is full, which leaves no choice.
  package static func ofColumns(_ pattern: SparsityPattern) -> Colouring {
    if pattern.longestRow == pattern.columnCount { return each(pattern.columnCount) }
    let rows = pattern.transposed
    let mostVisits = mostVisits(pattern)
    var visitCount = 0
    var colours = [Int32](repeating: -1, count: pattern.columnCount)
    // By colour, and by list of columns: the last column that must not have it, that looked there.
    var forbidden: [Int32] = []
    var seen = [Int32](repeating: -1, count: pattern.columnListEnd)
    for column in 0..<pattern.columnCount where !rows.row(column).isEmpty {
      let mark = Int32(truncatingIfNeeded: column)
      guard visitCount < mostVisits else {
        colours[column] = takeNew(&forbidden)
        continue
      }
      for row in rows.row(column) {
        visitCount += 1
        let list = pattern.columnList(ofRow: Int(row))
        guard seen[list] != mark else { continue }
        seen[list] = mark
        for other in pattern.row(Int(row)) {
          let colour = colours[Int(other)]
          if colour >= 0 { forbidden[Int(colour)] = mark }
        }
        visitCount += pattern.row(Int(row)).count
      }
      colours[column] = take(&forbidden, mark)
    }
    return Colouring(colours: colours, count: forbidden.count, visitCount: visitCount)
  }

  private static func takeNew(_ forbidden: inout [Int32]) -> Int32 {
    forbidden.append(-1)
    return Int32(truncatingIfNeeded: forbidden.count - 1)
  }

  /// The least colour that is not forbidden.
  private static func take(_ forbidden: inout [Int32], _ mark: Int32) -> Int32 {
    forbidden.firstIndex { $0 != mark }.map { Int32(truncatingIfNeeded: $0) }
      ?? takeNew(&forbidden)
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
    if 4 * mean > size { return each(size) }
    if mean > longestMean { return ofColumns(pattern) }
    var colours = [Int32](repeating: -1, count: size)
    let hubs = Set((0..<size).filter { pattern.row($0).count > hubLength(pattern) })
    var forbidden: [Int32] = []
    let mostVisits = mostVisits(pattern)
    var visitCount = 0
    for column in 0..<size where !pattern.row(column).isEmpty && !hubs.contains(column) {
      let mark = Int32(truncatingIfNeeded: column)
      guard visitCount < mostVisits else {
        colours[column] = takeNew(&forbidden)
        continue
      }
      visitCount += forbid(around: column, mark, pattern, hubs, colours, &forbidden)
      colours[column] = take(&forbidden, mark)
    }
    var count = forbidden.count
    for hub in hubs.sorted() {
      colours[hub] = Int32(truncatingIfNeeded: count)
      count += 1
    }
    return Colouring(colours: colours, count: count, visitCount: visitCount)
  }

  /// Beyond this mean length a star colouring takes longer than it saves.
  private static let longestMean = 64

  /// Columns longer than this are hubs.
  private static func hubLength(_ pattern: SparsityPattern) -> Int {
    let mean = pattern.count / max(1, pattern.rowCount)
    return max(64, 8 * mean)
  }

  /// Marks the colours that would leave a path over four columns with two colours.
  ///
  /// - Returns: How many elements were looked at.
  private static func forbid(
    around column: Int, _ mark: Int32, _ pattern: SparsityPattern, _ hubs: Set<Int>,
    _ colours: [Int32], _ forbidden: inout [Int32]
  ) -> Int {
    let neighbours = pattern.row(column).filter {
      Int($0) != column && !hubs.contains(Int($0)) && colours[Int($0)] >= 0
    }
    var visitCount = pattern.row(column).count + neighbours.count * neighbours.count
    for first in neighbours {
      visitCount += pattern.row(Int(first)).count
      let colour = colours[Int(first)]
      forbidden[Int(colour)] = mark
      // A second neighbour of the same colour makes of each further one the end of a path.
      let isPaired = neighbours.contains { $0 != first && colours[Int($0)] == colour }
      for second in pattern.row(Int(first)) where second != first && Int(second) != column {
        let other = colours[Int(second)]
        guard other >= 0, !hubs.contains(Int(second)) else { continue }
        if !isPaired { visitCount += pattern.row(Int(second)).count }
        if isPaired || continues(from: Int(second), past: first, colour, pattern, colours) {
          forbidden[Int(other)] = mark
        }
      }
    }
    return visitCount
  }

  /// Whether a column has a neighbour of this colour beside the one given.
  private static func continues(
    from column: Int, past first: Int32, _ colour: Int32, _ pattern: SparsityPattern,
    _ colours: [Int32]
  ) -> Bool {
    pattern.row(column).contains { $0 != first && colours[Int($0)] == colour }
  }
}
