import Diagnostics
import Evaluation
import Graph
import Numerics
import Reports

/// What a command answers at a point, described once: its numbers, the JSON object around them, and
/// what is to be said of them. One point and every row of a file are answered by it; only the table
/// that people read is the command's own.
struct Answer {
  /// A number of an answer.
  struct Slot {
    /// Of its column, and in messages.
    let name: String
    /// Whether the number stands for one of `words`.
    var isWord = false
    /// Whether rows of fields have a column for it.
    var hasColumn = true
    /// Whether a number that is not finite is worth a warning.
    var isWatched = true
  }

  /// Who reads findings.
  enum Audience {
    /// Somebody who asked about one point.
    case point
    /// Somebody who asked about many: one thing is said of one of them.
    case rows
  }

  /// Evaluates a program at a point. It may build derivatives in the program's graph.
  typealias Evaluation = @Sendable (_ program: Program, _ point: [Double]) -> AnswerNumbers
  typealias Findings =
    @Sendable (
      _ program: Program, _ point: [Double], _ numbers: AnswerNumbers, _ audience: Audience
    ) -> [Diagnostic]

  /// Made where it is needed, as a gradient may have very many.
  let slots: () -> [Slot]
  /// What the numbers of slots stand for that are words.
  var words: [String] = []
  /// The members of the JSON object.
  let members: () -> [AnswerTemplate.Member]
  let evaluate: Evaluation
  /// Asks for the same numbers of many points at once; nil where each is evaluated alone.
  var plan: ((inout RowPlan) -> Void)?
  /// Whether `evaluate` gives other numbers than the plan where these are not finite.
  var repairsPlan = true
  /// Whether steps that are written out may give other numbers than a kept loop where these are not
  /// finite.
  var hangsOnSteps = true
  /// The first slot's number with which the run fails.
  var failingCode: Double?
  let findings: Findings

  /// The members of the JSON object at a point.
  func json(_ numbers: AnswerNumbers) -> [(key: String, value: JSONValue)] {
    members().filled(numbers, words: words)
  }

  /// What is to be said of a program's outputs, whose values are the first numbers; of rows, of the
  /// first output of which something is.
  ///
  /// - Parameters:
  ///   - most: so many outputs are looked at for one point.
  ///   - enough: nothing more is looked for with so many findings.
  static func findings(
    ofOutputs program: Program, _ numbers: AnswerNumbers, for audience: Audience,
    most: Int = .max, enough: Int = .max,
    _ findings: (_ output: Int, _ value: Matrix) -> [Diagnostic]
  ) -> [Diagnostic] {
    let (most, enough) =
      switch audience {
      case .point: (most, enough)
      case .rows: (Int.max, 1)
      }
    var found: [Diagnostic] = []
    var start = 0
    for (output, place) in program.outputs.enumerated().prefix(most) {
      let shape = program.graph.shape(of: place.node)
      found += findings(output, numbers.matrix(shape, from: start))
      start += shape.count
      if found.count >= enough { break }
    }
    return found
  }
}
