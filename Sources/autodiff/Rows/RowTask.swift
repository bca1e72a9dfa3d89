import Diagnostics
import Evaluation
import Graph
import Numerics
import Records
import Reports

/// What a command does for every row.
struct RowTask: Sendable {
  /// What one row is given by: its point, and a program of its own to build derivatives in.
  typealias Alone = @Sendable (_ program: Program, _ point: [Double]) -> [Double]

  /// Evaluates many rows at once; nil where each row is evaluated alone.
  var plan: RowPlan?
  /// Evaluates one row as a run for it alone does. Where there is a plan, it is used for the rows
  /// that are not finite; nil where the plan gives the same for these, too.
  var alone: Alone?
  var resultCount: Int
  /// The header of the results.
  var names: [String]
  /// Builds a result as a JSON object, without its braces.
  var appendJSON: @Sendable (inout RowLayout) -> Void
  /// Which results count for `--strict` and for warnings; nil: all.
  var watched: [Int]?
  /// The words that the results of `wordSlots` stand for.
  var words: [String] = []
  var wordSlots: [Int] = []
  /// The first result's code that makes the run fail with status 1.
  var failingCode: Double?
  /// What is to be said of a row's results that are not finite.
  var diagnose:
    @Sendable (_ program: Program, _ point: [Double], _ results: [Double]) -> [Diagnostic]
}

extension RowLayout {
  /// Appends an array of results as JSON: rows of numbers, a single one as itself.
  ///
  /// - Parameter slot: the number of the first; they go down the columns.
  mutating func appendMatrix(_ shape: Shape, from slot: Int) {
    guard !shape.isScalar else { return append(.result(slot)) }
    append("[")
    for row in 0..<shape.rows {
      append(row > 0 ? ",[" : "[")
      for column in 0..<shape.columns {
        if column > 0 { append(",") }
        append(.result(slot + column * shape.rows + row))
      }
      append("]")
    }
    append("]")
  }

  /// Appends the name of a member, and its colon.
  mutating func appendKey(_ name: String) {
    append(JSONValue.quoted(name) + ":")
  }
}
