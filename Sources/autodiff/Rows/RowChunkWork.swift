import Diagnostics
import Evaluation
import Graph
import Numerics
import Records

/// What became of one chunk.
struct RowOutcome {
  /// How many records there were, read or not.
  var recordCount = 0
  var lineCount = 0
  /// Rows whose results are not finite.
  var troubled = RowTally()
  /// Rows with finite results of which a strict run knows something to say, such as a kink.
  var doubted = RowTally()
  /// The first record that could not be read, and how many there are.
  var mistaken: (error: RowError, record: [UInt8], line: Int)?
  var mistakenCount = 0
  /// The record that ends the run.
  var ending: (error: RowError, record: [UInt8], line: Int)?
  /// How many rows have the result that fails the run.
  var failingCount = 0
}

/// What one thread needs to turn chunks into text. Everything is made once and used for all chunks.
struct RowChunkWork {
  private let job: RowJob
  private let block: RowBlock
  private let evaluator: RowEvaluator?
  /// Nil where no loop is kept.
  private let steps: RowSteps?
  private let results: UnsafeMutablePointer<Double>
  private var parser: any RowParser
  let text = RowText()

  /// A block of rows has at most this many numbers, results included.
  private static let mostNumbers = 1 << 20
  private static let mostRows = 1024

  init(_ job: RowJob) {
    self.job = job
    if let plan = job.plan, let lanes = job.lanes {
      evaluator = RowEvaluator(plan, lanes: lanes)
    } else {
      evaluator = nil
    }
    steps = job.looksAtSteps ? RowSteps(job) : nil
    // A mark stands behind the results.
    let resultCount = job.slots.count + 1
    let columnCount = job.choice.selection.columnCount
    let width = columnCount + resultCount
    let rows = max(1, min(RowChunkWork.mostRows, RowChunkWork.mostNumbers / width))
    block = RowBlock(columnCount: columnCount, capacity: rows)
    results = .allocate(capacity: resultCount * rows)
    results.initialize(repeating: 0, count: resultCount * rows)
    var selection = job.choice.selection
    selection.keepsRecords = job.layout.keepsRecords
    parser = job.reader.makeParser(selection)
  }

  /// Gives the memory back; the work is not used any more.
  func finish() { results.deallocate() }

  /// Evaluates a chunk's rows and puts them into `text`. Stops at a row that ends the run.
  mutating func process(_ chunk: RowChunk) -> RowOutcome {
    var outcome = RowOutcome()
    text.removeAll()
    parser.begin(chunk)
    repeat {
      block.removeAll()
      let unread = parser.fill(block)
      let other = endAtOtherNumber()
      let mistake = other ?? unread.map { ($0, parser.mistaken.record, parser.mistaken.line) }
      evaluate()
      review(&outcome)
      text.append(
        block, in: chunk, .init(values: results, stride: block.capacity), job.layout,
        firstRecord: outcome.recordCount)
      outcome.recordCount += block.count
      guard let (mistake, record, line) = mistake else { continue }
      let ends = !mistake.isLocal || job.request.policy == .stop
      if outcome.mistaken == nil || ends {
        let bytes = UnsafeBufferPointer(
          start: chunk.bytes + record.lowerBound, count: record.count)
        let found = (mistake, Array(bytes), line)
        if ends { outcome.ending = found }
        if other == nil { outcome.mistaken = outcome.mistaken ?? found }
      }
      // A row with another whole number was read.
      if other == nil { outcome.mistakenCount += 1 }
      outcome.recordCount += 1
      if ends { break }
      if job.request.policy == .nan {
        text.appendUnread(record, in: chunk, job.layout, number: outcome.recordCount - 1)
      }
    } while !parser.isAtEnd
    outcome.lineCount = parser.line
    return outcome
  }

  /// Ends the block before the first row in which a whole number differs from the first row's.
  private func endAtOtherNumber() -> (RowError, Range<Int>, Int)? {
    var end = block.count
    var mistake: RowError?
    for number in job.choice.wholeNumbers {
      let values = block.values + number.column * block.capacity
      guard let row = (0..<end).first(where: { values[$0] != number.value }) else { continue }
      end = row
      mistake = .otherNumber(name: number.name, values[row], first: number.value)
    }
    guard let mistake else { return nil }
    let place = (block.starts[end]..<block.ends[end], block.lines[end])
    block.keep(end)
    return (mistake, place.0, place.1)
  }

