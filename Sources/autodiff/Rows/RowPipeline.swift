import Arguments
import Diagnostics
import Evaluation
import Graph
import Numerics
import Records
import Reports

/// Reads, evaluates and writes rows with several threads, in the order of the file.
///
/// Each thread takes the next chunk and a ticket with it, under one lock; turns the chunk into text
/// by itself; and writes it, under another lock, when it is its ticket's turn. So memory is bounded
/// by the number of threads, and the output is that of one thread, byte by byte.
///
/// Unchecked: the properties are used under the lock that their section names.
final class RowPipeline: @unchecked Sendable {
  private let job: RowJob
  private let output: RowOutput

  // MARK: Under `reading`
  private let reading = Lock()
  private var ticketCount = 0
  private var isDone = false

  // MARK: Under `writing`
  private let writing = Lock()
  private var turn = 0
  private var running = 0
  private var failure: Failure?
  private var summary: RowSummary
  private var progress: RowProgress

  init(_ job: RowJob) {
    self.job = job
    let session = job.request.session
    output = RowOutput(
      descriptor: session.streams.output.descriptor, rowSize: job.layout.binarySize)
    summary = RowSummary(firstLine: job.reader.firstLine)
    progress = RowProgress(session, size: job.reader.fileSize)
  }

  /// - Parameter head: what is written before the first row.
  func run(head: [UInt8]) throws(Failure) -> ExitStatus {
    Interruption.guardRows(writing) { [self] in progress.finish() }
    try write(head)
    work(isStarter: true)
    writing.lock()
    defer { writing.unlock() }
    while running > 0, failure == nil { writing.wait() }
    progress.finish()
    let findings = summary.findings(job)
    try job.request.session.warn(findings)
    if let failure { throw failure }
    return summary.status(job)
  }

  private func write(_ head: [UInt8]) throws(Failure) {
    writing.lock()
    defer { writing.unlock() }
    try head.withUnsafeBufferPointer { (bytes) throws(Failure) -> Void in
      try output.write(UnsafeRawBufferPointer(bytes))
    }
  }

  // MARK: - Threads

  /// Works until there are no more chunks. The starter takes the first chunk; if others follow, it
  /// starts the threads, and waits: it must hear at once of a failure, while others may be waiting
  /// for a pipe.
  private func work(isStarter: Bool) {
    let chunk = RowChunk()
    var work = RowChunkWork(job)
    defer { work.finish() }
    while let ticket = take(chunk) {
      let outcome = ticket.error == nil ? work.process(chunk) : RowOutcome()
      guard commit(ticket, outcome, work.text, offset: chunk.endOffset) else { break }
      if isStarter, job.request.threadCount > 1, startThreads() { return }
    }
  }

  private func startThreads() -> Bool {
    var count = 0
    while count < job.request.threadCount {
      writing.lock()
      running += 1
      writing.unlock()
      let isStarted = Platform.startThread { [self] in
        work(isStarter: false)
        endThread()
      }
      if !isStarted {
        endThread()
        break
      }
      count += 1
    }
    return count > 0
  }

  private func endThread() {
    writing.lock()
    running -= 1
    writing.wakeAll()
    writing.unlock()
  }

  /// What a JSON row says of a result that is not finite.
  private func finding(_ insertion: RowText.Insertion) -> String {
    let message =
      insertion.slot.map { slot in
        "\(job.slots[slot].name) is \(DecimalWriter.text(insertion.value))"
      } ?? "the row could not be read"
    return #","findings":[{"severity":"warning","message":"# + JSONValue.string(message).text()
      + #","row":\#(summary.recordCount + insertion.record + 1)}]"#
  }

  private struct Ticket {
    let number: Int
    let error: RowFileError?
  }

  /// Reads the next chunk, and says when it is to be written; nil at the end.
  private func take(_ chunk: RowChunk) -> Ticket? {
    reading.lock()
    defer { reading.unlock() }
    guard !isDone else { return nil }
    var problem: RowFileError?
    do throws(RowFileError) {
      isDone = try !job.reader.next(chunk)
    } catch {
      problem = error
      isDone = true
    }
    guard !isDone || problem != nil else { return nil }
    ticketCount += 1
    return Ticket(number: ticketCount - 1, error: problem)
  }

  /// Writes a chunk's rows when it is their turn; false where the run ends.
  private func commit(
    _ ticket: Ticket, _ outcome: RowOutcome, _ text: RowText, offset: Int
  ) -> Bool {
    writing.lock()
    defer { writing.unlock() }
    while turn != ticket.number, failure == nil { writing.wait() }
    guard failure == nil else { return false }
    do throws(Failure) {
      if let error = ticket.error {
        throw .rowFile(error, name: job.reader.name, line: summary.nextLine)
      }
      text.insertFindings { finding($0) }
      try output.write(UnsafeRawBufferPointer(start: text.bytes, count: text.count))
      if let ending = outcome.ending {
        throw .row(
          ending.error,
          SourceText(
            name: job.reader.name, bytes: ending.record,
            firstLine: summary.nextLine + ending.line))
      }
    } catch {
      summary.add(outcome, job)
      failure = error
      writing.wakeAll()
      return false
    }
    summary.add(outcome, job)
    progress.update(rows: summary.recordCount, offset: offset)
    turn += 1
    writing.wakeAll()
    return true
  }
}
