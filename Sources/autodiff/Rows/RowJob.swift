import Arguments
import Diagnostics
import Evaluation
import Graph
import Numerics
import Records

/// Everything about a run over rows that is known before the first row: all threads share it.
///
/// Unchecked: nothing of it is changed once it is made, but for the reader, which is used under a
/// lock, and the session, which only the thread uses that has the output's lock.
final class RowJob: @unchecked Sendable {
  let request: RowRequest
  let task: RowTask
  let choice: RowColumns.Choice
  let layout: RowLayout
  /// The values of all inputs; those of columns are replaced in each row.
  let point: [Double]
  /// By column of a block: the place in the point that it binds.
  let coordinates: [Int]
  /// How many rows are evaluated at once; nil where each is evaluated alone.
  let lanes: Int?
  /// About as many bytes of text are made of a chunk at most: rows of many results come in small
  /// chunks, so that memory is bounded for them, too.
  static let textSize = 16 << 20
  /// Makes the program anew, to build derivatives in: the shared graph must not change.
  let makeProgram: @Sendable () -> Program?

  init(
    _ request: RowRequest, _ task: RowTask, _ choice: RowColumns.Choice, _ program: Program,
    point: [Double], makeProgram: @escaping @Sendable () -> Program?
  ) {
    self.request = request
    self.task = task
    self.choice = choice
    self.point = point
    self.makeProgram = makeProgram
    layout = request.layout(task, program, choice)
    coordinates = program.coordinates(of: choice.inputs)
    lanes = task.plan?.usualLanes
  }
}

extension RowRequest {
  /// Runs a command for every row.
  ///
  /// - Parameter makeTask: what the command does with the program at a point of which the columns'
  ///   inputs are not bound yet.
  func run(
    _ makeTask: (
      _ reader: ProgramReader, _ columns: [RowPlan.Column], _ point: [Double]
    ) throws(Failure) -> RowTask
  ) throws(Failure) -> ExitStatus {
    guard !isEmpty else { return .done }
    let columns = columns
    let programReader = try ProgramReader(session.invocation, columns: columns)
    let program = programReader.program
    let bindings = programReader.bindings
    let choice = try columns.choice(for: program, bindings)
    let point = try bindings.point(
      for: program, except: choice.inputs.map { program.text(program.inputs[$0].span) })
    let task = try makeTask(programReader, choice.columns, point)
    let source = program.source
    let outputNames = session[Options.output]
    let job = RowJob(self, task, choice, program, point: point) {
      let lowered = try? ProgramReader.lower(source) { name in
        bindings.shape(of: name) ?? columns.shape(of: name)
      }
      guard let outputNames else { return lowered }
      return try? lowered?.selecting(outputNames)
    }
    reader.limitChunks(toRows: max(1, RowJob.textSize / job.layout.usualRow))
    try session.streams.output.flush()
    return try RowPipeline(job).run(head: head(task, program, choice))
  }
}