  // MARK: - Results

  private func evaluate() {
    guard let evaluator else {
      for row in 0..<block.count { evaluateAlone(row) }
      return
    }
    for start in stride(from: 0, to: block.count, by: evaluator.lanes) {
      evaluator.evaluate(
        block.values + start, stride: block.capacity,
        count: min(evaluator.lanes, block.count - start), to: results + start,
        stride: block.capacity)
    }
  }

  private func evaluateAlone(_ row: Int, _ program: Program? = nil) {
    let numbers = job.answer.evaluate(program ?? job.makeProgram(), point(row))
    for slot in 0..<job.slots.count { results[slot * block.capacity + row] = numbers[slot] }
  }

  /// Evaluates a row that is not finite again: with the steps of loops, then alone.
  private func repair(_ row: Int) {
    guard let steps else {
      if job.repairsRows { evaluateAlone(row) }
      return
    }
    if let evaluator = steps.evaluator {
      evaluator.evaluate(
        block.values + row, stride: block.capacity, count: 1, to: results + row,
        stride: block.capacity)
      guard job.repairsRows, isTroubled(row) else { return }
    } else if job.plan != nil {
      return
    }
    if let program = job.makeSteps() { evaluateAlone(row, program) }
  }

  /// The values of all inputs in a row.
  private func point(_ row: Int) -> [Double] {
    var point = job.point
    for (column, coordinate) in job.coordinates.enumerated() {
      point[coordinate] = block.values[column * block.capacity + row]
    }
    return point
  }

  /// Whether the block's rows have numbers here that are all finite: 0 times another is nan, so
  /// that a sum tells of any.
  private func areFinite(_ values: UnsafePointer<Double>) -> Bool {
    var sums = SIMD4<Double>()
    var row = 0
    while row + 4 <= block.count {
      sums += UnsafeRawPointer(values + row).loadUnaligned(as: SIMD4<Double>.self) * 0
      row += 4
    }
    while row < block.count {
      sums[0] += values[row] * 0
      row += 1
    }
    return sums.sum() == 0
  }

  private var watched: [Int] { job.layout.watched }

  /// Counts the rows that a person should know of, and computes those again that need it.
  private func review(_ outcome: inout RowOutcome) {
    if let code = job.answer.failingCode {
      for row in 0..<block.count where results[row] == code { outcome.failingCount += 1 }
    }
    let record = outcome.recordCount
    if watched.contains(where: { !areFinite(results + $0 * block.capacity) }) {
      for row in 0..<block.count where isTroubled(row) {
        repair(row)
        if isTroubled(row) { outcome.troubled.add(tallied(row, record)) }
      }
    }
    if case .never = job.occasion { return }
    var known: Program?
    for row in 0..<block.count where mayBeDoubted(row) && !isTroubled(row) {
      // A search adds to the graph: what it leaves behind is not kept for ever.
      if let program = known, program.graph.count > 2 * program.nodeCount + 10_000 { known = nil }
      let program = known ?? job.makeProgram()
      known = program
      let found = job.answer.findings(program, point(row), AnswerNumbers(numbers(row)), .rows)
      if !found.isEmpty { outcome.doubted.add(tallied(row, record)) }
    }
  }

  private func mayBeDoubted(_ row: Int) -> Bool {
    switch job.occasion {
    case .never: false
    case .always: true
    case .atMark: evaluator == nil || results[job.slots.count * block.capacity + row] != 0
    }
  }

  private func numbers(_ row: Int) -> [Double] {
    job.slots.indices.map { results[$0 * block.capacity + row] }
  }

  /// - Parameter first: the block's first record.
  private func tallied(_ row: Int, _ first: Int) -> RowTally.Row {
    .init(
      record: first + row, line: block.lines[row], point: point(row),
      results: numbers(row))
  }

  private func isTroubled(_ row: Int) -> Bool {
    watched.contains { !results[$0 * block.capacity + row].isFinite }
  }
}
