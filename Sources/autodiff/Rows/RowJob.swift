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
  let reader: RowReader
  let answer: Answer
  let slots: [Answer.Slot]
  /// What many rows at once are asked; nil where each is evaluated alone.
  let plan: RowPlan?
  let choice: RowColumns.Choice
  let kept: KeptRow
  let layout: RowLayout
  /// The values of all inputs; those of columns are replaced in each row.
  let point: [Double]
  /// By column of a block: the place in the point that it binds.
  let coordinates: [Int]
  /// How many rows are evaluated at once; nil where each is evaluated alone.
  let lanes: Int?
  /// Which rows with finite results are looked at for kinks and their like: those that would fail a
  /// strict run at one point fail a strict run of rows.
  let occasion: FindingSearch.Occasion
  /// About as many bytes of text are made of a chunk at most: rows of many results come in small
  /// chunks, so that memory is bounded for them, too.
  static let textSize = 16 << 20
  private let origin: ProgramReader.Origin
  private let keepsLoops: Bool

  init(
    _ request: RowRequest, _ reader: RowReader, _ answer: Answer, _ choice: RowColumns.Choice,
    _ program: Program, point: [Double], origin: ProgramReader.Origin
  ) {
    self.request = request
    self.reader = reader
    self.answer = answer
    self.choice = choice
    self.point = point
    self.origin = origin
    keepsLoops = program.graph.holdsBodies
    slots = answer.slots()
    let occasion =
      request.session[Options.strict] ? FindingSearch.occasion(in: program) : .never
    self.occasion = occasion
    plan = answer.plan.map { ask in
      var plan = RowPlan(program, columns: choice.columns, point: point)
      ask(&plan)
      if case .atMark(let node) = occasion { plan.askForMark(node) }
      return plan
    }
    coordinates = program.coordinates(of: choice.inputs)
    hasOneOutput = program.outputs.count == 1
    unnamedValues =
      program.outputs.contains { $0.nameSpan == nil } ? program.outputElementNames : []
    kept = KeptRow(request, reader, choice, program)
    lanes = plan?.usualLanes
    layout = request.layout(of: answer, slots, kept)
  }

  /// The columns of outputs without a name, which could get one.
  let unnamedValues: [String]
  let hasOneOutput: Bool

  /// Whether a row that is not finite is evaluated again, alone.
  var repairsRows: Bool { plan != nil && answer.repairsPlan }

  /// The program anew, to build derivatives in: the shared graph must not change.
  func makeProgram() -> Program {
    guard let program = try? origin.program() else {
      preconditionFailure("the same text was a program before")
    }
    return program
  }

  /// The program with its loops written out; nil where none is kept, or they are too long.
  func makeSteps() -> Program? { keepsLoops ? try? origin.writtenOut.program() : nil }

  /// Whether rows that are not finite are looked at again with the steps of loops.
  var looksAtSteps: Bool { keepsLoops && answer.hangsOnSteps }

  /// What a row that is not finite is asked where loops are kept: the same of their steps.
  func makeStepsPlan() -> RowPlan? {
    guard let ask = answer.plan, let program = makeSteps() else { return nil }
    // The inputs are the same, as the text is; their nodes may be others.
    let nodes = Dictionary(
      zip(makeProgram().inputs.map(\.node), program.inputs.map(\.node)), uniquingKeysWith: { $1 })
    var plan = RowPlan(
      program,
      columns: choice.columns.map {
        .init(input: nodes[$0.input] ?? $0.input, element: $0.element)
      }, point: point)
    ask(&plan)
    return plan
  }
}

extension RowRequest {
  /// Runs a command for every row.
  ///
  /// - Parameter makeAnswer: what the command says of the program.
  func run(_ makeAnswer: (_ reader: ProgramReader) throws(Failure) -> Answer) throws(Failure)
    -> ExitStatus
  {
    let reader = try open()
    // A filter answers nothing with nothing.
    guard !reader.isEmpty else { return .done }
    let columns = try RowColumns(reader, self.columns)
    let programReader = try ProgramReader(
      session, loops: .kept, columns: columns.shape(of:),
      firstRow: { columns.number(of: $0, inFirstRowOf: reader) }
    ).withVisibleKinks()
    let program = programReader.program
    let bindings = programReader.bindings
    let choice = try columns.choice(for: program, bindings)
    let point = try programReader.point(
      except: choice.inputs.map { program.text(program.inputs[$0].span) })
    let answer = try makeAnswer(programReader)
    let job = RowJob(
      self, reader, answer, choice, program, point: point, origin: programReader.origin)
    try job.checkNames()
    reader.limitChunks(toRows: max(1, RowJob.textSize / job.layout.usualRow))
    try session.streams.output.flush()
    return try RowPipeline(job).run(head: job.head)
  }
}
